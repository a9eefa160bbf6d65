import { comparePosition } from '#core/event.ts'
import type { EventKeys, EventType, MailKind, Position, Trust } from '#core/event.ts'

/**
 * Who an event belongs to, as a pure function of what all events claim. Nothing here depends on the order of arrival:
 * claims are kept by their earliest moment, and the same claims always group the same keys.
 *
 * Keys are written `u:…` (user id), `e:…` (mail address), `a:…` (anonymous id). User ids and mail addresses are
 * anchors; an anonymous id speaks for an anchor from the moment it was identified until another was.
 */
export type Key = string

/** What identity reads of an event. */
export interface Keyed extends Position {
  type: EventType
  trust: Trust
  keys: EventKeys
  cookieless: boolean
  previousId: string | null
  mailKind: MailKind | null
}

/** A user id and a mail address met in one event: the earliest moment by trust. */
export interface Link {
  userId: string
  email: string
  trusted: Position | null
  public: Position | null
}

/** From this moment an anonymous id speaks for an anchor. */
export interface RunStart extends Position {
  anonymousId: string
  anchor: Key
}

/** A person's decision about two keys; `split` also undoes what links and runs would say. */
export interface Tie {
  kind: 'merge' | 'split'
  one: Key
  other: Key
}

/** The anchor an event names itself: its user id, else its mail address. A role address (info@) anchors nobody else. */
export function anchorOf(event: Keyed): Key | null {
  if (event.keys.userId !== null) return `u:${event.keys.userId}`
  if (event.keys.email !== null && event.mailKind !== 'role') return `e:${event.keys.email}`
  return null
}

/** All claims about some keys, loaded whole for every key concerned (store/identity.ts) or taken from events. */
export class Claims {
  /** by user id, then mail address */
  links = new Map<string, Map<string, Link>>()
  /** by mail address: the user ids it has met */
  users = new Map<string, Set<string>>()
  /** by mail address: the earliest trusted use without a user id */
  own = new Map<string, number>()
  /** by anonymous id, ascending */
  runs = new Map<string, RunStart[]>()
  ties: Tie[] = []

  addLink(link: Link): void {
    let byEmail = this.links.get(link.userId)
    if (!byEmail) this.links.set(link.userId, (byEmail = new Map()))
    byEmail.set(link.email, link)
    let users = this.users.get(link.email)
    if (!users) this.users.set(link.email, (users = new Set()))
    users.add(link.userId)
  }

  /** Takes in what an event says about user ids and mail addresses. True when that is news. */
  takeAnchors(event: Keyed): { link: Link | null; own: string | null } {
    const { userId, email } = event.keys
    if (email === null || event.mailKind === 'role') return { link: null, own: null }
    if (userId === null) {
      if (event.trust !== 'secret' || event.time >= (this.own.get(email) ?? Infinity)) return { link: null, own: null }
      this.own.set(email, event.time)
      return { link: null, own: email }
    }
    const known = this.links.get(userId)?.get(email)
    const at: Position = { time: event.time, messageId: event.messageId }
    const trust = event.trust === 'secret' ? 'trusted' : 'public'
    const before = known?.[trust]
    if (before && comparePosition(before, at) <= 0) return { link: null, own: null }
    const link = { userId, email, trusted: known?.trusted ?? null, public: known?.public ?? null, [trust]: at }
    this.addLink(link)
    return { link, own: null }
  }

  /**
   * Addresses whose owner may change by what an event says of another address of the same user id: to be loaded whole
   * before it is taken in.
   */
  touchedBy(event: Keyed): Key[] {
    const { userId, email } = event.keys
    if (userId === null || email === null || event.mailKind === 'role') return []
    const links = this.links.get(userId)
    if (!links) return []
    const known = links.get(email)?.[event.trust === 'secret' ? 'trusted' : 'public']
    if (known && comparePosition(known, event) <= 0) return []
    return [...links.keys()].filter((other) => other !== email).map((other) => `e:${other}`)
  }

  /**
   * Takes in whom an anonymous id speaks for from this event on. Claims that change nothing are not kept: the events
   * themselves still carry them. Gives the changed runs of the id, or null.
   */
  takeRun(event: Keyed): RunStart[] | null {
    const pair = speaksFor(event)
    if (pair === null || this.isSplit(`a:${pair.anonymousId}`, pair.anchor)) return null
    const at = { time: event.time, messageId: event.messageId }
    const runs = this.runs.get(pair.anonymousId) ?? []
    const start: RunStart = { ...pair, ...at }
    const next = runs.findIndex((run) => comparePosition(run, at) > 0)
    const place = next < 0 ? runs.length : next
    const same = (run: RunStart | undefined) =>
      run !== undefined && this.clusterOf(run.anchor) === this.clusterOf(pair.anchor)
    if (same(runs[place - 1])) return null
    const rest = runs.slice(place)
    // the same speaker's later start is only a repetition now
    if (same(rest[0])) rest.shift()
    const changed = [...runs.slice(0, place), start, ...rest]
    this.runs.set(pair.anonymousId, changed)
    return changed
  }

