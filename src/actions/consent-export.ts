import type { Pool } from 'pg'
import { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { ledgerScope } from '#actions/consent-ledger.ts'
import { entryOf, wordingTexts } from '#actions/consent/entry.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { giveLeave, type LeaveReader, readLeave } from '#actions/export-leave.ts'
import { ledgerCsvColumns, ledgerExportInput, type LedgerEntry } from '#contract/consent.ts'
import { type ExportReady } from '#contract/person-bulk.ts'
import { ok, type Result } from '#contract/problem.ts'
import { type Cell, csvText } from '#core/report/csv.ts'
import { findLedger } from '#store/consent-ledger.ts'
import { findWorkspace } from '#store/workspace.ts'

const batch = 1000
const asked = ledgerExportInput.extend({ kind: z.literal('consent') })

/** Gives leave to download the ledger as CSV, and keeps in the audit who took what out. */
export const allowLedgerExport: Verb<ExportReady> = writeVerb({
  permission: 'consent.write',
  input: ledgerExportInput,
  async run({ db, workspaceId, actor, input, now }) {
    return ok(await giveLeave({ db, workspaceId, actor, now }, '/api/consent/export', input))
  },
  audit: ({ id }, { heads: _, kind: __, ...filter }) => ({
    verb: 'consent.export',
    subject: `export:${id}`,
    detail: filter,
  }),
})

/** The file that leave was given for, a piece at a time, newest first. */
export async function readLedgerExport(
  services: LeaveReader,
  actor: Actor,
  input: unknown,
): Promise<Result<AsyncGenerator<string>>> {
  const leave = await readLeave(services, actor, input, { permission: 'consent.write', query: asked })
  if (!leave.ok) return leave
  const { workspaceId, query } = leave.value
  return ok(lines(services.pool, workspaceId, query))
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
