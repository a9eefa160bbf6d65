import { randomUUIDv7 } from 'node:crypto'
import { claimsOf, keysOf } from '#core/identity.ts'
import type { Claims, Key } from '#core/identity.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { keyedEventsOf, moveEvents } from '#store/event.ts'
import type { KeyedRow } from '#store/event.ts'
import {
  deleteClaims,
  deleteIdentities,
  keysOfPersons,
  loadKnown,
  saveIdentities,
  saveLinks,
  saveRuns,
} from '#store/identity.ts'
import { insertPersons, mergePersons, revivePersons } from '#store/person-fold.ts'
import type { Db } from '#store/rows.ts'

/**
 * Shares out the events of persons anew, from nothing but the keys the events came with and people's ties: after a late
 * identification, a split, an undone import. Gives everybody to be folded afresh. Correct for any case, and slower than
 * the plain path; that one covers what can only join.
 */
export async function shareOut(db: Db, workspaceId: string, personIds: ReadonlySet<string>): Promise<Set<string>> {
  const { persons, events, keys } = await component(db, workspaceId, personIds)
  const ties = (await loadKnown(db, workspaceId, [...keys.keys()])).claims.ties
  const claims = claimsOf(
    events.filter((event) => event.verdict !== 'machine'),
    ties,
  )
  const owners = chooseOwners(claims, events, keys, await formerKeys(db, workspaceId, persons))

  const moves = new Map<string, string>()
  for (const event of events) {
    const cluster = claims.clusterOfEvent(event)
    const owner = cluster === null ? null : (owners.byCluster.get(cluster) ?? null)
    if (owner !== null && owner !== event.personId) moves.set(event.id, owner)
  }
  if (owners.created.length > 0) await insertPersons(db, workspaceId, owners.created)
  await revivePersons(db, workspaceId, owners.revived)
  await moveEvents(db, workspaceId, moves)

  const filed = new Map<Key, string>()
  for (const key of keysInUse(events)) {
    const target = key.startsWith('a:') ? (claims.runs.get(key.slice(2))?.at(-1)?.anchor ?? key) : key
    const owner = owners.byCluster.get(claims.clusterOf(target))
    if (owner !== undefined) filed.set(key, owner)
  }
  await writeClaims(db, workspaceId, claims, filed, [...keys.keys()])
  const left = [...persons].filter((id) => ![...filed.values()].includes(id))
  const merges = left.length > 0 ? await pointOn(db, workspaceId, left, events, moves, keys, owners.byCluster) : null
  await leadOn(db, workspaceId, [...persons, ...owners.revived], filed)
  await moveEvents(
    db,
    workspaceId,
    aboutOthers(events, claims, new Set(owners.byCluster.values()), merges ?? new Map()),
  )
  return new Set(owners.byCluster.values())
}

/** The persons with everybody their events' keys may concern, their events, and the keys filed under them. */
async function component(db: Db, workspaceId: string, personIds: ReadonlySet<string>) {
  const persons = new Set(personIds)
  for (;;) {
    await lockPersons(db, persons)
    const events: KeyedRow[] = await keyedEventsOf(db, workspaceId, [...persons])
    const keys = await keysOfPersons(db, workspaceId, [...persons])
    const known = await loadKnown(db, workspaceId, [...new Set([...keys.keys(), ...events.flatMap(keysOf)])])
    const more = [...known.persons.values()].filter((id) => !persons.has(id))
    if (more.length === 0) return { persons, events, keys }
    for (const id of more) persons.add(id)
  }
}

/** The keys that merged persons had when they were merged: unmerging gives them their old id back. */
async function formerKeys(db: Db, workspaceId: string, persons: ReadonlySet<string>): Promise<Map<Key, string>> {
  const { rows } = await db.query<{ id: string; merged_keys: string[] }>(
    `select id, merged_keys from person where workspace_id = $1 and merged_into = any($2) and merged_keys is not null
     order by id`,
    [workspaceId, [...persons]],
  )
  const former = new Map<Key, string>()
  for (const row of rows) for (const key of row.merged_keys) if (!former.has(key)) former.set(key, row.id)
  return former
}

/**
 * One person for each group of events: who has always had its keys, else who had them before a merge, else who has them
 * since, else somebody new.
 */
