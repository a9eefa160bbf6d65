import { isoTime, type Db } from '#store/rows.ts'

/** Whose views of which pages are counted, and what counts as success. Times in epoch ms. */
export interface SeenScope {
  pages: readonly string[]
  /** first views from … to (excluded); what they did later is looked for until `asOf` */
  from: number
  to: number
  asOf: number
  /** only views of this test */
  testId: string | null
  /** names of events */
  conversions: readonly string[]
  /** how long after the first view, in days */
  days: number
}

/**
 * The visitors of landing pages, each once with the first view in the span, by human views only. `converted_at`: the first
 * success within the days after it. A visit without a cookie has no `person_id`: what its visitor sends later cannot be
 * tied to it, so it is in no share. Parameters $1 to $8.
 */
const seenSql = `seen as (
    select props ->> 'landing' as page, coalesce(person_id::text, anonymous_id) as who, person_id,
      min(time) as at, count(*)::integer as views,
      (array_agg(props ->> 'variant' order by time, message_id))[1] as variant,
      count(distinct props ->> 'variant') > 1 as crossed,
      (array_agg(channel order by time, message_id) filter (where channel is not null))[1] as channel
    from event
    where workspace_id = $1 and name = 'page_viewed' and props ->> 'landing' is not null
      and props ->> 'landing' = any($2) and verdict = 'human' and time >= $3::timestamptz and time < $4::timestamptz
      and ($5::text is null or props ->> 'test' = $5)
    group by 1, 2, 3),
  visitor as (
    select s.*,
      (select min(c.time) from event c where s.person_id is not null and c.workspace_id = $1
         and c.person_id = s.person_id and c.name = any($6) and c.verdict = 'human'
         and c.time >= s.at and c.time < s.at + make_interval(days => $7)) as converted_at,
      s.person_id is not null and s.at + make_interval(days => $7) <= $8::timestamptz as closed
    from seen s)`

function valuesOf(workspaceId: string, scope: SeenScope): unknown[] {
  const { pages, from, to, asOf, testId, conversions, days } = scope
  return [workspaceId, pages, isoTime(from), isoTime(to), testId, conversions, days, isoTime(asOf)]
}

export interface PageCount {
  page: string
  /** people, most of them without a name */
  visitors: number
  /** visits without a cookie, besides them */
  visits: number
  /** those whose days are over, and of them who converted; all who converted so far */
  closed: number
  closedConverted: number
  converted: number
}

const counts = `count(person_id)::integer as visitors, count(*) filter (where person_id is null)::integer as visits,
  count(*) filter (where closed)::integer as closed,
  count(*) filter (where closed and converted_at is not null)::integer as "closedConverted",
  count(*) filter (where converted_at is not null)::integer as converted`

/** Visitors and conversions by page. */
export async function countByPage(db: Db, workspaceId: string, scope: SeenScope): Promise<PageCount[]> {
  if (scope.pages.length === 0) return []
  const { rows } = await db.query<PageCount>(
    `with ${seenSql} select page, ${counts} from visitor group by page`,
    valuesOf(workspaceId, scope),
  )
  return rows
}

export interface PartCount extends Omit<PageCount, 'page'> {
  /** null: not told */
  value: string | null
}

/** The same of one page by channel of the first view, or by the variant seen first. */
export async function countByPart(
  db: Db,
  workspaceId: string,
  scope: SeenScope,
  part: 'channel' | 'variant',
): Promise<PartCount[]> {
  const { rows } = await db.query<PartCount>(
    `with ${seenSql} select ${part} as value, ${counts} from visitor group by 1 order by 2 desc, 1`,
    valuesOf(workspaceId, scope),
  )
  return rows
}

/** Visitors and conversions by day of the zone, the earliest first. */
export async function countByDay(
  db: Db,
  workspaceId: string,
  scope: SeenScope,
  zone: string,
): Promise<{ day: string; visitors: number; converted: number }[]> {
  const { rows } = await db.query<{ day: string; visitors: number; converted: number }>(
    `with ${seenSql} select to_char(at at time zone $9, 'YYYY-MM-DD') as day, count(person_id)::integer as visitors,
        count(*) filter (where converted_at is not null)::integer as converted
      from visitor group by 1 order by 1`,
    [...valuesOf(workspaceId, scope), zone],
  )
  return rows
}

export interface TestCount {
  variant: string
  seen: number
  closed: number
  closedConverted: number
  /** of the first visitors, as many as the sample */
  sampledClosed: number
  sampledConverted: number
  crossed: number
}

/** What a test has counted by variant; `sample`: how many first visitors of each it rests on. */
export async function countTest(db: Db, workspaceId: string, scope: SeenScope, sample: number): Promise<TestCount[]> {
  const { rows } = await db.query<TestCount>(
    `with ${seenSql},
      placed as (select *, row_number() over (partition by variant order by at, who) <= $9 as sampled from visitor
        where person_id is not null)
      select variant, count(*)::integer as seen, count(*) filter (where closed)::integer as closed,
        count(*) filter (where closed and converted_at is not null)::integer as "closedConverted",
        count(*) filter (where sampled and closed)::integer as "sampledClosed",
        count(*) filter (where sampled and closed and converted_at is not null)::integer as "sampledConverted",
        count(*) filter (where crossed)::integer as crossed
      from placed where variant is not null group by variant order by variant`,
    [...valuesOf(workspaceId, scope), sample],
  )
  return rows
}

export interface PageVisitor {
  personId: string
  name: string | null
  email: string | null
  account: string | null
  at: Date
  views: number
  variant: string | null
  channel: string | null
  convertedAt: Date | null
}

/** The people among the visitors of a page, those with a name or address first, the newest first; 200 at most. */
export async function pageVisitors(
  db: Db,
  workspaceId: string,
  scope: SeenScope,
  filter: { converted: boolean | null; variant: string | null; channel: string | null },
): Promise<PageVisitor[]> {
  const { rows } = await db.query<PageVisitor>(
    `with ${seenSql} select p.id as "personId", p.name, p.email, a.name as account, v.at, v.views, v.variant,
        v.channel, v.converted_at as "convertedAt"
      from visitor v join person q on q.id = v.person_id join person p on p.id = coalesce(q.merged_into, q.id)
        left join account a on a.id = p.account_id
      where ($9::boolean is null or (v.converted_at is not null) = $9) and ($10::text is null or v.variant = $10)
        and ($11::text is null or coalesce(v.channel, '') = $11)
      order by (p.email is null and p.name is null), v.at desc, p.id limit 200`,
    [...valuesOf(workspaceId, scope), filter.converted, filter.variant, filter.channel],
  )
  return rows
}
