import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { histories } from '#actions/person/load.ts'
import { ownFact, saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import type { OwnField } from '#contract/own-field.ts'
import { personFieldInput, type PersonFieldSet } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Json } from '#core/json.ts'
import { fieldsOf } from '#store/person-field.ts'
import { findPerson } from '#store/person-read.ts'

/** Facts that are found out and not told: an address is an identifier, its kind follows from it. */
const notByHand: ReadonlySet<string> = new Set(['email', 'mailKind', 'domain', '__proto__', 'constructor'])

/** Sets or clears one fact of somebody by hand: the event `profile_updated`, folded like any other. */
export const setPersonField: Verb<PersonFieldSet> = writeVerb({
  permission: 'person.edit',
  input: personFieldInput,
  async run({ db, workspaceId, actor, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const { key, value } = input
    if (notByHand.has(key)) return wrong('key', `${key} follows from events and cannot be set by hand.`)
    const field = (await fieldsOf(db, workspaceId)).find((one) => one.key === key)
    const fault = value === null || field === undefined ? null : faultOf(field, value)
    if (fault !== null) return wrong('value', fault)
    const event = ownFact('field', person.id, now, {
      name: 'profile_updated',
      object: key,
      props: saidBy(actor),
      traits: { [key]: value === '' ? null : value },
    })
    const history = await histories.of(db, workspaceId)
    await foldBatch(withinTransaction({ db, workspaceId, history, now }), [{ event, about: person.id }], () => {})
    return ok({ id: person.id, key, messageId: event.messageId })
  },
  audit: ({ id, key, messageId }) => ({ subject: `person:${id}`, detail: { key, messageId } }),
})

/** What is wrong with a value of a defined field, as a sentence; null when nothing is. */
function faultOf({ kind, label, options }: OwnField, value: Json): string | null {
  if (value === '') return null
  switch (kind) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : `${label} is a number.`
    case 'boolean':
      return typeof value === 'boolean' ? null : `${label} is yes or no.`
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : `${label} is a day such as 2026-11-22.`
    case 'choice':
      return typeof value === 'string' && options.includes(value) ? null : `${label} is one of: ${options.join(', ')}.`
    case 'text':
      return typeof value === 'string' ? null : `${label} is text.`
  }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(text)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text)
}

function wrong(path: string, message: string) {
  return refuse('invalid', `${path}: ${message}`, { fields: [{ path, message }] })
}
