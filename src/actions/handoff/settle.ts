import { handoffPack } from '#actions/handoff/evidence.ts'
import { route } from '#actions/handoff/route.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { foldPerson } from '#actions/person/load.ts'
import { taskPlace } from '#actions/task/place.ts'
import type { JsonObject } from '#core/json.ts'
import type { AnswerWithin } from '#core/task/plan.ts'
import { afterWorkingHours } from '#core/task/work-time.ts'
import { neverSettled, settle, unsettled } from '#store/handoff.ts'

/**
 * Says of hand-offs that were just opened whose they are, until when they are to be answered, and what is known of the
 * person at this moment; in the transaction that opened them. Those that are not open, or were settled, stay as they are.
 */
export async function settleHandoffs({ db, workspaceId, now }: Setting, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const open = await unsettled(db, workspaceId, ids)
  if (open.length === 0) return
  const { work, followUp } = await taskPlace(db, workspaceId, now)
  for (const { id, personId, team, assignee } of open) {
    const person = await foldPerson(db, workspaceId, personId, now)
    const evidence = await handoffPack(db, workspaceId, personId, person, now)
    const { state } = person.run
    const facts = state.account === null ? {} : (state.accounts[state.account] ?? {})
    const owner = typeof facts['owner'] === 'string' && facts['owner'] !== '' ? facts['owner'] : assignee
    const assigned = await route(db, workspaceId, { team, run: person.run, owner, now })
    const hours = followUp.within[(team ?? 'sdr') as keyof AnswerWithin] ?? followUp.within.sdr
    const dueAt = afterWorkingHours(now, hours, work)
    await settle(db, workspaceId, id, { assigned, dueAt, evidence: evidence as unknown as JsonObject })
  }
}

/** Settles hand-offs that were opened before there were deadlines, some at a time. Gives how many. */
export async function settleOlder(setting: Setting, limit: number): Promise<number> {
  const ids = await neverSettled(setting.db, setting.workspaceId, limit)
  await settleHandoffs(setting, ids)
  return ids.length
}
