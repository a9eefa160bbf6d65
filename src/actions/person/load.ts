import type { PoolClient } from 'pg'
import { Histories } from '#actions/flow/history.ts'
import type { History } from '#actions/flow/history.ts'
import { withAccounts } from '#actions/flow/people.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { AwardLine } from '#core/fold/op.ts'
import type { Run } from '#core/fold/run.ts'
import { foldWithAwards } from '#core/ledger.ts'
import { accountEventsOf, foldEventsOf } from '#store/event.ts'

export const histories = new Histories()

/** A person as a fold of their stored events up to a moment. */
export interface FoldedPerson {
  history: History
  /** sorted; those of their accounts too */
  events: FoldEvent[]
  run: Run
  /** in order of time, of the version in force then */
  awards: AwardLine[]
}

/** Folds a person's stored events up to `at` (epoch ms) under the versions in force then. Writes nothing. */
export async function foldPerson(db: PoolClient, workspaceId: string, id: string, at: number): Promise<FoldedPerson> {
  const history = await histories.of(db, workspaceId)
  const own = (await foldEventsOf(db, workspaceId, [id])).get(id) ?? []
  const accounts = [...new Set(own.map((event) => event.accountId).filter((account) => account !== null))]
  const events = withAccounts(id, own, await accountEventsOf(db, workspaceId, accounts))
  return { history, events, ...foldWithAwards(events, history.programs, at) }
}
