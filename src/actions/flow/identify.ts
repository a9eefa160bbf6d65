import { randomUUIDv7 } from 'node:crypto'
import type { Event, Position } from '#core/event.ts'
import { anchorOf, keysOf } from '#core/identity.ts'
import type { Key, Link, RunStart } from '#core/identity.ts'
import type { Known } from '#store/identity.ts'

/** What identifying a batch came to; nothing is written yet. */
export interface Identified {
  /** person of each event, in order; null: nobody's */
  persons: (string | null)[]
  created: string[]
  /** loser → survivor */
  merges: Map<string, string>
  keys: Map<Key, string>
  own: Map<string, number>
  links: Link[]
  runs: Map<string, RunStart[]>
  /** persons whose events must be shared out anew, since one of their keys went elsewhere */
  divided: Set<string>
  /** anonymous ids some of whose stored events may now belong to another: to be looked up */
  late: { anonymousId: string; from: Position | null; before: string[]; after: string }[]
  /** anonymous ids seen for the first time as a person's: stray events of theirs come along */
  adopted: string[]
}

/**
 * Finds the person of each event (sorted by time). Claims of the whole batch are taken in first, since they do not
 * depend on order; machines claim nothing and make nobody.
 */
export function identify(events: readonly Event[], known: Known): Identified {
  const { claims, persons } = known
  const links = new Map<string, Link>()
  const own = new Map<string, number>()
  const runs = new Map<string, RunStart[]>()
  const bound = new Set(claims.runs.keys())
  const speakersBefore = new Map<string, RunStart[]>([...claims.runs].map(([id, starts]) => [id, starts]))
  for (const event of events) {
    if (event.verdict === 'machine') continue
    const news = claims.takeAnchors(event)
    if (news.link) links.set(`${news.link.userId}\n${news.link.email}`, news.link)
    if (news.own !== null) own.set(news.own, event.time)
  }
  for (const event of events) {
    if (event.verdict === 'machine') continue
    const changed = claims.takeRun(event)
    if (changed?.[0]) runs.set(changed[0].anonymousId, changed)
  }

  const groups = new Grouping(known, bound)
  const divided = groups.divided()
  const merges = groups.merges(divided)
  const created: string[] = []
  const personOf = (cluster: Key, make: boolean): string | null => {
    const existing = groups.personOf(cluster)
    if (existing !== null || !make) return existing
    const id = randomUUIDv7()
    created.push(id)
    groups.assign(cluster, id)
    return id
  }

  const found: (string | null)[] = []
  const keys = new Map<Key, string>()
  const adopted: string[] = []
  for (const event of events) {
    const cluster = claims.clusterOfEvent(event)
    const person = cluster === null ? null : personOf(cluster, event.verdict !== 'machine')
    found.push(person)
    if (person === null || event.verdict === 'machine') continue
    for (const key of keysOf(event)) {
      // an anonymous id is filed under whoever spoke last; an address of a role under whoever it made
      const target = key.startsWith('a:')
        ? personOf(claims.clusterOf(claims.runs.get(key.slice(2))?.at(-1)?.anchor ?? key), true)
        : key === anchorOf(event) || key.startsWith('u:') || event.mailKind !== 'role'
          ? personOf(claims.clusterOf(key), true)
          : cluster === key
            ? person
            : null
      if (target === null) continue
      if (key.startsWith('a:') && !persons.has(key)) adopted.push(key.slice(2))
      if (persons.get(key) !== target || (key.startsWith('e:') && own.has(key.slice(2)))) keys.set(key, target)
    }
  }
  // keys of merged persons follow them
  for (const [key, person] of persons) {
    const survivor = merges.get(person)
    if (survivor !== undefined && !keys.has(key)) keys.set(key, survivor)
  }

  const late: Identified['late'] = []
  for (const [anonymousId, starts] of runs) {
    if (!bound.has(anonymousId) && starts.length < 2) continue
    const former = speakersBefore.get(anonymousId) ?? []
    const before = new Set(former.map((start) => personOf(claims.clusterOf(start.anchor), false)))
    before.add(persons.get(`a:${anonymousId}`) ?? null)
    before.delete(null)
    starts.forEach((start, index) => {
      if (former.includes(start)) return
      const after = personOf(claims.clusterOf(start.anchor), true) as string
      // what came before the first identification belongs to it as well
      const from = index === 0 ? null : { time: start.time, messageId: start.messageId }
      late.push({ anonymousId, from, before: [...before] as string[], after })
    })
  }
  return { persons: found, created, merges, keys, own, links: [...links.values()], runs, divided, late, adopted }
}

/** Which existing persons the groups of keys come to. */
class Grouping {
  #persons = new Map<Key, Set<string>>()
  #clusters = new Map<string, Set<Key>>()
  #chosen = new Map<Key, string>()

  constructor({ claims, persons }: Known, bound: ReadonlySet<string>) {
    for (const [key, person] of persons) {
      let cluster: Key
      if (key.startsWith('a:')) {
        const id = key.slice(2)
        // it was shared out among its speakers already
        if (bound.has(id)) continue
        cluster = claims.clusterOf(claims.runs.get(id)?.[0]?.anchor ?? key)
      } else cluster = claims.clusterOf(key)
      this.#note(cluster, person)
    }
  }

  #note(cluster: Key, person: string): void {
    let persons = this.#persons.get(cluster)
    if (!persons) this.#persons.set(cluster, (persons = new Set()))
    persons.add(person)
    let clusters = this.#clusters.get(person)
    if (!clusters) this.#clusters.set(person, (clusters = new Set()))
    clusters.add(cluster)
  }

  /** Persons that stand in two groups, with everybody else in those groups. */
  divided(): Set<string> {
    const divided = new Set<string>()
    for (const clusters of this.#clusters.values()) {
      if (clusters.size < 2) continue
      for (const cluster of clusters) for (const person of this.#persons.get(cluster) ?? []) divided.add(person)
    }
    return divided
  }

  /** Groups of several persons become one: the oldest id stays (UUIDv7 order is order of making). */
  merges(divided: ReadonlySet<string>): Map<string, string> {
    const merges = new Map<string, string>()
    for (const persons of this.#persons.values()) {
      if (persons.size < 2 || [...persons].some((person) => divided.has(person))) continue
      const [survivor, ...losers] = [...persons].sort()
      for (const loser of losers) merges.set(loser, survivor as string)
    }
    return merges
  }

  personOf(cluster: Key): string | null {
    const chosen = this.#chosen.get(cluster)
    if (chosen !== undefined) return chosen
    const persons = this.#persons.get(cluster)
    return persons ? ([...persons].sort()[0] as string) : null
  }

  assign(cluster: Key, person: string): void {
    this.#chosen.set(cluster, person)
  }
}
