import { fedFacts, formLanguages, stepsOf, type FormDocument, type FormField } from './document.ts'
import { safeRedirect } from './place.ts'

export const formGaps = [
  'no_fields',
  'no_email',
  'twice',
  'no_label',
  'no_options',
  'option_twice',
  'no_purpose',
  'test_order',
  'test_unknown',
  'not_translated',
  'redirect',
  'no_content',
  'empty_step',
  'size',
  'fed_twice',
  'no_consent',
] as const
export type FormGap = (typeof formGaps)[number]

/** What is wrong with a form. `field`: its id, or null where it is the form as a whole. */
export interface FormProblem {
  code: FormGap
  /** stops the publishing; else it is only said */
  stops: boolean
  field: string | null
}

/** What the form asks for that cannot work, and what somebody should look at. */
export function lintForm(document: FormDocument): FormProblem[] {
  const { fields, thanks, hosts, languages } = document
  const problems: FormProblem[] = []
  const add = (code: FormGap, field: string | null, stops = true): void => void problems.push({ code, field, stops })
  const asking = fields.filter(({ kind }) => kind !== 'statement' && kind !== 'step' && kind !== 'hidden')
  if (asking.length === 0) add('no_fields', null)
  if (!fields.some(({ kind, feeds }) => kind === 'email' && feeds === 'email')) add('no_email', null, false)
  if (!fields.some(({ kind }) => kind === 'consent')) add('no_consent', null, false)
  const before = new Set<string>()
  const fed = new Set<string>()
  for (const field of fields) {
    if (before.has(field.id)) add('twice', field.id)
    for (const test of field.when?.tests ?? []) {
      const target = fields.find(({ id }) => id === test.field)
      if (!target) add('test_unknown', field.id)
      else if (!before.has(test.field)) add('test_order', field.id)
    }
    if (field.feeds !== null && fed.has(field.feeds)) add('fed_twice', field.id, false)
    if (field.feeds !== null) fed.add(field.feeds)
    before.add(field.id)
    checkField(field, languages, add)
  }
  if (stepsOf(fields).some((step) => step.fields.every(({ kind }) => kind === 'statement' || kind === 'hidden')))
    if (asking.length > 0) add('empty_step', null)
  if (thanks.kind === 'redirect' && safeRedirect(thanks.url, hosts) === null) add('redirect', null)
  if (thanks.kind === 'content' && thanks.asset === null && safeRedirect(thanks.url, hosts) === null)
    add(thanks.url === '' ? 'no_content' : 'redirect', null)
  return problems
}

function checkField(
  field: FormField,
  languages: FormDocument['languages'],
  add: (code: FormGap, field: string | null, stops?: boolean) => void,
): void {
  const { id, kind, label, options, least, most } = field
  const said = formLanguages.some((language) => (label[language] ?? '') !== '')
  if (kind !== 'hidden' && kind !== 'step' && kind !== 'consent' && !said) add('no_label', id)
  else if (kind !== 'hidden' && said && languages.some((language) => !label[language])) add('not_translated', id, false)
  if (kind === 'consent' && field.purpose === null) add('no_purpose', id)
  if (least !== null && most !== null && least > most) add('size', id)
  if (kind !== 'select' && kind !== 'radio' && kind !== 'checkboxes') return
  if (options.length === 0) add('no_options', id)
  const values = options.map(({ value }) => value)
  if (new Set(values).size < values.length) add('option_twice', id)
}

/** Whether a fact is one that forms may tell by themselves; else it is the key of a field of the team. */
export function isFedFact(feeds: string): boolean {
  return (fedFacts as readonly string[]).includes(feeds)
}
