import type { Rejection } from '#core/event.ts'
import type { Event } from '#core/event.ts'
import { findCatalogueEntry } from '#core/catalogue.ts'
import { trackingPurpose } from '#core/consent/purpose.ts'
import { keysOf } from '#core/identity.ts'
import type { TrackingWord } from '#store/consent-state.ts'

const rejection: Rejection = {
  code: 'do_not_track',
  field: null,
  message:
    'They took back their consent to be recognised on pages: what they hand over on purpose still counts, visits do not.',
}

/** What a person said last about being recognised on pages, over the words that are stored and those of this batch. */
export class Untracked {
  #words: Map<string, TrackingWord>

  constructor(words: Map<string, TrackingWord>) {
    this.#words = words
  }

  /**
   * An event of a browser as far as its person lets it count: after they took tracking back, what they hand over on
   * purpose counts without the anonymous id, and everything else not at all. Events come in order of time. What somebody
   * says about their consent always counts.
   */
  leave(event: Event): Event | Rejection {
    if (event.source !== 'browser' && this.#words.size === 0) return event
    if (event.name === 'consent_granted' || event.name === 'consent_withdrawn') {
      this.#hear(event)
      return event
    }
    if (event.source !== 'browser' || event.cookieless || this.#words.size === 0) return event
    if (this.#lastWord(event)?.state !== 'withdrawn') return event
    const { keys } = event
    const given = findCatalogueEntry(event.name)?.given === true && (keys.email !== null || keys.userId !== null)
    return given ? { ...event, keys: { ...keys, anonymousId: null } } : rejection
  }

  #hear(event: Event): void {
    if (event.props['purpose'] !== trackingPurpose || event.verdict === 'machine') return
    const state = event.name === 'consent_granted' ? 'granted' : 'withdrawn'
    for (const key of keysOf(event)) this.#words.set(key, { state, at: event.time })
  }

  #lastWord(event: Event): TrackingWord | undefined {
    let last: TrackingWord | undefined
    for (const key of keysOf(event)) {
      const word = this.#words.get(key)
      // what was done before it was taken back was done with leave
      if (word && word.at <= event.time && (last === undefined || word.at >= last.at)) last = word
    }
    return last
  }
}
