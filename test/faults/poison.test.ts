import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foldDue, refoldPending } from '#actions/blueprint-reevaluate.ts'
import { createFlow } from '#actions/flow.ts'
import type { Blueprint, StageModel } from '#core/blueprint.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { createCollector } from '#server/http/collect.ts'
import type { EventCondition } from '#core/rule.ts'
import { troubleOf } from '#store/trouble.ts'
import { type TestCollector, startCollector } from '#test/collector.ts'
import { testWorkspace } from '#test/database.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { expectFresh } from '#test/fresh.ts'
import { until } from '#test/server-process.ts'
import { post } from './served.ts'

let c: TestCollector

beforeAll(async () => {
  c = await startCollector()
  // what the database itself cannot keep, whatever the reason
  await c.pool.query(`
    create function refuse_poison() returns trigger language plpgsql as $$
    begin
      if new.message_id like 'poison%' then raise exception 'this one never fits' using errcode = '22000'; end if;
      return new;
    end $$;
    create trigger refuse_poison before insert on event for each row execute function refuse_poison();
    create table poisoned (person_id uuid primary key);
    create function refuse_person() returns trigger language plpgsql as $$
    begin
      if exists (select from poisoned p where p.person_id = new.person_id) then
        raise exception 'this person never folds' using errcode = '22000';
      end if;
      return new;
    end $$;
    create trigger refuse_person before insert or update of state on person_fold
      for each row execute function refuse_person();
  `)
})
afterAll(() => c.stop())

async function asideOf(workspaceId: string): Promise<{ message_id: string | null; code: string; message: string }[]> {
  const { rows } = await c.pool.query(
    'select message_id, code, message from set_aside where workspace_id = $1 order by message_id',
    [workspaceId],
  )
  return rows
}

describe('an event that cannot be kept', () => {
  test('is set aside with its reason, also for its sender, and its neighbours count', async () => {
    const batch = Array.from({ length: 60 }, (_, index) => ({
      type: 'track',
      event: 'Demo Requested',
      userId: `u${index % 20}`,
      messageId: index % 23 === 5 ? `poison-${index}` : `fine-${index}`,
    }))
    const answer = await post(`${c.address}/v1/batch?results=1`, c.keys.secret, { batch })
    expect(answer.status).toBe(200)
    const results = answer.body['results'] as { messageId: string; status: string; message?: string }[]
    const poisoned = results.filter((one) => one.status !== 'counted')
    expect(poisoned.map((one) => [one.messageId, one.status])).toEqual([
      ['poison-5', 'set_aside'],
      ['poison-28', 'set_aside'],
      ['poison-51', 'set_aside'],
    ])
    expect(poisoned[0]?.message).toMatch(/could not be folded \(this one never fits\).*nothing else was held up/)
    expect((await asideOf(c.workspaceId)).map((one) => [one.message_id, one.code])).toEqual([
      ['poison-28', 'poisonous'],
      ['poison-5', 'poisonous'],
      ['poison-51', 'poisonous'],
    ])
    const { rows } = await c.pool.query(
      `select count(*)::int as n from event where workspace_id = $1 and name = 'demo_requested'`,
      [c.workspaceId],
    )
    expect(rows).toEqual([{ n: 57 }])
    await expectFresh(c.pool, c.workspaceId)
  })

  test('whole requests from others that came at the same moment count too', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        post(`${c.address}/v1/track?results=1`, c.keys.secret, {
          type: 'track',
          event: 'Page Viewed',
          userId: `v${index}`,
          messageId: index === 17 ? 'poison-alone' : `alone-${index}`,
        }),
      ),
    )
    const statuses = answers.flatMap((answer) => answer.body['results'] as { messageId: string; status: string }[])
    expect(statuses.filter((one) => one.status !== 'counted').map((one) => one.messageId)).toEqual(['poison-alone'])
  })

  test('rules that never come to rest stop those whom they concern, nobody else', async () => {
    const workspaceId = await testWorkspace(c.pool)
    await applyBlueprint(c.pool, workspaceId, restless())
    const flow = createFlow({ pool: c.pool })
    // long enough for more turns than anybody's patience
    const past = Date.now() - 60 * 86_400_000
    const items = ['calm', 'wind', 'calm'].map((name, index) => ({
      event: event(name, past, { messageId: `r${index}`, keys: keys({ userId: `${name}-${index}` }) }),
    }))
    const outcomes = await flow.accept(workspaceId, items)
    expect(outcomes.map((one) => one.status)).toEqual(['counted', 'set_aside', 'counted'])
    expect(await asideOf(workspaceId)).toMatchObject([
      { message_id: 'r1', code: 'poisonous', message: expect.stringContaining('do not come to rest') },
    ])
    await flow.stop()
    await expectFresh(c.pool, workspaceId)
  })
})

