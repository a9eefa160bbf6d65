import { describe, expect, test } from 'vitest'
import type { FunnelComparison } from '#contract/funnel.ts'
import { difference } from '#core/report/newcombe.ts'
import { wilson } from '#core/report/wilson.ts'
import { glanceSteps, worstLeak } from './glance-steps.ts'
import { dayBefore } from './period.ts'
import { news } from './sentence.tsx'

/** A compared funnel of two steps after the first, by how many reached each stage. */
function compared(now: number[], then: number[]): FunnelComparison {
  const stages = now.map((_, index) => ({ id: `s${index}`, name: { en: `Stage ${index}` } }))
  const funnel = (counts: number[]) => ({
    stages,
    total: {
      steps: counts.map((reached, index) => {
        const of = counts[index - 1] ?? reached
        const bounds = wilson(reached, of)
        const raw = {
          reached,
          of,
          rate: of === 0 ? null : reached / of,
          low: bounds?.low ?? null,
          high: bounds?.high ?? null,
        }
        return { stage: `s${index}`, reached, fromPrevious: { raw, matured: null, time: null } }
      }),
    },
  })
  const steps = now.map((reached, index) => ({
    stage: `s${index}`,
    fromPrevious: difference(
      { reached, of: now[index - 1] ?? reached },
      { reached: then[index] ?? 0, of: then[index - 1] ?? then[index] ?? 0 },
    ),
  }))
  return { current: funnel(now), former: funnel(then), steps } as unknown as FunnelComparison
}

describe('the funnel at a glance', () => {
  test('says how many are missing where fewer go on than chance explains', () => {
    const steps = glanceSteps(compared([1000, 500, 100], [1000, 500, 200]))
    expect(steps.map(({ missing }) => missing)).toEqual([0, 0, 100])
    expect(worstLeak(steps)).toMatchObject({ stage: 's2', former: 0.4, verdict: 'down' })
  })

  test('calls nothing a leak that may be chance, or rests on too few', () => {
    expect(worstLeak(glanceSteps(compared([1000, 480, 96], [1000, 500, 100])))).toBe(null)
    expect(worstLeak(glanceSteps(compared([12, 2], [12, 9])))).toBe(null)
  })

  test('of two leaks names the one that costs more people', () => {
    const steps = glanceSteps(compared([1000, 300, 60], [1000, 500, 200]))
    expect(worstLeak(steps)?.stage).toBe('s1')
  })

  test('stands with an empty former period', () => {
    const steps = glanceSteps(compared([100, 10], [0, 0]))
    expect(steps[1]).toMatchObject({ reached: 10, former: null, missing: 0 })
  })
})

test('the news is the furthest stage that anybody entered', () => {
  const entered = [
    { stage: 'prospect', now: 40, before: 3 },
    { stage: 'lead', now: 5, before: 0 },
    { stage: 'mql', now: 2, before: 0 },
    { stage: 'sql', now: 0, before: 7 },
  ]
  expect(news({ entered })).toEqual({ arrived: 40, advanced: entered[2] })
  expect(news({ entered: entered.slice(0, 1) })).toEqual({ arrived: 40, advanced: null })
})

test('days are counted back in the workspace’s zone, across a change of the clock, too', () => {
  const at = Date.parse('2026-11-22T16:00:00Z')
  expect(dayBefore(at, 0, 'Asia/Seoul')).toBe('2026-11-23')
  expect(dayBefore(at, 89, 'Europe/London')).toBe('2026-08-25')
  expect(dayBefore(Date.parse('2026-11-01T06:30:00Z'), 1, 'America/New_York')).toBe('2026-10-31')
})
