import type { Db } from '#store/rows.ts'

/** Events by which something is read. */
const readings = ['page_viewed', 'screen_viewed', 'content_viewed', 'content_downloaded', 'video_watched']

/** What an event says it was about: the id that links of ours give, else its object. */
const object = `case when e.name in ('content_viewed', 'content_downloaded') then coalesce(e.props ->> 'assetId', e.object)
  else e.object end`

const ms = (place: number): string => `to_timestamp($${place}::double precision / 1000)`

/** Everything that people read between two moments (epoch ms), by what events call it. */
export async function objectsRead(db: Db, workspaceId: string, from: number, to: number): Promise<string[]> {
  const { rows } = await db.query<{ object: string }>(
    `select distinct ${object} as object from event e
      where e.workspace_id = $1 and e.time >= ${ms(2)} and e.time < ${ms(3)} and e.verdict = 'human'
        and e.name = any($4) and e.object is not null`,
    [workspaceId, from, to, readings],
  )
  return rows.map((row) => row.object)
}

/** What events call an asset, and what of it the sums are by. */
export interface ReadObject {
  object: string
  asset: string
  kind: string
  bands: readonly string[]
  language: string
}

export interface ReadingScope {
  objects: readonly ReadObject[]
  /** epoch ms: the period before begins, the period begins, and ends */
  before: number
  from: number
  to: number
  /** the stage model of the journey */
  model: string
  /** '' for those of none; null: all */
  persona: string | null
  language: string | null
}

export interface ReadingSum {
  by: 'total' | 'asset' | 'kind' | 'persona' | 'stage' | 'language' | 'band'
  key: string | null
  /** of the period; else of the one before */
  now: boolean
  people: number
  reads: number
  downloads: number
}

/** $1 workspace, $2–$4 the moments, $5 names, $6–$10 objects, $11 model, $12 persona, $13 language. */
const read = `
with map as materialized (
  select object, asset, kind, language, bands from unnest($6::text[], $7::uuid[], $8::text[], $9::text[], $10::text[])
    as m(object, asset, kind, language, bands)
), r as materialized (
  select e.time >= ${ms(3)} as now, m.asset, m.kind, m.language, m.bands, e.person_id, p.persona,
         count(*)::integer as reads, (count(*) filter (where e.name = 'content_downloaded'))::integer as downloads,
         min(e.time) as first, max(e.time) as last
    from event e join map m on m.object = ${object} join person p on p.id = e.person_id
   where e.workspace_id = $1 and e.time >= ${ms(2)} and e.time < ${ms(4)} and e.verdict = 'human' and e.name = any($5)
     and ($12::text is null or coalesce(p.persona, '') = $12) and ($13::text is null or m.language = $13)
   group by 1, 2, 3, 4, 5, 6, 7
), s as materialized (
  select r.*, (select i.stage from stage_interval i
                where i.subject_id = r.person_id and i.model = $11 and i.superseded_at is null
                  and i.entered_at < r.first and (i.left_at is null or i.left_at >= r.first)
                order by i.entered_at desc limit 1) as stage
    from r
)`

function values(workspaceId: string, scope: ReadingScope): unknown[] {
  const { objects, before, from, to, model, persona, language } = scope
  return [
    workspaceId,
    before,
    from,
    to,
    readings,
    objects.map((one) => one.object),
    objects.map((one) => one.asset),
    objects.map((one) => one.kind),
    objects.map((one) => one.language),
    objects.map((one) => one.bands.join(' ')),
    model,
    persona,
    language,
  ]
}

