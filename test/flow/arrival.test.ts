import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFlow } from '#actions/flow.ts'
import { compileHistory } from '#core/fold/program.ts'
import type { Program } from '#core/fold/program.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { comparePosition } from '#core/event.ts'
import type { Event } from '#core/event.ts'
import { fold } from '#core/fold/fold.ts'
import { parseState, stringifyState } from '#core/fold/state.ts'
import { claimsOf } from '#core/identity.ts'
import { withAccounts } from '#actions/flow/people.ts'
import { accountEventsOf, foldEventsOf } from '#store/event.ts'
import { applyBlueprint, event, keys } from '#test/events.ts'
import { testDatabase, testWorkspace } from '#test/database.ts'
import type { TestDatabase } from '#test/database.ts'

const hour = 3_600_000
const origin = Date.parse('2026-03-01T00:00:00Z')
const now = origin + 90 * 24 * hour
const appliedAt = new Date(origin)
let t: TestDatabase
let program: Program[]

beforeAll(async () => {
  t = await testDatabase()
  program = compileHistory([{ version: 1, appliedAt: origin, blueprint: defaultBlueprint() }], 'Asia/Seoul')
})
afterAll(() => t.drop())

const names = ['page_viewed', 'form_submitted', 'demo_requested', 'consent_granted', 'contract_signed', 'deal_lost']
const mails = ['ann@acme.test', 'ann@gmail.com', 'bo@acme.test', 'info@acme.test', 'cy@globex.test']

/** Few keys, so that people meet, share computers, change addresses and are identified late. */
const someEvents: fc.Arbitrary<Event[]> = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 0, max: 200 }),
      name: fc.constantFrom(...names),
      anonymousId: fc.constantFrom(null, 'a1', 'a1', 'a2', 'a3'),
      userId: fc.constantFrom(null, null, null, 'u1', 'u2'),
      email: fc.constantFrom(null, null, null, ...mails),
      secret: fc.boolean(),
      alias: fc.integer({ min: 0, max: 14 }),
      industry: fc.constantFrom(null, null, null, 'logistics', 'retail'),
      verdict: fc.constantFrom('human' as const, 'human' as const, 'human' as const, 'machine' as const),
    }),
    { minLength: 2, maxLength: 16 },
  )
  .map((drafts) =>
    drafts.flatMap((one, index): Event[] => {
      const { anonymousId, userId, email } = one
      if (anonymousId === null && userId === null && email === null) return []
      const alias = one.alias === 0 && userId !== null
      return [
        event(alias ? 'identity_aliased' : one.name, origin + one.hours * hour, {
          messageId: `${(index * 31) % 17}-${index}`,
          type: alias ? 'alias' : one.industry === null ? 'track' : 'group',
          keys: keys({ anonymousId: alias ? null : anonymousId, userId, email }),
          previousId: alias ? 'a1' : null,
          trust: one.secret ? 'secret' : 'public',
          mailKind:
            email === null ? null : email.startsWith('info@') ? 'role' : email.endsWith('gmail.com') ? 'free' : 'work',
          accountTraits: one.industry === null || email === null ? null : { industry: one.industry },
          verdict: one.verdict,
        }),
      ]
    }),
  )
  .filter((events) => events.some((one) => one.verdict !== 'machine'))

/** Sends events in the order given, cut into batches; gives each person as messages → state, accounts by domain. */
async function arrive(events: readonly Event[], cuts: readonly number[]): Promise<Map<string, object>> {
  const workspaceId = await testWorkspace(t.pool)
  await applyBlueprint(t.pool, workspaceId, defaultBlueprint(), 1, appliedAt)
  const flow = createFlow({ pool: t.pool, now: () => now })
  const bounds = [0, ...cuts.map((cut) => cut % (events.length + 1)).sort((a, b) => a - b), events.length]
  for (let i = 1; i < bounds.length; i++) {
    const batch = events.slice(bounds[i - 1], bounds[i])
    const outcomes = await flow.accept(
      workspaceId,
      batch.map((one) => ({ event: one })),
    )
    for (const outcome of outcomes) expect(outcome.status).toBe('counted')
  }
  const people = await readPeople(workspaceId)
  await expectFresh(workspaceId)
  return people
}

