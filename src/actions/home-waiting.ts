import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { waitingQuery, type WaitingHandoff, type WaitingList } from '#contract/home.ts'
import { ok } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { countWaiting, type OpenHandoff, waitingPage } from '#store/home.ts'
import { isoTime } from '#store/rows.ts'

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.uuid()])

/** Everybody who waits to be taken over, or whose hand-off was not sent by itself, a page at a time. */
export const listWaiting: Verb<WaitingList> = readVerb({
  permission: 'person.list',
  input: waitingQuery,
  async run({ db, workspaceId, input, now }) {
    const { state, limit } = input
    const question = ['waiting', state]
    const went = input.cursor === undefined ? null : readCursor(question, input.cursor, place)
    if (input.cursor !== undefined && went === null) return badCursor
    const { blueprint } = (await histories.of(db, workspaceId)).current
    const after = went && { at: went[0], id: went[1] }
    const rows = await waitingPage(db, workspaceId, { state, lifecycle: blueprint.lifecycle, after }, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map((row) => handoffOf(blueprint, row)),
      next: last ? writeCursor(question, [last.at.getTime(), last.id]) : null,
      all: await countWaiting(db, workspaceId, state),
      asOf: isoTime(now) as string,
    })
  },
})

/** A hand-off in the words of the blueprint. */
export function handoffOf(blueprint: Blueprint, { standsIn, standsOut, ...row }: OpenHandoff): WaitingHandoff {
  const { id, person, team, reason, stage, at } = row
  const stages = blueprint.models.flatMap((model) => model.stages)
  const outcomes = blueprint.models.find((model) => model.id === blueprint.lifecycle)?.outcomes
  const nameOf = (one: string) => stages.find((known) => known.id === one)?.name ?? { en: one }
  const named = blueprint.reasons.find((known) => known.id === reason)?.name
  const ended = outcomes?.find((known) => known.id === standsOut)?.name
  return {
    id,
    person,
    team,
    stage: stages.find((known) => known.id === stage)?.name ?? null,
    reason: reason === null || reason.startsWith('entered:') ? null : (named ?? { en: reason }),
    stands: ended ?? (standsIn === null ? null : nameOf(standsIn)),
    at: at.toISOString(),
  }
}
