import { z } from 'zod'
import { stateOf } from '#actions/survey-read.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import type { SurveyList } from '#contract/survey.ts'
import { shareOf } from '#core/survey/results.ts'
import { isoTime } from '#store/rows.ts'
import { listSurveyRows } from '#store/survey.ts'
import { countSurveys } from '#store/survey-result.ts'
import { findWorkspace } from '#store/workspace.ts'

/** What the counts of the list are of. */
const listDays = 90
const dayMs = 86_400_000

/** The surveys in use, with what was answered lately. */
export const listSurveys: Verb<SurveyList> = readVerb({
  permission: 'capture.read',
  input: z.object({}),
  async run({ db, workspaceId, now }) {
    const rows = await listSurveyRows(db, workspaceId)
    const zone = (await findWorkspace(db, workspaceId))?.zone ?? 'UTC'
    const found = await countSurveys(db, workspaceId, { since: now - listDays * dayMs, zone })
    const counts = new Map(found.map((one) => [one.surveyId, one]))
    return ok({
      items: rows.map(({ id, name, slug, document, updatedAt, ...row }) => {
        const { answered = 0, says = 0, people = 0, looks = 0, lastAt = null } = counts.get(id) ?? {}
        const { kind, measure, question } = document
        return {
          id,
          name,
          slug,
          state: stateOf(row),
          kind,
          measure,
          question,
          updatedAt: updatedAt.toISOString(),
          answered,
          looks,
          people,
          says: measure === 'none' ? shareOf(0, 0) : shareOf(says, answered),
          lastAt: isoTime(lastAt?.getTime()),
        }
      }),
    })
  },
})