async function accountNames(workspaceId: string): Promise<Map<string, object>> {
  const { rows } = await t.pool.query('select id, domain from account where workspace_id = $1', [workspaceId])
  return new Map(rows.map((row) => [row.id, row.domain]))
}

async function readPeople(workspaceId: string): Promise<Map<string, object>> {
  const accounts = await accountNames(workspaceId)
  const { rows } = await t.pool.query(
    `select string_agg(e.message_id, ' ' order by e.message_id collate "C") as messages, f.state
     from event e join person_fold f on f.person_id = e.person_id
     where e.workspace_id = $1 and e.verdict <> 'machine' and e.name <> 'handoff_opened' group by e.person_id, f.state`,
    [workspaceId],
  )
  return new Map(
    rows.map((row) => {
      let text = stringifyState(parseState(row.state))
      for (const [id, domain] of accounts) text = text.replaceAll(id, domain)
      return [row.messages, JSON.parse(text)]
    }),
  )
}

/** Every kept state, interval and reach equals a fresh fold of what is stored. */
async function expectFresh(workspaceId: string): Promise<void> {
  const { rows } = await t.pool.query('select person_id, state from person_fold where workspace_id = $1', [workspaceId])
  const ids = rows.map((row) => row.person_id)
  const events = await foldEventsOf(t.pool, workspaceId, ids)
  const accounts = [...new Set([...events.values()].flat().flatMap((one) => one.accountId ?? []))]
  const ofAccounts = await accountEventsOf(t.pool, workspaceId, accounts)
  for (const row of rows) {
    const own = withAccounts(row.person_id, events.get(row.person_id) ?? [], ofAccounts)
    const run = fold(own, program, now)
    expect(stringifyState(parseState(row.state))).toBe(stringifyState(run.state))
    const { rows: intervals } = await t.pool.query(
      `select model, pass, stage, visit, entered_at, left_at, left_to from stage_interval
       where subject_id = $1 and superseded_at is null`,
      [row.person_id],
    )
    const shown = (one: { model: string; pass: number; stage: string; visit: number }) =>
      `${one.model} ${one.pass} ${one.stage} ${one.visit}`
    const entered = run.ops.filter((op) => op.op === 'enter')
    expect(intervals.map(shown).sort()).toEqual(entered.map(shown).sort())
  }
}

/** The groups that identity itself, given everything at once, comes to. */
function groups(events: readonly Event[]): string[] {
  const human = events.filter((one) => one.verdict !== 'machine')
  const claims = claimsOf(human)
  const grouped = Map.groupBy(human, (one) => claims.clusterOfEvent(one))
  return [...grouped.entries()]
    .filter(([cluster]) => cluster !== null)
    .map(([, members]) =>
      members
        .map((one) => one.messageId)
        .sort()
        .join(' '),
    )
    .sort()
}

describe('order of arrival', () => {
  it('does not matter: the same people, scores and stages, to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(
        someEvents,
        fc.array(fc.nat(50), { maxLength: 6 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        async (events, cuts, order) => {
          const sorted = [...events].sort(comparePosition)
          const shuffled = sorted
            .map((one) => ({ one, at: order.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one)
          const inOrder = await arrive(sorted, [])
          expect([...inOrder.keys()].sort()).toEqual(groups(sorted))
          const outOfOrder = await arrive(shuffled, cuts)
          expect(outOfOrder).toEqual(inOrder)
          const singly = await arrive(
            shuffled,
            shuffled.map((_, index) => index),
          )
          expect(singly).toEqual(inOrder)
        },
      ),
      { numRuns: Number(process.env['LAWS'] ?? 40), endOnFailure: true },
    )
  }, 300_000)
})
