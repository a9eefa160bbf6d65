import { hash } from 'node:crypto'
import type { JsonObject } from '#core/json.ts'
import { normaliseMail } from '#core/mail-domain.ts'
import { choiceKinds, type FormDocument, type FormField } from '#core/form/document.ts'
import { numberOf, shownFields, type Values } from '#core/form/values.ts'

/** What a submission tells of whoever sent it. */
export interface FormPerson {
  traits: JsonObject
  email: string | null
  /** purposes that were ticked */
  chosen: string[]
  /** what was chosen among given answers, as properties of the event */
  answers: JsonObject
}

/** What was filled in, taken for those fields only that were asked and shown; bounded, and storable. */
export function takenValues(fields: readonly FormField[], values: Values): Record<string, string | string[]> {
  const taken: Record<string, string | string[]> = {}
  for (const field of shownFields(fields, values)) {
    const value = values[field.id]
    if (value === undefined || field.kind === 'statement' || field.kind === 'step') continue
    if (field.kind === 'checkboxes') {
      const all = (typeof value === 'string' ? [value] : value)
        .map((one) => storable(one, 200))
        .filter((one) => one !== '')
      if (all.length > 0) taken[field.id] = [...new Set(all)]
      continue
    }
    const text = storable(typeof value === 'string' ? value : (value[0] ?? ''), field.kind === 'long_text' ? 6000 : 600)
    if (text !== '') taken[field.id] = text
  }
  return taken
}

function storable(text: string, most: number): string {
  const clean = text.toWellFormed().replaceAll('\0', '')
  // a letter is at most two units
  return (clean.length <= most ? clean : [...clean].slice(0, most).join('')).trim()
}

/** What the answers tell of the person: facts by the names of the flow, the address as it is kept, purposes agreed to. */
export function personOf(document: FormDocument, values: Values): FormPerson {
  const traits: JsonObject = {}
  const chosen: string[] = []
  const answers: JsonObject = {}
  let email: string | null = null
  for (const field of shownFields(document.fields, values)) {
    const value = values[field.id]
    if (value === undefined) continue
    const text = typeof value === 'string' ? value : value.join('; ')
    if (field.kind === 'consent') {
      if (text === 'yes' && field.purpose !== null) chosen.push(field.purpose)
      continue
    }
    // what was chosen may be read by rules; what was typed stays in the submission
    if (choiceKinds.has(field.kind)) answers[`answer_${field.id}`] = text
    if (field.feeds === null) continue
    if (field.feeds === 'email') {
      email ??= normaliseMail(text)
      if (email !== null) traits['email'] = email
    } else traits[field.feeds] = field.kind === 'number' ? (numberOf(text) ?? text) : text
  }
  return { traits, email, chosen: [...new Set(chosen)], answers }
}

/**
 * Of what was filled in and by whom, as hex: the same answers of the same address, however it was written, give the same.
 * `fields` say what is an address; what belongs to none of them is taken as it is.
 */
export function digestOf(
  formId: string,
  fields: readonly Pick<FormField, 'id' | 'kind'>[],
  taken: Readonly<Record<string, string | string[]>>,
): string {
  const mails = new Set(fields.flatMap(({ id, kind }) => (kind === 'email' ? [id] : [])))
  const parts = Object.entries(taken)
    .map(([id, value]) => [id, mails.has(id) && typeof value === 'string' ? (normaliseMail(value) ?? value) : value])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
  return hash('sha256', JSON.stringify([formId, parts]), 'hex')
}

/** The id of a submission: the same page sending the same gives the same, whenever and however often. UUID version 8. */
export function submissionId(formId: string, page: string, digest: string): string {
  const bytes = hash('sha256', JSON.stringify(['submission', formId, page, digest]), 'buffer')
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex', 0, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
