import type { EventType, Source } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'
import { prepared } from '#store/rows.ts'
import type { Db } from '#store/rows.ts'

/** What turns log scores into points, and points into «hot»; `at` in epoch ms, `halfLife` in ms. */
export interface Warmth {
  at: number
  halfLife: number
  threshold: number
}

export interface AccountListRow {
  id: string
  name: string
  domain: string | null
  facts: JsonObject
  people: number
  hot: number
  bestId: string | null
  bestName: string | null
  bestEmail: string | null
  /** engagement of the best person in log form; -Infinity for none */
  heat: number
  engagement: number
  lastAt: Date | null
}

export interface AccountListScope extends Warmth {
  workspaceId: string
  sort: 'heat' | 'name'
  /** folded words, each the beginning of a word of name or domain; null when nothing is looked for */
  words: readonly string[] | null
  after: { heat: number; name: string; id: string } | null
  limit: number
  /** up to how many companies each is asked for its best person, instead of walking down people; 2,000 */
  few?: number
}

/** Matches beyond which a search is cut: nobody pages so far. */
const foundAtMost = 1000

/**
 * Companies, one more than asked for when there is one. By heat, those with people: where there are many, walks down
 * people by engagement and takes a company where its best person stands, so that it costs the page and not the table.
 */
export async function findAccounts(db: Db, scope: AccountListScope): Promise<AccountListRow[]> {
  const { workspaceId, sort, words, after, limit, at, halfLife, threshold } = scope
  const values: unknown[] = [workspaceId, at / halfLife, threshold, limit + 1]
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`
  const where =
    words === null ? '' : `and a.search @@ ${bind(words.map((word) => `'${word}':*`).join(' & '), 'tsquery')}`
  const walks = sort === 'heat' && words === null
  const order = sort === 'name' ? 'name, id' : walks ? 'heat desc, person_id desc' : 'heat desc, id desc'
  const place = (row: Record<'heat' | 'name' | 'id' | 'person_id', string>): string => {
    if (after === null) return 'true'
    const id = bind(after.id, 'uuid')
    if (sort === 'name') return `(${row.name}, ${row.id}) > (${bind(after.name, 'text')}, ${id})`
    return `(${row.heat}, ${walks ? row.person_id : row.id}) < (${bind(after.heat, 'float8')}, ${id})`
  }
  const fields = { id: 'a.id', name: 'a.name', heat: 'b.heat', person_id: 'b.person_id' }
  const page =
    walks && !(await areFew(db, workspaceId, scope.few ?? 2000))
      ? `select a.id, a.name, a.domain, a.facts, f.person_id, f.heat
         from person_list f
         join person p on p.id = f.person_id and p.account_id is not null
         join account a on a.id = p.account_id and a.workspace_id = $1
         where f.workspace_id = $1 and ${place({ ...fields, heat: 'f.heat', person_id: 'f.person_id' })}
           and not exists (select from person o join person_list g on g.workspace_id = $1 and g.person_id = o.id
             where o.workspace_id = $1 and o.account_id = p.account_id
               and (g.heat, g.person_id) > (f.heat, f.person_id))
         order by f.heat desc, f.person_id desc limit $4`
      : `select a.id, a.name, a.domain, a.facts, b.person_id, coalesce(b.heat, '-Infinity') as heat
         from (select * from account a where a.workspace_id = $1 ${where}
           ${words === null ? '' : `limit ${foundAtMost}`}) a
         ${walks ? 'cross' : 'left'} join lateral (select f.person_id, f.heat
           from person p join person_list f on f.workspace_id = $1 and f.person_id = p.id
           where p.workspace_id = $1 and p.account_id = a.id order by f.heat desc, f.person_id desc limit 1) b
           ${walks ? '' : 'on true'}
         where ${place({ ...fields, heat: `coalesce(b.heat, '-Infinity')` })}
         order by ${order} limit $4`
  const { rows } = await db.query<AccountListRow>(
    `select g.id, g.name, g.domain, g.facts, coalesce(s.people, 0) as people, coalesce(s.hot, 0) as hot,
       g.person_id as "bestId", w.name as "bestName", w.email as "bestEmail", g.heat,
       ${points('g.heat')} as engagement, s.last_at as "lastAt"
     from (${page}) g
     left join person w on w.id = g.person_id
     left join lateral (
       select count(*)::int as people, max(f.last_at) as last_at,
         count(*) filter (where floor((f.fit + ${points('f.heat')}) * 100 + 0.5) / 100 >= $3::float8)::int as hot
       from person p join person_fold f on f.person_id = p.id
       where p.workspace_id = $1 and p.account_id = g.id) s on true
     order by ${order.replace(/\b(name|heat|person_id|id)\b/g, 'g.$1')}`,
    values,
  )
  return rows
}

/** Whether a workspace has at most so many companies. */
async function areFew(db: Db, workspaceId: string, few: number): Promise<boolean> {
  const { rows } = await db.query<{ few: boolean }>(
    `select count(*) <= $2::int as few from (select from account where workspace_id = $1 limit $2::int + 1) a`,
    [workspaceId, few],
  )
  return rows[0]?.few === true
}

/** Points today of a score in log form; `$2` is now in half-lives. What is below any display counts as nothing. */
function points(heat: string): string {
  return `(case when coalesce(${heat}, '-Infinity') = '-Infinity' then 0
    else power(2::float8, greatest(least(${heat} - $2::float8, 1000), -1000)) end)`
}

export interface AccountHead {
  id: string
  name: string
  domain: string | null
  facts: JsonObject
  createdAt: Date
  keys: { kind: 'domain' | 'group'; value: string }[]
}

/** The company of an id, null when there is none in the workspace. */
export async function findAccountHead(db: Db, workspaceId: string, id: string): Promise<AccountHead | null> {
  const { rows } = await db.query<AccountHead>(
    prepared(
      `select a.id, a.name, a.domain, a.facts, a.created_at as "createdAt",
         coalesce((select json_agg(json_build_object('kind', k.kind, 'value', k.value) order by k.kind, k.value)
           from account_key k where k.account_id = a.id and k.workspace_id = $1), '[]') as keys
       from account a where a.workspace_id = $1 and a.id = $2`,
      [workspaceId, id],
    ),
  )
  return rows[0] ?? null
}

export interface AccountTotals {
  count: number
  active: number
  hot: number
  icp: number
  engagement: number
  lastAt: Date | null
  /** people by stage, by outcome of the lifecycle, and by persona */
  stages: Record<string, number>
  outcomes: Record<string, number>
  personas: Record<string, number>
}

/** Its people in numbers; `since` (epoch ms) bounds who counts as active. */
export async function accountTotals(
  db: Db,
  workspaceId: string,
  id: string,
  { at, halfLife, threshold, lifecycle, since }: Warmth & { lifecycle: string; since: number },
): Promise<AccountTotals> {
  const { rows } = await db.query<AccountTotals>(
    prepared(
      `with here as materialized (
         select p.persona, p.icp, f.last_at, f.stage, f.stages -> $5 ->> 'outcome' as outcome, f.fit,
           ${points('f.heat')} as engagement
         from person p join person_fold f on f.person_id = p.id
         where p.workspace_id = $1 and p.account_id = $4),
       tally(what, id, count) as (
         select 'stage', stage, count(*) from here where stage is not null group by stage
         union all select 'outcome', outcome, count(*) from here where stage is null and outcome is not null group by outcome
         union all select 'persona', persona, count(*) from here where persona is not null group by persona)
       select count(*)::int as count,
         count(*) filter (where last_at >= $6::timestamptz)::int as active,
         count(*) filter (where floor((fit + engagement) * 100 + 0.5) / 100 >= $3::float8)::int as hot,
         count(*) filter (where icp)::int as icp,
         coalesce(sum(engagement), 0) as engagement, max(last_at) as "lastAt",
         coalesce((select json_object_agg(t.id, t.count) from tally t where what = 'stage'), '{}') as stages,
         coalesce((select json_object_agg(t.id, t.count) from tally t where what = 'outcome'), '{}') as outcomes,
         coalesce((select json_object_agg(t.id, t.count) from tally t where what = 'persona'), '{}') as personas
       from here`,
      [workspaceId, at / halfLife, threshold, id, lifecycle, new Date(since)],
    ),
  )
  return rows[0] as AccountTotals
}

export interface AccountPersonRow {
  id: string
  name: string | null
  email: string | null
  title: string | null
  persona: string | null
  fit: number
  heat: number
  engagement: number
  stage: string | null
  outcome: string | null
  lastAt: Date | null
}

/** A company's people, most engaged first, one more than asked for when there is one. */
export async function findAccountPeople(
  db: Db,
  workspaceId: string,
  id: string,
  {
    at,
    halfLife,
    lifecycle,
    after,
    limit,
  }: Pick<Warmth, 'at' | 'halfLife'> & {
    lifecycle: string
    after: { heat: number; id: string } | null
    limit: number
  },
): Promise<AccountPersonRow[]> {
  const { rows } = await db.query<AccountPersonRow>(
    `select p.id, p.name, p.email, p.facts->>'title' as title, p.persona, f.fit, f.heat,
       ${points('f.heat')} as engagement, f.stage, f.stages -> $4 ->> 'outcome' as outcome, f.last_at as "lastAt"
     from person p join person_fold f on f.person_id = p.id
     where p.workspace_id = $1 and p.account_id = $3
       ${after === null ? '' : 'and (f.heat, p.id) < ($6::float8, $7::uuid)'}
     order by f.heat desc, p.id desc limit $5`,
    [workspaceId, at / halfLife, id, lifecycle, limit + 1, ...(after === null ? [] : [after.heat, after.id])],
  )
  return rows
}

export interface AccountEventRow {
  messageId: string
  name: string
  type: EventType
  time: Date
  source: Source
  object: string | null
  personId: string | null
  personName: string | null
  personEmail: string | null
}

/** How many of a company's people are looked at for its story: the most engaged. */
const membersAtMost = 300

/** What people of a company did of these names, newest first, one more than asked for when there is one. */
export async function findAccountEvents(
  db: Db,
  workspaceId: string,
  id: string,
  {
    names,
    after,
    limit,
  }: { names: readonly string[]; after: readonly [time: number, messageId: string] | null; limit: number },
): Promise<AccountEventRow[]> {
  const { rows } = await db.query<AccountEventRow>(
    `with member as (
       select p.id, p.name, p.email from person p join person_fold f on f.person_id = p.id
       where p.workspace_id = $1 and p.account_id = $2 order by f.heat desc limit ${membersAtMost})
     select e.message_id as "messageId", e.name, e.type, e.time, e.source, e.object, m.id as "personId",
       m.name as "personName", m.email as "personEmail"
     from member m join event e on e.workspace_id = $1 and e.person_id = m.id
     where e.name = any($3) and e.verdict = 'human'
       ${after === null ? '' : 'and (e.time < $5::timestamptz or (e.time = $5 and e.message_id collate "C" < $6))'}
     order by e.time desc, e.message_id collate "C" desc limit $4`,
    [workspaceId, id, names, limit + 1, ...(after === null ? [] : [new Date(after[0]), after[1]])],
  )
  return rows
}
