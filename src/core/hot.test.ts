import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { fold } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { compileHistory, type Program } from '#core/fold/program.ts'
import { crossingOf } from '#core/hot.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { day, history, origin } from '#test/arbitrary/history.ts'

const blueprint = defaultBlueprint()
// a bar that random histories reach and lose again
blueprint.scores.threshold = 30
blueprint.scores.engagement.halfLife = '7d'
const one = compileHistory([{ version: 1, appliedAt: origin - 1000 * day, blueprint }], 'Asia/Seoul')

// behaviour alone, and a lower bar: what is expected can be told by heart
const bare = defaultBlueprint()
bare.scores.threshold = 20
bare.scores.engagement.halfLife = '7d'
bare.scores.fit.rules = []

function totalAt(events: readonly FoldEvent[], programs: readonly Program[], at: number): number {
  const { state, program } = fold(events, programs, at)
  return roundPoints(state.fitPoints + scoreAt(state.engagement, at, program.halfLife))
}

describe('who became hot', () => {
  test('is whom looking at every event one after the other finds, at the same event', () => {
    let found = 0
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 40 }), (events, days) => {
        const until = (events.at(-1)?.time ?? origin) + day
        const since = until - days * day
        let rise: { at: number; messageId: string } | null = null
        events.forEach((event, index) => {
          const before = events.slice(0, index)
          const wasUnder = totalAt(before, one, event.time) < 30
          if (wasUnder && totalAt([...before, event], one, event.time) >= 30)
            rise = { at: event.time, messageId: event.messageId }
        })
        const hot = totalAt(events, one, until) >= 30
        const expected = hot && rise !== null && (rise as { at: number }).at > since ? rise : null
        const crossing = crossingOf(events, one, since, until)
        if (crossing) found++
        expect(crossing && { at: crossing.at, messageId: crossing.messageId }).toEqual(expected)
        if (crossing) {
          expect(crossing.total).toBe(totalAt(events, one, until))
          expect(crossing.before).toBeLessThan(30)
          expect(crossing.most).not.toBe(null)
        }
      }),
      { numRuns: 200 },
    )
    expect(found).toBeGreaterThan(5)
  })

  test('names the rule with the most points of the span, not of all time', () => {
    const at = (days: number) => origin + days * day
    const events = [
      event('demo_requested', at(0)),
      event('page_viewed', at(59.9), '/pricing'),
      event('demo_requested', at(60)),
    ]
    const programs = compileHistory([{ version: 1, appliedAt: origin - day, blueprint: bare }], 'Asia/Seoul')
    const crossing = crossingOf(events, programs, at(59), at(60))
    expect(crossing).toMatchObject({ at: at(60), messageId: events[2]?.messageId })
    const rule = bare.scores.engagement.rules.find(({ id }) => id === crossing?.most?.rule)
    expect(crossing?.most).toEqual({ kind: 'engagement', rule: rule?.id, points: rule?.points, times: 1 })
  })

  test('says that the rules did it when a new version counts what was there already', () => {
    const before = defaultBlueprint()
    before.scores.threshold = 20
    before.scores.engagement.rules = []
    before.scores.fit.rules = []
    const programs = compileHistory(
      [
        { version: 1, appliedAt: origin - day, blueprint: before },
        { version: 2, appliedAt: origin + 2 * day, blueprint: bare },
      ],
      'Asia/Seoul',
    )
    const events = [event('demo_requested', origin)]
    expect(crossingOf(events, programs, origin, origin + 3 * day)).toMatchObject({
      at: origin + 2 * day,
      messageId: null,
    })
    expect(crossingOf(events, programs, origin + 2 * day, origin + 3 * day)).toBe(null)
  })
})

let count = 0
function event(name: string, time: number, object: string | null = null): FoldEvent {
  return {
    messageId: `m${count++}`,
    time,
    own: true,
    name,
    object,
    content: null,
    channel: null,
    campaign: null,
    source: 'server',
    verdict: 'human',
    props: {},
    traits: null,
    accountId: null,
    accountBy: null,
    accountTraits: null,
    domain: null,
  }
}
