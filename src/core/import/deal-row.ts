import type { StageModel } from '#core/blueprint.ts'
import { minorDigits, toMinor } from '#core/deal/money.ts'
import type { Rejection, RejectionCode } from '#core/event.ts'
import { knownCurrency } from '#core/import/currencies.ts'
import { type DealPlan, readPlace } from '#core/import/deal-plan.ts'
import { guessPipeline, guessStage, lossOf, type Place, readStatus, winOf } from '#core/import/deal-stage.ts'
import type { ImportPlan } from '#core/import/plan.ts'
import { faultOfRow, type RowContext } from '#core/import/row.ts'
import { cut } from '#core/import/time.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { normaliseMail } from '#core/mail-domain.ts'
import { statusOf, type DealStatus } from '#core/deal/status.ts'

/** A row of a list of deals, read. Times in epoch ms, days YYYY-MM-DD in the zone of the import. */
export interface DealRow {
  /** how the deal is found again: its id in the other system, else what name, company and opening say */
  externalId: string
  /** begins the message ids of what this row says */
  stem: string
  name: string | null
  company: { id: string | null; domain: string | null; name: string | null } | null
  owner: string | null
  team: string | null
  model: StageModel
  place: Place
  status: DealStatus
  /** where it stood before it closed, when the row says so beside won or lost */
  before: string | null
  openedAt: number | null
  closedAt: number | null
  stageSince: number | null
  entered: { stage: string; at: number }[]
  /** expected, of an open deal */
  closeDate: string | null
  amountMinor: number | null
  currency: string | null
  products: string[]
  quantity: number
  source: string | null
  campaign: string | null
  reason: string | null
  people: string[]
  tags: string[] | null
  competitors: string[] | null
  whyUs: string | null
  renewalDate: string | null
  custom: JsonObject
  /** when what the row says was so; null: as of the import */
  statedAt: number | null
}

/** One row of a stage history, read. */
export interface HistoryRow {
  externalId: string
  stem: string
  name: string | null
  /** null: the deal's own, else that of the import */
  pipeline: StageModel | null
  /** the word, where the deal's own pipeline has to read it */
  word: string
  at: number
  amountMinor: number | null
  currency: string | null
  /** the amount in major units where the row says no currency: it is in its deal's own */
  bare: number | null
  closeDate: string | null
}

export interface ProductRow {
  name: string
  code: string | null
  priceMinor: number | null
  currency: string | null
  aliases: string[] | null
  active: boolean | null
}

export interface TeamRow {
  name: string
  team: string | null
  manager: string | null
}

export type Refused = { ok: false; rejection: Rejection; messageId: string }
export type Read<Row> = { ok: true; row: Row } | Refused

const tenMinutes = 600_000
const longest = 300

class Refusal extends Error {
  rejection: Rejection
  constructor(code: RejectionCode, field: string | null, message: string) {
    super(message)
    this.rejection = { code, field, message }
  }
}

/** A row of a list of deals; or why it cannot count. */
export function readDealRow(plan: ImportPlan, cells: readonly string[], context: RowContext): Read<DealRow> {
  return reading(plan, cells, context, (values, deals) => dealOf(plan, deals, values, cells, context))
}

/** A row of a stage history; or why it cannot count. */
export function readHistoryRow(plan: ImportPlan, cells: readonly string[], context: RowContext): Read<HistoryRow> {
  return reading(plan, cells, context, (values, deals) => {
    const externalId = values.text('id')
    if (externalId === null) throw new Refusal('missing_subject', 'id', 'The row does not say which deal it is about.')
    const at = values.instant('time')
    if (at === null) throw new Refusal('bad_time', 'time', 'The row does not say when the stage changed.')
    notInFuture(at, 'time', context)
    const pipeline = values.text('pipeline') === null ? null : pipelineOf(values, deals)
    const word = values.text('stage') ?? values.text('status')
    if (word === null) throw new Refusal('missing_stage', 'stage', 'The row names no stage.')
    if (pipeline && !readPlace(word, pipeline)) throw unknownStage(word, pipeline)
    return {
      externalId: externalId.slice(0, 200),
      stem: `deal:${context.digest(JSON.stringify(['history', externalId, context.again, cells.map((cell) => cell.trim())]))}`,
      name: line(values.text('name')),
      pipeline,
      word,
      at,
      ...moneyOf(values, plan),
      bare: values.moneyOf === null && values.text('currency') === null ? values.number('amount') : null,
      closeDate: dayOf(values.instant('closeDate'), deals.zone),
    }
  })
}

