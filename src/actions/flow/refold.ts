import type { FoldEvent } from '#core/fold/input.ts'
import { effectsOf } from '#actions/flow/effects.ts'
import { lockPersons } from '#actions/flow/lock.ts'
import { spreadRelationships } from '#actions/flow/account-facts.ts'
import { People } from '#actions/flow/people.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { writeFolds } from '#actions/flow/write.ts'
import { settleHandoffs } from '#actions/handoff/settle.ts'
import { insertEffects } from '#store/effect.ts'

/**
 * Folds people afresh from their stored events, within an open transaction. What this brings is written as «would have
 * fired»: nothing is sent because history was read again.
 */
export async function refoldPeople(setting: Setting, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  const people = await locked(setting, personIds)
  await people.fold(new Map(), new Set(personIds))
  await finish(setting, people)
}

/** Lets time pass for people whose next moment has come; what time brings now is live. */
export async function passTime(setting: Setting, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  const people = await locked(setting, personIds)
  const nothing: FoldEvent[] = []
  await people.fold(new Map(personIds.map((id) => [id, nothing])), new Set())
  await finish(setting, people)
}

async function locked(setting: Setting, personIds: readonly string[]): Promise<People> {
  const { db, workspaceId, history, now } = setting
  // the transaction's owner switches it off (flow/transaction.ts, actions/verb.ts)
  pipeline(db, true)
  await lockPersons(db, personIds)
  const people = new People(db, workspaceId, history.programs, now)
  return people
}

async function finish(setting: Setting, people: People): Promise<void> {
  const { db, workspaceId, now } = setting
  const { effects } = effectsOf(setting, people, [])
  await insertEffects(db, workspaceId, effects)
  await spreadRelationships(setting, people)
  const opened = effects.filter(({ state }) => state === 'open')
  await settleHandoffs(
    setting,
    opened.map(({ id }) => id),
  )
  await writeFolds(db, workspaceId, [...people.folds.values()], now)
}
