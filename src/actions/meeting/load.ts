import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { deniedDeal } from '#actions/deal/access.ts'
import { requirePermission } from '#actions/verb.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { attendeeInput } from '#contract/meeting.ts'
import type { Attendee } from '#core/meeting/meeting.ts'
import { dealHeads, lockDeals } from '#store/deal/read.ts'
import { findMeeting, knownAttendees, type MeetingRecord } from '#store/meeting.ts'
import type { z } from 'zod'

export const noMeeting = refuse('not_found', 'There is no such meeting here.')

/** A meeting that somebody is about to change, locked; `revision` as they read it. */
export async function takeMeeting(
  { db, workspaceId, actor }: { db: PoolClient; workspaceId: string; actor: Actor },
  id: string,
  revision?: number,
): Promise<Result<MeetingRecord>> {
  const seen = await findMeeting(db, workspaceId, id)
  if (!seen) return noMeeting
  // deals before everything else
  if (seen.dealId !== null) await lockDeals(db, workspaceId, [seen.dealId])
  const meeting = await findMeeting(db, workspaceId, id, true)
  if (!meeting) return noMeeting
  const denied = await deniedMeeting(db, workspaceId, actor, meeting)
  if (denied) return denied
  if (revision !== undefined && revision !== meeting.revision) {
    return refuse('conflict', `Somebody changed “${meeting.title}” since you looked. Look again, then repeat it.`)
  }
  return ok(meeting)
}

/** Their own meeting, one about a deal they may change, or any for managers. */
export async function deniedMeeting(
  db: PoolClient,
  workspaceId: string,
  actor: Actor,
  { organizerId, organizerName, dealId }: Pick<MeetingRecord, 'organizerId' | 'organizerName' | 'dealId'>,
): Promise<ReturnType<typeof refuse> | null> {
  if (requirePermission(actor, 'deal.write_any') === null) return null
  if (organizerId === null || (actor.kind === 'user' && organizerId === actor.userId)) return null
  const head = dealId === null ? undefined : (await dealHeads(db, workspaceId, [dealId])).get(dealId)
  if (head && deniedDeal(actor, head) === null) return null
  return refuse('forbidden', `This meeting is ${organizerName}’s. Ask them or a manager to change it.`)
}

/** Attendees as they are kept: known people with their names and addresses, each once. */
export async function attendeesOf(
  db: PoolClient,
  workspaceId: string,
  asked: readonly z.output<typeof attendeeInput>[],
  before: readonly Attendee[] = [],
): Promise<Result<{ attendees: Attendee[]; account: string | null }>> {
  const ids = asked.flatMap(({ person }) => person ?? [])
  const known = await knownAttendees(db, workspaceId, ids)
  const attendees: Attendee[] = []
  for (const [index, { person, name, email }] of asked.entries()) {
    const one = person === undefined ? undefined : known.get(person)
    if (person !== undefined && !one) return wrong(`attendees.${index}.person`, 'There is no such person here.')
    const address = email ?? one?.email ?? null
    const called = name || one?.name || address
    if (!called) return wrong(`attendees.${index}.name`, 'Give a name or an address.')
    const same = attendees.some(
      (other) => (person !== undefined && other.person === person) || (address !== null && other.email === address),
    )
    if (same) continue
    const came = before.find((other) => person !== undefined && other.person === person)?.came ?? null
    attendees.push({ person: person ?? null, name: called, email: address, came })
  }
  return ok({ attendees, account: [...known.values()].find(({ account }) => account !== null)?.account ?? null })
}

function wrong(path: string, message: string) {
  return refuse('invalid', `${path}: ${message}`, { fields: [{ path, message }] })
}
