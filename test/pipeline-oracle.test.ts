import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { listPipelineDeals } from '#actions/pipeline-deal-list.ts'
import { readPipelineMetrics } from '#actions/pipeline-metric-read.ts'
import { readPipelineStages } from '#actions/pipeline-stage-read.ts'
import { readVelocity } from '#actions/velocity-read.ts'
import type { PipelineDealList } from '#contract/pipeline-metric.ts'
import { testDatabase, testWorkspace, type TestDatabase } from '#test/database.ts'
import { callVerb } from '#test/deal-seed.ts'
import { applyBlueprint } from '#test/events.ts'
import { generatedDeals, writeDeals } from '#test/pipeline-history.ts'

const now = Date.parse('2026-11-20T09:00:00Z')
const zone = 'Europe/Berlin'

let t: TestDatabase
let actor: Actor

beforeAll(async () => {
  t = await testDatabase()
  const workspaceId = await testWorkspace(t.pool, zone)
  await t.pool.query(`update workspace set currency = 'USD' where workspace_id = $1`, [workspaceId])
  await applyBlueprint(t.pool, workspaceId)
  actor = { kind: 'user', userId: randomUUIDv7(), name: 'Mina', workspaceId, role: 'manager' }
  await t.pool.query(
    `insert into currency_rate (workspace_id, currency, day, rate) values
       ($1, 'EUR', '2020-01-01', 1.10), ($1, 'EUR', '2026-03-01', 1.25), ($1, 'JPY', '2020-01-01', 0.0071)`,
    [workspaceId],
  )
  const accounts = ['finance', 'retail', null].map((industry) => ({ id: randomUUIDv7(), industry }))
  await t.pool.query(
    `insert into account (workspace_id, id, name, facts)
     select $1, id, 'Company', case when industry is null then '{}' else jsonb_build_object('industry', industry) end
       from json_to_recordset($2) as r(id uuid, industry text)`,
    [workspaceId, JSON.stringify(accounts)],
  )
  const changes = generatedDeals(
    10_000,
    now,
    accounts.map(({ id }) => id),
  )
  await writeDeals(t.pool, actor, changes, now)
  await makeOracle(t.pool, workspaceId)
  await t.pool.query('analyze')
}, 180_000)
afterAll(() => t.drop())

/**
 * The definitions of docs/concepts/pipeline.md said again, from what was said of deals (deal_event) and nothing that the
 * product derived of it: a table `lap`, one row a pass of the sales pipeline.
 */
async function makeOracle(pool: Pool, workspaceId: string): Promise<void> {
  await pool.query(
    `create table placed as
     with said as (
       select deal_id, at, id, kind, data ->> 'pipeline' as pipeline, data ->> 'stage' as stage, data ->> 'outcome' as outcome,
         data -> 'fields' as fields
       from deal_event where workspace_id = '${workspaceId}' and kind in ('opened', 'moved')),
     turns as (
       select *, case when kind = 'opened' or (stage is not null and lag(outcome) over w is not null) then 1 else 0 end as begins
       from said window w as (partition by deal_id order by at, id)),
     lapped as (select *, sum(begins) over (partition by deal_id order by at, id) as lap from turns),
     numbered as (
       select *, case stage when 'contact' then 1 when 'qualification' then 2 when 'meeting' then 3 when 'proposal' then 4
         when 'close' then 5 when 'retention' then 6 end as place
       from lapped)
     select * from numbered;
     create table lap as
     with ended as (
       select deal_id, lap, (array_agg(place order by at desc, id desc))[1] as last_place,
         (array_agg(outcome order by at desc, id desc))[1] as last_outcome,
         (array_agg(place order by at desc, id desc) filter (where outcome is null))[1] as last_stay,
         max(at) filter (where place < 5) as last_open,
         max(at) filter (where outcome is not null) as out_at, min(at) as opened, min(at) filter (where place >= 2) as qualified
       from placed where pipeline = 'sales_pipeline' group by deal_id, lap),
     elsewhere as (select deal_id, max(lap) as lap from placed where pipeline <> 'sales_pipeline' group by deal_id),
     judged as (
       select e.*, x.lap is not null as gone,
         case when last_stay >= 5 then 'won' when x.lap is not null then 'moved' when last_outcome is not null then 'lost'
           else 'open' end as result
       from ended e left join elsewhere x on x.deal_id = e.deal_id and x.lap = e.lap),
     entered as (
       select p.deal_id, p.lap, min(p.at) as won_at from placed p join judged j on j.deal_id = p.deal_id and j.lap = p.lap
       where p.place >= 5 and (j.last_outcome is not null or p.at > coalesce(j.last_open, '-infinity'))
       group by p.deal_id, p.lap)
     select j.deal_id, j.lap, j.result, j.opened, j.qualified,
       case j.result when 'lost' then out_at when 'won' then e.won_at end as closed,
       (o.fields ->> 'amountMinor')::numeric as amount, o.fields ->> 'currency' as currency,
       o.fields ->> 'ownerName' as owner, o.fields ->> 'source' as source, o.fields ->> 'team' as team,
       o.fields -> 'custom' ->> 'tier' as tier, (o.fields ->> 'accountId')::uuid as account
     from judged j left join entered e on e.deal_id = j.deal_id and e.lap = j.lap join placed o on o.deal_id = j.deal_id and o.kind = 'opened'`,
  )
  await pool.query(
    `alter table lap add usd numeric;
     update lap set usd = round(case currency when 'USD' then amount when 'JPY' then amount * 0.0071 * 100
       when 'EUR' then amount * case when closed at time zone '${zone}' < '2026-03-01' then 1.10 else 1.25 end end)`,
  )
}

