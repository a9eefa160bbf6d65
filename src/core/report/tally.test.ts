import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleFunnel, mostGroups } from './funnel.ts'
import { addCell, addMember, emptyTally, type Frame, type Member, type Tally } from './tally.ts'

const day = 86_400_000
const x = Number.NaN

function count(frame: Frame, members: readonly Member[]): Tally {
  const tally = emptyTally(frame)
  for (const member of members) addMember(tally, frame, member)
  return tally
}

function funnelOf(frame: Frame, members: readonly Member[]) {
  const stages = Array.from({ length: frame.stages }, (_, k) => `s${k + 1}`)
  return assembleFunnel(frame, stages, new Map([[null, count(frame, members)]]), false).total
}

describe('a cohort funnel', () => {
  it('1,000 visitors of whom 25 became customers convert at 2.5 %', () => {
    const frame = { stages: 2, window: null, until: null, now: 100 * day, medians: true }
    const members = Array.from({ length: 1000 }, (_, i) => ({ at: i < 25 ? [0, i * day] : [0, x], imputed: 0 }))
    const step = funnelOf(frame, members).steps[1]!
    expect(step.fromFirst.raw).toMatchObject({ reached: 25, of: 1000, rate: 0.025 })
    expect(step.fromFirst.matured).toBeNull()
    expect(step.fromFirst.time).toEqual({ count: 25, mean: 12 * day, median: 12 * day, negative: 0 })
    expect(step).toMatchObject({ not: 975, open: 0, skipped: 0, faults: 0 })
  })

  it('tells open from failed, and gives the matured rate beside the raw one', () => {
    const frame = { stages: 2, window: 10 * day, until: null, now: 20 * day, medians: true }
    const group = funnelOf(frame, [
      { at: [0, 5 * day], imputed: 0 },
      { at: [1 * day, x], imputed: 0 },
      { at: [2 * day, 13 * day], imputed: 0 }, // one day too late
      { at: [15 * day, 16 * day], imputed: 0 },
      { at: [16 * day, x], imputed: 0 },
    ])
    expect(group).toMatchObject({ members: 5, open: 2 })
    const step = group.steps[1]!
    expect(step).toMatchObject({ reached: 2, open: 1, not: 2 })
    expect(step.fromFirst.raw).toMatchObject({ reached: 2, of: 5, rate: 0.4 })
    expect(step.fromFirst.matured).toMatchObject({ reached: 1, of: 3 })
    expect(step.fromFirst.time).toMatchObject({ count: 2, mean: 3 * day })
  })

  it('the last moment of the window counts, and the window is open until it has passed', () => {
    const at = [0, 10 * day]
    const ask = (now: number) =>
      funnelOf({ stages: 2, window: 10 * day, until: null, now, medians: false }, [{ at, imputed: 0 }])
    expect(ask(10 * day)).toMatchObject({ open: 1 })
    expect(ask(10 * day + 1)).toMatchObject({ open: 0 })
    expect(ask(10 * day).steps[1]).toMatchObject({ reached: 1 })
  })

  it('counts the skipped as reached, and leaves them out of the times', () => {
    const frame = { stages: 3, window: null, until: null, now: 0, medians: true }
    const [, second, third] = funnelOf(frame, [{ at: [0, 4, 4], imputed: 0b010 }]).steps
    expect(second).toMatchObject({ reached: 1, skipped: 1, fromFirst: { time: { count: 0, median: null } } })
    expect(third).toMatchObject({ reached: 1, skipped: 0, fromFirst: { time: { count: 1, median: 4 } } })
    expect(third?.fromPrevious.time?.count).toBe(0)
  })

  it('keeps times that run backwards, counts them and lists them as faults', () => {
    const frame = { stages: 2, window: 30 * day, until: null, now: 100 * day, medians: true }
    const group = funnelOf(frame, [
      { at: [10 * day, 7 * day], imputed: 0 },
      { at: [0, 1 * day], imputed: 0 },
    ])
    expect(group.faults).toBe(1)
    expect(group.steps[1]).toMatchObject({ reached: 2, faults: 1 })
    expect(group.steps[1]?.fromFirst.time).toEqual({ count: 2, mean: -1 * day, median: -1 * day, negative: 1 })
  })

  it('cells of members who are alike count as the members one by one', () => {
    const stages = 5
    const member = fc
      .record({
        start: fc.integer({ min: 0, max: 40 }),
        gaps: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: stages - 1 }),
        skip: fc.integer({ min: 0, max: 2 ** stages - 1 }),
      })
      .map(({ start, gaps, skip }): Member => {
        const at = [start]
        for (const gap of gaps) at.push(at[at.length - 1]! + gap)
        // the last one reached has evidence; what is imputed has the first later stage's time
        const imputed = skip & ((1 << (at.length - 1)) - 1)
        for (let k = at.length - 2; k >= 0; k--) if ((imputed >> k) & 1) at[k] = at[k + 1]!
        while (at.length < stages) at.push(x)
        return { at, imputed }
      })
    fc.assert(
      fc.property(
        fc.array(member, { maxLength: 30 }),
        fc.option(fc.integer({ min: 0, max: 30 })),
        fc.integer({ min: 0, max: 60 }),
        (members, window, now) => {
          const frame: Frame = { stages, window, until: null, now, medians: false }
          const cells = emptyTally(frame)
          for (const { at, imputed } of members) {
            const start = at[0] as number
            const inside = (time: number): boolean => !Number.isNaN(time) && (window === null || time - start <= window)
            addCell(cells, {
              members: 1,
              closed: window === null || start + window < now,
              depth: Array.from(at).filter(inside).length,
              imputed,
              sums: Array.from(at, (time) => time - start),
            })
          }
          expect(cells).toEqual(count(frame, members))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('every step splits the members into reached, open and not; reached never grows; the medians lie in range', () => {
    const time = fc.oneof(fc.constant(x), fc.integer({ min: 0, max: 100 }))
    const member = fc.record({ at: fc.tuple(fc.integer({ min: 0, max: 60 }), time, time, time), imputed: fc.nat(15) })
    fc.assert(
      fc.property(
        fc.array(member, { maxLength: 40 }),
        fc.option(fc.integer({ min: 0, max: 50 })),
        fc.nat(120),
        (members, window, now) => {
          const group = funnelOf({ stages: 4, window, until: null, now, medians: true }, members)
          let before = members.length
          for (const step of group.steps) {
            expect(step.reached + step.open + step.not).toBe(members.length)
            expect(step.open).toBeGreaterThanOrEqual(0)
            expect(step.not).toBeGreaterThanOrEqual(0)
            expect(step.reached).toBeLessThanOrEqual(before)
            expect(step.fromPrevious.raw).toMatchObject({ reached: step.reached, of: before })
            before = step.reached
            const matured = step.fromFirst.matured
            if (window !== null) expect(matured?.of).toBe(members.length - group.open)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('a breakdown', () => {
  const frame: Frame = { stages: 1, window: null, until: null, now: 0, medians: false }
  const some = (n: number) =>
    count(
      frame,
      Array.from({ length: n }, () => ({ at: [0], imputed: 0 })),
    )

  it("tells missing from the text 'unknown'", () => {
    const { groups } = assembleFunnel(
      frame,
      ['s1'],
      new Map([
        [null, some(60)],
        ['unknown', some(1099)],
      ]),
      true,
    )
    expect(groups.map(({ key, kind, value, members }) => [key, kind, value, members])).toEqual([
      ['=unknown', 'value', 'unknown', 1099],
      ['missing', 'missing', null, 60],
    ])
  })

  it('folds what is beyond fifty values into other, the smallest, and says how many', () => {
    const counted = new Map<string | null, Tally>()
    for (let i = 0; i < mostGroups + 3; i++) counted.set(`v${i}`, some(i + 1))
    counted.set(null, some(1))
    const { groups, folded, total } = assembleFunnel(frame, ['s1'], counted, true)
    expect(groups).toHaveLength(mostGroups + 2)
    expect(groups.at(-1)).toMatchObject({ key: 'other', members: 1 + 2 + 3 })
    expect(groups.at(-2)).toMatchObject({ key: 'missing', members: 1 })
    expect(folded).toBe(3)
    expect(total.members).toBe((53 * 54) / 2 + 1)
    const again = assembleFunnel(frame, ['s1'], counted, true, { tally: some(9), values: 4 })
    expect(again.groups.at(-1)).toMatchObject({ key: 'other', members: 15 })
    expect(again.folded).toBe(7)
  })
})
