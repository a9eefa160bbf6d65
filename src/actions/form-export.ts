import type { Pool } from 'pg'
import { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { noForm } from '#actions/form-read.ts'
import { headsOf } from '#actions/form-submissions.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { giveLeave, type LeaveReader, readLeave } from '#actions/export-leave.ts'
import { submissionExportInput } from '#contract/form.ts'
import { type ExportReady } from '#contract/person-bulk.ts'
import { ok, type Result } from '#contract/problem.ts'
import { csvText, type Cell } from '#core/report/csv.ts'
import { wordPatterns } from '#core/text-pattern.ts'
import { findForm, listVersions } from '#store/form.ts'
import { listSubmissionRows, type SubmissionPlace } from '#store/form-submission.ts'

const batch = 500
const asked = submissionExportInput.extend({ kind: z.literal('form') })

/** Gives leave to download what a form brought as CSV, and keeps in the audit who took it out. */
export const allowFormExport: Verb<ExportReady> = writeVerb({
  permission: 'person.export',
  input: submissionExportInput,
  async run({ db, workspaceId, actor, input, now }) {
    if (!(await findForm(db, workspaceId, input.id))) return noForm
    return ok(await giveLeave({ db, workspaceId, actor, now }, '/api/forms/export', { ...input, kind: 'form' }))
  },
  audit: ({ id }, { id: form, kept, q }) => ({
    verb: 'form.export',
    subject: `form:${form}`,
    detail: { export: id, kept, ...(q === '' ? {} : { q }) },
  }),
})

/** The file that leave was given for, a piece at a time, the newest first; a column a field of any version. */
export async function readFormExport(
  services: LeaveReader,
  actor: Actor,
  input: unknown,
): Promise<Result<AsyncGenerator<string>>> {
  const leave = await readLeave(services, actor, input, { permission: 'person.export', query: asked })
  if (!leave.ok) return leave
  const { workspaceId, query } = leave.value
  return ok(lines(services.pool, workspaceId, query))
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
