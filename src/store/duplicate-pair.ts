import { type Candidate, columns } from '#store/duplicate.ts'
import type { Db } from '#store/rows.ts'

/** Somebody to be compared, and when that was asked for. */
export interface Look {
  workspaceId: string
  personId: string
  /** as the database writes it: a later change of theirs makes it another */
  at: string
}

/** Those who have waited longest to be compared, of all workspaces. */
export async function nextLooks(db: Db, limit: number): Promise<Look[]> {
  const { rows } = await db.query<Look>(
    `select workspace_id as "workspaceId", person_id as "personId", at::text as at
       from duplicate_look order by workspace_id, at, person_id limit $1`,
    [limit],
  )
  return rows
}

/** They were compared; who changed meanwhile is compared again. */
export async function endLooks(db: Db, looks: readonly Look[]): Promise<void> {
  await db.query(
    `delete from duplicate_look l using unnest($1::uuid[], $2::text[]) d (person_id, at)
      where l.person_id = d.person_id and l.at = d.at::timestamptz`,
    [looks.map(({ personId }) => personId), looks.map(({ at }) => at)],
  )
}

/** They go to the end of the line. */
export async function postponeLook(db: Db, { personId }: Look): Promise<void> {
  await db.query('update duplicate_look set at = clock_timestamp() where person_id = $1', [personId])
}

/** How many wait to be compared, counted up to a bound. */
export async function countLooks(db: Db, workspaceId: string, most: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from (select from duplicate_look where workspace_id = $1 limit $2) l`,
    [workspaceId, most],
  )
  return rows[0]?.count ?? 0
}

/** Keeps whom somebody resembles: `kept` replaces what was kept of them before, except pairs with one of `alike`. */
export async function savePairs(
  db: Db,
  workspaceId: string,
  personId: string,
  kept: readonly { id: string; weight: number }[],
  alike: readonly string[],
): Promise<void> {
  await db.query(
    `delete from duplicate_pair where workspace_id = $1
       and ((one = $2 and other <> all($3::uuid[])) or (other = $2 and one <> all($3::uuid[])))`,
    [workspaceId, personId, alike],
  )
  // one of them may have been forgotten meanwhile
  await db.query(
    `insert into duplicate_pair (workspace_id, one, other, weight)
     select $1, least($2::uuid, k.id), greatest($2::uuid, k.id), k.weight
       from unnest($3::uuid[], $4::int[]) k (id, weight)
       join person p on p.id = k.id join person me on me.id = $2 and me.merged_into is null
      where p.merged_into is null
     on conflict (workspace_id, one, other) do update set weight = excluded.weight
      where duplicate_pair.weight <> excluded.weight`,
    [workspaceId, personId, kept.map(({ id }) => id), kept.map(({ weight }) => weight)],
  )
}

const open = `d.workspace_id = $1
  and not exists (select from duplicate_dismissed x
    where x.workspace_id = d.workspace_id and x.one = d.one and x.other = d.other)
  and not exists (select from person m where m.id in (d.one, d.other) and m.merged_into is not null)`

/** How many pairs nobody has decided about, counted up to a bound. */
export async function countPairs(db: Db, workspaceId: string, most: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from (select from duplicate_pair d where ${open} limit $2) o`,
    [workspaceId, most],
  )
  return rows[0]?.count ?? 0
}

/** Where a page ended. */
export interface PairPlace {
  weight: number
  one: string
  other: string
}

/** Pairs that nobody has decided about, the surest first, after a place, with what is compared of both. */
export async function listPairs(
  db: Db,
  workspaceId: string,
  after: PairPlace | null,
  limit: number,
): Promise<{ place: PairPlace; one: Candidate; other: Candidate }[]> {
  const { rows: places } = await db.query<PairPlace>(
    `select d.weight, d.one, d.other from duplicate_pair d
      where ${open} and ($2::int is null or (-d.weight, d.one, d.other) > (-$2, $3::uuid, $4::uuid))
      order by d.weight desc, d.one, d.other limit $5`,
    [workspaceId, after?.weight ?? null, after?.one ?? null, after?.other ?? null, limit],
  )
  const { rows: people } = await db.query<Candidate>(
    `select ${columns} from person p left join account a on a.id = p.account_id
     left join person_fold f on f.person_id = p.id where p.workspace_id = $1 and p.id = any($2)`,
    [workspaceId, places.flatMap(({ one, other }) => [one, other])],
  )
  const byId = new Map(people.map((person) => [person.id, person]))
  return places.flatMap((place) => {
    const one = byId.get(place.one)
    const other = byId.get(place.other)
    return one && other ? [{ place, one, other }] : []
  })
}
