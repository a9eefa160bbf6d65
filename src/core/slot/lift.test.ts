import { describe, expect, test } from 'vitest'
import { liftDays, liftSample, readLift, type LiftArm } from '#core/slot/lift.ts'

const measure = { baseline: 0.1, difference: 0.08, power: 0.8 } as const

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function drawn(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function arm(of: number, rate: number, draw: () => number, most: number): LiftArm {
  let reached = 0
  let sampled = 0
  for (let n = 0; n < of; n++) {
    if (draw() >= rate) continue
    reached++
    if (n < most) sampled++
  }
  return { seen: of, closed: { reached, of }, sampled: { reached: sampled, of: Math.min(of, most) } }
}

/** Shares of worlds in which looking after every twentieth of twice the sample says a difference. */
function verdicts(rate: number, worlds: number): { better: number; worse: number; changed: number } {
  const sample = liftSample(measure, 20)
  const said = { better: 0, worse: 0, changed: 0 }
  for (let world = 0; world < worlds; world++) {
    const looks = Array.from({ length: 20 }, (_, n) => {
      const part = ((n + 1) / 20) * 2
      const draw = { shown: drawn(world * 2 + 1), control: drawn(world * 2 + 2) }
      const shown = arm(Math.round(sample.shown * part), rate, draw.shown, sample.shown)
      const control = arm(Math.round(sample.control * part), measure.baseline, draw.control, sample.control)
      return readLift(sample, { shown, control }).verdict
    })
    const spoken = new Set(looks.filter((verdict) => verdict !== 'not_yet'))
    if (spoken.size > 1) said.changed++
    if (spoken.has('better')) said.better++
    if (spoken.has('worse')) said.worse++
  }
  return { better: said.better / worlds, worse: said.worse / worlds, changed: said.changed }
}

describe('a reading', () => {
  test('is the same whenever one looks; false alarms stay at 5 %', () => {
    const { better, worse, changed } = verdicts(measure.baseline, 600)
    expect(changed).toBe(0)
    expect(better + worse).toBeLessThan(0.07)
  })

  test('sees the difference that was planned, with the chance that was planned', () => {
    const { better, worse } = verdicts(measure.baseline + measure.difference, 600)
    expect(better).toBeGreaterThan(0.75)
    expect(worse).toBe(0)
  })

  test('says nothing before both groups are full', () => {
    const sample = liftSample(measure, 20)
    const draw = drawn(7)
    const shown = arm(sample.shown, 0.9, draw, sample.shown)
    const few = arm(sample.control - 1, 0, draw, sample.control)
    expect(readLift(sample, { shown, control: few })).toMatchObject({ verdict: 'not_yet', difference: null })
    const full = arm(sample.control, 0, draw, sample.control)
    expect(readLift(sample, { shown, control: full }).verdict).toBe('better')
    expect(
      readLift(sample, {
        shown: arm(sample.shown, 0, draw, sample.shown),
        control: arm(sample.control, 0.9, draw, sample.control),
      }).verdict,
    ).toBe('worse')
  })
})

test('a smaller control group takes more people in all, and never fewer than say anything', () => {
  const all = ({ shown, control }: { shown: number; control: number }) => shown + control
  expect(all(liftSample(measure, 10))).toBeGreaterThan(all(liftSample(measure, 50)))
  expect(liftSample({ baseline: 0.2, difference: 0.7, power: 0.8 }, 50)).toEqual({ shown: 20, control: 20 })
  expect(() => liftSample({ baseline: 0.5, difference: 0.6, power: 0.8 }, 10)).toThrow(RangeError)
})

test('the days that are left are told by the slower group', () => {
  const seen = (count: number): LiftArm => ({
    seen: count,
    closed: { reached: 0, of: 0 },
    sampled: { reached: 0, of: 0 },
  })
  const sample = { shown: 100, control: 40 }
  expect(liftDays(sample, { shown: seen(50), control: seen(10) }, { ran: 5, days: 7 })).toBe(22)
  expect(liftDays(sample, { shown: seen(50), control: seen(0) }, { ran: 5, days: 7 })).toBeNull()
})
