import type { Incoming } from '#actions/flow-types.ts'
import type { Event, Rejection } from '#core/event.ts'
import { speaksFor } from '#core/identity.ts'
import type { Claims } from '#core/identity.ts'

type Note = Exclude<Incoming, { event: Event }>

/**
 * How many people one identifier may come to name, and how often, before it says nothing of who somebody is: the
 * `anonymous` of a broken installation, a kiosk, a flood. A page's word counts less than a server's. Who changes an
 * identifier that many share changes all of them.
 */
export const mostSpeakers = { people: 30, turns: 300 }
export const mostLinks = { public: 20, secret: 200 }

/** Counts, over the claims that are known and the events of this batch, whom each identifier names. */
export class Crowds {
  #claims: Claims
  #speakers = new Map<string, { people: Set<string>; turns: number }>()
  #users = new Map<string, Set<string>>()
  #emails = new Map<string, Set<string>>()
  /** one for each identifier that was left out */
  readonly notes = new Map<string, Note>()

  constructor(claims: Claims) {
    this.#claims = claims
  }

  /**
   * The event without those of its identifiers that name too many already. It is stored so, and whoever reads it again
   * comes to the same; the facts it tells stay.
   */
  leave(event: Event): Event {
    if (event.verdict === 'machine') return event
    return this.#leaveAddress(this.#leaveSpeaker(event))
  }

  #leaveSpeaker(event: Event): Event {
    const pair = speaksFor(event)
    if (pair === null) return event
    const { anonymousId, anchor } = pair
    const spoken = this.#speakersOf(anonymousId)
    const known = spoken.people.has(anchor)
    if ((known || spoken.people.size < mostSpeakers.people) && spoken.turns < mostSpeakers.turns) {
      spoken.people.add(anchor)
      spoken.turns++
      return event
    }
    const field = event.type === 'alias' ? 'previousId' : 'anonymousId'
    this.#note(event, field, `a:${anonymousId}`, 'This anonymous id has named too many people')
    if (event.type === 'alias') return { ...event, previousId: null }
    return { ...event, keys: { ...event.keys, anonymousId: null } }
  }

  #leaveAddress(event: Event): Event {
    const { userId, email } = event.keys
    if (userId === null || email === null || event.mailKind === 'role') return event
    const users = gather(this.#users, email, () => this.#claims.users.get(email))
    const emails = gather(this.#emails, userId, () => this.#claims.links.get(userId)?.keys())
    const most = mostLinks[event.trust]
    if (users.has(userId) || (users.size < most && emails.size < most)) {
      users.add(userId)
      emails.add(email)
      return event
    }
    this.#note(event, 'traits.email', `e:${email}`, 'This user id and mail address have met too many others')
    return { ...event, mailKind: null, keys: { ...event.keys, email: null } }
  }

  #speakersOf(anonymousId: string): { people: Set<string>; turns: number } {
    let spoken = this.#speakers.get(anonymousId)
    if (!spoken) {
      const runs = this.#claims.runs.get(anonymousId) ?? []
      spoken = { people: new Set(runs.map((run) => run.anchor)), turns: runs.length }
      this.#speakers.set(anonymousId, spoken)
    }
    return spoken
  }

  #note({ messageId, source, receivedAt }: Event, field: string, key: string, what: string): void {
    if (this.notes.has(key)) return
    const message = `${what}; it is left out of who this is. The rest of the event counted. Send identifiers that are one visitor’s or one user’s own.`
    const rejection: Rejection = { code: 'shared_identifier', field, message }
    this.notes.set(key, { rejection, messageId, source, receivedAt, raw: '' })
  }
}

function gather(into: Map<string, Set<string>>, key: string, known: () => Iterable<string> | undefined): Set<string> {
  let found = into.get(key)
  if (!found) into.set(key, (found = new Set(known())))
  return found
}
