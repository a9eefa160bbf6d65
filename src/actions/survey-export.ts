import { randomUUIDv7 } from 'node:crypto'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { noSurvey } from '#actions/survey-read.ts'
import { actorName, requirePermission, writeVerb, type Verb } from '#actions/verb.ts'
import { exportId, type ExportReady } from '#contract/person-bulk.ts'
import { invalid, ok, refuse, type Result } from '#contract/problem.ts'
import { surveyExportInput } from '#contract/survey.ts'
import { wordsIn } from '#core/form/document.ts'
import { csvText, type Cell } from '#core/report/csv.ts'
import type { SurveyDocument } from '#core/survey/document.ts'
import { findExport, insertExport } from '#store/person-export.ts'
import { isoTime } from '#store/rows.ts'
import { findSurvey } from '#store/survey.ts'
import { type AnswerPlace, listAnswerRows } from '#store/survey-result.ts'

const goodForMs = 10 * 60_000
const batch = 500
const asked = surveyExportInput.extend({ kind: z.literal('survey') })
const columns = ['at', 'answer', 'answer_text', 'words', 'says', 'language', 'channel', 'site', 'person', 'name', 'id']

/** Gives leave to download the answers of a survey as CSV, and keeps in the audit who took them out. */
export const allowSurveyExport: Verb<ExportReady> = writeVerb({
  permission: 'person.export',
  input: surveyExportInput,
  async run({ db, workspaceId, actor, input, now }) {
    if (!(await findSurvey(db, workspaceId, input.id))) return noSurvey
    const id = randomUUIDv7()
    const expiresAt = now + goodForMs
    const query = { ...input, kind: 'survey' }
    await insertExport(db, workspaceId, { id, userId: actorName(actor), query, at: now, expiresAt })
    const path = `/api/surveys/export/${id}?workspace=${workspaceId}`
    return ok({ id, path, expiresAt: isoTime(expiresAt) as string })
  },
  audit: ({ id }, { id: survey, chosen, known }) => ({
    verb: 'survey.export',
    subject: `survey:${survey}`,
    detail: { export: id, ...(chosen === undefined ? {} : { chosen }), ...(known ? { known } : {}) },
  }),
})

/**
 * The file that leave was given for, a piece at a time, the newest first: answers that count, each with whose it is where
 * that is known as it is read. Of somebody erased it stands as one of nobody's. No addresses: those are given out with
 * consent asked, by the list of people.
 */
export async function readSurveyExport(
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
  { id, chosen, known }: z.output<typeof asked>,
): AsyncGenerator<string> {
  const survey = await findSurvey(pool, workspaceId, id)
  if (!survey) return
  yield csvText([columns])
  const filter = { chosen: chosen ?? null, known, words: false, limit: batch }
  for (let after: AnswerPlace | null = null; ;) {
    const rows = await listAnswerRows(pool, workspaceId, id, { ...filter, after })
    const cells = rows.map((row): Cell[] => [
      row.at.toISOString(),
      row.chosen.join('; '),
      row.chosen.map((answer) => nameOf(survey.document, answer)).join('; '),
      row.words,
      row.says,
      row.language,
      row.channel,
      row.host,
      row.personId,
      row.personName,
      row.id,
    ])
    // the mark stands at the head of the file only
    yield csvText(cells).slice(1)
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = { at: last.at.toISOString(), id: last.id }
  }
}

/** An answer in the survey's first language; a number of a scale as it is. */
function nameOf({ choices, languages }: SurveyDocument, answer: string): string {
  const first = languages[0] ?? 'en'
  return wordsIn(choices.find(({ id }) => id === answer)?.label ?? {}, first, first) || answer
}