function chooseOwners(
  claims: Claims,
  events: readonly KeyedRow[],
  keys: ReadonlyMap<Key, string>,
  former: ReadonlyMap<Key, string>,
) {
  const byCluster = new Map<Key, string>()
  const taken = new Set<string>()
  const created: string[] = []
  const revived: string[] = []
  const clusters = new Map<Key, Set<Key>>()
  for (const event of events) {
    if (event.verdict === 'machine') continue
    const cluster = claims.clusterOfEvent(event)
    if (cluster === null) continue
    const members = clusters.get(cluster) ?? new Set<Key>()
    clusters.set(cluster, members)
    for (const key of keysOf(event)) if (claims.clusterOf(key) === cluster) members.add(key)
  }
  // keys that were never merged first: the survivor stays with them, and the others get their old ids back
  const formerOf = (members: ReadonlySet<Key>) => [...members].filter((key) => former.has(key)).length
  const inTurn = [...clusters].sort(([, a], [, b]) => formerOf(a) - formerOf(b))
  const sources = [new Map([...keys].filter(([key]) => !former.has(key))), former, keys]
  for (const source of sources) {
    for (const [cluster, members] of inTurn) {
      if (byCluster.has(cluster)) continue
      const wanted = [...members].map((key) => source.get(key)).filter((id) => id !== undefined && !taken.has(id))
      const owner = wanted.sort()[0]
      if (owner === undefined) continue
      byCluster.set(cluster, owner)
      taken.add(owner)
      if (source === former) revived.push(owner)
    }
  }
  for (const cluster of clusters.keys()) {
    if (byCluster.has(cluster)) continue
    const owner = randomUUIDv7()
    byCluster.set(cluster, owner)
    created.push(owner)
  }
  return { byCluster, created, revived }
}

function keysInUse(events: readonly KeyedRow[]): Set<Key> {
  return new Set(events.filter((event) => event.verdict !== 'machine').flatMap(keysOf))
}

/** Keys that no event carries any more name nobody. */
async function writeClaims(
  db: Db,
  workspaceId: string,
  claims: Claims,
  filed: ReadonlyMap<Key, string>,
  before: readonly Key[],
): Promise<void> {
  await deleteClaims(db, workspaceId, [...new Set([...before, ...filed.keys()])])
  await deleteIdentities(
    db,
    workspaceId,
    before.filter((key) => !filed.has(key)),
  )
  await saveIdentities(db, workspaceId, filed, claims.own)
  await saveLinks(
    db,
    workspaceId,
    [...claims.links.values()].flatMap((byEmail) => [...byEmail.values()]),
  )
  await saveRuns(db, workspaceId, claims.runs, [])
}

/** Persons whom no key names any more point on to whoever got their events. */
async function pointOn(
  db: Db,
  workspaceId: string,
  left: readonly string[],
  events: readonly KeyedRow[],
  moves: ReadonlyMap<string, string>,
  keys: ReadonlyMap<Key, string>,
  byCluster: ReadonlyMap<Key, string>,
): Promise<Map<string, string>> {
  const fallback = [...byCluster.values()][0]
  const merges = new Map<string, string>()
  const had = new Map<string, Key[]>()
  for (const [key, person] of keys) had.set(person, [...(had.get(person) ?? []), key])
  for (const person of left) {
    const event = events.find((one) => one.personId === person && moves.has(one.id))
    const survivor = event ? (moves.get(event.id) as string) : fallback
    if (survivor !== undefined && survivor !== person) merges.set(person, survivor)
  }
  if (merges.size > 0) await mergePersons(db, workspaceId, merges, had)
  return merges
}

/** Ids merged earlier lead to whoever has their keys now. */
async function leadOn(
  db: Db,
  workspaceId: string,
  persons: readonly string[],
  filed: ReadonlyMap<Key, string>,
): Promise<void> {
  const { rows } = await db.query<{ id: string; merged_into: string; merged_keys: string[] | null }>(
    'select id, merged_into, merged_keys from person where workspace_id = $1 and merged_into = any($2)',
    [workspaceId, persons],
  )
  for (const { id, merged_into: now, merged_keys: had } of rows) {
    const owner = (had ?? []).map((key) => filed.get(key)).find((one) => one !== undefined)
    if (owner === undefined || owner === now || owner === id) continue
    await db.query('update person set merged_into = $3 where workspace_id = $1 and id = $2', [workspaceId, id, owner])
  }
}

/**
 * What the product itself says of somebody (a hand-off, a move or an edit by hand) carries no keys, but names its person in its
 * message id: it is theirs again as soon as they stand for themselves, and until then their survivor's.
 */
function aboutOthers(
  events: readonly KeyedRow[],
  claims: Claims,
  alive: ReadonlySet<string>,
  merges: ReadonlyMap<string, string>,
): Map<string, string> {
  const moves = new Map<string, string>()
  for (const event of events) {
    if (event.personId === null || claims.clusterOfEvent(event) !== null) continue
    const about = /^(?:handoff|move|field|deal|meeting|consent):([0-9a-f-]{36}):/.exec(event.messageId)?.[1]
    const owner = about !== undefined && alive.has(about) ? about : merges.get(event.personId)
    if (owner !== undefined && owner !== event.personId) moves.set(event.id, owner)
  }
  return moves
}
