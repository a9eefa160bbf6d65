import fc from 'fast-check'
import { comparePosition } from '#core/event.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { JsonObject } from '#core/json.ts'

export const day = 86_400_000
export const origin = Date.parse('2026-01-05T00:00:00Z')

const names = [
  'page_viewed',
  'content_downloaded',
  'form_submitted',
  'consent_granted',
  'consent_withdrawn',
  'demo_requested',
  'price_asked',
  'email_replied',
  'email_complained',
  'meeting_booked',
  'meeting_attended',
  'lead_accepted',
  'lead_returned',
  'lead_disqualified',
  'opportunity_verified',
  'deal_lost',
  'contract_signed',
  'product_adopted',
  'contract_renewed',
  'customer_churned',
  'product_misfit',
  'handoff_opened',
  'third_party_intent',
]
const contents = [null, 'blog_article', 'case_study', 'price', 'proof', 'thought_leadership', 'buyers_guide']

const traits: fc.Arbitrary<JsonObject | null> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        title: fc.constantFrom('Head of Logistics', '물류팀장', 'Директор по логистике', 'Student', null),
        mailKind: fc.constantFrom('work', 'free', null),
        country: fc.constantFrom('KR', 'RU', 'DE'),
      },
      { requiredKeys: [] },
    ),
  },
)

const accountTraits: fc.Arbitrary<JsonObject> = fc.record(
  {
    relationship: fc.constantFrom('customer', 'competitor', 'prospect', null),
    industry: fc.constantFrom('logistics', 'retail'),
    employees: fc.integer({ min: 1, max: 5000 }),
  },
  { requiredKeys: [] },
)

const handMove: fc.Arbitrary<JsonObject> = fc.record({
  model: fc.constantFrom('lifecycle', 'six_stage', 'nowhere'),
  stage: fc.constantFrom('prospect', 'lead', 'mql', 'sql', 'customer', 'interest', 'unknown'),
  newPass: fc.boolean(),
  reason: fc.constantFrom('timing', 'by mistake'),
})

interface Draft {
  hours: number
  kind: 'own' | 'account' | 'hand'
  name: string
  content: string | null
  object: string
  verdict: FoldEvent['verdict']
  traits: JsonObject | null
  accountTraits: JsonObject
  account: string | null
  hand: JsonObject
}

const draft: fc.Arbitrary<Draft> = fc.record({
  // bursts and long silences; many at the very same moment
  hours: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 24 * 60 })),
  kind: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'own', 'account', 'hand'),
  name: fc.constantFrom(...names),
  content: fc.constantFrom(...contents),
  object: fc.constantFrom('/a', '/b', '/pricing', '/blog/x'),
  verdict: fc.constantFrom('human', 'human', 'human', 'human', 'unsure', 'machine'),
  traits,
  accountTraits,
  account: fc.constantFrom(null, null, null, 'acme', 'globex'),
  hand: handMove,
})

/**
 * A person's events in order, with facts about the companies they were with, over some months from `origin`: every
 * fact the built-in rules read, skips and ways back, bots, two companies, moves by hand.
 */
export const history: fc.Arbitrary<FoldEvent[]> = fc
  .array(draft, { minLength: 1, maxLength: 60 })
  .map((drafts) => {
    let time = origin
    const events = drafts.map((one, index): FoldEvent => {
      time += one.hours * 3_600_000
      return {
        // not in the order of making, so that ties of time are real
        messageId: `${(index * 7919) % 101}-${index}`,
        time,
        own: one.kind !== 'account',
        name: one.kind === 'account' ? 'account_updated' : one.kind === 'hand' ? 'stage_set' : one.name,
        object: one.object,
        content: one.content,
        channel: one.name === 'page_viewed' ? 'search' : null,
        campaign: null,
        source: 'server',
        verdict: one.kind === 'account' ? 'human' : one.verdict,
        props: one.kind === 'hand' ? one.hand : {},
        traits: one.kind === 'own' ? one.traits : null,
        accountId: one.kind === 'account' ? (one.account ?? 'acme') : one.account,
        accountBy: one.kind === 'account' || one.account === null ? null : one.account === 'acme' ? 'group' : 'domain',
        accountTraits: one.kind === 'account' ? one.accountTraits : null,
        domain: null,
      }
    })
    return joined(events).sort(comparePosition)
  })
  .filter((events) => events.some((event) => event.own))

/** Only facts of companies the person was ever with reach their fold (actions/flow/people.ts). */
function joined(events: FoldEvent[]): FoldEvent[] {
  const accounts = new Set(
    events.filter((event) => event.own && event.accountBy !== null).map((event) => event.accountId),
  )
  return events.filter((event) => event.own || accounts.has(event.accountId))
}