interface Wanted {
  key: string | null
  qualified: number
  cohort_won: number
  matured: number
  matured_won: number
  won: number
  lost: number
  amounts: number
  average: number | null
  unconverted: number
  without: number
  cycle: number | null
  median: number | null
  lifetime: number | null
  open: number
  open_qualified: number
}

/** From … to are days of the zone. */
async function wanted(keySql: string, from: string, to: string, window: number): Promise<Map<string | null, Wanted>> {
  const within = (column: string) =>
    `(${column} >= timestamp '${from}' at time zone '${zone}' and ${column} < timestamp '${to}' at time zone '${zone}')`
  const time = `timestamptz '${new Date(now).toISOString()}'`
  const days = (span: string) => `extract(epoch from ${span}) / 86400`
  const cohort = `${within('qualified')} and result <> 'moved'`
  const over = `${cohort} and qualified + interval '${window * 24} hours' < ${time}`
  const { rows } = await t.pool.query(
    `select ${keySql} as key, count(*) filter (where ${cohort})::int as qualified,
       count(*) filter (where ${cohort} and result = 'won')::int as cohort_won,
       count(*) filter (where ${over})::int as matured,
       count(*) filter (where ${over} and result = 'won' and closed - qualified <= interval '${window * 24} hours')::int as matured_won,
       count(*) filter (where result = 'won' and ${within('closed')})::int as won,
       count(*) filter (where result = 'lost' and ${within('closed')})::int as lost,
       count(usd) filter (where result = 'won' and ${within('closed')})::int as amounts,
       avg(usd) filter (where result = 'won' and ${within('closed')})::float8 as average,
       count(*) filter (where result = 'won' and ${within('closed')} and usd is null and amount is not null)::int as unconverted,
       count(*) filter (where result = 'won' and ${within('closed')} and amount is null)::int as without,
       avg(${days('closed - opened')}) filter (where result = 'won' and ${within('closed')})::float8 as cycle,
       percentile_cont(0.5) within group (order by (${days('closed - opened')})::float8)
         filter (where result = 'won' and ${within('closed')}) as median,
       avg(${days('closed - opened')}) filter (where result in ('won', 'lost') and ${within('closed')})::float8 as lifetime,
       count(*) filter (where result = 'open')::int as open,
       count(*) filter (where result = 'open' and qualified is not null)::int as open_qualified
     from lap left join account a on a.id = lap.account group by 1`,
  )
  return new Map(rows.map((row: Wanted) => [row.key, row]))
}

const call = <T>(verb: Parameters<typeof callVerb<T>>[3], input: object): Promise<T> =>
  callVerb(t.pool, actor, now, verb, input)

type Metrics = Awaited<ReturnType<typeof metrics>>['total']
const metrics = (input: object) => call(readPipelineMetrics, { pipeline: 'sales_pipeline', window: 120, ...input })

