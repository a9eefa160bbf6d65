import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { type DemoResult, loadDemo } from './demo-load.ts'
import { createFlow } from './flow.ts'
import type { Flow } from './flow-types.ts'

const size = 0.05
const now = Date.now()

let database: TestDatabase
let pool: Pool
let flow: Flow
let demo: DemoResult

beforeAll(async () => {
  database = await testDatabase()
  pool = database.pool
  flow = createFlow({ pool })
  demo = await loadDemo({ pool, flow, now, size })
}, 120_000)

afterAll(async () => {
  await flow.stop()
  await database.drop()
})

const column = async <T>(sql: string, workspaceId = demo.workspaceId): Promise<T[]> => {
  const { rows } = await pool.query<{ value: T }>(sql, [workspaceId])
  return rows.map(({ value }) => value)
}

describe('a small sample company, through the flow', () => {
  test('lies in a demo workspace of its own, every item counted or set aside', async () => {
    expect(await column(`select demo as value from workspace where workspace_id = $1`)).toEqual([true])
    const events = await column<number>(
      // what colleagues do with its lists comes after
      `select count(*) as value from event
       where workspace_id = $1 and source <> 'system' and message_id !~ '^(suspect|exclusion):'`,
    )
    expect(events[0]).toBe(demo.counted)
    expect(demo.duplicates).toBeGreaterThan(10)
    expect(demo.setAside).toBeGreaterThan(8)
  })

  test('has the proposals that its deals tell of: accepted where the deal was won, and nowhere else', async () => {
    const states = await column<string>(
      `select distinct coalesce(a.answer, case when p.opened_at is null then 'sent' else 'opened' end) as value
         from proposal p left join proposal_answer a on a.proposal_id = p.id
        where p.workspace_id = $1 and p.sent_at is not null order by 1`,
    )
    expect(states).toContain('accepted')
    // which of these there are depends on the hour in which a small company ends
    expect(['accepted', 'declined', 'opened', 'sent']).toEqual(expect.arrayContaining(states))
    const forgotten = await column<string>(
      `select p.id as value from proposal p left join proposal_answer a on a.proposal_id = p.id join deal d on d.id = p.deal_id
        where p.workspace_id = $1 and p.sent_at is not null and a.answer is null and d.status = 'won'`,
    )
    expect(forgotten).toEqual([])
    const strange = await column<string>(
      `select p.id as value from proposal p join proposal_answer a on a.proposal_id = p.id join deal d on d.id = p.deal_id
        where p.workspace_id = $1 and (a.answer = 'accepted') <> (d.status = 'won')`,
    )
    expect(strange).toEqual([])
  })

  test('has forms, with what its visitors sent by them, who only looked, and what was kept out', async () => {
    const states = await column<string>(
      `select distinct s.state || case when e.person_id is null then '' else ' of a person' end as value
         from form_submission s left join event e on e.workspace_id = s.workspace_id and e.message_id = 'form:' || s.id
        where s.workspace_id = $1 order by 1`,
    )
    expect(states).toEqual(['counted of a person', 'spam'])
    const [left] = await column<number>(
      `select count(*)::int as value from form_visit where workspace_id = $1 and sent_at is null and field is not null`,
    )
    expect(left).toBeGreaterThan(5)
    const [later] = await column<number>(
      `select count(*)::int as value from form_visit where workspace_id = $1 and seen_at > to_timestamp(${now / 1000})`,
    )
    expect(later).toBe(0)
  })

  test('has answers to the questions on its pages, some of them of people it knows, and a slot on its landing pages', async () => {
    const known = await column<string>(
      `select distinct s.name as value from survey_answer a join survey s on s.id = a.survey_id
         join event e on e.workspace_id = s.workspace_id and e.message_id = 'survey:' || a.id
         join person p on p.id = e.person_id and p.email is not null
        where s.workspace_id = $1 and s.slug = e.object and a.says is not null order by 1`,
    )
    expect(known).toEqual(['Do late deliveries cost you?', 'Had you heard of us?'])
    const [without] = await column<number>(
      `select count(*)::int as value from event e where workspace_id = $1 and name = 'survey_answered'
         and not exists (select from survey_answer a where 'survey:' || a.id = e.message_id)`,
    )
    expect(without).toBe(0)
    const places = await column<number>(
      `select count(*)::int as value from page p join page_version v on v.page_id = p.id, slot s
        where p.workspace_id = $1 and s.workspace_id = $1 and v.content::text like '%"' || s.id || '"%'`,
    )
    expect(places).toEqual([2])
  })

  test('has a library in three languages and more, that its visitors read, with files and gaps', async () => {
    const kinds = await column<number>(
      `select count(distinct kind)::integer as value from content_asset where workspace_id = $1`,
    )
    expect(kinds[0]).toBeGreaterThan(12)
    const languages = await column<string>(
      `select distinct language as value from content_version where workspace_id = $1 order by 1`,
    )
    expect(languages).toEqual(expect.arrayContaining(['en', 'ko', 'ru']))
    const unread = await column<string>(
      `select v.path as value from content_version v where v.workspace_id = $1 and v.path like '/blog/%'
         and not exists (select from event e where e.workspace_id = v.workspace_id and e.object = v.path)`,
    )
    expect(unread).toEqual([])
    const files = await column<string>(
      `select encode(substr(p.body, 1, 5), 'escape') as value from content_file_part p where p.workspace_id = $1`,
    )
    expect(new Set(files)).toEqual(new Set(['%PDF-']))
  })

  test('reaches every stage of every person model by evidence, and turns back', async () => {
    for (const model of defaultBlueprint().models.filter(({ subject }) => subject === 'person')) {
      const seen = await column<string>(
        `select distinct stage as value from stage_interval
          where workspace_id = $1 and model = '${model.id}' and superseded_at is null`,
      )
      const missing = model.stages.map(({ id }) => id).filter((id) => !seen.includes(id))
      expect({ model: model.id, missing }).toEqual({ model: model.id, missing: [] })
    }
    const outcomes = await column<string>(
      `select distinct left_to as value from stage_interval
        where workspace_id = $1 and model = 'lifecycle' and superseded_at is null`,
    )
    expect(outcomes).toEqual(expect.arrayContaining(['recycled', 'disqualified', 'lost', 'churned']))
    const laps = await column<number>(`select count(*) as value from reach where workspace_id = $1 and pass > 1`)
    expect(laps[0]).toBeGreaterThan(5)
  })

  test('comes by every channel, with machines apart and in several languages', async () => {
    const channels = await column<string>(`select distinct channel as value from event where workspace_id = $1`)
    const usual = ['search', 'ppc', 'social', 'referral', 'email', 'event', 'outbound', 'partner', 'ai', 'direct']
    expect(usual.filter((channel) => !channels.includes(channel))).toEqual([])
    const verdicts = await column<string>(`select distinct verdict as value from event where workspace_id = $1`)
    expect(verdicts.toSorted()).toEqual(['human', 'machine', 'unsure'])
    const names = await column<string>(`select name as value from account where workspace_id = $1`)
    expect(names.join(' ')).toMatch(/[가-힣]/)
    expect(names.join(' ')).toMatch(/[а-яё]/i)
  })

  test('knows one company by its domain and by its group', async () => {
    const twice = await column<string>(
      `select domain as value from account where workspace_id = $1 and domain is not null group by domain having count(*) > 1`,
    )
    expect(twice).toEqual([])
    const [bare] = await column<number>(
      `select count(*) as value from account where workspace_id = $1 and domain like '%.example' and not facts ? 'industry'`,
    )
    expect(bare).toBe(0)
  })

  test('leaves requests of today waiting: for an SDR, for sales, for a customer’s owner', async () => {
    const teams = await column<string>(
      `select distinct team as value from effect where workspace_id = $1 and state = 'open' and kind = 'handoff'`,
    )
    expect(teams.toSorted()).toEqual(['account_owner', 'sales', 'sdr'])
  })

  test('shows ten reasons why an event may be missing', async () => {
    const codes = await column<string>(`select distinct code as value from set_aside where workspace_id = $1`)
    expect(codes).toHaveLength(10)
  })

  test('is left alone by a second load', async () => {
    const again = await loadDemo({ pool, flow, now: now + 86_400_000, size: 1 })
    expect(again).toEqual({ ...demo, loaded: false, counted: 0, duplicates: 0, setAside: 0 })
  })
})

