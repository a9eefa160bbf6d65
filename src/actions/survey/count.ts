import type { Pool } from 'pg'
import type { Flow, Outcome } from '#actions/flow-types.ts'
import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { visitorOf } from '#actions/form/count.ts'
import { histories } from '#actions/person/load.ts'
import { transaction } from '#actions/verb.ts'
import { visitorActs } from '#actions/visitor.ts'
import { ok } from '#contract/problem.ts'
import { wordsIn } from '#core/form/document.ts'
import type { SurveyDocument } from '#core/survey/document.ts'
import type { KeptVisitor } from '#store/form-submission.ts'
import type { Db } from '#store/rows.ts'
import { findShownSurvey } from '#store/survey.ts'
import { settleAnswer, uncountedAnswers } from '#store/survey-answer.ts'

interface CountableAnswer {
  workspaceId: string
  id: string
  slug: string
  document: SurveyDocument
  chosen: readonly string[]
  says: boolean | null
  language: string
  sender: KeptVisitor
  /** epoch ms */
  at: number
}

/**
 * Hands an answer of somebody whose browser may be known to the flow, as `survey_answered`. What was typed stays in the
 * survey. Said again it counts once. Rejects with FlowBusy when the queue is full.
 */
export async function countAnswer(
  { pool, flow, visitId }: { pool: Db; flow: Pick<Flow, 'accept'>; visitId(host: string): string },
  { workspaceId, id, slug, document, chosen, says, language, sender, at }: CountableAnswer,
  now: number,
): Promise<Outcome> {
  const first = document.languages[0] ?? 'en'
  const labels = chosen.map(
    (one) => wordsIn(document.choices.find((choice) => choice.id === one)?.label ?? {}, first, first) || one,
  )
  const properties = {
    survey: slug,
    question: wordsIn(document.question, first, first).slice(0, 200),
    ...(chosen.length === 0 ? {} : { answer: document.kind === 'scale' ? Number(chosen[0]) : labels.join('; ') }),
    ...(says === null ? {} : { measure: document.measure, says }),
  }
  const acts = [{ type: 'track' as const, messageId: `survey:${id}`, event: 'survey_answered', properties }]
  const [outcome] = await visitorActs(
    { pool, flow },
    workspaceId,
    acts,
    { ...visitorOf(sender, language), visitId },
    at,
  )
  await settleAnswer(pool, workspaceId, id, now)
  return outcome ?? { status: 'counted' }
}

/**
 * Counts answers that were kept but never reached the flow, because the server stopped between the two: each in a
 * transaction of its own, once. Gives how many.
 */
export async function recoverAnswers(
  pool: Pool,
  { now, signal }: { now: number; signal?: AbortSignal },
): Promise<number> {
  let counted = 0
  for (const { at, ...answer } of await uncountedAnswers(pool, now, 500)) {
    if (signal?.aborted) break
    const { workspaceId, slug, id } = answer
    await transaction(pool, 'begin', async (db) => {
      const shown = await findShownSurvey(db, slug)
      if (shown === null) throw new Error(`the survey of answer ${id} is gone`)
      const history = await histories.of(db, workspaceId)
      const flow: Pick<Flow, 'accept'> = {
        accept: (_, items) => foldBatch(withinTransaction({ db, workspaceId, history, now }), items, () => {}),
      }
      const one = { ...answer, document: shown.document, at: at.getTime() }
      await countAnswer({ pool: db, flow, visitId: () => `visit_${id}` }, one, now)
      return ok(null)
    })
    counted++
  }
  return counted
}
