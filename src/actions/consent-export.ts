import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import type { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { ledgerScope } from '#actions/consent-ledger.ts'
import { entryOf, wordingTexts } from '#actions/consent/entry.ts'
import { actorName, requirePermission, writeVerb, type Verb } from '#actions/verb.ts'
import { ledgerCsvColumns, ledgerExportInput, type LedgerEntry } from '#contract/consent.ts'
import { exportId, type ExportReady } from '#contract/person-bulk.ts'
import { invalid, ok, refuse, type Result } from '#contract/problem.ts'
import { type Cell, csvText } from '#core/report/csv.ts'
import { findLedger } from '#store/consent-ledger.ts'
import { findExport, insertExport } from '#store/person-export.ts'
import { isoTime } from '#store/rows.ts'
import { findWorkspace } from '#store/workspace.ts'

const goodForMs = 10 * 60_000
const batch = 1000

/** Gives leave to download the ledger as CSV, and keeps in the audit who took what out. */
export const allowLedgerExport: Verb<ExportReady> = writeVerb({
  permission: 'consent.write',
  input: ledgerExportInput,
  async run({ db, workspaceId, actor, input, now }) {
    const id = randomUUIDv7()
    const expiresAt = now + goodForMs
    await insertExport(db, workspaceId, { id, userId: actorName(actor), query: input, at: now, expiresAt })
    return ok({
      id,
      path: `/api/consent/export/${id}?workspace=${workspaceId}`,
      expiresAt: isoTime(expiresAt) as string,
    })
  },
  audit: ({ id }, { heads: _, kind: __, ...filter }) => ({
    verb: 'consent.export',
    subject: `export:${id}`,
    detail: filter,
  }),
})

/** The file that leave was given for, a piece at a time, newest first. */
export async function readLedgerExport(
  { pool, now = Date.now }: { pool: Pool; now?: () => number },
  actor: Actor,
  input: unknown,
): Promise<Result<AsyncGenerator<string>>> {
  const denied = requirePermission(actor, 'consent.write')
  if (denied) return denied
  const parsed = exportId.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { workspaceId } = actor
  const leave = await findExport(pool, workspaceId, actorName(actor), parsed.data.id, now())
  const query = ledgerExportInput.safeParse(leave?.query)
  if (!leave || !query.success || (leave.query as { kind?: unknown }).kind !== 'consent')
    return refuse('gone', 'This download is no longer good: ask for it again.')
  return ok(lines(pool, workspaceId, query.data))
}

async function* lines(
  pool: Pool,
  workspaceId: string,
  { heads, kind: _, ...filter }: z.output<typeof ledgerExportInput>,
): AsyncGenerator<string> {
  yield csvText([ledgerCsvColumns.map((column) => heads[column] ?? column)])
  const db = await pool.connect()
  try {
    await db.query('begin isolation level repeatable read read only')
    const scope = ledgerScope(filter, (await findWorkspace(db, workspaceId))?.zone ?? 'UTC')
    const texts = await wordingTexts(db, workspaceId)
    for (let after: { micros: string; id: string } | null = null; ;) {
      const rows = await findLedger(db, workspaceId, scope, after, batch)
      // the mark stands at the head of the file only
      if (rows.length > 0) yield csvText(rows.map((row) => cellsOf(entryOf(row, texts)))).slice(1)
      const last = rows.at(-1)
      if (rows.length < batch || !last) break
      after = { micros: last.micros, id: last.id }
    }
  } finally {
    // also when whoever downloads has left
    await db.query('rollback').catch(() => {})
    db.release()
  }
}

function cellsOf(entry: LedgerEntry): Cell[] {
  const { proof, person } = entry
  return [
    entry.at,
    entry.state,
    entry.purpose,
    person?.id ?? null,
    person?.name ?? null,
    person?.email ?? null,
    entry.wording,
    entry.text,
    entry.language,
    entry.source,
    entry.sourceDetail,
    proof.address,
    proof.agent,
    proof.page,
    proof.reason,
    proof.kept,
    proof.by,
  ]
}
