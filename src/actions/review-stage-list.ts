import type { PoolClient } from 'pg'
import { openStages } from '#actions/deal/usual.ts'
import { resolvePipelines, type ResolvedPipelines } from '#actions/pipeline-scope.ts'
import { readVerb, requirePermission, type Verb } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { stageQuestionQuery, type StageQuestion, type StageQuestionList } from '#contract/stage-question.ts'
import { statusOf } from '#core/deal/status.ts'
import { effectSpans } from '#core/report/change-effect.ts'
import { difference } from '#core/report/newcombe.ts'
import { wilson } from '#core/report/wilson.ts'
import { conversionCells, type ConversionCell } from '#store/deal/stage-metric.ts'
import { objectionsIn, reasonsFrom, stageQuestionsOf, type StageQuestionRow } from '#store/stage-question.ts'

const year = 365 * 86_400_000

/** What was asked of the stages of a pipeline, with what came of changes, and what those said who left from there. */
export const listStageQuestions: Verb<StageQuestionList> = readVerb({
  permission: 'review.read',
  input: stageQuestionQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const resolved = await resolvePipelines(db, workspaceId, { ...input, only: [] }, now)
    if (!resolved.ok) return resolved
    const model = resolved.value.models[0]
    if (!model) throw new Error('pipelines are resolved without any')
    const rows = await stageQuestionsOf(db, workspaceId, model.id)
    const outcomes = model.outcomes.filter(({ id }) => statusOf(model, null, id) === 'lost').map(({ id }) => id)
    const since = now - year
    const reasons = Map.groupBy(
      await reasonsFrom(db, workspaceId, { pipeline: model.id, outcomes, since }),
      ({ stage }) => stage,
    )
    const objections = Map.groupBy(await objectionsIn(db, workspaceId, model.id, since), ({ stage }) => stage)
    const items: StageQuestion[] = []
    for (const row of rows) items.push(await said(db, row, resolved.value))
    return ok({
      pipeline: model.id,
      items,
      heard: openStages(model).map(({ id }) => ({
        stage: id,
        reasons: (reasons.get(id) ?? []).slice(0, 5).map(({ reason, count }) => ({ reason, count })),
        objections: (objections.get(id) ?? []).slice(0, 5).map(({ kind, count }) => ({ kind, count })),
      })),
      mayWrite: requirePermission(actor, 'review.run') === null,
      asOf: new Date(now).toISOString(),
    })
  },
})

async function said(db: PoolClient, row: StageQuestionRow, resolved: ResolvedPipelines): Promise<StageQuestion> {
  const { openedAt, closedAt, ...rest } = row
  return {
    ...rest,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    effect: await effectOf(db, row, resolved),
  }
}

/** Did the step improve? Null while nothing was changed, or too little time has passed since. */
async function effectOf(
  db: PoolClient,
  { stage, changeDay }: StageQuestionRow,
  { scope }: ResolvedPipelines,
): Promise<StageQuestion['effect']> {
  if (changeDay === null) return null
  const pipeline = scope.pipelines[0]
  const place = pipeline?.stages.indexOf(stage) ?? -1
  const spans = effectSpans(changeDay, scope.now, scope.zone)
  if (!pipeline || place < 0 || spans === null) return null
  const [before, after] = [
    wentOn(await conversionCells(db, scope, pipeline, spans.before), place, spans.days),
    wentOn(await conversionCells(db, scope, pipeline, spans.after), place, spans.days),
  ]
  return {
    days: spans.days,
    before: shareOf(before),
    after: shareOf(after),
    verdict: difference(after, before).verdict,
  }
}

function wentOn(cells: readonly ConversionCell[], place: number, days: number): { reached: number; of: number } {
  const own = cells.filter((cell) => cell.place === place && cell.kind !== 'later')
  const sum = (some: readonly ConversionCell[]) => some.reduce((all, { count }) => all + count, 0)
  return { reached: sum(own.filter((cell) => cell.kind === 'came' && cell.days <= days)), of: sum(own) }
}

function shareOf({ reached, of }: { reached: number; of: number }) {
  const interval = wilson(reached, of)
  return interval && { rate: reached / of, low: interval.low, high: interval.high, of }
}
