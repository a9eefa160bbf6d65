import { describe, expect, it } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { nextStep } from '#core/next-step.ts'
import type { NextStepInput } from '#core/next-step.ts'

const day = 86_400_000
const now = Date.parse('2026-11-22T09:00:00Z')
const blueprint = defaultBlueprint()

let count = 0
const did = (name: string, daysAgo: number, content: string | null = null, ours = false) => ({
  messageId: `m${count++}`,
  name,
  time: now - daysAgo * day,
  object: null,
  content,
  ours,
})
const asked = (more: Partial<NextStepInput>): NextStepInput => ({
  blueprint,
  standings: {
    lifecycle: { stage: 'lead', outcome: null, since: now - 20 * day },
    buyer_journey: { stage: 'brand_consideration', outcome: null, since: now - 10 * day },
  },
  events: [],
  lastAt: now - day,
  email: true,
  consent: 'granted',
  now,
  ...more,
})

describe('nextStep', () => {
  it('leads from where the journey stands to what follows, with content they have not had', () => {
    const step = nextStep(
      asked({
        events: [
          did('page_viewed', 3, 'product_page'),
          did('page_viewed', 2, 'product_page'),
          did('page_viewed', 1, 'case_study'),
        ],
      }),
    )
    expect(step).toMatchObject({ kind: 'advance', from: 'brand_consideration', to: 'active_evaluation', reach: 'mail' })
    expect(step.reasons).toEqual([
      { code: 'in_stage', stage: 'brand_consideration', at: now - 10 * day },
      { code: 'read', kind: 'case_study', count: 1, at: now - day },
      { code: 'read', kind: 'product_page', count: 2, at: now - 2 * day },
    ])
    // one to finish where they are, then what opens the next stage, and nothing twice
    expect(step.needs).toEqual([
      { kind: 'buyers_guide', why: 'here', read: null },
      { kind: 'demo', why: 'next', read: null },
    ])
    expect(step.playbook).toBe('mofu')
  })

  it('puts a request before everything, until one of ours has answered', () => {
    const request = did('quote_requested', 4)
    const waiting = nextStep(
      asked({ events: [did('price_asked', 9), request, did('email_sent', 2), did('page_viewed', 1, 'price')] }),
    )
    expect(waiting).toMatchObject({ kind: 'answer', request: { messageId: request.messageId } })
    expect(waiting.reasons.slice(0, 2)).toEqual([
      { code: 'asked', event: 'quote_requested', at: request.time, object: null },
      { code: 'unanswered', days: 4 },
    ])
    expect(waiting.needs[0]).toEqual({ kind: 'price', why: 'asked', read: { count: 1, at: now - day } })
    expect(waiting.needs[1]).toEqual({ kind: 'proposal', why: 'asked', read: null })
    // a case study is no demo: it goes with the one they asked for
    const demo = nextStep(asked({ events: [did('demo_requested', 4)] }))
    expect(demo.needs.slice(0, 2).map(({ kind, why }) => [kind, why])).toEqual([
      ['demo', 'asked'],
      ['case_study', 'with'],
    ])
    expect(nextStep(asked({ events: [request, did('call_logged', 3)] })).kind).toBe('advance')
    expect(nextStep(asked({ events: [did('quote_requested', 91)] })).kind).not.toBe('answer')
  })

  it('prepares a meeting that is booked, until it took place or did not', () => {
    const booked = [did('demo_requested', 5), did('meeting_booked', 3)]
    expect(nextStep(asked({ events: booked }))).toMatchObject({ kind: 'meet', to: 'active_evaluation' })
    for (const ended of ['meeting_attended', 'meeting_missed', 'meeting_cancelled']) {
      expect(nextStep(asked({ events: [...booked, did(ended, 1)] })).kind).toBe('advance')
    }
  })

  it('wins back whoever fell silent, and what we write down ourselves is no content they had', () => {
    const step = nextStep(asked({ lastAt: now - 60 * day, events: [did('call_noted', 1, 'ebook', true)] }))
    expect(step.kind).toBe('return')
    expect(step.reasons).toEqual([
      { code: 'silent', days: 60 },
      { code: 'in_stage', stage: 'brand_consideration', at: now - 10 * day },
      { code: 'read_nothing' },
    ])
    expect(step.needs.map(({ kind }) => kind)).toEqual(['buyers_guide', 'product_page', 'ebook'])
  })

  it('offers no proposal to whoever has one', () => {
    const standings = { buyer_journey: { stage: 'purchase_decision', outcome: null, since: now } }
    const needs = (events: NextStepInput['events']) =>
      nextStep(asked({ standings, events })).needs.map(({ kind }) => kind)
    expect(needs([did('page_viewed', 3, 'price')])).toContain('proposal')
    expect(needs([did('page_viewed', 3, 'price'), did('proposal_sent', 1, null, true)])).not.toContain('proposal')
  })

  it('asks nothing of whoever is out of the order', () => {
    const out = { stage: null, outcome: 'disqualified', since: now - day }
    expect(nextStep(asked({ standings: { lifecycle: out } }))).toMatchObject({
      kind: 'stop',
      reasons: [{ code: 'out', outcome: 'disqualified', at: now - day }],
      needs: [],
      playbook: null,
    })
  })

  it('stays at the end of the circle, and goes by the lifecycle where there is no journey', () => {
    const loyal = { buyer_journey: { stage: 'loyalty', outcome: null, since: now } }
    expect(nextStep(asked({ standings: loyal }))).toMatchObject({ kind: 'stay', from: 'loyalty', to: null })
    expect(nextStep(asked({ standings: loyal })).needs.map(({ kind }) => kind)).toContain('roadmap')
    const line = { ...blueprint, models: blueprint.models.filter((model) => model.shape !== 'circle') }
    expect(nextStep(asked({ blueprint: line }))).toMatchObject({ kind: 'advance', from: 'lead', to: 'mql' })
  })

  it('says how they may be reached', () => {
    expect(nextStep(asked({ email: false, consent: null })).reach).toBe('pages')
    expect(nextStep(asked({ consent: null })).reach).toBe('ask_consent')
    expect(nextStep(asked({ consent: 'withdrawn' })).reach).toBe('no_mail')
  })

  it('names only kinds of content that the blueprint has', () => {
    const few = { ...blueprint, contentKinds: blueprint.contentKinds.filter(({ id }) => id === 'ebook') }
    expect(nextStep(asked({ blueprint: few })).needs.map(({ kind }) => kind)).toEqual(['ebook'])
  })
})
