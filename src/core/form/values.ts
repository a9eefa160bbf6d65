import type { FieldTest, FormField } from './document.ts'

/** What was filled in, by field: one text, or the chosen ones of checkboxes. */
export type Values = Readonly<Record<string, string | readonly string[]>>

/** Why a field was not taken. `limit`: the number that the sentence names. */
export interface FieldFault {
  field: string
  code:
    | 'required'
    | 'consent'
    | 'choose'
    | 'mail'
    | 'mail_free'
    | 'mail_disposable'
    | 'phone'
    | 'number'
    | 'date'
    | 'short'
    | 'long'
    | 'small'
    | 'large'
    | 'option'
    | 'text'
  limit?: number
}

/**
 * The fields that are there for what was filled in: those whose conditions hold. A condition about a field that is not
 * there sees it empty, so that what follows from a hidden answer is hidden too. In the order of the form.
 */
export function shownFields<Field extends Pick<FormField, 'id' | 'when'>>(
  fields: readonly Field[],
  values: Values,
): Field[] {
  const there: Record<string, string | readonly string[]> = {}
  return fields.filter((field) => {
    const shown = holds(field.when, there)
    const value = values[field.id]
    if (shown && value !== undefined) there[field.id] = value
    return shown
  })
}

function holds(when: FormField['when'], values: Values): boolean {
  if (when === null || when.tests.length === 0) return true
  const answers = when.tests.map((test) => passes(test, values[test.field] ?? ''))
  return when.match === 'all' ? answers.every(Boolean) : answers.some(Boolean)
}

function passes({ is, value }: FieldTest, given: string | readonly string[]): boolean {
  const all = (typeof given === 'string' ? [given] : given).map(plain).filter((one) => one !== '')
  const wanted = plain(value)
  switch (is) {
    case 'filled':
      return all.length > 0
    case 'empty':
      return all.length === 0
    case 'is':
      return all.includes(wanted)
    case 'is_not':
      return !all.includes(wanted)
    case 'contains':
      return all.some((one) => one.includes(wanted))
  }
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}

/** Characters that a line may have, and a text of several. */
const line = 300
const text = 5000

/**
 * What is wrong with what was filled in, the fields in order: the same rules in the browser and on the server. Fields
 * that are not there are not asked. What needs the lists of mail domains is the server's (mail-rule.ts).
 */
export function faultsOf(fields: readonly FormField[], values: Values): FieldFault[] {
  return shownFields(fields, values).flatMap((field) => faultOf(field, values[field.id] ?? '') ?? [])
}

/** What is wrong with one field; null when nothing is. */
export function faultOf(field: FormField, value: string | readonly string[]): FieldFault | null {
  const { id, kind } = field
  const all = (typeof value === 'string' ? [value] : value).filter((one) => one.trim() !== '')
  const fault = (code: FieldFault['code'], limit?: number): FieldFault =>
    limit === undefined ? { field: id, code } : { field: id, code, limit }
  if (kind === 'statement' || kind === 'step' || kind === 'hidden') return null
  if (all.length === 0) {
    if (!field.required) return null
    return fault(
      kind === 'consent'
        ? 'consent'
        : kind === 'radio' || kind === 'checkboxes' || kind === 'select'
          ? 'choose'
          : 'required',
    )
  }
  if (kind === 'consent') return null
  if (kind === 'select' || kind === 'radio' || kind === 'checkboxes') {
    const known = all.every((one) => field.options.some((option) => option.value === one))
    return known && (kind === 'checkboxes' || all.length === 1) ? null : fault('option')
  }
  const given = (all[0] as string).trim()
  if (/[\0\p{Cs}]/u.test(given)) return fault('text')
  const most = Math.min(field.most ?? Infinity, kind === 'long_text' ? text : line)
  switch (kind) {
    case 'email':
      return isMail(given) ? null : fault('mail')
    case 'phone':
      return isPhone(given) ? null : fault('phone')
    case 'date':
      return isDay(given) ? null : fault('date')
    case 'number': {
      const number = numberOf(given)
      if (number === null) return fault('number')
      if (field.least !== null && number < field.least) return fault('small', field.least)
      return field.most !== null && number > field.most ? fault('large', field.most) : null
    }
    default: {
      const length = [...given].length
      if (field.least !== null && length < field.least) return fault('short', field.least)
      return length > most ? fault('long', most) : null
    }
  }
}

/** The shape of a mail address; whether it is one we can keep, normaliseMail says on the server. */
export function isMail(given: string): boolean {
  return given.length <= 254 && /^[^\s@"<>(),;:\\[\]]+@[^\s@"<>(),;:\\[\]]+\.[^\s@"<>(),;:\\[\].]{2,}$/.test(given)
}

/** Seven to twenty digits, with what people write between them and an extension behind. */
export function isPhone(given: string): boolean {
  const digits = given.replace(/[^\d]/g, '').length
  return digits >= 7 && digits <= 20 && /^\+?[\d\s()./-]+((ext|доб|내선|#|x)\.?\s*\d{1,6})?$/i.test(given)
}

export function isDay(given: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(given)
  if (!parts) return false
  const at = new Date(`${given}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(given)
}

/** A number as people write it: spaces between thousands, a comma or a point before the rest. Null when it is none. */
export function numberOf(given: string): number | null {
  const bare = given.replace(/[\s\u00a0\u202f]/g, '')
  const text = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(',', '') : bare.replace(',', '.')
  if (!/^-?\d{1,15}(\.\d{1,10})?$/.test(text)) return null
  return Number(text)
}
