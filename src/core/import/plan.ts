import type { StageModel } from '#core/blueprint.ts'
import { findCatalogueEntry } from '#core/catalogue.ts'
import { compileCell, type CellFault, type CellReader, type Guesses } from '#core/import/cell.ts'
import { type DealPlan, missingOfDeals, planDeals, withStages } from '#core/import/deal-plan.ts'
import { type ColumnRule, type ImportKind, type ImportMapping, isDealKind, rulesOf } from '#core/import/mapping.ts'
import { isZone } from '#core/import/time.ts'
import { type Target, defaultReading, parseTarget, targetText } from '#core/import/targets.ts'
import { findCurrency } from '#core/import/value.ts'

/** A mapping made ready for the rows of one file. */
export interface ImportPlan {
  kind: ImportKind
  headers: string[]
  fields: PlanField[]
  /** targets that a constant fills where no column does */
  constants: PlanField[]
  /** the name of every row's event when no column gives one */
  event: string | null
  currency: string
  /** what each field became, guesses included; enough to do the same again */
  mapping: ImportMapping
  /** of rows about deals; null for others */
  deals: DealPlan | null
}

export interface PlanField {
  /** index in the row; -1 for a constant */
  column: number
  header: string
  target: Target
  /** the target as text, `props.plan` */
  to: string
  read: CellReader
}

export interface PlanContext {
  /** of the workspace */
  zone: string
  currency: string
  /** non-blank cells of some rows, by column */
  samples: readonly (readonly string[])[]
  /** of the workspace, for rows about deals */
  pipelines?: readonly StageModel[]
  /** channels of the workspace's own rules, which a file may name before words of ours */
  ownChannels?: ReadonlySet<string>
}

/** What is wrong with a mapping: a stable code for screens, the column concerned, one English sentence. */
export interface PlanProblem {
  code:
    | CellFault['code']
    | 'unknown_zone'
    | 'unknown_currency'
    | 'no_column'
    | 'bad_target'
    | 'target_twice'
    | 'bad_constant'
    | 'no_company'
    | 'no_person'
    | 'no_event'
    | 'closed_event'
    | 'no_time'
    | 'no_deal'
    | 'no_stage'
    | 'no_product'
    | 'no_agent'
    | 'no_pipeline'
    | 'bad_start'
  header: string | null
  message: string
}

/**
 * Makes a mapping ready, or says everything that is wrong with it, one sentence each. Nothing is imported before this
 * has passed.
 */
export function planImport(
  mapping: ImportMapping,
  headers: string[],
  context: PlanContext,
): { plan: ImportPlan } | { problems: PlanProblem[] } {
  const problems: PlanProblem[] = []
  const wrong = (code: PlanProblem['code'], header: string | null, message: string) =>
    problems.push({ code, header, message })
  const kind = mapping.kind
  const zone = mapping.zone ?? context.zone
  if (!isZone(zone)) {
    wrong('unknown_zone', null, `There is no time zone ${zone}: give an IANA name such as Asia/Seoul or UTC.`)
  }
  const currency = findCurrency(mapping.currency ?? context.currency)
  if (currency === null) {
    wrong('unknown_currency', null, `“${mapping.currency}” is no currency: give an ISO code such as USD, KRW or RUB.`)
  }

  const about = isDealKind(kind) ? planDeals(mapping, context.pipelines ?? [], isZone(zone) ? zone : 'UTC') : null
  if (about?.problem) wrong(about.problem.code, null, about.problem.message)
  const deals = about?.plan ?? null

  const guesses: Guesses = {
    zone: isZone(zone) ? zone : 'UTC',
    ...pick(mapping),
    ...(context.ownChannels ? { ownChannels: context.ownChannels } : {}),
  }
  const fields: PlanField[] = []
  const resolved: Record<string, ColumnRule[]> = {}
  for (const { header, rule: asked } of withRest(mapping, headers)) {
    const column = findColumn(headers, header)
    if (column < 0) {
      wrong('no_column', header, `The file has no column “${header}”. It has: ${headers.join(', ')}.`)
      continue
    }
    const rule = deals ? withStages(asked, deals, mapping, context.samples[column] ?? []) : asked
    const target = parseTarget(rule.to, kind)
    if ('error' in target) {
      wrong('bad_target', header, target.error)
      continue
    }
    if (target.kind === 'skip') continue
    if (target.kind === 'entered' && !deals?.model.stages.some(({ id }) => id === target.name)) {
      wrong('bad_target', header, `The pipeline has no stage “${target.name}”.`)
      continue
    }
    const to = targetText(target)
    const twin = fields.find((field) => field.to === to)
    if (twin && target.kind !== 'lists') {
      wrong(
        'target_twice',
        header,
        `Both “${twin.header}” and “${header}” are mapped to ${to}: one target takes one column.`,
      )
      continue
    }
    const cell = compileCell(header, target, rule, guesses, context.samples[column] ?? [])
    if ('error' in cell) {
      wrong(cell.code, header, cell.error)
      continue
    }
    fields.push({ column, header: headers[column] ?? header, target, to, read: cell.read })
    ;(resolved[headers[column] ?? header] ??= []).push({ ...cell.rule, to })
  }
  const constants = planConstants(mapping, guesses, problems)
  const has = (name: string) =>
    fields.some((field) => field.to === name) || constants.some((field) => field.to === name)
  problems.push(...missing(mapping, has, headers))
  if (problems.length > 0 || currency === null) return { problems }
  const columns = Object.fromEntries(
    Object.entries(resolved).map(([header, rules]) => [header, rules.length === 1 && rules[0] ? rules[0] : rules]),
  )
  const full: ImportMapping = { ...mapping, columns, zone, currency, rest: 'drop' }
  const event = mapping.event === undefined ? null : eventName(mapping.event)
  return { plan: { kind, headers, fields, constants, event, currency, mapping: full, deals } }
}

