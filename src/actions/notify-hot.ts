import type { PoolClient } from 'pg'
import { withAccounts } from '#actions/flow/people.ts'
import { notify } from '#actions/notify.ts'
import { stageTeam, teamRoles } from '#actions/notify-teams.ts'
import { histories } from '#actions/person/load.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { crossingOf } from '#core/hot.ts'
import { accountEventsOf, foldEventsOf } from '#store/event.ts'
import { latelyActiveHot } from '#store/home.ts'
import { handedOver, knownHot, rememberHot } from '#store/notice.ts'

const hour = 3_600_000
const day = 24 * hour
/** activity looked at; the index knows ten minutes only */
const backMs = 20 * 60_000
const looked = 60
/** more at once are one notification: an import, or a new version of the rules */
const mostAtOnce = 20

interface Risen {
  id: string
  at: number
  total: number
  event: { name: string; object: string | null } | null
  stage: string | null
}

/**
 * Tells whoever owns their stage of those who rose past the sales threshold within the last day, and by which event.
 * Each person once a week at most; whoever was handed over is told of by the hand-off.
 */
export async function tellHot(db: PoolClient, workspaceId: string, now: number): Promise<number> {
  const history = await histories.of(db, workspaceId)
  const { blueprint, halfLife } = history.current
  const { threshold } = blueprint.scores
  const scope = { lifecycle: blueprint.lifecycle, threshold, halfLife, since: now - backMs, now }
  const active = await latelyActiveHot(db, workspaceId, scope, looked)
  const ids = active.map(({ id }) => id)
  const known = await knownHot(db, workspaceId, ids, { told: now - 7 * day, seen: now - hour })
  const fresh = active.filter(({ id }) => !known.has(id))
  if (fresh.length === 0) return 0

  const events = await eventsOf(
    db,
    workspaceId,
    fresh.map(({ id }) => id),
  )
  const risen = fresh.flatMap(({ id, stage }): Risen[] => {
    const own = events.get(id) ?? []
    const crossing = crossingOf(own, history.programs, now - day, now)
    if (!crossing) return []
    const event = own.find(({ messageId }) => messageId === crossing.messageId)
    const what = event ? { name: event.name, object: event.object } : null
    return [{ id, stage, at: crossing.at, total: crossing.total, event: what }]
  })
  const handed = await handedOver(
    db,
    workspaceId,
    risen.map(({ id }) => id),
    now - day,
  )
  const toTell = risen.filter(({ id }) => !handed.has(id))
  const rose = new Map(risen.map((one) => [one.id, one.at]))
  await rememberHot(
    db,
    workspaceId,
    fresh.map(({ id }) => ({ personId: id, since: rose.get(id) ?? now, told: rose.has(id) })),
    now,
  )
  if (toTell.length > mostAtOnce) return tellMany(db, workspaceId, toTell.length, now)
  let told = 0
  for (const { id, stage, at, total, event } of toTell) {
    told += await notify(db, workspaceId, {
      roles: teamRoles(stageTeam(blueprint, stage)),
      kind: 'hot',
      cause: `hot:${id}:${at}`,
      personId: id,
      link: `/people/${id}`,
      data: { total, event: event?.name ?? null, object: event?.object ?? null, stage },
      at,
    })
  }
  return told
}

function tellMany(db: PoolClient, workspaceId: string, count: number, now: number): Promise<number> {
  return notify(db, workspaceId, {
    roles: ['marketer', 'sdr', 'manager'],
    kind: 'hot_many',
    cause: `hot_many:${now}`,
    link: '/people?hot=true',
    data: { count },
    at: now,
  })
}

/** Each person's events with the facts of their accounts, sorted. */
async function eventsOf(
  db: PoolClient,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, FoldEvent[]>> {
  const own = await foldEventsOf(db, workspaceId, [...ids])
  const accounts = new Set([...own.values()].flatMap((list) => list.flatMap(({ accountId }) => accountId ?? [])))
  const facts = await accountEventsOf(db, workspaceId, [...accounts])
  return new Map(ids.map((id) => [id, withAccounts(id, own.get(id) ?? [], facts)]))
}
