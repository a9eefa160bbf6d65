import { judgeFacts } from '#core/fold/facts.ts'
import type { Program } from '#core/fold/program.ts'
import { resume } from '#core/fold/run.ts'
import { factsOf } from '#core/fold/state.ts'
import type { State } from '#core/fold/state.ts'

/** Who somebody is by a blueprint, of facts alone. */
export interface Judged {
  seniority: string | null
  function: string | null
  persona: string | null
  icp: boolean
  fit: number
}

/** Judges the facts of a state by a program. The state itself is changed: it is the caller's to throw away. */
export function judged(program: Program, state: State): Judged {
  judgeFacts(program, resume(program, state).context, '')
  const facts = factsOf(state)
  const text = (value: unknown): string | null =>
    typeof value === 'string' ? value : Array.isArray(value) ? value.join('+') : null
  const { persona, icp, fitPoints } = state
  return { seniority: text(facts['seniority']), function: text(facts['function']), persona, icp, fit: fitPoints }
}

export const movedParts = ['seniority', 'function', 'persona', 'icp'] as const
export type MovedPart = (typeof movedParts)[number]

interface Somebody {
  id: string
  name: string | null
  title: string | null
}

interface Move {
  what: MovedPart
  from: string | null
  to: string | null
  people: number
  some: Somebody[]
}

export interface Effect {
  changed: number
  icp: Turn
  companies: Turn
  fit: { more: number; less: number }
  moves: Move[]
  otherMoves: number
}

interface Turn {
  before: number
  after: number
  enter: number
  leave: number
}

const mostMoves = 40
const mostShown = 4

/** Counts what people would become, one after the other. */
export class EffectTally {
  #changed = 0
  #icp: Turn = { before: 0, after: 0, enter: 0, leave: 0 }
  #fit = { more: 0, less: 0 }
  #moves = new Map<string, Move>()
  /** companies with somebody who fits: bit 1 before, bit 2 after */
  #companies = new Map<string, number>()

  add(person: Somebody & { account: string | null }, before: Judged, after: Judged): void {
    this.#count(1, before, after, person)
    if (person.account !== null && (before.icp || after.icp)) {
      const bits = this.#companies.get(person.account) ?? 0
      this.#companies.set(person.account, bits | (before.icp ? 1 : 0) | (after.icp ? 2 : 0))
    }
  }

  /** So many of whom nothing is known: they are all judged alike. */
  addMany(count: number, before: Judged, after: Judged): void {
    this.#count(count, before, after, null)
  }

  #count(count: number, before: Judged, after: Judged, person: Somebody | null): void {
    let moved = before.fit !== after.fit
    for (const what of movedParts) {
      const [from, to] = [wordOf(before[what]), wordOf(after[what])]
      if (from === to) continue
      moved = true
      this.#move(what, from, to, count, person)
    }
    if (moved) this.#changed += count
    if (after.fit > before.fit) this.#fit.more += count
    if (after.fit < before.fit) this.#fit.less += count
    turn(this.#icp, before.icp, after.icp, count)
  }

  /** The sum; `factor`: each person stands for so many. */
  sum(factor: number): Effect {
    const companies: Turn = { before: 0, after: 0, enter: 0, leave: 0 }
    for (const bits of this.#companies.values()) turn(companies, (bits & 1) !== 0, (bits & 2) !== 0)
    const moves = [...this.#moves.values()].toSorted((a, b) => b.people - a.people || (keyOf(a) < keyOf(b) ? -1 : 1))
    const times = <T extends object>(counts: T): T =>
      Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, Math.round(Number(count) * factor)])) as T
    return {
      changed: Math.round(this.#changed * factor),
      icp: times(this.#icp),
      // a company is seen as soon as one of its people is: reckoned up, it would be counted several times
      companies,
      fit: times(this.#fit),
      moves: moves.slice(0, mostMoves).map((move) => ({ ...move, people: Math.round(move.people * factor) })),
      otherMoves: moves.slice(mostMoves).reduce((sum, { people }) => sum + Math.round(people * factor), 0),
    }
  }

  #move(what: MovedPart, from: string | null, to: string | null, count: number, person: Somebody | null): void {
    const key = keyOf({ what, from, to })
    const move = this.#moves.get(key) ?? { what, from, to, people: 0, some: [] }
    move.people += count
    if (person && move.some.length < mostShown)
      move.some.push({ id: person.id, name: person.name, title: person.title })
    this.#moves.set(key, move)
  }
}

const wordOf = (value: string | boolean | null): string | null =>
  typeof value === 'boolean' ? (value ? 'in' : null) : value

const keyOf = ({ what, from, to }: Pick<Move, 'what' | 'from' | 'to'>): string => `${what}|${from ?? ''}|${to ?? ''}`

function turn(turns: Turn, before: boolean, after: boolean, count = 1): void {
  if (before) turns.before += count
  if (after) turns.after += count
  if (after && !before) turns.enter += count
  if (before && !after) turns.leave += count
}
