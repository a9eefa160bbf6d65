import type { Json } from '#core/json.ts'
import type { Condition, CountCondition, EventCondition, FieldCondition, Op } from '#core/rule.ts'
import { readField } from '#core/rule/fields.ts'
import { isFieldCondition } from '#core/rule/walk.ts'
import { en } from '#core/rule/words/en.ts'
import { ko } from '#core/rule/words/ko.ts'
import type { Language, Phrases } from '#core/rule/words/phrases.ts'
import { ru } from '#core/rule/words/ru.ts'
import { titleValueName } from '#core/title/names.ts'

export type { Language } from '#core/rule/words/phrases.ts'

const phrases: Record<Language, Phrases> = { en, ko, ru }
export const languages = Object.keys(phrases) as Language[]

/** A condition is printed in parts no longer than this; the rest of a list of values is counted. */
const mostValues = 12

interface Named {
  id: string
  name: { en: string; ko?: string | undefined; ru?: string | undefined }
}

/** What the ids in a condition are called: a whole blueprint, or as much of it as a screen knows. */
export interface Names {
  models: readonly (Named & { stages: readonly Named[]; outcomes: readonly Named[] })[]
  personas: readonly Named[]
  contentKinds: readonly Named[]
  /** what a workspace asks people for */
  purposes?: readonly Named[]
  /** facts of people that a workspace defined itself, by the label it gave them */
  ownFacts?: readonly { key: string; label: string }[]
}

interface Printer {
  language: Language
  phrases: Phrases
  /** names of stages, personas and content kinds; without it their ids are shown */
  blueprint: Names | null
}

/** The fourth reader of the rule language: a condition as a sentence, never empty. */
export function sentence(condition: Condition, language: Language, blueprint: Names | null = null): string {
  return say(condition, { language, phrases: phrases[language], blueprint }, 'top')
}

/** A condition on one event as a noun phrase: `“page viewed” (where content kind is “Case study”)`. */
export function eventSentence(condition: EventCondition, language: Language, blueprint: Names | null = null): string {
  return sayEvent(condition, { language, phrases: phrases[language], blueprint })
}

/** What people call an event of the catalogue; its name as sent for any other. */
export function eventLabel(name: string, language: Language): string {
  const { events } = phrases[language]
  return Object.hasOwn(events, name) ? (events[name] as string) : name
}

/** What people call a field of the rules: `company: country`, `stage in Lifecycle`. */
export function fieldLabel(field: string, language: Language, blueprint: Names | null = null): string {
  return fieldName(field, plain(language, blueprint))
}

/** What people call a fact of a person or a company, without saying whose it is; one that nobody named as it came. */
export function factLabel(
  of: 'person' | 'account',
  fact: string,
  language: Language,
  blueprint: Names | null = null,
): string {
  return factName(of, fact, plain(language, blueprint))
}

/** What people call a purpose that they are asked for. */
export function purposeLabel(purpose: string, language: Language, blueprint: Names | null = null): string {
  return purposeName(purpose, plain(language, blueprint))
}

/** What people call a value of a field: the name of a stage, a channel, an event; any other as it is. */
export function valueLabel(field: string, value: Json, language: Language, blueprint: Names | null = null): string {
  return oneValue(field, value, plain(language, blueprint))
}

/** A printer that quotes nothing. */
function plain(language: Language, blueprint: Names | null): Printer {
  return { language, phrases: { ...phrases[language], quote: (text) => text }, blueprint }
}

/** What stands around a part: an `and` inside an `or` gets brackets, and the other way round. */
type Around = 'top' | 'and' | 'or'

function say(condition: Condition, printer: Printer, around: Around): string {
  const words = printer.phrases
  if ('all' in condition) return join(condition.all, 'and', words.always, printer, around, say)
  if ('any' in condition) return join(gathered(condition.any), 'or', words.never, printer, around, say)
  if ('not' in condition) {
    const opposite = negated(condition.not)
    return opposite ? say(opposite, printer, around) : words.not(say(condition.not, printer, 'top'))
  }
  if ('count' in condition) return sayCount(condition, printer)
  if ('since' in condition) return words.since(sayEvent(condition.since, printer), condition.op, condition.value)
  if ('inStage' in condition) return words.inStage(modelName(condition.inStage, printer), condition.op, condition.value)
  if ('event' in condition) return words.now(sayEvent(condition.event, printer))
  return sayField(condition, printer)
}

function join<T>(
  parts: T[],
  how: 'and' | 'or',
  empty: string,
  printer: Printer,
  around: Around,
  sayPart: (part: T, printer: Printer, around: Around) => string,
): string {
  if (parts.length === 0) return empty
  if (parts.length === 1) return sayPart(parts[0] as T, printer, around)
  const said = parts.map((part) => sayPart(part, printer, how))
  return bracket(printer.phrases[how](said), around !== 'top' && around !== how)
}

