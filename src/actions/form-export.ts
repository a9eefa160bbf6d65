import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { noForm } from '#actions/form-read.ts'
import { headsOf } from '#actions/form-submissions.ts'
import { actorName, requirePermission, writeVerb, type Verb } from '#actions/verb.ts'
import { submissionExportInput } from '#contract/form.ts'
import { exportId, type ExportReady } from '#contract/person-bulk.ts'
import { invalid, ok, refuse, type Result } from '#contract/problem.ts'
import { csvText, type Cell } from '#core/report/csv.ts'
import { wordPatterns } from '#core/text-pattern.ts'
import { findForm, listVersions } from '#store/form.ts'
import { listSubmissionRows, type SubmissionPlace } from '#store/form-submission.ts'
import { findExport, insertExport } from '#store/person-export.ts'
import { isoTime } from '#store/rows.ts'

const goodForMs = 10 * 60_000
const batch = 500
const asked = submissionExportInput.extend({ kind: z.literal('form') })

/** Gives leave to download what a form brought as CSV, and keeps in the audit who took it out. */
export const allowFormExport: Verb<ExportReady> = writeVerb({
  permission: 'person.export',
  input: submissionExportInput,
  async run({ db, workspaceId, actor, input, now }) {
    if (!(await findForm(db, workspaceId, input.id))) return noForm
    const id = randomUUIDv7()
    const expiresAt = now + goodForMs
    const query = { ...input, kind: 'form' }
    await insertExport(db, workspaceId, { id, userId: actorName(actor), query, at: now, expiresAt })
    return ok({ id, path: `/api/forms/export/${id}?workspace=${workspaceId}`, expiresAt: isoTime(expiresAt) as string })
  },
  audit: ({ id }, { id: form, kept, q }) => ({
    verb: 'form.export',
    subject: `form:${form}`,
    detail: { export: id, kept, ...(q === '' ? {} : { q }) },
  }),
})

/** The file that leave was given for, a piece at a time, the newest first; a column a field of any version. */
export async function readFormExport(
  { pool, now = Date.now }: { pool: Pool; now?: () => number },
  actor: Actor,
  input: unknown,
): Promise<Result<AsyncGenerator<string>>> {
  const denied = requirePermission(actor, 'person.export')
  if (denied) return denied
  const parsed = exportId.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { workspaceId } = actor
  const leave = await findExport(pool, workspaceId, actorName(actor), parsed.data.id, now())
  const query = asked.safeParse(leave?.query)
  if (!leave || !query.success) return refuse('gone', 'This download is no longer good: ask for it again.')
  return ok(lines(pool, workspaceId, query.data))
}

async function* lines(
  pool: Pool,
  workspaceId: string,
  { id, kept, q }: z.output<typeof asked>,
): AsyncGenerator<string> {
  const form = await findForm(pool, workspaceId, id)
  if (!form) return
  const versions = await listVersions(pool, workspaceId, id)
  const heads = await headsOf(pool, workspaceId, [form.draft, ...versions.map(({ document }) => document)])
  const fields = heads.map((head) => head.id)
  yield csvText([['at', 'state', 'version', 'language', 'person', ...fields, 'sent_from', 'reasons', 'marks', 'id']])
  const patterns = wordPatterns(q)
  for (let after: SubmissionPlace | null = null; ;) {
    const rows = await listSubmissionRows(pool, workspaceId, id, { kept, patterns, after, limit: batch })
    const cells = rows.map((row): Cell[] => [
      row.at.toISOString(),
      row.state,
      row.version,
      row.language,
      row.personId,
      ...fields.map((field) => textOf(row.fields[field])),
      row.visitor.page?.url ?? null,
      row.reasons.join(' '),
      row.marks.join(' '),
      row.id,
    ])
    // the mark stands at the head of the file only
    yield csvText(cells).slice(1)
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = { at: last.at.toISOString(), id: last.id }
  }
}

function textOf(value: string | string[] | undefined): Cell {
  return value === undefined ? null : typeof value === 'string' ? value : value.join('; ')
}
