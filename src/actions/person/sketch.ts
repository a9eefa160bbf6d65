import type { PoolClient } from 'pg'
import type { PersonSketch } from '#contract/person-verbs.ts'
import { withAccounts } from '#actions/flow/people.ts'
import { histories } from '#actions/person/load.ts'
import { comparePosition } from '#core/event.ts'
import { fold } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import type { State } from '#core/fold/state.ts'
import type { Json } from '#core/json.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { accountEventsOf } from '#store/event.ts'
import { findAccount } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

export interface Sketched {
  sketch: PersonSketch
  state: State
}

/**
 * What somebody would come to who had just these events: the fold itself, so that a preview is what the merge or its end
 * will give. `own` in any order; `at` in epoch ms. Writes nothing.
 */
export async function sketchOf(
  db: PoolClient,
  workspaceId: string,
  id: string,
  own: readonly FoldEvent[],
  at: number,
): Promise<Sketched> {
  const history = await histories.of(db, workspaceId)
  const accounts = [...new Set(own.map((event) => event.accountId).filter((account) => account !== null))]
  const sorted = own.toSorted(comparePosition)
  const mine = new Set(own.map((event) => event.messageId))
  // told by whom they are filed under afterwards, not now
  const told = new Map(
    [...(await accountEventsOf(db, workspaceId, accounts))].map(([account, facts]) => [
      account,
      facts.filter((fact) => !mine.has(fact.messageId)).map((fact) => ({ ...fact, personId: null })),
    ]),
  )
  const events = withAccounts(id, sorted, told)
  const { state, program } = fold(events, history.programs, at)
  const engagement = scoreAt(state.engagement, at, program.halfLife)
  const standing = state.models[program.blueprint.lifecycle]
  const account = state.account === null ? null : await findAccount(db, workspaceId, state.account)
  const human = sorted.filter((event) => event.verdict === 'human')
  return {
    state,
    sketch: {
      id,
      name: nameOf(state),
      email: text(state.facts['email']),
      account: account === null ? null : account.name || account.domain,
      fit: roundPoints(state.fitPoints),
      engagement: roundPoints(engagement),
      total: roundPoints(state.fitPoints + engagement),
      stage: standing?.stage ?? null,
      outcome: standing?.outcome ?? null,
      events: own.length,
      firstAt: isoTime(human[0]?.time),
      lastAt: isoTime(human.at(-1)?.time),
    },
  }
}

function nameOf({ facts }: State): string | null {
  const parts = [text(facts['firstName']), text(facts['lastName'])].filter((part) => part !== null)
  return text(facts['name']) ?? (parts.length > 0 ? parts.join(' ') : null)
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
