import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { type ImportProgress, type ImportSummary, importRequest } from '#contract/import.ts'
import { type Result, invalid, ok, refuse } from '#contract/problem.ts'
import type { ImportPlan } from '#core/import/plan.ts'
import type { CsvRecord } from '#core/import/records.ts'
import {
  type ImportRow,
  findImport,
  findMessages,
  findSetAsideRows,
  findUnfinishedImports,
  insertImport,
  lockImportFile,
  noteRepeats,
  saveImportCounts,
  setImportState,
  unlockImportFile,
} from '#store/import.ts'
import { insertAudit } from '#store/audit.ts'
import { troubleOf } from '#store/trouble.ts'
import type { Actor } from '#actions/actor.ts'
import { type Flow, FlowBusy, type Incoming, type Outcome } from '#actions/flow-types.ts'
import { readRows } from '#actions/import-file.ts'
import { readDealRecord } from '#actions/import-deal-read.ts'
import { asideOf, type DealImport, takeDealRows } from '#actions/import-deal-send.ts'
import { DealWords } from '#actions/import-deal-words.ts'
import { deniedKind } from '#actions/import-kind.ts'
import { summarise } from '#actions/import-list.ts'
import { type PreparedImport, prepareImport } from '#actions/import-prepare.ts'
import { type ReadRow, type RowSetting, incoming, readRecord, rowContext } from '#actions/import-rows.ts'
import { type VerbContext, actorName, requirePermission } from '#actions/verb.ts'

export interface ImportOptions {
  /** told which mapping is used, before the first row */
  onStart?: (prepared: PreparedImport, resumed: ImportSummary | null, importId: string) => void | Promise<void>
  /** told after each batch */
  onProgress?: (progress: ImportProgress) => void
  /** stops after the rows under way; the import can be resumed */
  signal?: AbortSignal
}

/** Rows taken in at once, and how many such batches may be under way. */
const batchRows = 500
const underWay = 3

/**
 * Imports a file through the flow: prepare → lock → rows in batches → done. Rows that cannot count are set aside and
 * never stop the rest. A run that broke off (a crash, a full disk, a database that went away) is resumed by the same
 * request: rows that are there already are recognised by their messageIds.
 */
export async function runImport(
  context: VerbContext & { flow: Flow },
  actor: Actor,
  input: unknown,
  options: ImportOptions = {},
): Promise<Result<ImportSummary>> {
  const denied = requirePermission(actor, 'import.run')
  if (denied) return denied
  const parsed = importRequest.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const closed = deniedKind(actor, parsed.data.mapping.kind)
  if (closed) return closed
  const { pool } = context
  const { workspaceId } = actor
  const prepared = await prepareImport(pool, workspaceId, parsed.data)
  if (!prepared.ok) return prepared
  const { plan, file } = prepared.value
  const lock = await pool.connect()
  // a lost connection shows at the next query; without a listener it would end the process
  lock.on('error', () => {})
  let broken = false
  try {
    if (!(await lockImportFile(lock, workspaceId, plan.kind, file.sha256))) {
      return refuse('conflict', `${file.name} is being imported or undone by another process right now: wait for it.`)
    }
    const begun = await begin(context, actor, prepared.value, parsed.data.again)
    if (!begun.ok) return begun
    const { row, resumed } = begun.value
    await options.onStart?.(prepared.value, resumed ? summarise(row) : null, row.id)
    return await takeRows(context, actor, prepared.value, begun.value, options)
  } catch (error) {
    broken = true
    throw error
  } finally {
    await release(lock, broken, () => unlockImportFile(lock, workspaceId, plan.kind, file.sha256))
  }
}

