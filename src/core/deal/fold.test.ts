import { describe, expect, test } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import type { DealEvent, DealFacts, DealKind } from '#core/deal/event.ts'
import { dealPrograms, foldDeal } from '#core/deal/fold.ts'
import { gatesTo } from '#core/deal/gate.ts'
import { compileHistory } from '#core/fold/program.ts'

const programs = dealPrograms(compileHistory([{ version: 1, appliedAt: 0, blueprint: defaultBlueprint() }], 'UTC'))
const day = 86_400_000

let count = 0
function event<Kind extends DealKind>(days: number, kind: Kind, data: DealFacts[Kind]): DealEvent {
  return { id: `e${String(++count).padStart(4, '0')}`, at: days * day, kind, data, by: {} } as DealEvent
}
const opened = (pipeline = 'sales_pipeline', stage = 'contact') =>
  event(1, 'opened', { pipeline, stage, fields: { name: 'Muster' } })
const moved = (days: number, to: Omit<DealFacts['moved'], 'pipeline'> & { pipeline?: string }) =>
  event(days, 'moved', { pipeline: 'sales_pipeline', ...to })
const stays = (events: DealEvent[]) =>
  foldDeal(events, programs, 1000 * day)?.intervals.map(({ enter, leave }) => [
    enter.pass,
    enter.stage,
    enter.at / day,
    leave && leave.at / day,
    leave?.to ?? null,
  ])

