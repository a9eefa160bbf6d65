import type { DealEvent } from '#core/deal/event.ts'

/** Which event set a clock, and when. `what`: a kind of touch, or `answer`, `objection`, `proof`. */
export interface Clock {
  at: number
  eventId: string
  what: string
  outcome: string | null
  person: string | null
}

type Side = 'theirs' | 'ours'

/** What other features say of a deal that is a word of theirs or a deed of ours. */
const told: Readonly<Record<string, { side: Side; what: string }>> = {
  question_answered: { side: 'theirs', what: 'answer' },
  objection_raised: { side: 'theirs', what: 'objection' },
  objection_answered: { side: 'ours', what: 'objection' },
  proof_asked: { side: 'theirs', what: 'proof' },
  proof_given: { side: 'ours', what: 'proof' },
}

/** The clocks that an event sets: their last word, our last deed. What we looked up ourselves is no word of theirs. */
export function clocksOf(event: DealEvent): Partial<Record<Side, Clock>> {
  const { at, id: eventId, kind, data } = event
  if (kind === 'touched') {
    const { side, what, outcome = null, person = null } = data
    const clock = { at, eventId, what, outcome, person }
    // both sides sit in a meeting that takes place
    return what === 'meeting' && outcome === 'attended' ? { theirs: clock, ours: clock } : { [side]: clock }
  }
  if (kind === 'answered') {
    if (data.source === 'research') return {}
    return { theirs: { at, eventId, what: 'answer', outcome: null, person: data.person ?? null } }
  }
  if (kind !== 'said' || data.detail?.['source'] === 'research') return {}
  const one = told[data.name]
  return one ? { [one.side]: { at, eventId, what: one.what, outcome: null, person: data.person ?? null } } : {}
}
