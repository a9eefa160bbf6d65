import { randomUUIDv7 } from 'node:crypto'
import { newSlug } from '#actions/form-create.ts'
import { noSurvey, stateOf } from '#actions/survey-read.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { surveyInput, type SurveyWritten } from '#contract/survey.ts'
import { surveyLanguages, type SurveyLanguage } from '#core/survey/document.ts'
import { surveyTemplate } from '#core/survey/templates.ts'
import { findSurvey, insertSurvey, listSurveyRows } from '#store/survey.ts'
import { findWorkspace } from '#store/workspace.ts'

/** How many surveys a team may keep: more than anybody tells apart. */
const most = 300

/** A draft that begins with a template or with what another survey asks, in the languages of the workspace. */
export const createSurvey: Verb<SurveyWritten> = writeVerb({
  permission: 'capture.write',
  input: surveyInput,
  async run({ db, workspaceId, actor, input, now }) {
    if ((await listSurveyRows(db, workspaceId)).length >= most)
      return refuse('conflict', `There are ${most} surveys already. Retire one that nobody uses.`)
    const other = input.copy === undefined ? null : await findSurvey(db, workspaceId, input.copy)
    if (input.copy !== undefined && other === null) return noSurvey
    const workspace = await findWorkspace(db, workspaceId)
    const known = (workspace?.languages ?? []).filter((one): one is SurveyLanguage =>
      surveyLanguages.some((all) => all === one),
    )
    const document = other?.document ?? surveyTemplate(input.template, input.languages ?? known, workspace?.name ?? '')
    for (;;) {
      const slug = newSlug(input.name, 'survey')
      const survey = { id: randomUUIDv7(), slug, name: input.name, document, by: actorName(actor) }
      if (await insertSurvey(db, workspaceId, survey, now))
        return ok({ id: survey.id, slug, revision: 1, state: stateOf({ openedAt: null, closedAt: null }) })
    }
  },
  audit: ({ id }, { name, template, copy }) => ({
    verb: 'survey.create',
    subject: `survey:${id}`,
    detail: copy === undefined ? { name, template } : { name, copy },
  }),
})