/** An event's name: the catalogue's for any usual spelling, else as written. */
export function eventName(written: string): string {
  const name = written.trim()
  return findCatalogueEntry(name)?.key ?? name
}

/** Names that only the product itself may write, or that a row cannot express. */
export const closedNames: ReadonlySet<string> = new Set(['identity_aliased', 'handoff_opened', 'handoff_closed'])

function pick(mapping: ImportMapping): Pick<Guesses, 'dateFormat' | 'decimal'> {
  return {
    ...(mapping.dateFormat === undefined ? {} : { dateFormat: mapping.dateFormat }),
    ...(mapping.decimal === undefined ? {} : { decimal: mapping.decimal }),
  }
}

/** The mapping's rules and, when asked for, one for each column it does not name. */
function withRest(mapping: ImportMapping, headers: readonly string[]): { header: string; rule: ColumnRule }[] {
  const rules = rulesOf(mapping)
  if (mapping.rest !== 'keep') return rules
  const named = new Set(rules.map(({ header }) => findColumn(headers, header)))
  const rooms: Partial<Record<ImportKind, string>> = {
    events: 'props',
    people: 'traits',
    companies: 'account',
    deals: 'custom',
  }
  const room = rooms[mapping.kind]
  if (room === undefined) return rules
  const rest = headers.filter((_, i) => !named.has(i) && headers[i] !== '__proto__')
  return [...rules, ...rest.map((header) => ({ header, rule: { to: `${room}.${header.slice(0, 100)}` } }))]
}

/** By exact name, else by name without regard to case and outer spaces. */
function findColumn(headers: readonly string[], wanted: string): number {
  const exact = headers.indexOf(wanted)
  if (exact >= 0) return exact
  const folded = wanted.trim().toLowerCase()
  return headers.findIndex((header) => header.toLowerCase() === folded)
}

function planConstants(mapping: ImportMapping, guesses: Guesses, problems: PlanProblem[]): PlanField[] {
  const wrong = (header: string, message: string) => problems.push({ code: 'bad_constant', header, message })
  const constants: PlanField[] = []
  for (const [written, value] of Object.entries(mapping.set ?? {})) {
    const target = parseTarget(written, mapping.kind)
    if ('error' in target || target.kind === 'skip') {
      wrong(written, 'error' in target ? target.error : 'skip takes no constant.')
      continue
    }
    const text = String(value)
    const as = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text'
    const free = target.kind === 'prop' || target.kind === 'trait' || target.kind === 'account'
    const rule: ColumnRule = free && defaultReading(target) === 'text' ? { to: written, as } : { to: written }
    const cell = compileCell(written, target, rule, guesses, [text])
    if ('error' in cell) {
      wrong(written, cell.error)
      continue
    }
    const fixed = cell.read(text)
    if (!fixed.ok) {
      wrong(written, `The constant for ${written}: ${fixed.message}`)
      continue
    }
    const to = targetText(target)
    constants.push({ column: -1, header: written, target, to, read: () => fixed })
  }
  return constants
}

function missing(mapping: ImportMapping, has: (to: string) => boolean, headers: readonly string[]): PlanProblem[] {
  // a column that says something else already would be no help
  const example = headers.find((header) => !Object.hasOwn(mapping.columns, header)) ?? headers[0] ?? 'Email'
  const problems: PlanProblem[] = []
  const wrong = (code: PlanProblem['code'], message: string) => problems.push({ code, header: null, message })
  if (isDealKind(mapping.kind)) return missingOfDeals(mapping.kind, has, example)
  if (mapping.kind === 'companies') {
    if (!['groupId', 'account.domain', 'account.website', 'account.name'].some(has)) {
      wrong(
        'no_company',
        `No column tells the company: map one to domain, groupId, website or name, for example --map "${example}=domain".`,
      )
    }
    return problems
  }
  if (!['email', 'userId', 'anonymousId'].some(has)) {
    wrong(
      'no_person',
      `No column tells who the person is: map one to email or userId, for example --map "${example}=email" or --key "${example}=userId".`,
    )
  }
  if (mapping.kind === 'people') return problems
  if (mapping.event !== undefined && eventName(mapping.event) === '')
    wrong('no_event', 'The name of the event is empty.')
  if (mapping.event === undefined && !has('event')) {
    wrong('no_event', 'No event name: give one for all rows with --event first_contact, or map a column to event.')
  }
  if (mapping.event !== undefined && closedNames.has(eventName(mapping.event))) {
    wrong('closed_event', `${mapping.event} is written by the product itself and cannot be imported.`)
  }
  if (!has('time')) {
    wrong('no_time', `No column tells when it happened: map one to time, for example --map "${example}=time".`)
  }
  return problems
}