/** The condition that holds exactly when this one does not, where the language has a plain one. */
function negated(condition: Condition): Condition | null {
  if ('not' in condition) return condition.not
  if ('count' in condition && condition.op !== 'is') return { ...condition, op: oppositeCount[condition.op] }
  if (!('field' in condition)) return null
  const op = opposite[condition.op]
  return op === undefined ? null : { ...condition, op }
}

const oppositeCount = { gte: 'lt', lt: 'gte', gt: 'lte', lte: 'gt' } as const
const opposite: Partial<Record<Op, Op>> = {
  is: 'is_not',
  is_not: 'is',
  in: 'not_in',
  not_in: 'in',
  contains: 'not_contains',
  not_contains: 'contains',
  exists: 'missing',
  missing: 'exists',
}

/** `any` within `any` is one `any`, and the parts of a text that are looked for in one field are one question. */
function gathered(parts: Condition[]): Condition[] {
  const flat = parts.flatMap((part) => ('any' in part && part.any.length > 0 ? gathered(part.any) : [part]))
  const questions = new Map<string, FieldCondition>()
  const kept: Condition[] = []
  for (const part of flat) {
    const key =
      'field' in part && (part.op === 'contains' || part.op === 'starts_with') ? `${part.op} ${part.field}` : null
    const same = key === null ? undefined : questions.get(key)
    if (same && 'field' in part) {
      same.value = [same.value ?? '', part.value ?? ''].flat()
      continue
    }
    const own = { ...part }
    if (key !== null && 'field' in own) questions.set(key, own)
    kept.push(own)
  }
  return kept
}

function sayCount({ count, op, value, within }: CountCondition, printer: Printer): string {
  const words = printer.phrases
  const none = (value === 0 && (op === 'is' || op === 'lte')) || (value === 1 && op === 'lt')
  if (none) return words.none(eventNames(count, printer) ?? [sayEvent(count, printer)], within ?? null)
  return words.count(sayEvent(count, printer), op, value, within ?? null)
}

const bracket = (text: string, needed: boolean): string => (needed ? `(${text})` : text)

function sayEvent(condition: EventCondition, printer: Printer): string {
  const { phrases: words } = printer
  const named = eventName(condition, printer)
  if (named !== null) return named
  if (Object.keys(condition).length === 0) return words.anyEvent
  if ('all' in condition) {
    const parts = condition.all as EventCondition[]
    const at = parts.findIndex((part) => eventName(part, printer) !== null)
    const head = at < 0 ? words.anyEvent : (eventName(parts[at] as EventCondition, printer) as string)
    const rest = parts.filter((_, index) => index !== at)
    if (rest.length === 0) return head
    return words.where(head, join(rest, 'and', words.always, printer, 'top', sayDetail))
  }
  return words.where(words.anyEvent, sayDetail(condition, printer, 'top'))
}

/** `“page viewed”`, `any of “page viewed”, “screen viewed”`, when that is all the condition says. */
function eventName(condition: EventCondition, printer: Printer): string | null {
  const names = eventNames(condition, printer)
  return names === null ? null : names.length === 1 ? (names[0] as string) : printer.phrases.anyOf(names)
}

function eventNames(condition: EventCondition, printer: Printer): string[] | null {
  if (!isFieldCondition(condition) || condition.field !== 'event.name') return null
  const { op, value } = condition
  const { phrases: words, language } = printer
  if (op === 'is' && typeof value === 'string') return [words.quote(eventLabel(value, language))]
  if (op !== 'in' || !Array.isArray(value) || value.length === 0) return null
  return value.map((name) => words.quote(eventLabel(String(name), language)))
}

function sayDetail(condition: EventCondition, printer: Printer, around: Around): string {
  const words = printer.phrases
  if (isFieldCondition(condition)) return sayField(condition, printer)
  if ('all' in condition)
    return join(condition.all as EventCondition[], 'and', words.always, printer, around, sayDetail)
  if ('any' in condition) return join(condition.any as EventCondition[], 'or', words.never, printer, around, sayDetail)
  if ('not' in condition) {
    return words.not(sayDetail(condition.not as EventCondition, printer, 'top'))
  }
  return words.anyEvent
}

function sayField({ field, op, value }: FieldCondition, printer: Printer): string {
  const words = printer.phrases
  const yes = yesOrNo({ field, op, ...(value === undefined ? {} : { value }) })
  if (yes !== null) {
    if (field === 'icp') return words.icp[yes ? 0 : 1]
    if (field === 'handoff.open') return words.handoff[yes ? 0 : 1]
    return yes ? words.yes(fieldName(field, printer)) : words.no(fieldName(field, printer))
  }
  const consent = consentState(field, op, value)
  if (consent) return words.consentIs(purposeName(readField(field).name, printer), consent.state, consent.so)
  if ((op === 'contains' || op === 'starts_with') && Array.isArray(value)) {
    return words.compareAny(op, fieldName(field, printer), valueText(field, value, printer))
  }
  return words.compare(op, fieldName(field, printer), value === undefined ? '' : valueText(field, value, printer))
}