/** Who read how much, by everything it is shown by; of the period and of the one before. */
export async function sumReading(db: Db, workspaceId: string, scope: ReadingScope): Promise<ReadingSum[]> {
  const { rows } = await db.query<ReadingSum>(
    `${read}
     select case when grouping(asset) = 0 then 'asset' when grouping(kind) = 0 then 'kind'
                 when grouping(persona) = 0 then 'persona' when grouping(stage) = 0 then 'stage'
                 when grouping(language) = 0 then 'language' else 'total' end as by,
            coalesce(asset::text, kind, persona, stage, language) as key, now,
            count(distinct person_id)::integer as people, sum(reads)::integer as reads,
            sum(downloads)::integer as downloads
       from s group by grouping sets ((now), (now, asset), (now, kind), (now, persona), (now, stage), (now, language))
     union all
     select 'band', band, now, count(distinct person_id)::integer, sum(reads)::integer, sum(downloads)::integer
       from s, unnest(string_to_array(s.bands, ' ')) as band where band <> '' group by band, now`,
    values(workspaceId, scope),
  )
  return rows
}

export interface ReadingSpan {
  /** the first day of it, YYYY-MM-DD in `zone` */
  from: string
  people: number
  reads: number
  downloads: number
}

/** The same by days or weeks of a zone; spans in which nobody read are left out. */
export async function readingTrend(
  db: Db,
  workspaceId: string,
  scope: ReadingScope,
  { unit, zone }: { unit: 'day' | 'week'; zone: string },
): Promise<ReadingSpan[]> {
  const { objects, from, to, persona, language } = scope
  const { rows } = await db.query<ReadingSpan>(
    `with map as materialized (select * from unnest($5::text[], $6::text[]) as m(object, language))
     select date_trunc($7, e.time at time zone $8)::date::text as from, count(distinct e.person_id)::integer as people,
            count(*)::integer as reads, (count(*) filter (where e.name = 'content_downloaded'))::integer as downloads
       from event e join map m on m.object = ${object} join person p on p.id = e.person_id
      where e.workspace_id = $1 and e.time >= ${ms(2)} and e.time < ${ms(3)} and e.verdict = 'human' and e.name = any($4)
        and ($9::text is null or coalesce(p.persona, '') = $9) and ($10::text is null or m.language = $10)
      group by 1 order by 1`,
    [
      workspaceId,
      from,
      to,
      readings,
      objects.map((one) => one.object),
      objects.map((one) => one.language),
      unit,
      zone,
      persona,
      language,
    ],
  )
  return rows
}

/** Visits without a cookie that read something: nobody's, so in no other number. */
export async function cookielessReading(db: Db, workspaceId: string, scope: ReadingScope): Promise<number> {
  const { rows } = await db.query<{ visits: number }>(
    `select count(distinct e.anonymous_id)::integer as visits from event e
      where e.workspace_id = $1 and e.cookieless and e.time >= ${ms(2)} and e.time < ${ms(3)} and e.verdict = 'human'
        and e.name = any($4) and ${object} = any($5)`,
    [workspaceId, scope.from, scope.to, readings, scope.objects.map((one) => one.object)],
  )
  return rows[0]?.visits ?? 0
}

export interface ReaderFilter {
  asset: string | null
  kind: string | null
  band: string | null
  /** '' for those who stood nowhere; null: all */
  stage: string | null
}

export interface ReaderRow {
  id: string
  name: string | null
  email: string | null
  company: string | null
  persona: string | null
  reads: number
  downloads: number
  assets: number
  lastAt: Date
  lastAsset: string
}

/** The people behind a number, the last to read first, and how many they are. `after`: the last one shown. */
export async function listReaders(
  db: Db,
  workspaceId: string,
  scope: ReadingScope,
  filter: ReaderFilter,
  { after, limit }: { after: { at: number; id: string } | null; limit: number },
): Promise<{ rows: ReaderRow[]; total: number }> {
  const found = `${read}, g as materialized (
       select person_id, sum(reads)::integer as reads, sum(downloads)::integer as downloads,
              count(distinct asset)::integer as assets, date_trunc('milliseconds', max(last)) as last,
              (array_agg(asset order by last desc))[1] as asset
         from s where now and ($14::uuid is null or asset = $14) and ($15::text is null or kind = $15)
          and ($16::text is null or $16 = any(string_to_array(bands, ' ')))
          and ($17::text is null or coalesce(stage, '') = $17)
        group by person_id)`
  const { rows } = await db.query<ReaderRow & { total: number }>(
    `${found}
     select p.id, p.name, p.email, a.name as company, p.persona, g.reads, g.downloads, g.assets, g.last as "lastAt",
            g.asset as "lastAsset", (select count(*) from g)::integer as total
       from g join person p on p.id = g.person_id left join account a on a.id = p.account_id
      where $18::double precision is null or (g.last, g.person_id) < (${ms(18)}, $19::uuid)
      order by g.last desc, g.person_id desc limit $20`,
    [
      ...values(workspaceId, scope),
      filter.asset,
      filter.kind,
      filter.band,
      filter.stage,
      after?.at ?? null,
      after?.id ?? null,
      limit,
    ],
  )
  return { rows, total: rows[0]?.total ?? 0 }
}

