import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Blueprint } from '#core/blueprint.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { apply, fold, follows } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { Op } from '#core/fold/op.ts'
import { compileHistory } from '#core/fold/program.ts'
import type { Program } from '#core/fold/program.ts'
import { advance, evaluate, resume, runningReaches } from '#core/fold/run.ts'
import { packState, unpackState } from '#core/fold/pack.ts'
import { stringifyState } from '#core/fold/state.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { day, history, origin } from '#test/arbitrary/history.ts'

const zone = 'Asia/Seoul'
const one = compileHistory([{ version: 1, appliedAt: origin, blueprint: defaultBlueprint() }], zone)

/** A second version: other points, a lower bar, no traditional model, one more stage rule. */
function second(): Blueprint {
  const blueprint = defaultBlueprint()
  for (const rule of blueprint.scores.engagement.rules) rule.points = roundPoints(rule.points * 1.5)
  blueprint.scores.engagement.halfLife = '9d'
  blueprint.models = blueprint.models.filter((model) => model.id !== 'traditional')
  const lifecycle = blueprint.models.find((model) => model.id === 'lifecycle')
  if (lifecycle) {
    lifecycle.stages = lifecycle.stages.filter((stage) => stage.id !== 'subscriber')
    // as the linter asks: no way leads to a stage that is gone
    lifecycle.back = lifecycle.back.filter((rule) => rule.to !== 'subscriber')
    lifecycle.diverts = lifecycle.diverts.filter((divert) => divert.before !== 'subscriber')
  }
  return blueprint
}
const twoAt = (days: number) =>
  compileHistory(
    [
      { version: 1, appliedAt: origin, blueprint: defaultBlueprint() },
      { version: 2, appliedAt: origin + days * day, blueprint: second() },
    ],
    zone,
  )

/** Folds as the flow does: each event onto the kept text of the state where it follows, else afresh. */
function oneByOne(
  events: readonly FoldEvent[],
  programs: readonly Program[],
  until: number,
): { text: string; ops: Op[] } {
  const current = programs.at(-1) as Program
  let text: string | null = null
  let ops: Op[] = []
  events.forEach((event, index) => {
    const state = text === null ? null : unpackState(text)
    if (state && follows(state, current, event)) {
      const run = resume(current, state)
      apply(run, event)
      ops.push(...run.ops)
      text = packState(run.state)
    } else {
      const run = fold(events.slice(0, index + 1), programs, event.time)
      ops = [...run.ops]
      text = packState(run.state)
    }
  })
  const run = resume(current, unpackState(text as unknown as string))
  if (run.state.version !== current.version) {
    const whole = fold(events, programs, until)
    return { text: stringifyState(whole.state), ops: whole.ops }
  }
  advance(run, until)
  return { text: stringifyState(run.state), ops: [...ops, ...run.ops] }
}