  /** The user id a mail address belongs to, or null when it stands for itself. */
  ownerOf(email: string): string | null {
    const links = [...(this.users.get(email) ?? [])]
      .map((userId) => this.links.get(userId)?.get(email) as Link)
      .filter((link) => !this.isSplit(`u:${link.userId}`, `e:${email}`))
    const trusted = links.filter((link) => link.trusted !== null)
    if (trusted.length > 0) {
      trusted.sort((a, b) => comparePosition(a.trusted as Position, b.trusted as Position))
      return trusted.find((link) => !this.joinsTwoConfirmed(link))?.userId ?? null
    }
    // a page's word for it does not take over an address that a trusted source knows
    if (this.own.has(email)) return null
    links.sort((a, b) => comparePosition(a.public as Position, b.public as Position))
    return links[0]?.userId ?? null
  }

  /** Different confirmed mails never merge by themselves: the address stood alone, and the user has another. */
  private joinsTwoConfirmed(link: Link): boolean {
    const at = link.trusted as Position
    if ((this.own.get(link.email) ?? Infinity) >= at.time) return false
    for (const other of this.links.get(link.userId)?.values() ?? []) {
      if (other.email !== link.email && other.trusted && comparePosition(other.trusted, at) < 0) return true
    }
    return false
  }

  /** The keys' group, named by one of them: equal for keys of one person. `a:` keys stand for themselves here. */
  clusterOf(key: Key): Key {
    let name = this.home(key)
    if (this.ties.length === 0) return name
    // few ties: follow merges to the smallest name
    const group = new Set([name])
    for (let grown = true; grown;) {
      grown = false
      for (const tie of this.ties) {
        if (tie.kind !== 'merge') continue
        const [one, other] = [this.home(tie.one), this.home(tie.other)]
        if (group.has(one) === group.has(other)) continue
        group.add(one).add(other)
        grown = true
      }
    }
    for (const one of group) if (one < name) name = one
    return name
  }

  private home(key: Key): Key {
    if (key.startsWith('e:')) {
      const owner = this.ownerOf(key.slice(2))
      return owner === null ? key : `u:${owner}`
    }
    return key
  }

  private isSplit(one: Key, other: Key): boolean {
    return this.ties.some(
      (tie) =>
        tie.kind === 'split' && ((tie.one === one && tie.other === other) || (tie.one === other && tie.other === one)),
    )
  }

  /** Whom an anonymous id speaks for at a moment: the last identified at or before it, else the first after it. */
  speakerAt(anonymousId: string, at: Position): Key {
    const runs = this.runs.get(anonymousId)
    if (!runs || runs.length === 0) return `a:${anonymousId}`
    let speaker = runs[0] as RunStart
    for (const run of runs) {
      if (comparePosition(run, at) > 0) break
      speaker = run
    }
    return speaker.anchor
  }

  /** The group an event belongs to, or null when it belongs to nobody (cookieless, or no identifier). */
  clusterOfEvent(event: Keyed): Key | null {
    const anchor = anchorOf(event)
    if (anchor !== null) return this.clusterOf(anchor)
    const { anonymousId, email } = event.keys
    if (anonymousId !== null && !event.cookieless) return this.clusterOf(this.speakerAt(anonymousId, event))
    return email === null ? null : this.clusterOf(`e:${email}`)
  }
}

/** The anonymous id of an event, and the anchor it speaks for from then on. An alias names it as the previous id. */
export function speaksFor(event: Keyed): { anonymousId: string; anchor: Key } | null {
  const anchor = anchorOf(event)
  if (anchor === null || event.cookieless) return null
  const anonymousId = event.type === 'alias' ? event.previousId : event.keys.anonymousId
  return anonymousId === null ? null : { anonymousId, anchor }
}

/** The claims of a set of events, however they arrived, under people's ties. */
export function claimsOf(events: Iterable<Keyed>, ties: Tie[] = []): Claims {
  const claims = new Claims()
  claims.ties = ties
  const sorted = [...events].sort(comparePosition)
  for (const event of sorted) claims.takeAnchors(event)
  for (const event of sorted) claims.takeRun(event)
  return claims
}

/** All keys an event carries that may name a person. */
export function keysOf(event: Keyed): Key[] {
  const keys: Key[] = []
  if (event.keys.userId !== null) keys.push(`u:${event.keys.userId}`)
  if (event.keys.email !== null) keys.push(`e:${event.keys.email}`)
  if (event.keys.anonymousId !== null && !event.cookieless) keys.push(`a:${event.keys.anonymousId}`)
  if (event.type === 'alias' && event.previousId !== null) keys.push(`a:${event.previousId}`)
  return keys
}