/** Whether a comparison asks a yes-or-no field to hold; null when it is no such question. */
function yesOrNo({ field, op, value }: FieldCondition): boolean | null {
  const { scope } = readField(field)
  if (scope !== 'icp' && scope !== 'handoff' && scope !== 'list') return null
  if (op === 'exists') return scope === 'list' ? true : null
  if (op === 'missing') return scope === 'list' ? false : null
  if (typeof value !== 'boolean') return null
  return op === 'is' ? value : op === 'is_not' ? !value : null
}

function consentState(
  field: string,
  op: Op,
  value: Json | undefined,
): { state: 'granted' | 'withdrawn'; so: boolean } | null {
  if (readField(field).scope !== 'consent' || (op !== 'is' && op !== 'is_not')) return null
  return value === 'granted' || value === 'withdrawn' ? { state: value, so: op === 'is' } : null
}

function purposeName(purpose: string, printer: Printer): string {
  const { phrases: words, blueprint } = printer
  const own = blueprint?.purposes ? nameOf(blueprint.purposes, purpose, printer) : null
  if (own !== null) return words.quote(own)
  return Object.hasOwn(words.purposes, purpose) ? (words.purposes[purpose] as string) : words.quote(purpose)
}

function factName(of: 'person' | 'account', fact: string, { phrases: words, blueprint }: Printer): string {
  const own = of === 'person' ? blueprint?.ownFacts?.find(({ key }) => key === fact) : undefined
  if (own) return words.quote(own.label)
  if (of === 'account' && Object.hasOwn(words.facts, `account.${fact}`)) return words.facts[`account.${fact}`] as string
  return Object.hasOwn(words.facts, fact) ? (words.facts[fact] as string) : words.quote(fact)
}

function fieldName(field: string, printer: Printer): string {
  const words = printer.phrases
  const { scope, name } = readField(field)
  const fixed = words.fields[field]
  if (fixed !== undefined) return fixed
  if (scope === 'person') return words.person(factName(scope, name, printer))
  if (scope === 'account') return words.account(factName(scope, name, printer))
  if (scope === 'consent') return words.consent(purposeName(name, printer))
  if (scope === 'list') return words.list(words.quote(name))
  if (scope === 'props') return words.property(words.quote(name))
  if (scope === 'stage') {
    const model = modelName(name, printer)
    if (field.startsWith('stage.')) return words.stage(model)
    return field.startsWith('furthest.') ? words.furthest(model) : words.outcome(model)
  }
  return words.quote(field)
}

function valueText(field: string, value: Json, printer: Printer): string {
  if (!Array.isArray(value)) return oneValue(field, value, printer)
  const shown = value.slice(0, mostValues).map((item) => oneValue(field, item, printer))
  const more = value.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` … (+${more})` : ''}` || '∅'
}

const namedValues = new Set([
  'person.mailKind',
  'account.relationship',
  'event.source',
  'event.verdict',
  'event.channel',
  'first.channel',
])

function oneValue(field: string, value: Json, printer: Printer): string {
  const { phrases: words, language } = printer
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value)
  if (typeof value === 'boolean') return words.values[String(value)] as string
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const titled = titleValueName(field, text)
  if (titled) return titled[language] ?? titled.en
  const { scope, name } = readField(field)
  if (field === 'event.name') return words.quote(eventLabel(text, language))
  const place = placeName(name, scope, text, language)
  if (place !== null) return place
  if ((scope === 'consent' || namedValues.has(field)) && Object.hasOwn(words.values, text)) {
    return words.values[text] as string
  }
  return words.quote(idName(scope, name, field, text, printer) ?? text)
}

/** A country or language that came as its code, by its name. */
function placeName(fact: string, scope: string, code: string, language: Language): string | null {
  if (scope !== 'person' && scope !== 'account') return null
  if (fact === 'country' && /^[A-Z]{2}$/.test(code)) return nameOfCode(code, 'region', language)
  if (fact === 'language' && /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(code)) return nameOfCode(code, 'language', language)
  return null
}

function nameOfCode(code: string, type: 'region' | 'language', language: Language): string | null {
  return new Intl.DisplayNames(language, { type, fallback: 'none' }).of(code) ?? null
}

/** The name of a persona, content kind, stage or outcome by its id. */
function idName(scope: string, model: string, field: string, id: string, printer: Printer): string | null {
  const { blueprint } = printer
  if (!blueprint) return null
  if (scope === 'persona') return nameOf(blueprint.personas, id, printer)
  if (field === 'event.content') return nameOf(blueprint.contentKinds, id, printer)
  if (scope !== 'stage') return null
  const found = blueprint.models.find((one) => one.id === model)
  return found ? (nameOf(found.stages, id, printer) ?? nameOf(found.outcomes, id, printer)) : null
}

function modelName(id: string, printer: Printer): string {
  const named = printer.blueprint ? nameOf(printer.blueprint.models, id, printer) : null
  return printer.phrases.quote(named ?? id)
}

function nameOf(items: readonly Named[], id: string, { language }: Printer): string | null {
  const item = items.find((one) => one.id === id)
  return item ? (item.name[language] ?? item.name.en) : null
}
