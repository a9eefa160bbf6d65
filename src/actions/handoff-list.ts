import { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { returnable, returnReasons } from '#actions/handoff-return.ts'
import { answersFor, mayAnswer, teamsOfRole } from '#actions/handoff/teams.ts'
import { histories } from '#actions/person/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { handoffQuery, type HandoffEvidence, type HandoffList, type HandoffRow } from '#contract/handoff.ts'
import { ok } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { countOverdue, handoffPage, type HandoffListRow } from '#store/handoff.ts'
import { findMember } from '#store/member.ts'
import { isoTime } from '#store/rows.ts'

const place = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.uuid()])

/** Hand-offs that wait for an answer, by deadline, with what was known when they were opened; or those answered. */
export const listHandoffs: Verb<HandoffList> = readVerb({
  permission: 'person.list',
  input: handoffQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { state, who, limit } = input
    const asked = ['handoffs', state, who]
    const went = input.cursor === undefined ? null : readCursor(asked, input.cursor, place)
    if (input.cursor !== undefined && went === null) return badCursor
    const { blueprint } = (await histories.of(db, workspaceId)).current
    const member = who === 'all' || who === 'me' ? null : await findMember(db, workspaceId, who)
    const of =
      who === 'all'
        ? null
        : who === 'me'
          ? answersFor(actor)
          : { userId: who, teams: member ? teamsOfRole(member.role) : [] }
    const after = went && { at: went[0], id: went[1] }
    const scope = { state, of, lifecycle: blueprint.lifecycle, after }
    const rows = await handoffPage(db, workspaceId, scope, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const at = state === 'open' ? (last?.dueAt ?? last?.at) : last?.doneAt
    return ok({
      items: rows.slice(0, limit).map((row) => saidHandoff(row, blueprint, actor, now)),
      next: last && at ? writeCursor(asked, [at.getTime(), last.id]) : null,
      overdue: await countOverdue(db, workspaceId, of, now),
      reasons: returnReasons(blueprint),
      asOf: isoTime(now) as string,
    })
  },
})

function saidHandoff(row: HandoffListRow, blueprint: Blueprint, actor: Actor, now: number): HandoffRow {
  const { id, person, team, at, dueAt, assigned, answer, doneAt, answeredBy, answerReason, answerNote } = row
  const lifecycle = blueprint.models.find((model) => model.id === blueprint.lifecycle)
  const stage = blueprint.models.find((model) => model.id === row.model)?.stages.find((one) => one.id === row.stage)
  const reasonNamed = (reason: string | null) =>
    reason === null ? null : (blueprint.reasons.find((one) => one.id === reason)?.name ?? { en: reason })
  const stands =
    lifecycle?.outcomes.find((one) => one.id === row.standsOut)?.name ??
    lifecycle?.stages.find((one) => one.id === row.standsIn)?.name ??
    null
  const open = answer === null
  const may = open && mayAnswer(actor, row)
  return {
    id,
    person,
    team,
    stage: stage?.name ?? null,
    reason: row.reason?.startsWith('entered:') === true ? null : reasonNamed(row.reason),
    stands,
    at: isoTime(at.getTime()) as string,
    dueAt: isoTime(dueAt?.getTime()),
    overdue: open && dueAt !== null && dueAt.getTime() < now,
    assigned,
    evidence: row.evidence as HandoffEvidence | null,
    answer,
    answeredAt: isoTime(doneAt?.getTime()),
    answeredBy,
    answerReason: reasonNamed(answerReason),
    answerNote,
    mayAnswer: may,
    mayAssign: may,
    returnable: returnable(team),
    qualifies: team === 'sdr' ? qualifiedStage(blueprint) : null,
  }
}

/** The stage that `lead_accepted` leads to: the first after the SDR's that is handed to sales. */
function qualifiedStage(blueprint: Blueprint): HandoffRow['qualifies'] {
  const lifecycle = blueprint.models.find((model) => model.id === blueprint.lifecycle)
  return lifecycle?.stages.find(({ handoff }) => handoff === 'sales')?.name ?? null
}
