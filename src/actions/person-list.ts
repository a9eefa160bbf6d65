import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personListQuery, type PersonList, type PersonRow } from '#contract/person.ts'
import { ok, refuse } from '#contract/problem.ts'
import { roundPoints } from '#core/score.ts'
import { queryWords } from '#core/search-words.ts'
import { countPeople, findPeople } from '#store/person-list.ts'
import type { PeopleRow } from '#store/person-list.ts'
import type { PeoplePlace, PeopleScope } from '#store/person-list-sql.ts'
import { isoTime } from '#store/rows.ts'

const time = z.int().min(-8.64e15).max(8.64e15)
// as of when, how many there are, and the last person's place; no heat is none
const cursor = z.tuple([
  time,
  z.int().min(0),
  z.boolean(),
  z.tuple([z.uuid(), z.number().nullable(), z.number(), z.number(), time.nullable()]),
])

/**
 * People, sorted, filtered, searched and paged in the database. All pages of a list are as of its first page's moment,
 * so that scores that fall meanwhile neither repeat nor lose anybody.
 */
export const listPeople: Verb<PersonList> = readVerb({
  permission: 'person.list',
  input: personListQuery,
  async run({ db, workspaceId, input, now }) {
    const { blueprint, halfLife } = (await histories.of(db, workspaceId)).current
    const lifecycle = blueprint.models.find((model) => model.id === blueprint.lifecycle)
    if (!lifecycle) return refuse('conflict', `The blueprint has no model ${blueprint.lifecycle}.`)
    const { q = '', sort, stage = null, channel = null, hot = false, limit } = input
    if (stage !== null && !lifecycle.stages.some((one) => one.id === stage)) {
      const known = lifecycle.stages.map((one) => one.id).join(', ')
      return refuse('invalid', `stage: ${blueprint.lifecycle} has no stage ${stage}; it has ${known}.`)
    }
    const question = ['people', q, sort, stage, channel, hot]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, cursor)
    if (input.cursor !== undefined && went === null) return badCursor

    const scope: PeopleScope = {
      workspaceId,
      lifecycle: blueprint.lifecycle,
      at: went ? went[0] : now,
      halfLife,
      threshold: blueprint.scores.threshold,
      sort,
      stage,
      channel,
      hot,
      words: q === '' ? null : queryWords(q),
    }
    const nobody = scope.words?.length === 0
    const found = nobody ? { rows: [], count: 0 } : await findPeople(db, scope, went ? placeOf(went[3]) : null, limit)
    const { rows } = found
    const count = went ? { value: went[1], estimated: went[2] } : await countPeople(db, scope, found.count)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map((row) => rowOf(row, scope.threshold)),
      next: last ? writeCursor(question, [scope.at, count.value, count.estimated, said(last)]) : null,
      count,
      asOf: isoTime(scope.at) as string,
      lifecycle: {
        id: lifecycle.id,
        name: lifecycle.name,
        stages: lifecycle.stages.map(({ id, name }) => ({ id, name })),
        outcomes: lifecycle.outcomes.map(({ id, name }) => ({ id, name })),
      },
    })
  },
})

function said({ id, heat, fit, total, lastAt }: PeoplePlace): z.infer<typeof cursor>[3] {
  return [id, heat === -Infinity ? null : heat, fit, total, lastAt]
}

function placeOf([id, heat, fit, total, lastAt]: z.infer<typeof cursor>[3]): PeoplePlace {
  return { id, heat: heat ?? -Infinity, fit, total, lastAt }
}

function rowOf(row: PeopleRow, threshold: number): PersonRow {
  const total = roundPoints(row.total)
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    title: row.title,
    account: row.accountId === null ? null : { id: row.accountId, name: row.accountName ?? '' },
    fit: roundPoints(row.fit),
    engagement: roundPoints(row.engagement),
    total,
    hot: total >= threshold,
    stage: row.stage,
    outcome: row.outcome,
    channel: row.channel,
    lastAt: isoTime(row.lastAt),
  }
}
