import { fold, follows, apply } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { Program } from '#core/fold/program.ts'
import { advance, resume } from '#core/fold/run.ts'
import { unpackState } from '#core/fold/pack.ts'
import { isDeal } from '#actions/flow/deal.ts'
import { Folding } from '#actions/flow/folding.ts'
import { lockAccounts } from '#actions/flow/lock.ts'
import { comparePosition } from '#core/event.ts'
import { accountEventsOf, foldEventsOf } from '#store/event.ts'
import { loadFolds } from '#store/person-fold.ts'
import type { FoldRow } from '#store/person-fold.ts'
import type { Db } from '#store/rows.ts'

/** What the people of one batch are folded with, and where their folds stand. */
export class People {
  readonly folds = new Map<string, Folding>()
  #kept = new Map<string, FoldRow>()
  #loaded = new Set<string>()
  #created: Set<string>
  #db: Db
  #workspaceId: string
  #history: readonly Program[]
  #now: number

  /** `created`: persons made in this batch, whose whole history is what they are given */
  constructor(db: Db, workspaceId: string, history: readonly Program[], now: number, created: readonly string[] = []) {
    this.#created = new Set(created)
    for (const id of created) this.#loaded.add(id)
    this.#db = db
    this.#workspaceId = workspaceId
    this.#history = history
    this.#now = now
  }

  /** Loads kept states, once per person. */
  async load(personIds: Iterable<string>): Promise<void> {
    const missing = [...personIds].filter((id) => !this.#loaded.has(id))
    for (const id of missing) this.#loaded.add(id)
    for (const [id, row] of await loadFolds(this.#db, this.#workspaceId, missing)) this.#kept.set(id, row)
  }

  /**
   * Folds new events (stored already, sorted) of each person onto what is kept; afresh where they do not follow, where
   * the person is pending, or where `afresh` says so. Afterwards time has passed up to now for all of them.
   */
  async fold(events: ReadonlyMap<string, FoldEvent[]>, afresh: ReadonlySet<string>): Promise<void> {
    await this.load([...events.keys(), ...afresh])
    const again = new Set(afresh)
    // history may have been moved to them
    for (const id of afresh) this.#created.delete(id)
    for (const [personId, list] of events) {
      if (again.has(personId)) continue
      const folding = this.folds.get(personId) ?? this.#resume(personId)
      if (!folding || !this.#applyAll(folding, list)) again.add(personId)
      else {
        folding.settle(this.#now)
        this.folds.set(personId, folding)
      }
    }
    if (again.size > 0) await this.#foldAfresh([...again], events)
  }

  #resume(personId: string): Folding | null {
    const kept = this.#kept.get(personId)
    const program = this.#history.at(-1) as Program
    if (!kept || kept.state === null || kept.version !== program.version) return null
    const run = resume(program, unpackState(kept.state))
    return new Folding({ personId, run, fresh: false, isNew: false, nextDueAt: kept.nextDueAt })
  }

  #applyAll(folding: Folding, events: readonly FoldEvent[]): boolean {
    const { run } = folding
    for (const event of events) {
      if (!follows(run.state, run.program, event)) return false
      apply(run, event)
      if (isDeal(event)) folding.deals.push(event)
    }
    advance(run, this.#now)
    return true
  }

  async #foldAfresh(personIds: string[], given: ReadonlyMap<string, FoldEvent[]>): Promise<void> {
    const own = new Map<string, FoldEvent[]>()
    const stored: string[] = []
    for (const id of personIds) {
      const events = this.#created.has(id) ? given.get(id) : undefined
      if (events) own.set(id, events)
      else stored.push(id)
    }
    // only once: afterwards they have a history like everybody
    for (const id of own.keys()) this.#created.delete(id)
    for (const [id, events] of await foldEventsOf(this.#db, this.#workspaceId, stored)) own.set(id, events)
    const accountIds = new Set<string>()
    for (const events of own.values()) for (const event of events) if (event.accountId) accountIds.add(event.accountId)
    // a fact told meanwhile must either be read here or find these people among the account's
    await lockAccounts(this.#db, [], [...accountIds])
    const ofAccounts = await accountEventsOf(this.#db, this.#workspaceId, [...accountIds])
    for (const personId of personIds) {
      const events = withAccounts(personId, own.get(personId) ?? [], ofAccounts)
      const kept = this.#kept.get(personId)
      const run = fold(events, this.#history, this.#now)
      const begun = { personId, run, fresh: true, isNew: kept === undefined, nextDueAt: kept?.nextDueAt ?? null }
      const folding = new Folding(begun, events.filter(isDeal))
      folding.settle(this.#now)
      this.folds.set(personId, folding)
    }
  }
}

/** A person's events with those that tell facts about any account they have belonged to, in order. */
export function withAccounts(
  personId: string,
  own: readonly FoldEvent[],
  ofAccounts: ReadonlyMap<string, readonly (FoldEvent & { personId: string | null })[]>,
): FoldEvent[] {
  const accounts = new Set<string>()
  for (const event of own) if (event.accountId !== null && event.accountBy !== null) accounts.add(event.accountId)
  const others = [...accounts].flatMap((id) =>
    (ofAccounts.get(id) ?? []).filter((event) => event.personId !== personId),
  )
  return others.length === 0 ? [...own] : [...own, ...others].sort(comparePosition)
}
