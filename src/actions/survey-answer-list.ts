import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { noSurvey } from '#actions/survey-read.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { surveyAnswerQuery, surveyRef, type SurveyAnswerList } from '#contract/survey.ts'
import { findSurvey } from '#store/survey.ts'
import { listAnswerRows } from '#store/survey-result.ts'

const place = z.object({ at: z.iso.datetime(), id: z.uuid() })

/** Answers that count, the newest first, each with whose it is where that is known. */
export const listSurveyAnswers: Verb<SurveyAnswerList> = readVerb({
  permission: 'capture.read',
  input: surveyAnswerQuery.extend(surveyRef.shape),
  async run({ db, workspaceId, input }) {
    const { id, chosen = null, known, words, limit, cursor } = input
    if (!(await findSurvey(db, workspaceId, id))) return noSurvey
    const question = [id, chosen ?? '', String(known), String(words)]
    const after = cursor === undefined ? null : readCursor(question, cursor, place)
    if (cursor !== undefined && after === null) return badCursor
    const found = await listAnswerRows(db, workspaceId, id, { chosen, known, words, after, limit: limit + 1 })
    const rows = found.slice(0, limit)
    const last = rows.at(-1)
    return ok({
      items: rows.map(({ at, personId, personName, personEmail, ...row }) => ({
        ...row,
        at: at.toISOString(),
        person: personId === null ? null : { id: personId, name: personName, email: personEmail },
      })),
      next: found.length > limit && last ? writeCursor(question, { at: last.at.toISOString(), id: last.id }) : null,
    })
  },
})