/** The row of a new import, or of the unfinished one that this goes on with. */
async function begin(
  context: VerbContext,
  actor: Actor,
  { plan, file }: PreparedImport,
  again: boolean,
): Promise<Result<{ row: ImportRow; resumed: boolean }>> {
  const { pool } = context
  const { workspaceId } = actor
  const { mapping, kind } = plan
  for (const row of await findUnfinishedImports(pool, workspaceId, kind, file.sha256)) {
    if (row.state === 'undoing') {
      return refuse(
        'conflict',
        `The import ${row.id} of this file is half undone: finish with "hourglass import undo ${row.id}".`,
      )
    }
    if ((row.source.again !== '') === again && same(row.source.mapping, mapping)) {
      await setImportState(pool, workspaceId, row.id, 'running', null)
      return ok({ row: { ...row, state: 'running' }, resumed: true })
    }
  }
  const at = clock(context)
  const id = randomUUIDv7()
  const source = { sha256: file.sha256, size: file.size, again: again ? id : '', headers: file.headers, mapping }
  await insertImport(pool, workspaceId, { id, kind, fileName: file.name, source, createdBy: actorName(actor), at })
  await insertAudit(pool, workspaceId, {
    at,
    actor: actorName(actor),
    verb: 'import.run',
    subject: id,
    detail: { kind, file: file.name, sha256: file.sha256 },
  })
  const row = await findImport(pool, workspaceId, id)
  return row ? ok({ row, resumed: false }) : refuse('internal', 'The import vanished as it was written.')
}

interface Counts {
  read: number
  accepted: number
  duplicate: number
  setAside: number
}

async function takeRows(
  context: VerbContext & { flow: Flow },
  actor: Actor,
  prepared: PreparedImport,
  { row, resumed }: { row: ImportRow; resumed: boolean },
  options: ImportOptions,
): Promise<Result<ImportSummary>> {
  const { pool } = context
  const { plan, file } = prepared
  const { workspaceId } = actor
  const { id } = row
  const counts: Counts = { ...row, duplicate: row.read - row.accepted - row.setAside }
  let skip = row.read
  let savedAt = clock(context)
  const sending: Promise<{ counts: Counts; bytes: number }>[] = []
  const settle = async () => {
    const first = sending.shift()
    if (!first) return
    const done = await first
    add(counts, done.counts)
    options.onProgress?.({ ...counts, bytes: done.bytes, size: file.size })
    if (clock(context) - savedAt >= 1_000) {
      savedAt = clock(context)
      await saveImportCounts(pool, workspaceId, id, counts)
    }
  }
  try {
    // rows after its last note of how far it came may be there already
    const behind = resumed ? await findSetAsideRows(pool, workspaceId, id, row.read) : new Set<number>()
    const now = clock(context)
    const rows = rowContext(prepared, row.createdAt.getTime(), now, row.source.again)
    const about = plan.deals && {
      pool,
      workspaceId,
      actor,
      importId: id,
      startedAt: row.createdAt.getTime(),
      deals: plan.deals,
      words: new DealWords(rows.digest),
    }
    for await (const batch of readRows(file, batchRows)) {
      options.signal?.throwIfAborted()
      const records = batch.records.slice(Math.min(skip, batch.records.length))
      skip -= batch.records.length - records.length
      if (records.length === 0) continue
      rows.now = clock(context)
      const sent = about
        ? sendDeals(context, about, plan, records, rows, behind)
        : send(
            context,
            workspaceId,
            id,
            records.map((record) => readRecord(plan, record, rows)),
            behind,
            resumed,
            rows,
          )
      // its failure is looked at when its turn comes
      sent.catch(() => {})
      sending.push(sent.then((done) => ({ counts: done, bytes: batch.bytes })))
      sending.at(-1)?.catch(() => {})
      // rows about one deal are taken in the order of the file
      if (about || sending.length >= underWay) await settle()
    }
    while (sending.length > 0) await settle()
  } catch (error) {
    return await breakOff(context, workspaceId, id, counts, sending, error)
  }
  await saveImportCounts(pool, workspaceId, id, counts)
  await setImportState(pool, workspaceId, id, 'done', clock(context))
  const ended = await findImport(pool, workspaceId, id)
  return ended ? ok(summarise(ended)) : refuse('not_found', 'The import was deleted while it ran.')
}

function add(counts: Counts, more: Counts): void {
  for (const key of ['read', 'accepted', 'duplicate', 'setAside'] as const) counts[key] += more[key]
}

