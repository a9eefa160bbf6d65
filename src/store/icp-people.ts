import type { Db } from '#store/rows.ts'

/** A person as far as their kept state says who they are. */
export interface StateRow {
  id: string
  name: string | null
  title: string | null
  state: string
}

// most people are visitors of whom nothing is known: for rules over facts they are all the same
const known = "(p.facts <> '{}' or p.account_id is not null or p.lists <> '{}')"

/** How many people have been folded: those of whom some fact is known, and the others. */
export async function countStates(db: Db, workspaceId: string): Promise<{ known: number; blank: number }> {
  const { rows } = await db.query<{ known: number; blank: number }>(
    `select (count(*) filter (where ${known}))::int as known, (count(*) filter (where not ${known}))::int as blank
       from person_fold f join person p on p.id = f.person_id
      where f.workspace_id = $1 and f.state is not null`,
    [workspaceId],
  )
  return rows[0] ?? { known: 0, blank: 0 }
}

/**
 * The kept states of people of whom a fact is known, after an id, in the order of ids. Of every `nth` people one: ids end in bits drawn by chance, so the
 * same part is looked at each time. `nth` is a power of two up to 256.
 */
export async function statesAfter(
  db: Db,
  workspaceId: string,
  after: string,
  { nth, limit }: { nth: number; limit: number },
): Promise<StateRow[]> {
  const { rows } = await db.query<StateRow>(
    `select f.person_id as id, coalesce(p.name, p.email) as name, p.facts ->> 'title' as title, f.state
       from person_fold f join person p on p.id = f.person_id
      where f.workspace_id = $1 and f.person_id > $2::uuid and f.state is not null and ${known}
        and ($3::integer = 1 or get_byte(uuid_send(f.person_id), 15) % $3::integer = 0)
      order by f.person_id limit $4`,
    [workspaceId, after, nth, limit],
  )
  return rows
}

/** Who entered stage `from` of a model's first pass since a moment, and whether they reached two later ones (places from 0). */
export async function cohortOf(
  db: Db,
  workspaceId: string,
  model: string,
  steps: { from: number; sales: number; won: number },
  since: number,
): Promise<{ id: string; sales: boolean; won: boolean }[]> {
  const column = (place: number) => `s${Number(place) + 1}`
  const { rows } = await db.query<{ id: string; sales: boolean; won: boolean }>(
    `select subject_id as id, ${column(steps.sales)} is not null as sales, ${column(steps.won)} is not null as won
       from reach where workspace_id = $1 and model = $2 and pass = 1 and ${column(steps.from)} >= $3`,
    [workspaceId, model, new Date(since)],
  )
  return rows
}

/** How many people have each job title, the commonest first; `titles` beyond the limit are counted as `more` people. */
export async function titleCounts(
  db: Db,
  workspaceId: string,
  limit: number,
): Promise<{ people: number; titled: number; titles: { title: string; people: number }[] }> {
  const { rows } = await db.query<{ title: string; people: number }>(
    `select facts ->> 'title' as title, count(*)::int as people from person
      where workspace_id = $1 and merged_into is null and jsonb_typeof(facts -> 'title') = 'string'
      group by 1 order by 2 desc, 1 limit $2`,
    [workspaceId, limit],
  )
  const { rows: sums } = await db.query<{ people: number; titled: number }>(
    `select count(*)::int as people,
            (count(*) filter (where jsonb_typeof(facts -> 'title') = 'string'))::int as titled
       from person where workspace_id = $1 and merged_into is null`,
    [workspaceId],
  )
  return { people: sums[0]?.people ?? 0, titled: sums[0]?.titled ?? 0, titles: rows }
}

/** How many people have exactly this job title, compared folded. */
export async function peopleTitled(db: Db, workspaceId: string, folded: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from person
      where workspace_id = $1 and merged_into is null
        and coalesce(folded -> 'title', facts -> 'title') = to_jsonb($2::text)`,
    [workspaceId, folded],
  )
  return rows[0]?.count ?? 0
}

/** How many people fit the ICP as they were folded, and how many companies have one of them. */
/** How many people each persona has, by its id; `null`: those whom no persona fits. */
export async function personaCounts(
  db: Db,
  workspaceId: string,
): Promise<{ persona: string | null; people: number }[]> {
  const { rows } = await db.query<{ persona: string | null; people: number }>(
    `select persona, count(*)::int as people from person
      where workspace_id = $1 and merged_into is null group by persona`,
    [workspaceId],
  )
  return rows
}

export async function icpCounts(db: Db, workspaceId: string): Promise<{ people: number; companies: number }> {
  const { rows } = await db.query<{ people: number; companies: number }>(
    `select count(*)::int as people, count(distinct account_id)::int as companies from person
      where workspace_id = $1 and merged_into is null and icp`,
    [workspaceId],
  )
  return rows[0] ?? { people: 0, companies: 0 }
}
