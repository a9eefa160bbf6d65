import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { mayAnswer } from '#actions/handoff/teams.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { type HandoffHead, handoffPerson, lockHandoff } from '#store/handoff.ts'

export const noHandoff = refuse('not_found', 'There is no such hand-off here.')

/** A hand-off with its person, locked for somebody who may answer it. */
export async function takeHandoff(
  db: PoolClient,
  workspaceId: string,
  actor: Actor,
  id: string,
): Promise<Result<HandoffHead>> {
  const person = await handoffPerson(db, workspaceId, id)
  if (person === null) return noHandoff
  // persons before rows, as the flow does
  await lockPersons(db, [person])
  const handoff = await lockHandoff(db, workspaceId, id)
  if (!handoff) return noHandoff
  if (!mayAnswer(actor, handoff))
    return refuse('forbidden', 'This hand-off is somebody else’s. Ask them or a manager to answer it or to pass it on.')
  return ok(handoff)
}
