import { proposalLanguages as formLanguages, type ProposalLanguage as FormLanguage } from '#core/proposal/document.ts'

export { formLanguages, type FormLanguage }

/** A text in the languages of a form; what is missing falls back to the form's first language. */
export type Words = Partial<Record<FormLanguage, string>>

export const fieldKinds = [
  'text',
  'email',
  'phone',
  'company',
  'title',
  'select',
  'radio',
  'checkboxes',
  'number',
  'date',
  'long_text',
  'consent',
  'hidden',
  'statement',
  'step',
] as const
export type FieldKind = (typeof fieldKinds)[number]

/** Kinds that ask nothing: words between the fields, and where the next step begins. */
export const silentKinds: ReadonlySet<FieldKind> = new Set(['statement', 'step'])
export const choiceKinds: ReadonlySet<FieldKind> = new Set(['select', 'radio', 'checkboxes'])

/** Facts of the person that a field may tell (contract/collect/facts.ts), besides the team's own fields. */
export const fedFacts = [
  'email',
  'name',
  'firstName',
  'lastName',
  'title',
  'phone',
  'company',
  'department',
  'seniority',
  'industry',
  'employees',
  'country',
  'city',
  'website',
  'linkedin',
] as const

/** Where a hidden field takes its value: from how the visitor came, or always the same. */
export const hiddenSources = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'click_id',
  'referrer',
  'page',
  'page_title',
  'fixed',
] as const
export type HiddenSource = (typeof hiddenSources)[number]

/** `always`; only while nobody told us (`unknown`); one of the questions asked a few at a time (`next`). */
export const askModes = ['always', 'unknown', 'next'] as const
export type AskMode = (typeof askModes)[number]

export const testSigns = ['is', 'is_not', 'contains', 'filled', 'empty'] as const

export interface FieldTest {
  /** id of a field before this one */
  field: string
  is: (typeof testSigns)[number]
  value: string
}

export interface FieldOption {
  value: string
  label: Words
}

export interface FormField {
  /** also its name in the page: a small word, unique in the form */
  id: string
  kind: FieldKind
  label: Words
  help: Words
  placeholder: Words
  required: boolean
  width: 'full' | 'half'
  options: FieldOption[]
  /** length of texts, size of numbers; null: as far as the kind goes */
  least: number | null
  most: number | null
  /** a fact of `fedFacts`, the key of a field of the team, or null: it stays in the submission */
  feeds: string | null
  /** consent: what is agreed to */
  purpose: string | null
  source: HiddenSource | null
  /** hidden and `fixed` */
  fixed: string
  ask: AskMode
  /** shown only when these hold */
  when: { match: 'all' | 'any'; tests: FieldTest[] } | null
}

/** Events of the catalogue (core/catalogue.ts) that a form may tell besides `form_submitted`. */
export const formIntents = [
  'demo_requested',
  'callback_requested',
  'quote_requested',
  'sample_requested',
  'trial_started',
  'price_asked',
  'implementation_asked',
  'support_asked',
  'proof_requested',
  'event_registered',
] as const
export type FormIntent = (typeof formIntents)[number]

/** What comes after it was sent. */
export type FormThanks =
  | { kind: 'words' }
  /** https, on a host of the form's list or that of the page */
  | { kind: 'redirect'; url: string }
  /** shown at once, and by mail where `mail`; `asset`: an id of the content library, else `url` */
  | { kind: 'content'; asset: string | null; url: string; label: Words; mail: boolean }

export const mailRules = ['allow', 'mark', 'refuse'] as const
export type MailRule = (typeof mailRules)[number]

export interface FormDocument {
  /** the first is what others fall back to */
  languages: FormLanguage[]
  title: Words
  intro: Words
  button: Words
  /** said after it was sent */
  thanksTitle: Words
  thanksText: Words
  thanks: FormThanks
  fields: FormField[]
  intent: FormIntent | null
  /** the name by which `event_registered` and `form_submitted` know what it was about; '' : the form's slug */
  about: string
  freeMail: MailRule
  disposableMail: MailRule
  /** questions of `ask: next` in one visit */
  perVisit: number
  /** #rrggbb; null: the accent of the pages */
  accent: string | null
  /** hosts that a redirect may lead to, `example.com` with all below it */
  hosts: string[]
}

/** The words in a language, or in the first that the form has. */
export function wordsIn(words: Words, language: FormLanguage, fallback: FormLanguage): string {
  return words[language] || words[fallback] || words.en || words.ko || words.ru || ''
}

/** The longest a text of that kind may be, in characters. */
export const longest: Readonly<Record<'line' | 'text', number>> = { line: 300, text: 5000 }

/** The fields of each step: there is always one. */
export function stepsOf<Field extends Pick<FormField, 'kind'>>(
  fields: readonly Field[],
): { head: Field | null; fields: Field[] }[] {
  const steps: { head: Field | null; fields: Field[] }[] = [{ head: null, fields: [] }]
  for (const field of fields) {
    const last = steps.at(-1)
    if (field.kind !== 'step') last?.fields.push(field)
    else if (last && last.fields.length === 0 && last.head === null) last.head = field
    else steps.push({ head: field, fields: [] })
  }
  return steps
}

/** A field of that kind with nothing said yet. */
export function newField(kind: FieldKind, id: string): FormField {
  const feeds: Partial<Record<FieldKind, string>> = {
    email: 'email',
    phone: 'phone',
    company: 'company',
    title: 'title',
  }
  return {
    id,
    kind,
    label: {},
    help: {},
    placeholder: {},
    required: kind === 'email',
    width: 'full',
    options: [],
    least: null,
    most: null,
    feeds: feeds[kind] ?? null,
    purpose: kind === 'consent' ? 'marketing' : null,
    source: kind === 'hidden' ? 'utm_source' : null,
    fixed: '',
    ask: 'always',
    when: null,
  }
}