/** A row of a price list; or why it cannot count. */
export function readProductRow(plan: ImportPlan, cells: readonly string[], context: RowContext): Read<ProductRow> {
  return reading(plan, cells, context, (values) => {
    const name = line(values.text('name'))
    if (name === null) throw new Refusal('missing_subject', 'name', 'The row names no product.')
    const { amountMinor, currency } = moneyOf(values, plan)
    const active = values.get('active')
    return {
      name,
      code: line(values.text('code')),
      priceMinor: amountMinor,
      currency,
      aliases: values.list('aliases'),
      active: typeof active === 'boolean' ? active : null,
    }
  })
}

/** A row of a table of who sells; or why it cannot count. */
export function readTeamRow(plan: ImportPlan, cells: readonly string[], context: RowContext): Read<TeamRow> {
  return reading(plan, cells, context, (values) => {
    const name = line(values.text('owner'))
    if (name === null) throw new Refusal('missing_subject', 'owner', 'The row names nobody.')
    return { name, team: line(values.text('team')), manager: line(values.text('manager')) }
  })
}

/** Where a word leads in the pipeline of a history's deal; throws nothing: null when nowhere. */
export function placeOfWord(word: string, model: StageModel): Place | null {
  return readPlace(word, model)
}

/** The refusal of a stage that a pipeline does not know. */
export function stageUnknown(word: string, model: StageModel): Rejection {
  return unknownStage(word, model).rejection
}

