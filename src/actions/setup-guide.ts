import { z } from 'zod'
import { type SetupGuide, setupAnswers, setupStepInput, setupSteps } from '#contract/setup-guide.ts'
import { ok } from '#contract/problem.ts'
import { actorNames } from '#store/actor-name.ts'
import type { Db } from '#store/rows.ts'
import { listSetupAnswers, putSetupAnswers } from '#store/setup-guide.ts'
import { type Verb, actorName, readVerb, writeVerb } from '#actions/verb.ts'

/** What was answered in each step of the set-up guide. */
export const readSetupGuide: Verb<SetupGuide> = readVerb({
  permission: 'blueprint.read',
  input: z.object({}),
  run: async ({ db, workspaceId }) => ok(await guideOf(db, workspaceId)),
})

/** Keeps the answers of one step. Rules that follow from them are changed in the blueprint, by its own verbs. */
export const saveSetupStep: Verb<SetupGuide> = writeVerb({
  permission: 'blueprint.apply',
  input: setupStepInput,
  async run({ db, workspaceId, actor, input: { step, answers }, now }) {
    await putSetupAnswers(db, workspaceId, { step, answers, savedBy: actorName(actor), at: now })
    return ok(await guideOf(db, workspaceId))
  },
  audit: (_value, { step }) => ({ verb: 'setup_guide.save', subject: `step:${step}` }),
})

async function guideOf(db: Db, workspaceId: string): Promise<SetupGuide> {
  const rows = await listSetupAnswers(db, workspaceId)
  const names = await actorNames(
    db,
    rows.map((row) => row.savedBy),
  )
  const guide: Record<string, unknown> = {}
  for (const step of setupSteps) {
    const row = rows.find((one) => one.step === step)
    // answers of an older shape are asked again
    const answers = row && setupAnswers[step].safeParse(row.answers)
    guide[step] = answers?.success
      ? { answers: answers.data, savedBy: names.get(row?.savedBy ?? '') ?? '', savedAt: row?.savedAt.toISOString() }
      : null
  }
  return guide as SetupGuide
}
