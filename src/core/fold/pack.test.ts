import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packAsJson } from '#core/fold/pack-json.ts'
import { packState, unpackState } from '#core/fold/pack.ts'
import { emptyState, stringifyState } from '#core/fold/state.ts'
import type { ModelState, State } from '#core/fold/state.ts'

const began = 1_790_000_000_000
const time = fc.oneof(
  fc.integer({ min: -1e12, max: 1e13 }).map((since) => began + since),
  fc.constant(began),
)
const amount = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(0.1 + 0.2))
// what blueprints of today name things, what others may, and what separates names where they are packed
const plain = fc.constantFrom('lead', 'mql', 'awareness', 'price_page', 'x')
const name = fc.oneof(
  { weight: 9, arbitrary: plain },
  fc.constantFrom('', 'a b', 'two\nlines', 'tab\there', '한글', '2', '\r'),
)
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.uuid())
const record = <T>(value: fc.Arbitrary<T>, key: fc.Arbitrary<string> = name) =>
  fc.uniqueArray(fc.tuple(key, value), { selector: ([one]) => one, maxLength: 4 }).map((all) => Object.fromEntries(all))

const model: fc.Arbitrary<ModelState> = fc.record({
  pass: fc.nat(),
  passAt: time,
  passId: text,
  stage: fc.option(name),
  outcome: fc.option(name),
  enteredAt: time,
  visit: fc.nat(),
  furthest: fc.option(name),
  visits: record(fc.integer({ min: 1 })),
  evidence: record(time),
  held: fc.array(name, { maxLength: 2 }),
  excused: fc.array(name, { maxLength: 2 }),
  diverted: fc.array(name, { maxLength: 2 }),
  engagement: fc.option(amount),
})

const state: fc.Arbitrary<State> = fc
  .record({
    version: fc.nat(),
    at: fc.oneof(time, fc.constant(-Infinity)),
    id: text,
    due: fc.option(time),
    first: fc.option(
      fc.record({ at: time, channel: fc.option(text), campaign: fc.option(text), object: fc.option(text) }),
    ),
    began: fc.option(time),
    last: fc.option(time),
    facts: record(
      fc.jsonValue() as fc.Arbitrary<never>,
      text.filter((key) => key !== '__proto__'),
    ),
    derived: record(text),
    account: fc.option(fc.uuid()),
    accountBy: fc.constantFrom('group' as const, 'domain' as const),
    consent: record(
      fc.record({ state: fc.constantFrom('granted' as const, 'withdrawn' as const), at: time, id: text }),
    ),
    lists: record(fc.constant(true as const)),
    handoff: fc.boolean(),
    persona: fc.option(name),
    icp: fc.boolean(),
    fitPoints: amount,
    fit: record(fc.tuple(time, text)),
    engagement: fc.option(amount),
    caps: record(fc.tuple(fc.integer(), amount)),
    once: record(fc.array(fc.oneof(fc.integer(), fc.string()), { maxLength: 3 })),
    counters: fc.array(fc.tuple(fc.integer({ min: 1 }), time, fc.array(time, { maxLength: 3 })), { maxLength: 5 }),
    models: record(model),
  })
  .map((one) => {
    const { account, accountBy, facts } = one
    const earned = Object.values(one.models).map((standing, index) =>
      index % 2 ? one.engagement : standing.engagement,
    )
    Object.values(one.models).forEach((standing, index) => (standing.engagement = earned[index] ?? null))
    const own = account === null ? {} : { [account]: facts }
    return { ...emptyState(0), ...one, accountBy: account === null ? null : accountBy, accounts: own }
  })

test('whatever a state holds comes back, as text and from the text of before', () => {
  const holds = fc.property(state, (one) => {
    // as it is written: JSON knows no -0
    const whole = stringifyState(JSON.parse(JSON.stringify({ ...one, at: 0 })))
    const back = (packed: string) => stringifyState({ ...unpackState(packed), at: 0 })
    expect(back(packState(one))).toBe(whole)
    expect(back(packAsJson(one))).toBe(whole)
    expect(unpackState(packState(one)).at).toBe(one.at)
  })
  fc.assert(holds, { numRuns: 2000 })
})

test('what is free text stands in it as it is, so that a search finds it', () => {
  const packed = packState({ ...emptyState(1), facts: { name: '김민준', email: 'a@b.com' } })
  expect(packed).toContain('김민준')
  expect(packed).toContain('a@b.com')
})