/** Hands rows to the flow and counts what became of them. */
async function send(
  context: { pool: VerbContext['pool']; flow: Flow },
  workspaceId: string,
  importId: string,
  rows: ReadRow[],
  behind: ReadonlySet<number>,
  resumed: boolean,
  { now }: RowSetting,
): Promise<Counts> {
  const known = rows.filter((row) => row.rejection !== null && behind.has(row.row)).length
  const fresh = rows.filter((row) => row.rejection === null || !behind.has(row.row))
  const items = fresh.map((row) => incoming(row, importId, now))
  const outcomes = await acceptAll(context.flow, workspaceId, items.flat())
  const counts: Counts = { read: rows.length, accepted: 0, duplicate: 0, setAside: known }
  const doubtful: string[] = []
  let at = 0
  for (const [i, row] of fresh.entries()) {
    const own = outcomes.slice(at, (at += items[i]?.length ?? 0))
    if (own.some((outcome) => outcome.status === 'set_aside')) counts.setAside++
    else if (own.some((outcome) => outcome.status === 'counted')) counts.accepted++
    else if (row.rejection !== null) counts.setAside++
    else doubtful.push(row.messageId)
  }
  // rows that this very import had brought in before it broke off were accepted, not found
  const own = resumed ? await findMessages(context.pool, workspaceId, doubtful, importId) : new Set<string>()
  const repeats = doubtful.filter((messageId) => !own.has(messageId))
  await noteRepeats(context.pool, workspaceId, importId, repeats)
  counts.accepted += own.size
  counts.duplicate += repeats.length
  return counts
}

/** Takes rows about deals in, hands those that cannot count to the flow to be set aside, and counts what became of them. */
async function sendDeals(
  { flow }: { flow: Flow },
  work: DealImport,
  plan: ImportPlan,
  records: readonly CsvRecord[],
  rows: RowSetting,
  behind: ReadonlySet<number>,
): Promise<Counts> {
  const now = rows.now
  const verdicts = await takeDealRows(
    work,
    records.map((record) => readDealRecord(plan, record, rows)),
    now,
  )
  const aside = verdicts.filter((one) => !behind.has(one.row)).flatMap((one) => asideOf(one, work.importId, now))
  await acceptAll(flow, work.workspaceId, aside)
  const counts: Counts = { read: verdicts.length, accepted: 0, duplicate: 0, setAside: 0 }
  for (const one of verdicts) counts[one.counts]++
  return counts
}

/** Waits while the flow is full. */
async function acceptAll(flow: Flow, workspaceId: string, items: Incoming[]): Promise<Outcome[]> {
  if (items.length === 0) return []
  for (;;) {
    try {
      return await flow.accept(workspaceId, items)
    } catch (error) {
      if (!(error instanceof FlowBusy)) throw error
      await sleep(Math.max(50, error.retryAfterSeconds * 1000))
    }
  }
}

/** Notes how far it came. What was counted stays counted. */
async function breakOff(
  context: VerbContext,
  workspaceId: string,
  id: string,
  counts: Counts,
  sending: Promise<{ counts: Counts }>[],
  error: unknown,
): Promise<Result<ImportSummary>> {
  // what was under way may have gone through; rows behind one that did not are looked at again when it goes on
  for (const one of await Promise.allSettled(sending)) {
    if (one.status === 'rejected') break
    add(counts, one.value.counts)
  }
  const stopped = error instanceof Error && error.name === 'AbortError'
  const why = stopped ? 'Stopped by hand.' : sentence(error)
  const far = `${counts.read} rows are done (${counts.accepted} accepted, ${counts.duplicate} known already, ${counts.setAside} set aside)`
  let noted = true
  try {
    await saveImportCounts(context.pool, workspaceId, id, counts)
    await setImportState(context.pool, workspaceId, id, 'failed', clock(context), why)
  } catch {
    noted = false
  }
  const message = `The import ${id} broke off: ${why} ${far}${noted ? '' : ', which could not be noted in the database'}. Nothing that was taken in is lost; the same command goes on from there.`
  return refuse(stopped ? 'conflict' : 'internal', message)
}

/** What a database error means to the person who runs the import. */
export function sentence(error: unknown): string {
  const trouble = troubleOf(error)
  if (trouble === 'full') return 'The disk of the database is full: make room.'
  if (trouble === 'away') return 'The database went away: see that it runs.'
  return `${((error as Error).message ?? String(error)).replace(/\.$/, '')}.`
}

async function release(lock: PoolClient, broken: boolean, unlock: () => Promise<void>): Promise<void> {
  let lost = broken
  await unlock().catch(() => {
    lost = true
  })
  lock.removeAllListeners('error')
  lock.on('error', () => {})
  lock.release(lost)
}

/** Mappings as the database gives them back: keys in any order. */
function same(one: unknown, other: unknown): boolean {
  return stable(one) === stable(other)
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function clock(context: VerbContext): number {
  return context.now ? context.now() : Date.now()
}
