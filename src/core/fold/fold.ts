import { comparePosition } from '#core/event.ts'
import { giveAwards } from '#core/fold/award.ts'
import { isAside, judgeFacts } from '#core/fold/facts.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { Program } from '#core/fold/program.ts'
import { advance, resume, setDue, step, takeIn } from '#core/fold/run.ts'
import type { Run } from '#core/fold/run.ts'
import { beginModels } from '#core/fold/stage.ts'
import { emptyState } from '#core/fold/state.ts'
import type { State } from '#core/fold/state.ts'
import { changeVersion } from '#core/fold/version.ts'

/** Whether an event can be folded onto this state, or the person must be folded afresh from all events. */
export function follows(state: State, program: Program, event: FoldEvent): boolean {
  if (state.version !== program.version) return false
  if (comparePosition({ time: state.at, messageId: state.id }, event) >= 0) return false
  // a new account's earlier facts come along only in a fresh fold
  return !event.own || event.accountId === null || event.accountId === state.account
}

/**
 * state(person, until) = fold(events ≤ until in (time, messageId) order, blueprint history, until).
 * `events` are sorted, own ones and those of every account the person has belonged to; `history` is oldest first;
 * `until` in epoch ms; `onEvent` looks at the run after each event. Pure: equal input gives an equal state, to the bit.
 */
export function fold(
  events: readonly FoldEvent[],
  history: readonly Program[],
  until: number,
  onAward: Run['onAward'] = null,
  onEvent: ((run: Run, event: FoldEvent) => void) | null = null,
): Run {
  const first = history[0]
  if (!first) throw new RangeError('a fold needs at least one blueprint version')
  let run = resume(first, emptyState(first.version), onAward)
  let next = 1
  events.forEach((event, index) => {
    if (event.time > until) return
    while (next < history.length && (history[next] as Program).appliedAt <= event.time) {
      run = changeVersion(run, history[next++] as Program, events.slice(0, index))
    }
    apply(run, event)
    onEvent?.(run, event)
  })
  const folded = events.filter((event) => event.time <= until)
  while (next < history.length && (history[next] as Program).appliedAt <= until) {
    run = changeVersion(run, history[next++] as Program, folded)
  }
  advance(run, until)
  return run
}

/** Folds one event that follows the state; what time alone brings before it happens first. */
export function apply(run: Run, event: FoldEvent): void {
  const { program, state, context } = run
  if (isAside(state, event)) return
  advance(run, event.time)
  state.at = event.time
  state.id = event.messageId
  context.time = event.time
  const untouched = state.first === null
  const { changed, matched, raised } = takeIn(program, context, event)
  if (untouched && state.first !== null) run.touched = true
  if (changed) {
    run.changed = true
    judgeFacts(program, context, event.messageId)
  }
  if (state.last === null) return
  beginModels(program, state)
  for (const model of program.journeys) step(run, model, event, raised)
  if (matched.length > 0) giveAwards(program, context, event, matched, run.onAward)
  for (const model of program.models) step(run, model, event, raised)
  context.event = null
  setDue(run)
}
