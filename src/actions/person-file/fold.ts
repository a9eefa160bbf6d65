import type { PoolClient } from 'pg'
import { histories, type FoldedPerson } from '#actions/person/load.ts'
import { apply } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { AwardLine } from '#core/fold/op.ts'
import type { Program } from '#core/fold/program.ts'
import { advance, resume, type Run } from '#core/fold/run.ts'
import { emptyState } from '#core/fold/state.ts'
import { beginVersion } from '#core/fold/version.ts'
import { ledgerOf } from '#core/ledger.ts'
import { foldEventsInTurn, foldEventsNamed } from '#store/event.ts'
import { intervalsOf } from '#store/person-read.ts'

const batch = 500

/**
 * Folds a person as `foldPerson` does (actions/person/load.ts), without ever holding all of their events: they are read in
 * turn, and for each later blueprint version once more. `events` holds only those that points and stages name. Inside a
 * transaction; `at` in epoch ms. Writes nothing.
 */
export async function foldInTurn(
  db: PoolClient,
  workspaceId: string,
  personId: string,
  at: number,
): Promise<FoldedPerson> {
  const history = await histories.of(db, workspaceId)
  const { programs } = history
  const first = programs[0]
  if (!first) throw new RangeError('a fold needs at least one blueprint version')
  let awards: AwardLine[] = []
  let run = resume(first, emptyState(first.version), (line) => awards.push(line))
  let seen = 0
  let next = 1
  const change = async (program: Program, before: FoldEvent | null): Promise<Run> => {
    // a new version gives all points anew
    awards = []
    const changing = beginVersion(run, program)
    if (seen > 0) {
      const scope = { name: 'fold_before', until: at, before, batch }
      for await (const events of foldEventsInTurn(db, workspaceId, personId, scope)) events.forEach(changing.take)
    }
    return changing.end()
  }
  const scope = { name: 'fold_events', until: at, before: null, batch }
  for await (const events of foldEventsInTurn(db, workspaceId, personId, scope)) {
    for (const event of events) {
      while (next < programs.length && (programs[next] as Program).appliedAt <= event.time)
        run = await change(programs[next++] as Program, event)
      apply(run, event)
      seen++
    }
  }
  while (next < programs.length && (programs[next] as Program).appliedAt <= at)
    run = await change(programs[next++] as Program, null)
  advance(run, at)
  const mine = awards.filter(({ version }) => version === run.program.version)
  const named = new Set(ledgerOf({ run, awards: mine }, at).lines.map(({ messageId }) => messageId))
  for (const { cause, leftCause } of await intervalsOf(db, workspaceId, personId, at))
    for (const one of [cause, leftCause]) if (one?.messageId) named.add(one.messageId)
  return { history, run, awards: mine, events: await foldEventsNamed(db, workspaceId, personId, [...named]) }
}
