import { randomUUIDv7 } from 'node:crypto'
import type { Folding } from '#actions/flow/folding.ts'
import type { People } from '#actions/flow/people.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { nextEventId } from '#actions/flow/event-id.ts'
import { factFromSystem } from '#actions/flow/system-event.ts'
import type { Handoff } from '#core/fold/op.ts'
import { type EffectWrite, openingOf } from '#store/effect.ts'
import type { StoredEvent } from '#store/event.ts'

/** Only transitions younger than this have live effects. */
export const liveFor = 24 * 3_600_000

export interface Effects {
  effects: EffectWrite[]
  /** facts that follow from them, to be stored and folded with the batch */
  derived: StoredEvent[]
}

/**
 * The consequences of a batch. A hand-off is live when an event of this batch (not of an import) or the passing of time
 * brought it within the last day; those that a refold or an import brings are written as «would have fired».
 */
export function effectsOf(setting: Setting, people: People, stored: readonly StoredEvent[]): Effects {
  const live = new Set(stored.filter((one) => one.importId === null).map((one) => one.event.messageId))
  const effects: EffectWrite[] = []
  const derived: StoredEvent[] = []
  for (const folding of people.folds.values()) {
    for (const op of folding.ops) {
      if (op.op !== 'handoff') continue
      const effect = handoffOf(setting, folding, op, live)
      effects.push(effect)
      if (effect.state === 'open') derived.push(handoffOpened(setting, folding, op))
    }
  }
  return { effects, derived }
}

function handoffOf({ now }: Setting, folding: Folding, op: Handoff, live: ReadonlySet<string>): EffectWrite {
  const { personId, run, fresh } = folding
  const { state } = run
  const byNow = op.messageId === null ? !fresh : live.has(op.messageId)
  const facts = state.account === null ? {} : (state.accounts[state.account] ?? {})
  const owner = op.team === 'account_owner' && typeof facts['owner'] === 'string' ? facts['owner'] : null
  return {
    id: randomUUIDv7(),
    kind: 'handoff',
    personId,
    accountId: state.account,
    team: op.team,
    assignee: owner,
    reason: op.reason,
    detail: { model: op.model, stage: op.stage, messageId: op.messageId },
    cause: `${personId}:${op.cause}`,
    state: byNow && op.at > now - liveFor ? 'open' : 'would_fire',
    at: op.at,
  }
}

/** The fold knows of an open hand-off by an event, like of everything else. */
function handoffOpened({ now }: Setting, { personId }: Folding, op: Handoff): StoredEvent {
  const props = { team: op.team, reason: op.reason, model: op.model }
  // one millisecond after its cause, so that it follows it
  const event = factFromSystem('handoff_opened', openingOf(`${personId}:${op.cause}`), op.at + 1, now, props)
  return { id: nextEventId(), event, personId, accountId: null, accountBy: null, importId: null }
}
