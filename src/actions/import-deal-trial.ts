import type { PoolClient } from 'pg'
import type { DealDryRun, DryRun } from '#contract/import.ts'
import type { DealFields } from '#core/deal/event.ts'
import { toMajor } from '#core/deal/money.ts'
import type { DealPlan } from '#core/import/deal-plan.ts'
import type { DealRow } from '#core/import/deal-row.ts'
import { nearest } from '#core/import/near.ts'
import type { ImportPlan } from '#core/import/plan.ts'
import type { CsvRecord } from '#core/import/records.ts'
import { cut } from '#core/import/time.ts'
import { dayIn } from '#core/proposal/renewal.ts'
import { foldText } from '#core/text.ts'
import { addDistinct } from '#store/import.ts'
import { dealsOfAgent } from '#store/deal/import.ts'
import { accountNames } from '#store/deal/read.ts'
import type { Notice } from '#store/import-notice.ts'
import { listAgents, listProducts, type ProductRow } from '#store/product.ts'
import { ratedCurrencies } from '#store/rate.ts'
import type { Setting } from '#actions/flow/setting.ts'
import { type ReadDeal, readDealRecord } from '#actions/import-deal-read.ts'
import { type PlannedRow, planDealRows, planHistoryRows } from '#actions/import-deal-rows.ts'
import { noticesOf } from '#actions/import-deal-send.ts'
import { DealWords } from '#actions/import-deal-words.ts'
import { planProducts } from '#actions/import-product-rows.ts'
import type { RowSetting } from '#actions/import-rows.ts'
import { histories } from '#actions/person/load.ts'

const shownChanges = 40
const heldNotices = 5_000
const shownNotices = 300
const shownRows = 20

