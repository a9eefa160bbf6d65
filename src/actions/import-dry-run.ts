import type { PoolClient } from 'pg'
import { type DryRun, type Fault, dryRunRequest } from '#contract/import.ts'
import { type Result, invalid, ok } from '#contract/problem.ts'
import type { Event } from '#core/event.ts'
import { cut } from '#core/import/time.ts'
import type { Json, JsonObject } from '#core/json.ts'
import {
  addDistinct,
  beginDistinct,
  countDistinct,
  findAccountsByKeys,
  findMessages,
  findPeopleByKeys,
} from '#store/import.ts'
import type { Actor } from '#actions/actor.ts'
import { suppressedMails } from '#actions/consent/may.ts'
import { readRows } from '#actions/import-file.ts'
import { prepareImport } from '#actions/import-prepare.ts'
import { DealTrial } from '#actions/import-deal-trial.ts'
import { deniedKind } from '#actions/import-kind.ts'
import { type ReadRow, readRecord, rowContext } from '#actions/import-rows.ts'
import { type VerbContext, requirePermission } from '#actions/verb.ts'

const batchRows = 1_000
const shownPerFault = 3
const shownFaults = 200
const shownChanges = 40

/** A row as far as listing it goes. */
type Judged = Pick<ReadRow, 'row' | 'rejection' | 'raw'>

export interface DryRunOptions {
  /** told of the rows that would be set aside, in the order of the file */
  onRefused?: (rows: readonly Judged[], headers: readonly string[]) => Promise<void>
  /** gives up between batches, by throwing */
  signal?: AbortSignal
}

/**
 * What an import would do: the mapping with its guesses, every row read, each reason for refusal with its first rows,
 * and the difference to what is known. Writes nothing (its counting table ends with its transaction).
 */
export async function dryRunImport(
  context: VerbContext,
  actor: Actor,
  input: unknown,
  onProgress?: (bytes: number, size: number) => void,
  options: DryRunOptions = {},
): Promise<Result<DryRun>> {
  const denied = requirePermission(actor, 'import.run')
  if (denied) return denied
  const parsed = dryRunRequest.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const request = parsed.data
  const closed = deniedKind(actor, request.mapping.kind)
  if (closed) return closed
  const prepared = await prepareImport(context.pool, actor.workspaceId, request)
  if (!prepared.ok) return prepared
  const { file, plan, outline } = prepared.value
  const tally = createTally(outline, plan.mapping)
  const trial = plan.deals && new DealTrial(plan, plan.deals, tally.result)
  const now = context.now ? context.now() : Date.now()
  // stating a file anew uses a text that no row before has used
  const rows = rowContext(prepared.value, now, now, request.again ? `dry ${now}` : '')
  const limit = request.rows ?? Infinity
  const db = await context.pool.connect()
  let broken = false
  try {
    await db.query('begin')
    await beginDistinct(db)
    await trial?.begin(db, actor.workspaceId, now)
    for await (const batch of readRows(file, batchRows)) {
      const records = batch.records.slice(0, limit - tally.result.rows)
      options.signal?.throwIfAborted()
      const read = trial ? await trial.take(records, rows) : records.map((record) => readRecord(plan, record, rows))
      if (trial) tally.count(read)
      else await tally.take(db, actor.workspaceId, read as ReadRow[])
      const refused = read.filter((row) => row.rejection !== null)
      if (refused.length > 0) await options.onRefused?.(refused, file.headers)
      onProgress?.(batch.bytes, file.size)
      if (records.length < batch.records.length) {
        tally.result.complete = false
        break
      }
    }
    if (trial) await trial.finish(db)
    return ok(await tally.finish(db))
  } catch (error) {
    broken = true
    throw error
  } finally {
    await db.query('rollback').catch(() => {
      broken = true
    })
    db.release(broken)
  }
}

function createTally(outline: DryRun['outline'], mapping: DryRun['mapping']) {
  const names = new Map<string, number>()
  const faults = new Map<string, Fault>()
  const result: DryRun = {
    outline,
    mapping,
    rows: 0,
    complete: true,
    good: 0,
    setAside: 0,
    faults: [],
    events: { names: [], alreadyThere: 0, from: null, until: null },
    people: { new: 0, matched: 0, changed: 0 },
    companies: { new: 0, matched: 0, changed: 0 },
    changes: { facts: 0, sample: [] },
    deals: null,
  }

  function count(rows: readonly Judged[]): void {
    result.rows += rows.length
    for (const row of rows) {
      if (row.rejection === null) result.good++
      else {
        result.setAside++
        note(faults, row)
      }
    }
  }

  async function take(db: PoolClient, workspaceId: string, rows: ReadRow[]): Promise<void> {
    count(rows)
    const good = rows.filter((row) => row.rejection === null)
    const events = good.flatMap((row) => row.events)
    for (const event of events) {
      names.set(event.name, (names.get(event.name) ?? 0) + 1)
      result.events.from = Math.min(result.events.from ?? event.time, event.time)
      result.events.until = Math.max(result.events.until ?? event.time, event.time)
    }
    const there = await findMessages(
      db,
      workspaceId,
      events.map((event) => event.messageId),
    )
    result.events.alreadyThere += there.size
    const fresh = good.filter((row) => row.events.some((event) => !there.has(event.messageId)))
    await comparePeople(db, workspaceId, good, new Set(fresh), result)
    await compareCompanies(db, workspaceId, good, new Set(fresh), result)
  }

  async function finish(db: PoolClient): Promise<DryRun> {
    const counted = await countDistinct(db)
    const distinct = (kind: string) => counted.get(kind) ?? 0
    result.people = {
      new: distinct('person.new'),
      matched: distinct('person.known'),
      changed: distinct('person.changed'),
      ...(distinct('person.suppressed') > 0 ? { suppressed: distinct('person.suppressed') } : {}),
    }
    result.companies = {
      new: distinct('company.new'),
      matched: distinct('company.known'),
      changed: distinct('company.changed'),
    }
    result.events.names = [...names].map(([name, n]) => ({ name, count: n })).toSorted((a, b) => b.count - a.count)
    result.faults = [...faults.values()].toSorted((a, b) => b.count - a.count)
    return result
  }

  return { result, take, count, finish }
}