/** What the cells of a row say, by target. */
class Values {
  readonly #values: ReadonlyMap<string, Json>
  /** the currency that the amount's own cell said */
  readonly moneyOf: string | null
  constructor(values: ReadonlyMap<string, Json>, moneyOf: string | null) {
    this.#values = values
    this.moneyOf = moneyOf
  }
  get(to: string): Json | undefined {
    return this.#values.get(to)
  }
  entries(): [string, Json][] {
    return [...this.#values]
  }
  text(to: string): string | null {
    const value = this.#values.get(to)
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    return typeof value === 'string' && value !== '' ? value : null
  }
  list(to: string): string[] | null {
    const value = this.#values.get(to)
    return Array.isArray(value) ? value.map((one) => String(one).slice(0, longest)) : null
  }
  number(to: string): number | null {
    const value = this.#values.get(to)
    return typeof value === 'number' ? value : null
  }
  /** times come as instants (`time`) or as ISO text */
  instant(to: string): number | null {
    const value = this.#values.get(to)
    return typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : null
  }
}

function reading<Row>(
  plan: ImportPlan,
  cells: readonly string[],
  context: RowContext,
  make: (values: Values, deals: DealPlan) => Row,
): Read<Row> {
  try {
    const fault = faultOfRow(plan, cells, context)
    if (fault) throw new Refusal(fault.code, fault.field, fault.message)
    if (!plan.deals) throw new Refusal('unknown_pipeline', null, 'There is no pipeline.')
    return { ok: true, row: make(readCells(plan, cells), plan.deals) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { rejection } = error
    const key = JSON.stringify([plan.kind, rejection.code, context.again, cells.map((cell) => cell.trim())])
    return { ok: false, rejection, messageId: `import:${context.digest(key)}` }
  }
}

function readCells(plan: ImportPlan, cells: readonly string[]): Values {
  const values = new Map<string, Json>()
  let money: string | null = null
  for (const field of [...plan.fields, ...plan.constants]) {
    if (values.has(field.to)) continue
    const read = field.read(cells[field.column] ?? '')
    if (!read.ok) throw new Refusal(read.code, field.to, `${field.header}: ${read.message}`)
    if (read.value === undefined) continue
    if (field.target.kind === 'amount') money = read.currency ?? null
    values.set(field.to, read.value)
  }
  return new Values(values, money)
}

function dealOf(
  plan: ImportPlan,
  deals: DealPlan,
  values: Values,
  cells: readonly string[],
  context: RowContext,
): DealRow {
  const model = pipelineOf(values, deals)
  const { place, before } = standing(values, model)
  const status = 'stage' in place ? statusOf(model, place.stage, null) : statusOf(model, null, place.outcome)
  const openedAt = values.instant('openedAt')
  const entered = model.stages.flatMap(({ id }) => {
    const at = values.instant(`entered.${id}`)
    return at === null ? [] : [{ stage: id, at }]
  })
  const began = least([openedAt, ...entered.map(({ at }) => at)])
  const closedAt = status === 'open' ? null : closing(values, place, status, entered, began, deals.zone)
  for (const [to, at] of [['openedAt', openedAt] as const, ['closeDate', closedAt] as const]) {
    if (at !== null) notInFuture(at, to, context)
  }
  for (const { stage, at } of entered) notInFuture(at, `entered.${stage}`, context)
  const statedAt = values.instant('time')
  if (statedAt !== null) notInFuture(statedAt, 'time', context)
  const company = {
    id: line(values.text('companyId')),
    domain: line(values.text('companyDomain')),
    name: line(values.text('company')),
  }
  const name = line(values.text('name'))
  const id = values.text('id')
  if (id === null && name === null) {
    throw new Refusal('missing_subject', 'id', 'The row does not say which deal it is: id and name are blank.')
  }
  const externalId =
    id === null ? `name:${context.digest(JSON.stringify([name, company.name, openedAt]))}` : id.slice(0, 200)
  // facts as they are today may come back in another file; dated ones are the same wherever they stand
  const file = statedAt === null ? context.file : ''
  return {
    externalId,
    stem: `deal:${context.digest(JSON.stringify(['deals', externalId, file, context.again, cells.map((cell) => cell.trim())]))}`,
    name,
    company: company.id === null && company.domain === null && company.name === null ? null : company,
    owner: line(values.text('owner')),
    team: line(values.text('team')),
    model,
    place,
    status,
    before,
    openedAt,
    closedAt,
    stageSince: values.instant('stageSince'),
    entered: entered.toSorted((a, b) => a.at - b.at),
    closeDate: dayOf(values.instant('closeDate'), deals.zone),
    ...moneyOf(values, plan),
    products: values.list('product') ?? [],
    quantity: quantityOf(values),
    source: line(values.text('source')),
    campaign: line(values.text('campaign')),
    reason: line(values.text('reason')),
    people: (values.list('person') ?? []).map(mailOf),
    tags: values.list('tags'),
    competitors: values.list('competitors'),
    whyUs: values.text('whyUs')?.slice(0, 4000) ?? null,
    renewalDate: dayOf(values.instant('renewalDate'), deals.zone),
    custom: customOf(values),
    statedAt,
  }
}

/** Where a row says that the deal stands: by its stage, or by won and lost beside the stage it was in before. */
function standing(values: Values, model: StageModel): { place: Place; before: string | null } {
  const word = values.text('stage')
  const said = values.text('status')
  const status = said === null ? null : readStatus(said)
  if (said !== null && status === null && !guessStage(said, model)) throw unknownStage(said, model, 'status')
  const place = word === null ? null : readPlace(word, model)
  if (word !== null && !place) throw unknownStage(word, model)
  if (status === 'won' || status === 'lost') {
    const end = status === 'won' ? winOf(model) : lossOf(model)
    if (!end) throw unknownStage(said ?? '', model, 'status')
    const own = place && 'outcome' in place ? place : null
    if (own && statusOf(model, null, own.outcome) === status) return { place: own, before: null }
    const stood = place && 'stage' in place && statusOf(model, place.stage, null) === 'open' ? place.stage : null
    return { place: end, before: stood }
  }
  if (place) return { place, before: null }
  const named = said === null ? null : guessStage(said, model)
  if (named) return { place: named, before: null }
  const first = model.stages[0]
  if (status === 'open' && first) return { place: { stage: first.id }, before: null }
  throw new Refusal('missing_stage', 'stage', 'The row names no stage.')
}

function closing(
  values: Values,
  place: Place,
  status: DealStatus,
  entered: readonly { stage: string; at: number }[],
  began: number | null,
  zone: string,
): number {
  const own = 'stage' in place ? entered.find(({ stage }) => stage === place.stage)?.at : undefined
  const at =
    values.instant(status === 'won' ? 'wonAt' : 'lostAt') ??
    values.instant('closedAt') ??
    own ??
    values.instant('closeDate')
  if (at === null || at === undefined) {
    throw new Refusal('missing_close_date', 'closeDate', `The row says ${status}, and not when.`)
  }
  if (began === null || at >= began) return at
  // a day has no time of its own: closed on the day on which it was opened
  if (dayOf(at, zone) === dayOf(began, zone) && isMidnight(at, zone)) return began
  throw new Refusal(
    'close_before_open',
    'closeDate',
    `It was closed on ${dayOf(at, zone)}, before it was opened on ${dayOf(began, zone)}.`,
  )
}

function pipelineOf(values: Values, deals: DealPlan): StageModel {
  const word = values.text('pipeline')
  if (word === null) return deals.model
  const model = guessPipeline(word, deals.models)
  if (model) return model
  const names = deals.models.map(({ id }) => id).join(', ')
  throw new Refusal(
    'unknown_pipeline',
    'pipeline',
    `There is no pipeline “${cut(word)}”. There are ${names}: map its word to one of them.`,
  )
}

function moneyOf(values: Values, plan: ImportPlan): { amountMinor: number | null; currency: string | null } {
  const amount = values.number('amount')
  const written = values.moneyOf ?? values.text('currency')
  const currency = written === null ? plan.currency : knownCurrency(written)
  if (currency === null) {
    throw new Refusal(
      'unknown_currency',
      'currency',
      `“${cut(written ?? '')}” is no currency: write an ISO code such as USD.`,
    )
  }
  if (amount === null) return { amountMinor: null, currency: written === null ? null : currency }
  const minor = toMinor(amount, currency)
  if (minor < 0) throw new Refusal('bad_field', 'amount', `The amount ${amount} is negative.`)
  if (!Number.isSafeInteger(minor)) {
    throw new Refusal('bad_field', 'amount', `The amount ${amount} is too large for ${minorDigits(currency)} decimals.`)
  }
  return { amountMinor: minor, currency }
}

function quantityOf(values: Values): number {
  const quantity = values.number('quantity') ?? 1
  if (quantity > 0 && quantity <= 1e9) return quantity
  throw new Refusal('bad_field', 'quantity', `The quantity ${quantity} is not above zero.`)
}

function customOf(values: Values): JsonObject {
  const custom: JsonObject = {}
  for (const [to, value] of values.entries()) {
    if (to.startsWith('custom.')) custom[to.slice(7)] = typeof value === 'string' ? value.slice(0, 4000) : value
  }
  return custom
}

function mailOf(text: string): string {
  const mail = normaliseMail(/<([^<>]+)>$/.exec(text)?.[1] ?? text)
  if (mail === null) throw new Refusal('bad_email', 'person', `“${cut(text)}” is not a mail address.`)
  return mail
}

function unknownStage(word: string, model: StageModel, field = 'stage'): Refusal {
  return new Refusal(
    'unknown_stage',
    field,
    `The stage “${cut(word)}” is none of the pipeline ${model.id}: say which it is.`,
  )
}

function notInFuture(at: number, field: string, context: RowContext): void {
  if (at <= context.now + tenMinutes) return
  throw new Refusal('time_in_future', field, `${new Date(at).toISOString()} lies in the future.`)
}

function line(text: string | null): string | null {
  const flat = text?.replace(/\s+/gu, ' ').trim().slice(0, longest)
  return flat === undefined || flat === '' ? null : flat
}

function least(times: readonly (number | null)[]): number | null {
  const known = times.filter((at) => at !== null)
  return known.length === 0 ? null : Math.min(...known)
}

function dayOf(at: number | null, zone: string): string | null {
  return at === null ? null : zoned(at, zone).toPlainDate().toString()
}

function isMidnight(at: number, zone: string): boolean {
  return zoned(at, zone).startOfDay().epochMilliseconds === at
}

function zoned(at: number, zone: string) {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
}
