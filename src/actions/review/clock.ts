import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { actorName } from '#actions/verb.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { ReviewWritten } from '#contract/review.ts'
import { findMember } from '#store/member.ts'
import { findReview, saveReview, type ReviewRow, type ReviewTurn } from '#store/review.ts'

export const noReview = refuse('not_found', 'There is no such review here.')

/** Between two deeds no more than this counts: somebody has left the room without pausing. Seconds. */
const longest = 900

/** Seconds since the last deed, while it runs. */
export function spentSince({ state, seenAt }: Pick<ReviewRow, 'state' | 'seenAt'>, now: number): number {
  if (state !== 'running' || seenAt === null) return 0
  return Math.max(0, Math.min(longest, Math.round((now - seenAt.getTime()) / 1000)))
}

/** A review that is not over, locked for a deed. */
export async function takeReview(db: PoolClient, workspaceId: string, id: string): Promise<Result<ReviewRow>> {
  const review = await findReview(db, workspaceId, id, { lock: true })
  if (!review) return noReview
  if (review.state === 'done') return refuse('conflict', 'This review is over; its summary stays as it is.')
  return ok(review)
}

/** Writes a deed: the time since the last one is added, and a paused review goes on. */
export async function advance(
  db: PoolClient,
  workspaceId: string,
  review: ReviewRow,
  now: number,
  more: Partial<ReviewTurn> = {},
): Promise<ReviewWritten> {
  const state = more.state ?? 'running'
  const seconds = review.seconds + spentSince(review, now)
  const revision = await saveReview(db, workspaceId, review.id, {
    state,
    seconds,
    seenAt: state === 'running' ? now : null,
    finishedAt: state === 'done' ? now : null,
    note: review.note,
    present: review.present,
    ...more,
  })
  return { id: review.id, revision, state, seconds, taskId: null }
}

/** Who was there, members by id and guests by name; refused when somebody is no member. */
export async function presentOf(
  db: PoolClient,
  workspaceId: string,
  { present, guests }: { present: readonly string[]; guests: readonly string[] },
): Promise<Result<ReviewRow['present']>> {
  const all: ReviewRow['present'] = []
  for (const id of new Set(present)) {
    const member = await findMember(db, workspaceId, id)
    if (!member) {
      const message = 'There is no such colleague in this workspace.'
      return refuse('invalid', `present: ${message}`, { fields: [{ path: 'present', message }] })
    }
    all.push({ id, name: member.name })
  }
  return ok([...all, ...[...new Set(guests)].map((name) => ({ id: null, name }))])
}

/** The name by which a review and its tasks say who did it. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'key' ? actorName(actor) : actor.name
}