function note(faults: Map<string, Fault>, row: Judged): void {
  if (row.rejection === null) return
  const { code, field, message } = row.rejection
  const key = `${code}\n${field ?? ''}`
  let fault = faults.get(key)
  if (!fault) {
    if (faults.size >= shownFaults) return
    faults.set(key, (fault = { code, field, count: 0, examples: [] }))
  }
  fault.count++
  if (fault.examples.length < shownPerFault) fault.examples.push({ row: row.row, message })
}

async function comparePeople(
  db: PoolClient,
  workspaceId: string,
  rows: ReadRow[],
  fresh: ReadonlySet<ReadRow>,
  result: DryRun,
): Promise<void> {
  const named = rows.filter((row) => keysOf(row.events[0]).length > 0)
  const known = await findPeopleByKeys(
    db,
    workspaceId,
    named.flatMap((row) => keysOf(row.events[0])),
  )
  const matched: string[] = []
  const changed: string[] = []
  const unknown: string[] = []
  for (const row of named) {
    const keys = keysOf(row.events[0]).map((key) => `${key.kind}:${key.value}`)
    const person = keys.map((key) => known.get(key)).find((found) => found !== undefined)
    if (person) matched.push(person.id)
    else if (keys[0] !== undefined) unknown.push(keys[0])
    if (!person || !fresh.has(row)) continue
    const traits = row.events[0]?.traits ?? null
    if (
      compareFacts(row, row.events[0]?.keys.email ?? keys[0]?.replace(/^\w:/, '') ?? '', person.facts, traits, result)
    )
      changed.push(person.id)
  }
  await addDistinct(db, 'person.known', matched)
  await addDistinct(db, 'person.changed', changed)
  await addDistinct(db, 'person.new', unknown)
  const emails = named.flatMap((row) => row.events[0]?.keys.email ?? [])
  await addDistinct(db, 'person.suppressed', await suppressedMails(db, workspaceId, emails))
}

async function compareCompanies(
  db: PoolClient,
  workspaceId: string,
  rows: ReadRow[],
  fresh: ReadonlySet<ReadRow>,
  result: DryRun,
): Promise<void> {
  const named = rows.filter((row) => accountKeysOf(row.events[0]).length > 0)
  const known = await findAccountsByKeys(
    db,
    workspaceId,
    named.flatMap((row) => accountKeysOf(row.events[0])),
  )
  const matched: string[] = []
  const changed: string[] = []
  const unknown: string[] = []
  for (const row of named) {
    const keys = accountKeysOf(row.events[0])
    const account = keys.map((key) => known.get(`${key.kind}:${key.value}`)).find((found) => found !== undefined)
    const shown = keys[0]?.value ?? ''
    if (account) matched.push(account.id)
    else unknown.push(shown)
    const traits = row.events.find((event) => event.accountTraits !== null)?.accountTraits ?? null
    if (account && fresh.has(row) && compareFacts(row, shown, account.facts, traits, result)) changed.push(account.id)
  }
  await addDistinct(db, 'company.known', matched)
  await addDistinct(db, 'company.changed', changed)
  await addDistinct(db, 'company.new', unknown)
}

/** The identifiers of a row, strongest first. */
function keysOf(event: Event | undefined): { kind: string; value: string }[] {
  if (!event || event.type === 'group') return []
  const { userId, email, anonymousId } = event.keys
  const keys: [string, string | null][] = [
    ['u', userId],
    ['e', email],
    ['a', anonymousId],
  ]
  return keys.flatMap(([kind, value]) => (value === null ? [] : [{ kind, value }]))
}

function accountKeysOf(event: Event | undefined): { kind: string; value: string }[] {
  if (!event || event.groupId === null) return []
  const domain = event.accountTraits?.['domain']
  const keys = [{ kind: 'group', value: event.groupId }]
  return typeof domain === 'string' ? [...keys, { kind: 'domain', value: domain }] : keys
}

function compareFacts(
  row: ReadRow,
  who: string,
  facts: JsonObject,
  traits: JsonObject | null,
  result: DryRun,
): boolean {
  const before = result.changes.facts
  for (const [fact, value] of Object.entries(traits ?? {})) {
    const was = facts[fact] ?? null
    if (JSON.stringify(was) === JSON.stringify(value)) continue
    result.changes.facts++
    if (result.changes.sample.length < shownChanges) {
      result.changes.sample.push({ row: row.row, who, fact, from: shown(was), to: shown(value) })
    }
  }
  return result.changes.facts > before
}

function shown(value: Json): string | null {
  return value === null ? null : cut(typeof value === 'string' ? value : JSON.stringify(value))
}
