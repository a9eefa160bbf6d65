import type { Pool } from 'pg'
import { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { noSurvey } from '#actions/survey-read.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { giveLeave, type LeaveReader, readLeave } from '#actions/export-leave.ts'
import { type ExportReady } from '#contract/person-bulk.ts'
import { ok, type Result } from '#contract/problem.ts'
import { surveyExportInput } from '#contract/survey.ts'
import { wordsIn } from '#core/form/document.ts'
import { csvText, type Cell } from '#core/report/csv.ts'
import type { SurveyDocument } from '#core/survey/document.ts'
import { findSurvey } from '#store/survey.ts'
import { type AnswerPlace, listAnswerRows } from '#store/survey-result.ts'

const batch = 500
const asked = surveyExportInput.extend({ kind: z.literal('survey') })
const columns = ['at', 'answer', 'answer_text', 'words', 'says', 'language', 'channel', 'site', 'person', 'name', 'id']

/** Gives leave to download the answers of a survey as CSV, and keeps in the audit who took them out. */
export const allowSurveyExport: Verb<ExportReady> = writeVerb({
  permission: 'person.export',
  input: surveyExportInput,
  async run({ db, workspaceId, actor, input, now }) {
    if (!(await findSurvey(db, workspaceId, input.id))) return noSurvey
    return ok(await giveLeave({ db, workspaceId, actor, now }, '/api/surveys/export', { ...input, kind: 'survey' }))
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
