import type { PoolClient } from 'pg'
import { mayReach } from '#actions/consent/may.ts'
import { scopeOf } from '#actions/person-list-page.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { audiencesOf, lockAudience, noteLook, turnOver, type AudienceRow } from '#store/audience.ts'
import { listIds } from '#store/person-list-ids.ts'

/** people of one audience at most: beyond, the segment is better made narrower */
const most = 200_000

/** Who is chosen now: the reason that speaks against each, null for whoever may be reached. */
export type Chosen = Map<string, string | null>

/** Whom an audience's segment chooses at this moment, and whether its purpose may reach them. */
export async function choose(
  db: PoolClient,
  workspaceId: string,
  audience: Pick<AudienceRow, 'condition' | 'purpose'>,
  now: number,
): Promise<Result<Chosen>> {
  const question = {
    q: '',
    condition: audience.condition,
    sort: 'engagement' as const,
    stage: null,
    channel: null,
    hot: false,
  }
  const scope = await scopeOf({ db, workspaceId, now }, question)
  if (!scope.ok) return scope
  const ids = await listIds(db, scope.value, most + 1)
  if (ids.length > most)
    return refuse('too_large', `The segment has more than ${most} people: make it narrower for an audience.`)
  const reach = await mayReach(db, workspaceId, ids, audience.purpose)
  return ok(new Map([...reach].map(([id, { may, why }]) => [id, may ? null : why])))
}

/** Looks who is in an audience now, and writes down who came and who left, and why. */
export async function lookAtAudience(
  db: PoolClient,
  workspaceId: string,
  id: string,
  now: number,
): Promise<Result<Chosen>> {
  const [audience] = await audiencesOf(db, workspaceId, now, id)
  if (!audience) return refuse('not_found', 'There is no such audience.')
  const chosen = await choose(db, workspaceId, audience, now)
  if (!chosen.ok) return chosen
  // another look is under way, and writes the same down
  if (!(await lockAudience(db, workspaceId, id))) return chosen
  const members = [...chosen.value].filter(([, why]) => why === null).map(([person]) => person)
  const why = new Map(
    [...chosen.value].flatMap(([person, reason]) => (reason === null ? [] : [[person, reason] as const])),
  )
  await turnOver(db, workspaceId, id, { members, why, at: now })
  const look = { at: now, chosen: chosen.value.size, members: members.length, condition: audience.condition }
  await noteLook(db, workspaceId, id, { ...look, barred: countReasons(why.values()) })
  return chosen
}

export function countReasons(reasons: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}
