import { factsOf } from '#core/fold/state.ts'
import type { State } from '#core/fold/state.ts'
import type { Condition } from '#core/rule.ts'
import { readField } from '#core/rule/fields.ts'
import { fieldsUsed } from '#core/rule/walk.ts'

/** Facts of person and company that one condition reads and another does not. */
export function newlyAsked(when: Condition, before: Condition): string[] {
  const known = new Set(fieldsUsed(before))
  return fieldsUsed(when).filter((field) => !known.has(field) && /^(person|account)\./.test(field))
}

/** Whether somebody has none of a fact that is asked for. */
export function lacks(state: State, fields: readonly string[]): boolean {
  const person = factsOf(state)
  const account = state.account === null ? {} : (state.accounts[state.account] ?? {})
  return fields.some((field) => {
    const { scope, name } = readField(field)
    return !Object.hasOwn(scope === 'account' ? account : person, name)
  })
}
