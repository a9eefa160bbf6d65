import type { PoolClient } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { recordDeals } from '#actions/deal/write.ts'
import { route } from '#actions/handoff/route.ts'
import { teamsOfRole } from '#actions/handoff/teams.ts'
import { foldPerson, histories } from '#actions/person/load.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import type { Role } from '#core/permission.ts'
import type { Assigned } from '#core/task/routing.ts'
import { assignHandoff, handoffsHeldBy, lockHandoff } from '#store/handoff.ts'
import { openDealsOwnedBy, openTasksOf } from '#store/holds.ts'
import { reassignTasks } from '#store/task.ts'

interface Place {
  db: PoolClient
  workspaceId: string
  actor: Actor
  now: number
}

/**
 * What somebody looked after goes on: open tasks, hand-offs and deals pass to `to`, or, without one, to whom the rules of
 * assignment find for each person; what no rule finds anybody for is open to the whole team. They are no member any more.
 */
export async function handOver(
  place: Place,
  userId: string,
  to: { id: string; name: string } | null,
  role: Role,
): Promise<{ tasks: number; handoffs: number; deals: number }> {
  const deals = await passDeals(place, userId, to, role)
  const handoffs = await passHandoffs(place, userId, to)
  const tasks = await passTasks(place, userId, to, role)
  return { tasks, handoffs, deals }
}

async function passDeals(
  { db, workspaceId, actor, now }: Place,
  userId: string,
  to: { id: string; name: string } | null,
  role: Role,
): Promise<number> {
  const ids = await openDealsOwnedBy(db, workspaceId, userId)
  if (ids.length === 0) return 0
  const people = to ? null : await firstPersonOf(db, workspaceId, ids)
  const changes = []
  for (const dealId of ids) {
    const found = to ?? (await ruled({ db, workspaceId, actor, now }, people?.get(dealId) ?? null, role))
    const fields = { ownerId: found?.id ?? null, ownerName: found?.name ?? null }
    changes.push({ dealId, entries: [{ kind: 'changed' as const, data: { fields } }] })
  }
  const history = await histories.of(db, workspaceId)
  await recordDeals({ db, workspaceId, history, now }, changes, saidBy(actor))
  return ids.length
}

async function passHandoffs(place: Place, userId: string, to: { id: string; name: string } | null): Promise<number> {
  const { db, workspaceId, now } = place
  const ids = await handoffsHeldBy(db, workspaceId, userId)
  for (const id of ids) {
    let assigned: Assigned | null = to && { userId: to.id, name: to.name, rule: null, way: 'by_hand' }
    if (!to) {
      const handoff = await lockHandoff(db, workspaceId, id)
      if (!handoff) continue
      const { run } = await foldPerson(db, workspaceId, handoff.personId, now)
      assigned = await route(db, workspaceId, { team: handoff.team, run, owner: handoff.owner, now })
    }
    await assignHandoff(db, workspaceId, id, assigned)
  }
  return ids.length
}

async function passTasks(
  place: Place,
  userId: string,
  to: { id: string; name: string } | null,
  role: Role,
): Promise<number> {
  const { db, workspaceId } = place
  const tasks = await openTasksOf(db, workspaceId, userId)
  if (to) return (await reassignTasks(db, workspaceId, { from: userId, ids: null }, to)).length
  for (const { id, personId } of tasks)
    await reassignTasks(db, workspaceId, { from: userId, ids: [id] }, await ruled(place, personId, role))
  return tasks.length
}

/** Whom the rules find for a person, as a hand-off to the team of whoever has left; null: nobody in particular. */
async function ruled(
  { db, workspaceId, now }: Place,
  personId: string | null,
  role: Role,
): Promise<{ id: string; name: string } | null> {
  const team = teamsOfRole(role)[0]
  if (personId === null || team === undefined) return null
  const { run } = await foldPerson(db, workspaceId, personId, now)
  const { state } = run
  const facts = state.account === null ? {} : (state.accounts[state.account] ?? {})
  const owner = typeof facts['owner'] === 'string' ? facts['owner'] : null
  const found = await route(db, workspaceId, { team, run, owner, now })
  return found && { id: found.userId, name: found.name }
}

async function firstPersonOf(db: PoolClient, workspaceId: string, dealIds: readonly string[]) {
  const { rows } = await db.query<{ deal: string; person: string }>(
    `select distinct on (dp.deal_id) dp.deal_id as deal, coalesce(p.merged_into, p.id) as person
       from deal_person dp join person p on p.id = dp.person_id
      where dp.workspace_id = $1 and dp.deal_id = any($2) order by dp.deal_id, dp.since, p.id`,
    [workspaceId, dealIds],
  )
  return new Map(rows.map(({ deal, person }) => [deal, person]))
}
