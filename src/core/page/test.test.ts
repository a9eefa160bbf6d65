import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chance } from '#core/demo/random.ts'
import { hash53 } from '#core/hash.ts'
import { variantKeys } from '#core/page/document.ts'
import { plannedDays, plannedSample, readTest, variantAt, type Arm } from '#core/page/test.ts'

const trials = 2000

/** Sends visitors to variants one by one and looks after each hundred: what is said at the first look that says something. */
function run(label: string, shares: readonly number[], sample: number, beyond: number) {
  const random = chance(label)
  const arms = shares.map((_, index): Arm => {
    const none = { reached: 0, of: 0 }
    return { key: variantKeys[index]!, seen: 0, closed: { ...none }, sampled: { ...none } }
  })
  const variants = arms.map(({ key }) => ({ key, weight: 100 / arms.length }))
  const said = new Set<string>()
  for (let visitor = 0; visitor < sample * (1 + beyond); visitor++) {
    arms.forEach((arm, index) => {
      const reached = random.hit(shares[index]!) ? 1 : 0
      arm.seen++
      arm.closed.of++
      arm.closed.reached += reached
      if (arm.sampled.of < sample) {
        arm.sampled.of++
        arm.sampled.reached += reached
      }
    })
    if (visitor % 100 === 99 || visitor === sample - 1) {
      const { verdict } = readTest({ sample, variants }, arms)
      if (verdict !== 'not_yet') said.add(verdict)
    }
  }
  return { said, end: readTest({ sample, variants }, arms) }
}

describe('however often one looks', () => {
  test.each([2, 3, 4])('of %i variants that are alike, one is said to differ at most 5 times in 100', (count) => {
    const share = 0.1
    const sample = plannedSample({ baseline: share, difference: 0.06, power: 0.8, variants: count })
    let alarms = 0
    for (let trial = 0; trial < trials; trial++) {
      const { said } = run(
        `alike ${count} ${trial}`,
        Array.from({ length: count }, () => share),
        sample,
        0.5,
      )
      // one verdict, that never changes
      expect(said.size).toBe(1)
      if (!said.has('no_difference')) alarms++
    }
    // three standard errors of a share of 5 % in so many trials
    expect(alarms / trials).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials))
  })

  test('a difference as large as planned is seen as often as planned', () => {
    const sample = plannedSample({ baseline: 0.1, difference: 0.06, power: 0.8, variants: 2 })
    let seen = 0
    for (let trial = 0; trial < trials; trial++)
      if (run(`apart ${trial}`, [0.1, 0.16], sample, 0).end.best === 'b') seen++
    expect(seen / trials).toBeGreaterThan(0.8 - 3 * Math.sqrt((0.8 * 0.2) / trials))
  })
})

test('without its sample a test says nothing, be the difference ever so large', () => {
  const arm = (key: 'a' | 'b', reached: number): Arm => ({
    key,
    seen: 400,
    closed: { reached, of: 400 },
    sampled: { reached, of: 400 },
  })
  const variants = [
    { key: 'a' as const, weight: 50 },
    { key: 'b' as const, weight: 50 },
  ]
  const early = readTest({ sample: 401, variants }, [arm('a', 10), arm('b', 200)])
  expect(early).toMatchObject({ ready: false, verdict: 'not_yet', best: null })
  expect(early.arms[1]).toMatchObject({ rate: 0.5, against: null })
  expect(early.arms[1]?.low).toBeGreaterThan(0.4)
  const full = readTest({ sample: 400, variants }, [arm('a', 10), arm('b', 200)])
  expect(full).toMatchObject({ ready: true, verdict: 'better', best: 'b' })
  expect(readTest({ sample: 400, variants }, [arm('a', 200), arm('b', 10)])).toMatchObject({
    verdict: 'worse',
    best: null,
  })
})

test('visitors fall to the variants by their shares, each always to the same', () => {
  const variants = [
    { key: 'a' as const, weight: 70 },
    { key: 'b' as const, weight: 20 },
    { key: 'c' as const, weight: 10 },
  ]
  const counts = { a: 0, b: 0, c: 0, d: 0 }
  const point = (n: number): number => hash53(`test:visitor ${n}`) / 2 ** 53
  for (let n = 0; n < 20_000; n++) counts[variantAt(variants, point(n))]++
  expect(counts.a / 20_000).toBeCloseTo(0.7, 1.7)
  expect(counts.b / 20_000).toBeCloseTo(0.2, 1.7)
  expect(counts.c / 20_000).toBeCloseTo(0.1, 1.7)
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (at) => {
      expect(['a', 'b', 'c']).toContain(variantAt(variants, at))
    }),
  )
})

test('the days of a plan follow the slowest variant, and its visitors have their time', () => {
  const plan = {
    sample: 300,
    days: 7,
    variants: [
      { key: 'a' as const, weight: 90 },
      { key: 'b' as const, weight: 10 },
    ],
  }
  expect(plannedDays(plan, 100)).toBe(37)
  expect(plannedDays(plan, 0)).toBeNull()
})
