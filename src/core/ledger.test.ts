import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { compileHistory } from '#core/fold/program.ts'
import { apportion, foldWithAwards, ledgerOf, worthOf } from '#core/ledger.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { day, history, origin } from '#test/arbitrary/history.ts'

function historyOf(days: number) {
  const second = defaultBlueprint()
  second.scores.engagement.halfLife = '5d'
  second.scores.engagement.rules = second.scores.engagement.rules
    .slice(1)
    .map((rule) => ({ ...rule, points: rule.points + 1.25 }))
  return compileHistory(
    [
      { version: 1, appliedAt: origin, blueprint: defaultBlueprint() },
      { version: 2, appliedAt: origin + days * day, blueprint: second },
    ],
    'Asia/Seoul',
  )
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

describe('the ledger', () => {
  it('adds up: unrounded worths to the score, shown ones to the score shown, whichever version is in force', () => {
    fc.assert(
      fc.property(
        history,
        fc.integer({ min: 0, max: 250 }),
        fc.integer({ min: 0, max: 400 }),
        (events, days, later) => {
          const at = (events[0] as FoldEvent).time + later * day
          const programs = historyOf(days)
          const folded = foldWithAwards(events, programs, at)
          const { state, program } = folded.run
          expect(program.version).toBe(at < origin + days * day ? 1 : 2)
          expect(folded.awards.every((award) => award.version === program.version && award.time <= at)).toBe(true)

          const exact = scoreAt(state.engagement, at, program.halfLife)
          const worths = sumOf(folded.awards.map((award) => worthOf(award, at, program.halfLife)))
          expect(Math.abs(worths - exact)).toBeLessThanOrEqual(1e-9 * exact)

          const ledger = ledgerOf(folded, at)
          expect(ledger.score).toBe(roundPoints(exact))
          expect(Math.round(sumOf([...ledger.lines.map((line) => line.worth), ledger.spent.worth]) * 100)).toBe(
            Math.round(ledger.score * 100),
          )
          expect(ledger.lines.length + ledger.spent.count).toBe(folded.awards.length)
          for (const line of ledger.lines) {
            const worth = worthOf(line, at, program.halfLife)
            expect(worth).toBeGreaterThanOrEqual(0.01)
            expect(Math.abs(line.worth - worth)).toBeLessThan(0.01 + 1e-9)
            expect(worthOf(line, line.spentAt, program.halfLife)).toBeLessThanOrEqual(0.01 + 1e-12)
            const rule = program.blueprint.scores.engagement.rules.find((one) => one.id === line.rule)
            expect(line.clipped).toBe(line.points !== rule?.points)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('marks the award that a cap has cut', () => {
    const blueprint = defaultBlueprint()
    blueprint.scores.engagement.rules = [
      {
        id: 'view',
        name: { en: 'View' },
        on: { field: 'event.name', op: 'is', value: 'page_viewed' },
        points: 4,
        cap: { points: 10, per: 'day' },
        repeat: 'every',
      },
    ]
    const [program] = compileHistory([{ version: 1, appliedAt: origin, blueprint }], 'UTC')
    if (!program) throw new Error('no program')
    const views = [1, 2, 3, 4].map((minute) => view(`m${minute}`, origin + minute * 60_000))
    const ledger = ledgerOf(foldWithAwards(views, [program], origin + 60 * 60_000), origin + 60 * 60_000)
    expect(ledger.lines.map(({ messageId, points, clipped }) => [messageId, points, clipped])).toEqual([
      ['m3', 2, true],
      ['m2', 4, false],
      ['m1', 4, false],
    ])
    const spent = ledgerOf(foldWithAwards(views, [program], origin + 4000 * day), origin + 4000 * day)
    expect(spent).toMatchObject({ score: 0, lines: [], spent: { count: 3, points: 10, worth: 0 } })
  })

  it('rounds parts so that they make the whole, each by less than a hundredth', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 200 }), (values) => {
        const total = roundPoints(sumOf(values))
        const parts = apportion(values, total)
        expect(Math.round(sumOf(parts) * 100)).toBe(values.length === 0 ? 0 : Math.round(total * 100))
        parts.forEach((part, index) => expect(Math.abs(part - (values[index] as number))).toBeLessThan(0.01 + 1e-9))
      }),
    )
    expect(apportion([1 / 3, 1 / 3, 1 / 3], 1)).toEqual([0.34, 0.33, 0.33])
  })
})

function view(messageId: string, time: number): FoldEvent {
  return {
    messageId,
    time,
    own: true,
    name: 'page_viewed',
    object: '/',
    content: null,
    channel: null,
    campaign: null,
    source: 'browser',
    verdict: 'human',
    props: {},
    traits: null,
    accountId: null,
    accountBy: null,
    accountTraits: null,
    domain: null,
  }
}