function said(found: Metrics): Omit<Wanted, 'key'> {
  return {
    qualified: found.qualified,
    cohort_won: found.closeRate.won,
    matured: found.maturedRate.of,
    matured_won: found.maturedRate.won,
    won: found.won,
    lost: found.lost,
    amounts: found.averageMinor.count,
    average: found.averageMinor.mean,
    unconverted: found.unconverted,
    without: found.withoutAmount,
    cycle: found.cycleDays.mean,
    median: found.cycleMedianDays,
    lifetime: found.lifetimeDays.mean,
    open: found.open,
    open_qualified: found.openQualified,
  }
}

function rounded(row: object): object {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => name !== 'key')
      .map(([name, value]) => [name, typeof value === 'number' ? Number(value.toPrecision(10)) : value]),
  )
}

describe('10,000 deals with backward moves, opened again, won back and taken back, in four currencies', () => {
  test('hold all of these', async () => {
    const { rows } = await t.pool.query(
      `select count(*)::int as laps, count(distinct deal_id)::int as deals, count(*) filter (where lap > 1)::int as again,
         count(*) filter (where result = 'open')::int as open, count(*) filter (where result = 'moved')::int as moved,
         count(*) filter (where result = 'won' and usd is null and amount is not null)::int as unconverted from lap`,
    )
    const { rows: events } = await t.pool.query(
      `select count(*)::int as churned from deal d where status = 'lost' and exists
         (select from lap l where l.deal_id = d.id and l.lap = d.pass and l.result = 'won')`,
    )
    expect(rows[0].deals).toBe(10_000)
    for (const name of ['again', 'open', 'moved', 'unconverted'])
      expect([name, rows[0][name] > 50]).toEqual([name, true])
    expect(events[0].churned).toBeGreaterThan(50)
  })

  test.each([
    ['2025-11-21', '2026-11-21'],
    ['2026-03-01', '2026-06-01'],
    ['2024-01-01', '2027-01-01'],
  ])('give the metrics of %s to %s as an independent calculation does', async (from, to) => {
    const want = await wanted('null', from, to, 120)
    const { total, unconverted } = await metrics({ from, to })
    expect(rounded(said(total))).toEqual(rounded(want.get(null) as Wanted))
    // what no rate converts is named by its currency, in no mean
    expect(unconverted).toMatchObject([{ currency: 'CHF', count: total.unconverted }])
  })

  test.each([
    ['owner', `'name:' || owner`],
    ['team', 'team'],
    ['source', 'source'],
    ['sector', `a.facts ->> 'industry'`],
    ['custom.tier', 'tier'],
  ])('by %s', async (by, keySql) => {
    const want = await wanted(keySql, '2025-11-21', '2026-11-21', 120)
    const { groups, others } = await metrics({ by, from: '2025-11-21', to: '2026-11-21' })
    expect(others).toBe(0)
    const found = new Map(groups.map((group) => [group.key, rounded(said(group))]))
    expect(found).toEqual(new Map([...want].map(([key, row]) => [key, rounded(row)])))
  })

  test('open each figure to its deals', async () => {
    const scope = { pipeline: 'sales_pipeline', from: '2026-03-01', to: '2026-03-25', window: 120 }
    const { total } = await metrics(scope)
    const figures = {
      qualified: total.qualified,
      cohort_won: total.closeRate.won,
      matured: total.maturedRate.of,
      matured_won: total.maturedRate.won,
      won: total.won,
      lost: total.lost,
      closed: total.won + total.lost,
      unconverted: total.unconverted,
      without_amount: total.withoutAmount,
      open: total.open,
      open_qualified: total.openQualified,
      open_unconverted: total.openUnconverted,
    }
    for (const [of, count] of Object.entries(figures)) {
      const found = await everyDeal({ ...scope, of })
      expect([of, found.size]).toEqual([of, count])
    }
    const ana = await metrics({ ...scope, only: 'owner:=name:Ana' })
    expect((await everyDeal({ ...scope, of: 'won', only: 'owner:=name:Ana' })).size).toBe(ana.total.won)
  })

  test('give velocity and its factors at the end of every week', async () => {
    const found = await call(readVelocity, { pipeline: 'sales_pipeline', window: 120, span: 90, weeks: 26, by: 'team' })
    expect(found.trend).toHaveLength(27)
    for (const point of found.trend) {
      const end = `(date '${point.day}' + 1)`
      const at = (days: number) => `((${end} - ${days})::timestamp at time zone '${zone}')`
      const ripe = `qualified >= ${at(211)} and qualified < ${at(121)} and result <> 'moved'`
      const wins = `result = 'won' and closed >= ${at(90)} and closed < ${at(0)}`
      const { rows } = await t.pool.query(
        `select count(*) filter (where result <> 'moved' and qualified < ${at(0)} and (closed is null or closed >= ${at(0)}))::int as open,
           avg(case when result = 'won' and closed - qualified <= interval '2880 hours' then 1 else 0 end) filter (where ${ripe})::float8 as w,
           avg(usd) filter (where ${wins})::float8 as v,
           avg(extract(epoch from closed - opened) / 86400) filter (where ${wins})::float8 as d from lap`,
      )
      const { open, w, v, d } = rows[0]
      expect(rounded({ n: point.open, w: point.closeRate, v: point.averageMinor, d: point.cycleDays })).toEqual(
        rounded({ n: open, w, v, d }),
      )
      expect(point.velocity).toBeCloseTo((open * w * v) / d, 3)
    }
    const { today, before, change } = found
    expect(today).toEqual(found.trend.at(-1))
    expect(before).toEqual(found.trend.at(-5))
    const terms = Object.values(change?.terms ?? {}).reduce((sum, term) => sum + term, 0)
    expect(terms).toBeCloseTo((today.velocity ?? 0) - (before.velocity ?? 0), 4)
    // teams and nobody's deals together are all of them
    expect(found.groups.map(({ key }) => key).toSorted()).toEqual(['North', 'South', null])
    for (const name of ['open', 'wins', 'cohort', 'cohortWon'] as const)
      expect([name, found.groups.reduce((sum, group) => sum + group[name], 0)]).toEqual([name, today[name]])
  })

  test('give the way through each stage', async () => {
    const scope = { pipeline: 'sales_pipeline', from: '2026-01-01', to: '2026-07-01', window: 90 }
    const found = await call(readPipelineStages, { ...scope, by: 'team' })
    const names = ['contact', 'qualification', 'meeting', 'proposal']
    expect(found.rows.map(({ stage }) => stage)).toEqual(names)
    for (const [k, row] of found.rows.entries()) {
      const { rows } = await t.pool.query(
        `with first as (
           select p.deal_id, p.lap, min(p.at) filter (where place = ${k + 1}) as entered, min(p.at) filter (where place > ${k + 1}) as came
           from placed p join lap l on l.deal_id = p.deal_id and l.lap = p.lap and l.result <> 'moved'
           where pipeline = 'sales_pipeline' group by 1, 2)
         select count(*) filter (where came is null or came >= entered)::int as entered,
           count(*) filter (where came >= entered)::int as "wentOn",
           count(*) filter (where came is null and result = 'lost')::int as lost,
           count(*) filter (where came is null and result = 'open')::int as "stillOpen",
           count(*) filter (where came < entered)::int as "beenFurther"
         from first join lap using (deal_id, lap)
         where entered >= timestamp '2026-01-01' at time zone '${zone}' and entered < timestamp '2026-07-01' at time zone '${zone}'`,
      )
      expect(row).toMatchObject(rows[0])
      // nobody is open for so long that the rate differs much from the plain share
      expect(row.conversion?.rate).toBeGreaterThan((row.wentOn / row.entered) * 0.8)
      expect(row.conversion?.rate).toBeLessThanOrEqual(1)
      for (const of of ['entered', 'went_on', 'lost_from'] as const) {
        const figure = { entered: row.entered, went_on: row.wentOn, lost_from: row.lost }[of]
        expect([of, (await everyDeal({ ...scope, of, stage: row.stage })).size]).toEqual([of, figure])
      }
      expect((await everyDeal({ ...scope, of: 'standing', stage: row.stage })).size).toBe(row.standing.count)
      const teams = found.groups.reduce((sum, { stages }) => sum + (stages[k]?.entered ?? 0), 0)
      expect(teams).toBe(row.entered)
    }
  })
})

/** Every deal behind a figure, page by page, by id and pass. */
async function everyDeal(input: object): Promise<Set<string>> {
  const found = new Set<string>()
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: PipelineDealList = await call(listPipelineDeals, { ...input, limit: '200', ...(cursor && { cursor }) })
    for (const { id, pass } of page.items) found.add(`${id}/${pass}`)
    cursor = page.next
  }
  return found
}
