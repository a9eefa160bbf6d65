import { z } from 'zod'
import { funnelPeopleQuery, type FunnelPeople } from '#contract/funnel.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { PagePlace } from '#store/funnel-member.ts'
import { findFunnelPeople, type PeopleSelection } from '#store/funnel-people.ts'
import { resolveFunnel } from '#actions/funnel-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'

/** The people behind a number of a funnel, a page at a time in order of entry. */
export const listFunnelPeople: Verb<FunnelPeople> = readVerb({
  permission: 'funnel.read',
  input: funnelPeopleQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolveFunnel(db, workspaceId, input, now)
    if (!resolved.ok) return resolved
    const { scope, said } = resolved.value
    const stage = input.stage ?? (scope.stages[0] as string)
    const place = scope.stages.indexOf(stage)
    if (place < 0) {
      return refuse('not_found', `${scope.model} has no stage ${stage}; it has ${scope.stages.join(', ')}.`)
    }
    const after = input.cursor === undefined ? null : readCursor(input.cursor)
    if (input.cursor !== undefined && after === null) {
      return refuse('invalid', 'cursor: not one of ours; begin again without a cursor.')
    }
    const { items, next } = await findFunnelPeople(db, scope, {
      place,
      state: input.state,
      group: groupOf(input.group),
      after,
      limit: input.limit,
    })
    return ok({
      ...said,
      stage,
      group: input.group,
      state: input.state,
      items,
      next: next === null ? null : writeCursor(next),
    })
  },
})

function groupOf(key: string): PeopleSelection['group'] {
  return key.startsWith('=') ? { kind: 'value', value: key.slice(1) } : { kind: key as 'all' | 'missing' | 'other' }
}

const cursor = z.tuple([
  z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00( BC)?$/),
  z.uuid(),
  z.int().min(0).max(2_147_483_647),
])

function writeCursor(place: PagePlace): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

function readCursor(text: string): PagePlace | null {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    return null
  }
}
