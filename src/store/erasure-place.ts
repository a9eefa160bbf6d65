import type { KeptPlace } from '#store/erasure-tied.ts'
import { insertRows, isoTime, type Db } from '#store/rows.ts'

/** A place as it is shown: with whom it stands now. */
export interface PlaceRow extends KeptPlace {
  person: string | null
  company: string | null
  deal: string | null
}

/** Remembers where names stayed that somebody else bears: ids only. */
export async function insertPlaces(
  db: Db,
  workspaceId: string,
  erasureId: string,
  places: readonly KeptPlace[],
): Promise<void> {
  await insertRows(
    db,
    'erasure_place',
    'workspace_id uuid, erasure_id uuid, place text, row_id uuid, person_id uuid, account_id uuid, deal_id uuid',
    places.map(({ place, rowId, personId, accountId, dealId }) => ({
      workspace_id: workspaceId,
      erasure_id: erasureId,
      place,
      row_id: rowId,
      person_id: personId,
      account_id: accountId,
      deal_id: dealId,
    })),
  )
}

/** Where names stayed after an erasure, by table. */
export async function placesOf(db: Db, workspaceId: string, erasureId: string): Promise<KeptPlace[]> {
  const { rows } = await db.query<KeptPlace>(
    `select place, row_id as "rowId", person_id as "personId", account_id as "accountId", deal_id as "dealId"
       from erasure_place where workspace_id = $1 and erasure_id = $2 order by place, id limit 500`,
    [workspaceId, erasureId],
  )
  return rows
}

/** Places with the names of those they stand with. */
export async function placeNames(db: Db, workspaceId: string, places: readonly KeptPlace[]): Promise<PlaceRow[]> {
  const of = async (table: string, shown: string, ids: (string | null)[]): Promise<Map<string, string>> => {
    const { rows } = await db.query<{ id: string; name: string }>(
      `select id, ${shown} as name from ${table} where workspace_id = $1 and id = any($2)`,
      [workspaceId, ids.filter((id) => id !== null)],
    )
    return new Map(rows.map(({ id, name }) => [id, name]))
  }
  const people = await of(
    'person',
    `coalesce(name, email, left(id::text, 8))`,
    places.map(({ personId }) => personId),
  )
  const companies = await of(
    'account',
    `coalesce(name, domain, left(id::text, 8))`,
    places.map(({ accountId }) => accountId),
  )
  const deals = await of(
    'deal',
    'name',
    places.map(({ dealId }) => dealId),
  )
  return places.map((place) => ({
    ...place,
    person: people.get(place.personId ?? '') ?? null,
    company: companies.get(place.accountId ?? '') ?? null,
    deal: deals.get(place.dealId ?? '') ?? null,
  }))
}

/** Forgets where names stayed after an erasure, once that was looked through; gives how many places there were. */
export async function dropPlaces(db: Db, workspaceId: string, erasureId: string): Promise<number> {
  const { rowCount } = await db.query('delete from erasure_place where workspace_id = $1 and erasure_id = $2', [
    workspaceId,
    erasureId,
  ])
  return rowCount ?? 0
}

/** Forgets the places of erasures that were done before a moment (epoch ms). */
export async function forgetPlaces(db: Db, before: number): Promise<void> {
  await db.query(`delete from erasure_place p using erasure e where e.id = p.erasure_id and e.done_at < $1`, [
    isoTime(before),
  ])
}
