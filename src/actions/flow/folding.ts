import { personWrite } from '#actions/flow/person-write.ts'
import type { Op, Reach } from '#core/fold/op.ts'
import { packState, unpackState } from '#core/fold/pack.ts'
import type { Program } from '#core/fold/program.ts'
import { resume, runningReaches } from '#core/fold/run.ts'
import type { Run } from '#core/fold/run.ts'
import type { State } from '#core/fold/state.ts'
import type { JsonObject } from '#core/json.ts'
import { roundPoints } from '#core/score.ts'
import { dueAt } from '#store/person-fold.ts'
import type { FoldWrite, PersonWrite } from '#store/person-fold.ts'

/** A contract that has to be told to the account. */
export interface Deal {
  messageId: string
  name: string
  time: number
}

/** What folding came to, as it is written; no state is held any more. */
export interface Outcome {
  write: FoldWrite
  /** where they stand, or their first touch, has changed: lists and reaches learn of it */
  moved: boolean
  ops: readonly Op[]
  /** reaches to be written: of passes that ended, and of running ones that changed */
  reaches: Reach[]
  /** facts of theirs, where they have changed */
  person: PersonWrite | null
  /** accounts they have belonged to, after a fresh fold: nobody joins one otherwise */
  joined: string[]
  /** an account without a name, of somebody who says what their company is called (core/account-name.ts) */
  unnamed: string | null
}

interface Settled {
  outcome: Outcome
  program: Program
  account: string | null
  touched: boolean
  changed: boolean
  moved: Set<string>
}

interface Begun {
  personId: string
  run: Run
  /** folded from all events: nothing of run.ops is news then */
  fresh: boolean
  /** never folded before this batch */
  isNew: boolean
  nextDueAt: number | null
}

/**
 * One person being folded within a batch. Most are settled as soon as their events are folded: only what is written is
 * kept then, so that the states of a batch need not all be held at once; who asks for the run gets it back.
 */
export class Folding {
  readonly personId: string
  readonly fresh: boolean
  readonly isNew: boolean
  /** all contracts after a fresh fold, else those of this batch */
  readonly deals: Deal[]
  #nextDueAt: number | null
  #run: Run | null
  #settled: Settled | null = null
  // the text of a state holds the current account alone
  #joined = new Set<string>()

  constructor({ personId, run, fresh, isNew, nextDueAt }: Begun, deals: Deal[] = []) {
    this.personId = personId
    this.fresh = fresh
    this.isNew = isNew
    this.deals = deals
    this.#nextDueAt = nextDueAt
    this.#run = run
  }

  get run(): Run {
    if (this.#run !== null) return this.#run
    const { program, outcome, touched, changed, moved } = this.#settled as Settled
    this.#settled = null
    const run = resume(program, unpackState(outcome.write.state))
    run.ops.push(...outcome.ops)
    return (this.#run = Object.assign(run, { touched, changed, moved }))
  }

  get ops(): readonly Op[] {
    return this.#settled === null ? this.run.ops : this.#settled.outcome.ops
  }

  /** the account they belong to */
  get account(): string | null {
    return this.#settled === null ? this.run.state.account : this.#settled.account
  }

  /** Lets go of the state, unless somebody has to be told of something and will ask for it. */
  settle(now: number): void {
    if (this.deals.length === 0 && !this.ops.some(({ op }) => op === 'handoff')) this.outcome(now)
  }

  /** What is to be written; times up to `now` have passed. The state is let go. */
  outcome(now: number): Outcome {
    if (this.#settled !== null) return this.#settled.outcome
    const { run } = this
    const { program, state, touched, changed, moved } = run
    const outcome = this.#outcome(run, now)
    this.#settled = { program, outcome, account: state.account, touched, changed, moved }
    this.#run = null
    return outcome
  }

  #outcome(run: Run, now: number): Outcome {
    const all = this.fresh || run.touched
    const moved = all || run.moved.size > 0
    const reaches: Reach[] = run.ops.filter((op) => op.op === 'reach')
    // with a first touch come late, every pass learns its channel
    if (moved) for (const reach of runningReaches(run)) if (all || run.moved.has(reach.model)) reaches.push(reach)
    const { state } = run
    const changed = this.fresh || run.changed
    if (this.fresh) for (const accountId in state.accounts) this.#joined.add(accountId)
    return {
      write: this.#write(run, now, moved || this.isNew),
      moved,
      ops: run.ops,
      reaches,
      person: changed ? personWrite(this.personId, state) : null,
      joined: [...this.#joined],
      unnamed: changed && isUnnamed(state) ? state.account : null,
    }
  }

  #write({ state, program }: Run, now: number, stages: boolean): FoldWrite {
    const due = this.#nextDueAt
    // an earlier wake-up does no harm, and the row stays where it is
    const keepDue = due !== null && due > now && (state.due === null || due <= state.due)
    return {
      personId: this.personId,
      state: packState(state),
      version: program.version,
      firstAt: state.began,
      lastAt: state.last,
      fit: roundPoints(state.fitPoints),
      engagement: state.engagement,
      stage: state.models[program.blueprint.lifecycle]?.stage ?? null,
      stages: stages ? stagesOf(state) : '',
      channel: state.first?.channel ?? null,
      handoff: state.handoff,
      nextDueAt: dueAt(keepDue ? due : state.due),
    }
  }
}

function isUnnamed({ account, accounts, facts }: State): boolean {
  return account !== null && typeof facts['company'] === 'string' && accounts[account]?.['name'] === undefined
}

function stagesOf(state: State): string {
  const stages: JsonObject = {}
  for (const [id, one] of Object.entries(state.models)) {
    const { stage, furthest, outcome, pass, enteredAt } = one
    stages[id] = { stage, furthest, outcome, pass, since: enteredAt }
  }
  return JSON.stringify(stages)
}