describe('a person is a fold', () => {
  it('gives the same state to the bit, one by one or all at once', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 400 }), (events, more) => {
        const until = (events.at(-1) as FoldEvent).time + more * day
        const whole = fold(events, one, until)
        const steps = oneByOne(events, one, until)
        expect(steps.text).toBe(stringifyState(whole.state))
        expect(steps.ops).toEqual(whole.ops)
      }),
      { numRuns: 1500 },
    )
  })

  it('does so across a change of blueprint', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 200 }), (events, days) => {
        const programs = twoAt(days)
        const until = (events.at(-1) as FoldEvent).time + 300 * day
        const whole = fold(events, programs, until)
        const steps = oneByOne(events, programs, until)
        expect(steps.text).toBe(stringifyState(whole.state))
        expect(steps.ops).toEqual(whole.ops)
      }),
      { numRuns: 300 },
    )
  })

  it('is at each moment what folding up to that moment gives, however often time was let pass before', () => {
    fc.assert(
      fc.property(history, fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 5 }), (events, stops) => {
        const last = (events.at(-1) as FoldEvent).time
        const run = fold(events, one, last)
        for (const stop of stops.toSorted((a, b) => a - b)) advance(run, last + stop * day)
        advance(run, last + 300 * day)
        const whole = fold(events, one, last + 300 * day)
        expect(stringifyState(run.state)).toBe(stringifyState(whole.state))
        expect(run.ops).toEqual(whole.ops)
      }),
      { numRuns: 500 },
    )
  })

  it('wakes up whenever time alone moves somebody: asking in between finds nothing new', () => {
    fc.assert(
      fc.property(history, fc.array(fc.integer({ min: 0, max: 24 * 200 }), { maxLength: 30 }), (events, hours) => {
        const last = (events.at(-1) as FoldEvent).time
        const run = fold(events, one, last)
        for (const hour of hours.toSorted((a, b) => a - b)) {
          advance(run, last + hour * 3_600_000)
          run.context.time = last + hour * 3_600_000
          if (run.state.last !== null) evaluate(run)
        }
        advance(run, last + 300 * day)
        expect(run.ops).toEqual(fold(events, one, last + 300 * day).ops)
      }),
      { numRuns: 800 },
    )
  })

  it('changes nobody when a version says the same as the one before', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 200 }), (events, days) => {
        const until = (events.at(-1) as FoldEvent).time + 100 * day
        const same = compileHistory(
          [1, 2].map((version) => ({
            version,
            appliedAt: origin + (version - 1) * days * day,
            blueprint: defaultBlueprint(),
          })),
          zone,
        )
        const plain = fold(events, one, until)
        const twice = fold(events, same, until)
        const versionless = (op: Op) => (op.op === 'enter' ? { ...op, version: 0 } : op)
        expect(twice.ops.map(versionless)).toEqual(plain.ops.map(versionless))
        const { engagement, counters, fitPoints, facts, due } = plain.state
        expect(twice.state).toMatchObject({ engagement, counters, fitPoints, facts, due })
        expect(twice.state.models).toEqual(plain.state.models)
      }),
      { numRuns: 400 },
    )
  })

  it('is the same after packing and unpacking', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { state } = fold(events, one, (events.at(-1) as FoldEvent).time)
        expect(stringifyState(unpackState(packState(state)))).toBe(stringifyState(state))
      }),
      { numRuns: 500 },
    )
  })

  it('adds up: the ledger’s awards, decayed, are the score', () => {
    fc.assert(
      fc.property(history, (events) => {
        const until = (events.at(-1) as FoldEvent).time + 10 * day
        const awards: { points: number; time: number }[] = []
        const { state, program } = fold(events, one, until, (line) => awards.push(line))
        const sum = awards.reduce(
          (total, { points, time }) => total + points * 2 ** ((time - until) / program.halfLife),
          0,
        )
        expect(scoreAt(state.engagement, until, program.halfLife)).toBeCloseTo(sum, 8)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps stage history whole: intervals do not overlap, each pass reaches what it entered', () => {
    fc.assert(
      fc.property(history, (events) => {
        const run = fold(events, one, (events.at(-1) as FoldEvent).time + 60 * day)
        for (const model of [...run.program.journeys, ...run.program.models]) {
          const ops = run.ops.filter((op) => op.model === model.id)
          let open: string | null = null
          let at = -Infinity
          for (const op of ops) {
            if (op.op === 'enter') {
              expect(open).toBeNull()
              open = op.stage
            } else if (op.op === 'leave') {
              expect(op.stage).toBe(open)
              open = null
            } else continue
            expect(op.at).toBeGreaterThanOrEqual(at)
            at = op.at
          }
          expect(run.state.models[model.id]?.stage ?? null).toBe(open)
          const entered = ops.filter((op) => op.op === 'enter')
          const reaches = [
            ...ops.filter((op) => op.op === 'reach'),
            ...runningReaches(run).filter((r) => r.model === model.id),
          ]
          for (const enter of entered) {
            const reach = reaches.find((one) => one.pass === enter.pass)
            expect(reach?.at[model.place.get(enter.stage) as number]).not.toBeNull()
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('lets no machine score or move anybody', () => {
    fc.assert(
      fc.property(history, (events) => {
        const robots = events.map((event) => (event.own ? { ...event, verdict: 'machine' as const } : event))
        const { state, ops } = fold(robots, one, (events.at(-1) as FoldEvent).time + day)
        expect(state.engagement).toBeNull()
        expect(ops).toEqual([])
      }),
    )
  })
})
