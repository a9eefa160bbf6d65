import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findingsOf, silenceLimit, shareLonger, usualLength, weightOf, type Inspected } from '#core/deal/hygiene.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 22)
const at = { now, today: '2026-11-22' }
const well: Inspected = {
  place: 2,
  stages: 4,
  stageSince: now - 5 * day,
  openedAt: now - 30 * day,
  theirsAt: now - 2 * day,
  nextStepAt: now + day,
  closeDate: '2026-12-01',
  hasAmount: true,
  hasCompany: true,
  people: 5,
  roles: ['decision_maker', 'champion', 'user', 'finance', 'technical'],
  answered: [{ letter: 'budget', at: now - 10 * day }],
}
const stays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 20].map((days) => days * day)
const none = { stays: [], gaps: [] }

test('a deal that is well has nothing to be said of', () => {
  expect(findingsOf(well, { stays, gaps: [] }, at)).toEqual([])
})

test('stuck: longer than nine of ten stays of its stage, and the share that lasted longer', () => {
  const deal = { ...well, stageSince: now - 10 * day }
  expect(findingsOf(deal, { stays, gaps: [] }, at)).toEqual([
    { kind: 'stuck', days: 10, usualDays: 9, longer: 0.1, of: 10 },
  ])
  // exactly as long as nine of ten is not longer
  expect(findingsOf({ ...well, stageSince: now - 9 * day }, { stays, gaps: [] }, at)).toEqual([])
  // nine stays say nothing
  expect(findingsOf({ ...well, stageSince: now - 900 * day }, { stays: stays.slice(1), gaps: [] }, at)).toEqual([])
})

test('silent: two weeks, or what nine of ten answered gaps took', () => {
  const deal = { ...well, theirsAt: now - 15 * day }
  expect(findingsOf(deal, none, at)).toEqual([{ kind: 'silent', days: 15, usualDays: 14, learned: false, of: 0 }])
  const slow = Array.from({ length: 20 }, (_, k) => (k + 1) * 3 * day)
  expect(findingsOf(deal, { stays: [], gaps: slow }, at)).toEqual([])
  expect(silenceLimit(slow)).toEqual({ limit: 54 * day, learned: true })
  expect(silenceLimit(Array.from({ length: 20 }, () => 1000)).limit).toBe(day)
  // never a word: since it was opened
  expect(findingsOf({ ...well, theirsAt: null }, none, at)).toMatchObject([{ kind: 'silent', days: 30 }])
})

test('past its date, no step, alone, details missing, answers old', () => {
  const deal: Inspected = {
    ...well,
    closeDate: '2026-11-20',
    nextStepAt: null,
    people: 1,
    roles: ['champion'],
    hasAmount: false,
    answered: [
      { letter: 'need', at: now - 100 * day },
      { letter: 'budget', at: now - 80 * day },
    ],
  }
  const found = findingsOf(deal, none, at)
  expect(found).toEqual([
    { kind: 'past_close', days: 2 },
    { kind: 'no_step' },
    { kind: 'single', people: 1 },
    { kind: 'missing', details: ['amount'], roles: ['decision_maker', 'user', 'finance', 'technical'] },
    { kind: 'stale', letters: ['need'], days: 100 },
  ])
  expect(weightOf(found)).toBe(4 + 3 + 2 + 1 + 1)
})

test('the first stage asks for a company and somebody only', () => {
  const deal: Inspected = {
    ...well,
    place: 0,
    people: 1,
    roles: [],
    hasAmount: false,
    closeDate: null,
    hasCompany: false,
  }
  expect(findingsOf(deal, none, at)).toEqual([{ kind: 'missing', details: ['company'], roles: [] }])
  expect(findingsOf({ ...deal, people: 0 }, none, at)[0]).toEqual({ kind: 'single', people: 0 })
})

test('whoever is past the usual length leaves at most a tenth behind', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }), fc.nat(1100), (lengths, length) => {
      const past = lengths.toSorted((a, b) => a - b)
      expect(shareLonger(past, length)).toBe(past.filter((one) => one > length).length / past.length)
      const usual = usualLength(past)
      if (past.length < 10) expect(usual).toBeNull()
      else expect(past.filter((one) => one > (usual as number)).length / past.length).toBeLessThanOrEqual(0.1)
    }),
  )
})