/** A model that goes back and forth with every moment, for those who have felt the wind. */
function restless(): Blueprint {
  const blueprint = defaultBlueprint()
  const [model] = blueprint.models
  const [first, second] = model?.stages ?? []
  if (!model || !first || !second) throw new Error('the built-in blueprint has no model of two stages')
  const wind: EventCondition = { field: 'event.name', op: 'is', value: 'wind' }
  const weathercock: StageModel = {
    ...model,
    id: 'weathercock',
    outcomes: [],
    diverts: [],
    stages: [
      { ...first, id: 'west', entry: { count: wind, op: 'gte', value: 1 } },
      {
        ...second,
        id: 'east',
        entry: {
          all: [
            { count: wind, op: 'gte', value: 1 },
            { inStage: 'weathercock', op: 'gte', value: '1m' },
          ],
        },
      },
    ],
    back: [
      {
        id: 'turn',
        kind: 'round_again',
        from: ['east'],
        when: { inStage: 'weathercock', op: 'gte', value: '1m' },
        to: 'west',
        newPass: true,
      },
    ],
  }
  return { ...blueprint, models: [...blueprint.models, weathercock] }
}

describe('a person who cannot be folded', () => {
  async function people(count: number): Promise<{ workspaceId: string; ids: string[] }> {
    const workspaceId = await testWorkspace(c.pool)
    await applyBlueprint(c.pool, workspaceId)
    const flow = createFlow({ pool: c.pool })
    const items = Array.from({ length: count }, (_, index) => ({
      event: event('page_viewed', Date.now() - 3_600_000, {
        messageId: `p${index}`,
        keys: keys({ userId: `u${index}` }),
      }),
    }))
    await flow.accept(workspaceId, items)
    await flow.stop()
    const { rows } = await c.pool.query<{ id: string }>(
      'select person_id as id from person_fold where workspace_id = $1 order by person_id',
      [workspaceId],
    )
    return { workspaceId, ids: rows.map((row) => row.id) }
  }

  test('does not stop the re-evaluation of others; stays pending, and is named', async () => {
    const { workspaceId, ids } = await people(30)
    await c.pool.query('update person_fold set version = 0 where workspace_id = $1', [workspaceId])
    await c.pool.query('insert into poisoned values ($1), ($2)', [ids[3], ids[17]])
    expect(await refoldPending(c.pool, workspaceId)).toBe(28)
    const pending = await c.pool.query<{ id: string }>(
      'select person_id as id from person_fold where workspace_id = $1 and version = 0 order by person_id',
      [workspaceId],
    )
    expect(pending.rows.map((row) => row.id)).toEqual([ids[3], ids[17]])
    const aside = await asideOf(workspaceId)
    expect(aside.map((one) => one.code)).toEqual(['poisonous', 'poisonous'])
    expect(aside[0]?.message).toMatch(/^The person [0-9a-f-]+ could not be folded again \(this person never folds\)/)
    // tried again, and not named again
    expect(await refoldPending(c.pool, workspaceId)).toBe(0)
    expect((await asideOf(workspaceId)).length).toBe(2)
    await c.pool.query('delete from poisoned')
    expect(await refoldPending(c.pool, workspaceId)).toBe(2)
    await expectFresh(c.pool, workspaceId)
  })

  test('does not stop the time of others', async () => {
    const { workspaceId, ids } = await people(30)
    await c.pool.query(`update person_fold set next_due_at = now() - interval '1 hour' where workspace_id = $1`, [
      workspaceId,
    ])
    await c.pool.query('insert into poisoned values ($1)', [ids[9]])
    expect(await foldDue(c.pool, workspaceId)).toBe(29)
    const due = await c.pool.query<{ id: string }>(
      'select person_id as id from person_fold where workspace_id = $1 and next_due_at < now()',
      [workspaceId],
    )
    expect(due.rows.map((row) => row.id)).toEqual([ids[9]])
    await c.pool.query('delete from poisoned')
  })
})

