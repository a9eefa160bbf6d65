import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpackState } from '#core/fold/pack.ts'
import { createFlow } from '#actions/flow.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'

const day = 86_400_000
const start = Date.parse('2026-11-01T09:00:00Z')
let t: TestDatabase
let workspaceId: string

beforeAll(async () => {
  t = await testDatabase()
  workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId)
})
afterAll(() => t.drop())

const flowAt = (now: number) => createFlow({ pool: t.pool, now: () => now })

async function personOf(kind: string, value: string) {
  const { rows } = await t.pool.query(
    `select p.id, p.name, p.email, p.account_id, f.stage, f.engagement, f.fit, f.stages
     from identity i join person p on p.id = i.person_id left join person_fold f on f.person_id = p.id
     where i.workspace_id = $1 and i.kind = $2 and i.value = $3`,
    [workspaceId, kind, value],
  )
  return rows[0]
}

describe('the flow', () => {
  it('turns a visit, a form and a request into a scored, staged MQL with a hand-off', async () => {
    const flow = flowAt(start + 3600_000)
    const me = { anonymousId: 'anna-cookie' }
    const mail = { ...me, email: 'anna@acme.test' }
    const traits = { email: 'anna@acme.test', title: 'Head of Logistics', name: 'Anna Berg' }
    await flow.accept(workspaceId, [
      {
        event: event('page_viewed', start, {
          keys: keys(me),
          object: '/blog/why',
          channel: 'search',
          source: 'browser',
        }),
      },
    ])
    expect((await personOf('a', 'anna-cookie')).stage).toBe('prospect')
    const outcomes = await flow.accept(workspaceId, [
      { event: event('form_submitted', start + 60_000, { keys: keys(mail), mailKind: 'work', traits }) },
      { event: event('consent_granted', start + 60_001, { keys: keys(mail), mailKind: 'work' }) },
      { event: event('demo_requested', start + 90_000, { keys: keys(mail), mailKind: 'work' }) },
    ])
    expect(outcomes.map((one) => one.status)).toEqual(['counted', 'counted', 'counted'])
    const anna = await personOf('e', 'anna@acme.test')
    expect(anna).toMatchObject({ name: 'Anna Berg', stage: 'mql' })
    expect((await personOf('a', 'anna-cookie')).id).toBe(anna.id)
    const { rows } = await t.pool.query('select kind, team, state from effect where person_id = $1', [anna.id])
    expect(rows).toEqual([{ kind: 'handoff', team: 'sdr', state: 'open' }])
    const reach = await t.pool.query(`select * from reach where subject_id = $1 and model = 'lifecycle'`, [anna.id])
    expect(reach.rows[0]).toMatchObject({ channel: 'search', s5: null })
    expect(reach.rows[0].s4).toEqual(new Date(start + 90_000))
    expect(flow.times().events).toBe(4)
  })

  it('merges a visitor into the person they turn out to be, and moves history with them', async () => {
    const flow = flowAt(start + 2 * day)
    const phone = { anonymousId: 'anna-phone' }
    await flow.accept(workspaceId, [
      { event: event('page_viewed', start + day, { keys: keys(phone), object: '/pricing', channel: 'direct' }) },
    ])
    const before = await personOf('a', 'anna-phone')
    await flow.accept(workspaceId, [
      {
        event: event('form_submitted', start + day + 1000, {
          keys: keys({ ...phone, email: 'anna@acme.test' }),
          mailKind: 'work',
        }),
      },
    ])
    const anna = await personOf('e', 'anna@acme.test')
    expect((await personOf('a', 'anna-phone')).id).toBe(anna.id)
    const old = await t.pool.query('select merged_into from person where id = $1', [before.id])
    expect(old.rows[0].merged_into).toBe(anna.id)
    const { rows } = await t.pool.query('select count(*)::int as n from event where person_id = $1', [anna.id])
    expect(rows[0].n).toBe(7)
  })

  it('counts a message once, whoever sends it again', async () => {
    const flow = flowAt(start + 2 * day)
    const again = event('page_viewed', start + 2 * day, { keys: keys({ anonymousId: 'twice' }) })
    const both = await flow.accept(workspaceId, [{ event: again }, { event: again }])
    expect(both.map((one) => one.status)).toEqual(['counted', 'duplicate'])
    expect(await flow.accept(workspaceId, [{ event: again }])).toEqual([{ status: 'duplicate' }])
  })

  it('makes colleagues known as a customer’s when the contract is signed', async () => {
    const flow = flowAt(start + 3 * day)
    const bob = { email: 'bob@acme.test' }
    await flow.accept(workspaceId, [
      { event: event('email_replied', start + 2 * day + 1, { keys: keys(bob), mailKind: 'work' }) },
      {
        event: event('contract_signed', start + 2 * day + 2, {
          keys: keys({ email: 'anna@acme.test' }),
          mailKind: 'work',
        }),
      },
    ])
    const { rows } = await t.pool.query('select facts from account where domain = $1', ['acme.test'])
    expect(rows[0].facts).toMatchObject({ relationship: 'customer' })
    const { rows: folds } = await t.pool.query(
      `select f.state from identity i join person_fold f on f.person_id = i.person_id where i.value = 'bob@acme.test'`,
    )
    expect(Object.values(unpackState(folds[0].state).accounts)).toEqual([
      { domain: 'acme.test', relationship: 'customer' },
    ])
  })
})