test('an interrupted load goes on where it stopped and ends the same', async () => {
  const interruption = new AbortController()
  const half = loadDemo({
    pool,
    flow,
    now,
    size,
    fresh: true,
    signal: interruption.signal,
    onProgress: (sent) => sent >= 2000 && interruption.abort(),
  })
  await expect(half).rejects.toThrow(/abort/i)
  const whole = await loadDemo({ pool, flow, now: now + 3_600_000, size: 1 })
  expect(whole.loaded).toBe(true)
  expect(whole.workspaceId).not.toBe(demo.workspaceId)
  expect(whole.counted).toBeLessThan(demo.counted - 1500)
  const stages = `select stage || ' ' || count(*) as value from person_fold where workspace_id = $1 group by stage order by stage`
  expect(await column(stages, whole.workspaceId)).toEqual(await column(stages))
}, 60_000)

describe('its deals', () => {
  test('stand open, won and lost, with buying groups, several currencies, and nobody told twice', async () => {
    const statuses = await column<string>(
      `select distinct status as value from deal where workspace_id = $1 order by 1`,
    )
    expect(statuses).toEqual(['lost', 'open', 'won'])
    const of = async (sql: string) => (await column<number>(sql))[0]
    expect(await of(`select count(*) as value from deal_person where workspace_id = $1`)).toBeGreaterThan(5)
    expect(await of(`select count(distinct currency) as value from deal where workspace_id = $1`)).toBeGreaterThan(2)
    expect(await of(`select count(*) as value from event where workspace_id = $1 and message_id like 'deal:%'`)).toBe(0)
    const faults = await of(
      `select count(*) as value from deal where workspace_id = $1 and status = 'won' and closed_at < opened_at`,
    )
    expect(faults).toBe(0)
  })

  test('tell of doubts with answers, proofs owed and given, and meetings; nothing before its deal or after the end', async () => {
    const of = (sql: string) => column<string>(sql)
    const states = await of(`select distinct state as value from objection where workspace_id = $1 order by 1`)
    expect(states).toEqual(['open', 'settled', 'stands'])
    const given = await of(
      `select distinct given_at is not null as value from proof where workspace_id = $1 order by 1`,
    )
    expect(given).toEqual([false, true])
    expect(await of(`select distinct state as value from meeting where workspace_id = $1 order by 1`)).toContain(
      'attended',
    )
    expect(
      await of(`select t.state as value from task t join proof p on t.cause = 'proof:' || p.id
                 where t.workspace_id = $1 and p.given_at is not null`),
    ).toEqual([])
    const strange = await of(
      `select e.id::text as value from deal_event e join deal d on d.id = e.deal_id
        where e.workspace_id = $1 and e.data ->> 'name' ~ '^(objection|proof|review)_'
          and (e.at < d.opened_at or e.at > '${new Date(now).toISOString()}')`,
    )
    expect(strange).toEqual([])
  })

  test('were gone through in a weekly review that was led to its end', async () => {
    const reviews = await column<string>(`select state as value from deal_review where workspace_id = $1`)
    expect(reviews).toEqual(['done'])
    const items = await column<string>(`select distinct state as value from deal_review_item where workspace_id = $1`)
    expect(items).toContain('decided')
    expect(items).not.toContain('waiting')
  })
})