describe('a deal', () => {
  test('without an opening is none', () => {
    expect(foldDeal([], programs, day)).toBeNull()
  })

  test('goes forward, skips, back, and is won at the stage that is the win; retention keeps the day of the win', () => {
    const events = [
      opened(),
      moved(5, { stage: 'meeting' }),
      moved(9, { stage: 'qualification' }),
      moved(12, { stage: 'proposal' }),
      moved(20, { stage: 'close', reason: 'best_fit' }),
      moved(25, { stage: 'retention' }),
    ]
    expect(stays(events)).toEqual([
      [1, 'contact', 1, 5, 'meeting'],
      [1, 'meeting', 5, 9, 'qualification'],
      [1, 'qualification', 9, 12, 'proposal'],
      [1, 'proposal', 12, 20, 'close'],
      [1, 'close', 20, 25, 'retention'],
      [1, 'retention', 25, null, null],
    ])
    const deal = foldDeal(events, programs, 1000 * day)
    expect(deal).toMatchObject({ status: 'won', closedAt: 20 * day, stageSince: 25 * day, reason: 'best_fit' })
    expect(foldDeal(events, programs, 15 * day)).toMatchObject({ status: 'open', stage: 'proposal', closedAt: null })
  })

  test('lost and opened again is a new pass, and the reach of the first keeps its loss', () => {
    const deal = foldDeal(
      [
        opened(),
        moved(3, { stage: 'proposal' }),
        moved(7, { outcome: 'lost', reason: 'price' }),
        moved(30, { stage: 'meeting' }),
      ],
      programs,
      1000 * day,
    )
    expect(deal).toMatchObject({ status: 'open', pass: 2, stage: 'meeting', outcome: null, reason: null })
    const reaches = deal?.reaches.map(({ pass, outcome, at }) => [pass, outcome, at.map((time) => time && time / day)])
    expect(reaches).toEqual([
      [1, 'lost', [1, 3, 3, 3, null, null]],
      [2, null, [30, 30, 30, null, null, null]],
    ])
  })

  test('in another pipeline has left the former; coming back is a new pass there', () => {
    const there = { pipeline: 'opportunity_pipeline', stage: 'demo' }
    const events = [opened(), moved(4, there), moved(9, { stage: 'contact' })]
    expect(stays(events)).toEqual([
      [1, 'contact', 1, 4, 'pipeline:opportunity_pipeline'],
      [1, 'demo', 4, 9, 'pipeline:sales_pipeline'],
      [2, 'contact', 9, null, null],
    ])
    expect(foldDeal(events, programs, 1000 * day)).toMatchObject({ pipeline: 'sales_pipeline', pass: 2 })
  })

  test('keeps the newest of each fact, its people, its clocks and what reset them', () => {
    const deal = foldDeal(
      [
        opened(),
        event(2, 'changed', { fields: { amountMinor: 100, currency: 'EUR', custom: { a: 1, b: 2 } } }),
        event(3, 'changed', { fields: { amountMinor: null, custom: { a: null } } }),
        event(3, 'person_set', { person: 'p', roles: ['champion'], stance: 'supports', note: null }),
        event(4, 'touched', { side: 'ours', what: 'call', outcome: 'no_answer' }),
        event(5, 'touched', { side: 'theirs', what: 'mail', outcome: 'replied', person: 'p' }),
        event(6, 'noted', { body: 'hello' }),
      ],
      programs,
      1000 * day,
    )
    expect(deal?.fields).toMatchObject({ amountMinor: null, currency: 'EUR', custom: { b: 2 } })
    expect(deal?.people).toMatchObject([{ person: 'p', roles: ['champion'], since: 3 * day }])
    expect([deal?.ours?.at, deal?.theirs?.at].map((at) => at && at / day)).toEqual([4, 5])
  })

  test('an answer, a doubt and a proof asked for are words of theirs; what we looked up ourselves is none', () => {
    const at = (...events: DealEvent[]) => {
      const deal = foldDeal([opened(), ...events], programs, 1000 * day)
      return [deal?.theirs, deal?.ours].map((clock) => clock && [clock.at / day, clock.what, clock.person])
    }
    const answer = { letter: 'need', answer: 'yes', confidence: 'said', met: true } as const
    expect(at(event(2, 'answered', { ...answer, source: 'call', person: 'p' }))).toEqual([[2, 'answer', 'p'], null])
    expect(at(event(2, 'answered', { ...answer, source: 'research' }))).toEqual([null, null])
    const looked = { name: 'question_answered', text: 'a lot', detail: { source: 'research' } }
    expect(at(event(2, 'said', looked))).toEqual([null, null])
    expect(
      at(
        event(2, 'said', { name: 'objection_raised', person: 'p' }),
        event(3, 'said', { name: 'objection_answered' }),
        event(4, 'said', { name: 'proof_asked' }),
        event(5, 'said', { name: 'proof_given' }),
        event(6, 'said', { name: 'review_decided' }),
      ),
    ).toEqual([
      [4, 'proof', null],
      [5, 'proof', null],
    ])
    // a meeting that takes place is a deed of both
    expect(at(event(2, 'touched', { side: 'theirs', what: 'meeting', outcome: 'attended', person: 'p' }))).toEqual([
      [2, 'meeting', 'p'],
      [2, 'meeting', 'p'],
    ])
  })

  test('meets a gate by what is known, and skipping does not go round the gates between', () => {
    const model = defaultBlueprint().models.find(({ id }) => id === 'sales_pipeline')
    const facts = {
      meetingBooked: false,
      meetingAttended: true,
      proposalSent: false,
      proposalAccepted: false,
      proofsOwed: 0,
    }
    const deal = foldDeal([opened('sales_pipeline', 'meeting')], programs, 1000 * day)
    if (!model || !deal) throw new Error('no deal')
    const asked = gatesTo(model, deal, facts, { stage: 'close', wins: true })
    expect(asked.map(({ stage, need, met }) => [stage, need, met])).toEqual([
      ['meeting', 'meeting_attended', true],
      ['meeting', 'can_win', false],
      ['meeting', 'want_to_win', false],
      ['meeting', 'should_pursue', false],
      ['meeting', 'amount', false],
      ['meeting', 'close_date', false],
      ['proposal', 'signed', false],
    ])
    expect(gatesTo(model, deal, facts, { stage: 'contact', wins: false })).toEqual([])
    expect(gatesTo(model, deal, facts, { outcome: 'lost', wins: false })).toEqual([])
  })

  describe('the record of the sale', () => {
    const full = defaultBlueprint().models.find(({ id }) => id === 'sales_pipeline')
    const model = full && { ...full, stages: full.stages.map(({ gates: _, ...stage }) => stage) }
    const facts = {
      meetingBooked: false,
      meetingAttended: false,
      proposalSent: false,
      proposalAccepted: false,
      proofsOwed: 0,
    }
    const signed = (days: number) => event(days, 'signed', { what: 'contract', reference: null })
    const asked = (events: DealEvent[]) => {
      const deal = foldDeal(events, programs, 1000 * day)
      if (!model || !deal) throw new Error('no deal')
      return gatesTo(model, deal, facts, { stage: 'close', wins: true }).map(({ need, met }) => [need, met])
    }

    test('is asked for even where the pipeline has no gate for it, and not of a deal that is won', () => {
      expect(asked([opened()])).toEqual([['signed', false]])
      expect(asked([opened(), signed(2)])).toEqual([['signed', true]])
      const won = [opened(), signed(2), moved(3, { stage: 'retention' })]
      expect(asked(won)).toEqual([])
      const deal = foldDeal(won, programs, 1000 * day)
      expect(deal && model && gatesTo(model, deal, facts, { stage: 'close', wins: true })).toEqual([])
    })

    test('of a sale that was closed does not prove the one after it was opened again', () => {
      const again = [opened(), signed(2), moved(3, { stage: 'close' }), moved(9, { stage: 'proposal' })]
      expect(foldDeal(again, programs, 1000 * day)).toMatchObject({ openSince: 9 * day, openedAt: day })
      expect(asked(again)).toEqual([['signed', false]])
      expect(asked([...again, signed(12)])).toEqual([['signed', true]])
      const lost = [
        opened(),
        signed(2),
        moved(3, { outcome: 'lost', reason: 'price' }),
        moved(9, { stage: 'proposal' }),
      ]
      expect(asked(lost)).toEqual([['signed', false]])
    })
  })

  test('was opened when a list says so, however late the list came', () => {
    const said = event(90, 'changed', { fields: {}, openedAt: 0.5 * day })
    const events = [
      event(1, 'opened', { pipeline: 'sales_pipeline', stage: 'contact', fields: {}, from: 'history' }),
      said,
    ]
    expect(foldDeal(events, programs, 1000 * day)?.openedAt).toBe(0.5 * day)
    // what is asked of an earlier day knows it too
    expect(foldDeal(events, programs, 2 * day)?.openedAt).toBe(0.5 * day)
    expect(
      foldDeal([opened(), event(3, 'changed', { fields: {}, openedAt: 2 * day })], programs, 5 * day)?.openedAt,
    ).toBe(day)
  })
})