describe('a flow that cannot go on', () => {
  test('is full after a while: 503 with Retry-After, nothing of it kept; what was taken in counts', async () => {
    const flow = createFlow({ pool: c.pool, queueLimit: 10 })
    const collect = createCollector({ pool: c.pool, flow })
    const server = createServer((request, response) => void collect(request, response)).listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    const { port } = server.address() as AddressInfo
    const send = (id: string, count: number) => {
      const batch = Array.from({ length: count }, (_, index) => ({
        type: 'track',
        event: 'Page Viewed',
        userId: 'full',
        messageId: `${id}-${index}`,
      }))
      return post(`http://127.0.0.1:${port}/v1/batch`, c.keys.secret, { batch })
    }
    try {
      expect((await send('first', 1)).status).toBe(200)
      const holder = await c.pool.connect()
      await holder.query('begin')
      await holder.query('lock table event in access exclusive mode')
      const underWay = send('under-way', 1)
      await until(() => flow.depth() === 1)
      const waiting = send('waiting', 9)
      await until(() => flow.depth() === 10)
      const refused = await send('refused', 5)
      expect([refused.status, refused.body['code']]).toEqual([503, 'busy'])
      expect(Number(refused.retryAfter)).toBeGreaterThan(0)
      expect(refused.body['detail']).toMatch(/queue is full; nothing of this request was kept/)
      await holder.query('rollback')
      holder.release()
      expect([(await underWay).status, (await waiting).status]).toEqual([200, 200])
      const { rows } = await c.pool.query(
        `select count(*)::int as n from event where workspace_id = $1 and user_id = 'full' and name = 'page_viewed'`,
        [c.workspaceId],
      )
      expect(rows).toEqual([{ n: 11 }])
    } finally {
      server.close()
      server.closeAllConnections()
      await flow.stop()
    }
  })

  test('gives up on a database that holds it for ever, and goes on afterwards', async () => {
    const workspaceId = await testWorkspace(c.pool)
    await applyBlueprint(c.pool, workspaceId)
    const flow = createFlow({ pool: c.pool, patienceMs: 400 })
    const holder = await c.pool.connect()
    await holder.query('begin')
    await holder.query('lock table event in access exclusive mode')
    const one = (messageId: string) =>
      flow.accept(workspaceId, [
        { event: event('page_viewed', Date.now(), { messageId, keys: keys({ userId: 'x' }) }) },
      ])
    const begun = performance.now()
    const refused = await Promise.allSettled([one('h1'), one('h2'), one('h3')])
    expect(performance.now() - begun).toBeLessThan(5000)
    expect(refused.map((one) => (one.status === 'rejected' ? troubleOf(one.reason) : one.value))).toEqual([
      'away',
      'away',
      'away',
    ])
    await holder.query('rollback')
    holder.release()
    expect(await one('h1')).toEqual([{ status: 'counted' }])
    await flow.stop()
    await expectFresh(c.pool, workspaceId)
  })
})