/** What a file about deals would do, batch by batch; writes nothing that outlives its transaction. */
export class DealTrial {
  readonly #plan: ImportPlan
  readonly #deals: DealPlan
  readonly #run: DryRun
  readonly #found: DealDryRun = {
    new: 0,
    changed: 0,
    same: 0,
    open: 0,
    won: 0,
    lost: 0,
    wonSums: [],
    notices: [],
  }
  readonly #notices = new Map<string, Notice>()
  readonly #won = new Map<string, { minor: number; count: number }>()
  #setting: Setting | null = null
  #words: DealWords | null = null
  #products: ProductRow[] = []

  constructor(plan: ImportPlan, deals: DealPlan, run: DryRun) {
    this.#plan = plan
    this.#deals = deals
    this.#run = run
    run.deals = this.#found
  }

  async begin(db: PoolClient, workspaceId: string, now: number): Promise<void> {
    this.#setting = { db, workspaceId, history: await histories.of(db, workspaceId), now }
    this.#products = await listProducts(db, workspaceId)
    await db.query('create temp table import_stem (external_id text primary key, stem text not null) on commit drop')
  }

  async take(records: readonly CsvRecord[], context: RowSetting): Promise<ReadDeal[]> {
    const setting = this.#setting
    if (!setting) throw new Error('begin comes first')
    this.#words ??= new DealWords(context.digest)
    const read = records.map((record) => readDealRecord(this.#plan, record, context))
    const listed = read.flatMap(({ row, deal }) => (deal ? [{ number: row, row: deal }] : []))
    const told = read.flatMap(({ row, history }) => (history ? [{ number: row, row: history }] : []))
    const options = { importId: null, startedAt: context.startedAt }
    if (listed.length > 0) {
      const before = await stemsBefore(
        setting.db,
        listed.map(({ row }) => row),
      )
      const planned = await planDealRows(setting, this.#words, this.#deals, listed, { ...options, before })
      await keepStems(setting.db, planned)
      await this.#count(planned)
      for (const one of planned) this.#standing(one)
      await this.#companies(planned)
      return judged(read, planned)
    }
    if (told.length > 0) {
      const planned = await planHistoryRows(setting, this.#deals, told, options)
      await this.#count(planned)
      for (const { row, number, known, comes } of planned) {
        if (known === null && comes !== 'refused') this.#note('unknown_deal', row.externalId, number)
      }
      return judged(read, planned)
    }
    await this.#lists(setting, read)
    return read
  }

  async finish(db: PoolClient): Promise<void> {
    const workspaceId = this.#setting?.workspaceId ?? ''
    const rated = await ratedCurrencies(db, workspaceId)
    const found = this.#found
    found.wonSums = [...this.#won].map(([currency, sum]) => ({ currency, ...sum, rate: rated.has(currency) }))
    const products = this.#products.map(({ id, name }) => ({ id, name }))
    found.notices = [...this.#notices.values()]
      .toSorted((a, b) => b.count - a.count)
      .slice(0, shownNotices)
      .map(({ code, value, count, rows }) => ({
        code,
        value,
        count,
        rows: rows.slice(0, shownRows),
        near: code === 'unknown_product' ? nearest(value, products) : null,
      }))
  }

  async #count(planned: readonly PlannedRow[]): Promise<void> {
    const names = await this.#names(planned)
    for (const { number, comes, known, entries } of planned) {
      if (comes === 'new' || comes === 'changed' || comes === 'same') this.#found[comes]++
      else if (comes === 'there') this.#run.events.alreadyThere++
      for (const { at } of entries) {
        const { events } = this.#run
        events.from = Math.min(events.from ?? at, at)
        events.until = Math.max(events.until ?? at, at)
      }
      if (known && comes === 'changed') this.#changes(number, known.fields.name ?? '', entries, known, names)
    }
    for (const { code, value, count, rows } of noticesOf(planned)) {
      for (const row of rows) this.#note(code, value, row)
      for (let i = rows.length; i < count; i++) this.#note(code, value, 0)
    }
  }

  /** Of companies and products, by id. */
  async #names(planned: readonly PlannedRow[]): Promise<Map<string, string>> {
    const ids = planned.flatMap(({ known, entries }) => [
      known?.fields.accountId ?? [],
      entries.flatMap((entry) => (entry.kind === 'changed' ? (entry.data.fields.accountId ?? []) : [])),
    ])
    const { db, workspaceId } = this.#setting ?? {}
    const flat = [...new Set(ids.flat())]
    const names =
      db && workspaceId !== undefined ? await accountNames(db, workspaceId, flat) : new Map<string, string>()
    for (const { id, name } of this.#products) names.set(id, name)
    return names
  }

  #changes(
    row: number,
    who: string,
    entries: PlannedRow['entries'],
    known: NonNullable<PlannedRow['known']>,
    names: ReadonlyMap<string, string>,
  ): void {
    const { changes } = this.#run
    const tell = (fact: string, from: string | null, to: string | null) => {
      changes.facts++
      if (changes.sample.length < shownChanges) changes.sample.push({ row, who, fact, from, to })
    }
    for (const { kind, data } of entries) {
      if (kind === 'moved') tell('stage', known.stage ?? known.outcome, data.outcome ?? data.stage ?? null)
      if (kind !== 'changed') continue
      if (data.openedAt !== undefined) tell('openedAt', this.#day(known.openedAt), this.#day(data.openedAt))
      for (const [fact, value] of Object.entries(data.fields)) {
        if (fact === 'ownerId') continue
        tell(
          fact,
          shown(fact, known.fields, names),
          shown(fact, { ...known.fields, ...data.fields, [fact]: value }, names),
        )
      }
    }
  }

  #day(at: number): string {
    return dayIn(this.#setting?.history.current.zone ?? 'UTC', at)
  }

  #standing({ comes, row }: PlannedRow<DealRow>): void {
    if (comes === 'refused' || comes === 'there') return
    this.#found[row.status]++
    if (row.status !== 'won' || row.amountMinor === null || row.currency === null) return
    const sum = this.#won.get(row.currency) ?? { minor: 0, count: 0 }
    this.#won.set(row.currency, { minor: sum.minor + row.amountMinor, count: sum.count + 1 })
  }

  async #companies(planned: readonly PlannedRow<DealRow>[]): Promise<void> {
    const fresh = planned.flatMap(({ named }) => named.filter(({ code }) => code === 'new_company'))
    const db = this.#setting?.db
    if (db)
      await addDistinct(
        db,
        'company.new',
        fresh.map(({ value }) => foldText(value)),
      )
  }

  async #lists({ db, workspaceId, now }: Setting, read: readonly ReadDeal[]): Promise<void> {
    const rows = read.flatMap(({ row, product }) => (product ? [{ number: row, row: product }] : []))
    for (const { comes } of planProducts(rows, this.#products, now).listed) this.#found[comes]++
    const teams = read.flatMap(({ team }) => (team ? [team] : []))
    if (teams.length === 0) return
    const agents = new Map((await listAgents(db, workspaceId)).map((agent) => [agent.key, agent]))
    for (const { name, team, manager } of teams) {
      const old = agents.get(foldText(name))
      const teamless =
        team === null ? [] : (await dealsOfAgent(db, workspaceId, name)).filter((one) => one.team === null)
      const same = old && (team ?? old.team) === old.team && (manager ?? old.manager) === old.manager
      this.#found[old === undefined ? 'new' : same && teamless.length === 0 ? 'same' : 'changed']++
    }
  }

  #note(code: string, value: string, row: number): void {
    const key = `${code} ${value}`
    let notice = this.#notices.get(key)
    if (!notice) {
      if (this.#notices.size >= heldNotices) return
      this.#notices.set(key, (notice = { code, value, count: 0, rows: [] }))
    }
    notice.count++
    if (row > 0 && notice.rows.length < shownRows) notice.rows.push(row)
  }
}

/** Rows of which the look at what is known says that they cannot count are refused like those that could not be read. */
function judged(read: readonly ReadDeal[], planned: readonly PlannedRow[]): ReadDeal[] {
  const refused = new Map(planned.flatMap(({ number, rejection }) => (rejection ? [[number, rejection] as const] : [])))
  return read.map((row) => ({ ...row, rejection: row.rejection ?? refused.get(row.row) ?? null }))
}

async function stemsBefore(db: PoolClient, rows: readonly DealRow[]): Promise<Map<string, string>> {
  const { rows: found } = await db.query<{ id: string; stem: string }>(
    'select external_id as id, stem from import_stem where external_id = any($1)',
    [rows.map(({ externalId }) => externalId)],
  )
  return new Map(found.map(({ id, stem }) => [id, stem]))
}

async function keepStems(db: PoolClient, planned: readonly PlannedRow<DealRow>[]): Promise<void> {
  const good = planned.filter(({ comes }) => comes !== 'refused')
  await db.query('insert into import_stem select unnest($1::text[]), unnest($2::text[]) on conflict do nothing', [
    good.map(({ row }) => row.externalId),
    good.map(({ row }) => row.stem),
  ])
}

function shown(fact: string, fields: DealFields, names: ReadonlyMap<string, string>): string | null {
  const value = fields[fact as keyof DealFields]
  if (value === null || value === undefined || value === '') return null
  if (fact === 'amountMinor') return String(toMajor(Number(value), fields.currency ?? 'USD'))
  if (fact === 'accountId') return names.get(String(value)) ?? null
  if (fact === 'products') return (fields.products ?? []).map(({ id }) => names.get(id) ?? '').join(', ') || null
  if (Array.isArray(value)) return value.length === 0 ? null : cut(value.join(', '))
  return cut(typeof value === 'string' ? value : JSON.stringify(value))
}
