import { z } from 'zod'

const time = z.iso.datetime()
const day = z.iso.date()
const id = z.string().min(1).max(64)
const answer = z.string().trim().max(4000)

/** Questions of a value-proposition review (where people leave), and of a stage test (why the stage is there). */
export const leakQuestions = ['promised', 'words', 'content', 'need', 'goal'] as const
export const testQuestions = ['why', 'impact', 'urgency'] as const
export const stageQuestionKinds = ['leak', 'test'] as const

const answers = z.strictObject({
  promised: answer.optional(),
  words: answer.optional(),
  content: answer.optional(),
  need: answer.optional(),
  goal: answer.optional(),
  why: answer.optional(),
  impact: answer.optional(),
  urgency: answer.optional(),
})

/** How many went on from a stage within as many days, before a change and after it. */
const share = z.object({
  rate: z.number(),
  low: z.number(),
  high: z.number(),
  of: z.int(),
})

export const stageQuestion = z.object({
  id: z.uuid(),
  revision: z.int(),
  pipeline: id,
  stage: id,
  kind: z.enum(stageQuestionKinds),
  answers,
  meetsNeed: z.boolean().nullable(),
  meetsGoal: z.boolean().nullable(),
  change: z.string().nullable(),
  changeBy: z.string().nullable(),
  changeDay: day.nullable(),
  openedAt: time,
  openedBy: z.string(),
  closedAt: time.nullable(),
  /** did the step improve? null: nothing was changed yet */
  effect: z
    .object({
      days: z.int().describe('Within as many days of entering the stage.'),
      before: share.nullable(),
      after: share.nullable(),
      verdict: z.enum(['up', 'down', 'unclear', 'too_few']),
    })
    .nullable(),
})
export type StageQuestion = z.infer<typeof stageQuestion>

/** `GET /api/stage-questions?pipeline=…` */
export const stageQuestionQuery = z.object({ pipeline: id.optional().describe('The first one when absent.') })
export const stageQuestionList = z.object({
  pipeline: id,
  items: z.array(stageQuestion).describe('The latest first.'),
  /** by stage: what was said by those who left from there in the last year */
  heard: z.array(
    z.object({
      stage: id,
      reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
      objections: z.array(z.object({ kind: z.string(), count: z.int() })),
    }),
  ),
  mayWrite: z.boolean(),
  asOf: time,
})
export type StageQuestionList = z.infer<typeof stageQuestionList>

/** `POST /api/stage-questions`: opens one. */
export const stageQuestionOpen = z.strictObject({
  pipeline: id,
  stage: id,
  kind: z.enum(stageQuestionKinds),
  answers: answers.default({}),
})

export const stageQuestionId = z.object({ id: z.uuid() })

/** `POST /api/stage-questions/:id/change`. `revision`: as it was read; an older one is told so (409). */
export const stageQuestionBody = z.strictObject({
  revision: z.int(),
  answers: answers.optional().describe('Merged question by question.'),
  meetsNeed: z.boolean().nullable().optional(),
  meetsGoal: z.boolean().nullable().optional(),
  change: answer.nullable().optional(),
  changeBy: z.string().trim().max(300).nullable().optional(),
  changeDay: day.nullable().optional(),
  closed: z.boolean().optional(),
})
export const stageQuestionChange = stageQuestionBody.extend(stageQuestionId.shape)
export type StageQuestionBody = z.infer<typeof stageQuestionBody>

export const stageQuestionWritten = z.object({ id: z.uuid(), revision: z.int() })
export type StageQuestionWritten = z.infer<typeof stageQuestionWritten>