/** How many people of each persona read each asset since then (epoch ms); '' for those of none. */
export async function readersByPersona(
  db: Db,
  workspaceId: string,
  scope: ReadingScope,
): Promise<{ persona: string | null; asset: string; people: number }[]> {
  const { rows } = await db.query<{ persona: string | null; asset: string; people: number }>(
    `${read} select persona, asset, count(distinct person_id)::integer as people from s where now group by 1, 2`,
    values(workspaceId, scope),
  )
  return rows
}

/** What the people of deals won between two moments (epoch ms) had read before the win; the last 2,000 deals. */
export async function wonReading(
  db: Db,
  workspaceId: string,
  from: number,
  to: number,
): Promise<{ deals: number; read: { deal: string; object: string }[] }> {
  const { rows } = await db.query<{ deal: string; object: string | null }>(
    `with d as materialized (
       select id, closed_at from deal where workspace_id = $1 and status = 'won' and closed_at >= ${ms(2)}
         and closed_at < ${ms(3)} order by closed_at desc limit 2000)
     select distinct d.id as deal, case when e.name is not null then ${object} end as object
       from d left join deal_person dp on dp.deal_id = d.id left join person q on q.id = dp.person_id
       left join event e on e.workspace_id = $1 and e.person_id = coalesce(q.merged_into, q.id) and e.time < d.closed_at
         and e.verdict = 'human' and e.name = any($4) and e.object is not null`,
    [workspaceId, from, to, readings],
  )
  const deals = new Set(rows.map(({ deal }) => deal))
  return {
    deals: deals.size,
    read: rows.flatMap(({ deal, object: name }) => (name === null ? [] : [{ deal, object: name }])),
  }
}

export interface FoundPath {
  path: string
  title: string | null
  host: string | null
  people: number
  reads: number
}

/** Pages of the site by how many people read them, the most first; 2,000 at most. */
export async function readPaths(db: Db, workspaceId: string, from: number, to: number): Promise<FoundPath[]> {
  const { rows } = await db.query<FoundPath>(
    `select e.object as path, max(e.props ->> 'title') as title, max(e.props ->> 'host') as host,
            count(distinct e.person_id)::integer as people, count(*)::integer as reads
       from event e where e.workspace_id = $1 and e.time >= ${ms(2)} and e.time < ${ms(3)} and e.verdict = 'human'
        and e.name = 'page_viewed' and e.object is not null and e.person_id is not null
      group by e.object order by people desc, reads desc, path limit 2000`,
    [workspaceId, from, to],
  )
  return rows
}

/** How many people stand where in a stage model now, by what says in which language they read. */
export async function peopleStanding(
  db: Db,
  workspaceId: string,
  model: string,
): Promise<
  { persona: string | null; stage: string; language: string | null; country: string | null; people: number }[]
> {
  const { rows } = await db.query<{
    persona: string | null
    stage: string
    language: string | null
    country: string | null
    people: number
  }>(
    `select p.persona, f.stages -> $2 ->> 'stage' as stage, p.facts ->> 'language' as language,
            p.facts ->> 'country' as country, count(*)::integer as people
       from person_fold f join person p on p.id = f.person_id
      where f.workspace_id = $1 and p.merged_into is null and f.stages -> $2 ->> 'stage' is not null
      group by 1, 2, 3, 4`,
    [workspaceId, model],
  )
  return rows
}
