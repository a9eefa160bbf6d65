import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { resolvePipelines } from '#actions/pipeline-scope.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { pipelineDealQuery, type PipelineDeal, type PipelineDealList } from '#contract/pipeline-metric.ts'
import { ok, refuse } from '#contract/problem.ts'
import { ownerNames } from '#store/deal/label.ts'
import { findPasses, type PassRow } from '#store/deal/pass-list.ts'

const place = z.tuple([
  z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?( BC)?$/),
  z.uuid(),
  z.int().min(0).max(2_147_483_647),
])

const ofStage = ['standing', 'entered', 'went_on', 'lost_from']

/** The deals behind one figure of the pipeline's numbers, a page at a time, newest first. */
export const listPipelineDeals: Verb<PipelineDealList> = readVerb({
  permission: 'deal.read',
  input: pipelineDealQuery,
  async run({ db, workspaceId, input, now }) {
    const { of, stage, month, limit, cursor, ...question } = input
    const resolved = await resolvePipelines(db, workspaceId, question, now)
    if (!resolved.ok) return resolved
    const { scope, span, said } = resolved.value
    let stagePlace: number | null = null
    if (ofStage.includes(of)) {
      const [pipeline, more] = scope.pipelines
      if (stage === undefined) return refuse('invalid', `stage: say which, for ${of}.`)
      if (pipeline === undefined || more !== undefined) return refuse('invalid', `pipeline: say which, for ${of}.`)
      stagePlace = pipeline.stages.indexOf(stage)
      if (stagePlace < 0) {
        return refuse('not_found', `${pipeline.id} has no stage ${stage}; it has ${pipeline.stages.join(', ')}.`)
      }
    }
    const asked = [
      'pipeline deals',
      of,
      stage ?? '',
      month ?? 0,
      said.from,
      said.to,
      input.pipeline ?? '',
      ...input.only,
    ]
    const after = cursor === undefined ? null : readCursor(asked, cursor, place)
    if (cursor !== undefined && after === null) return badCursor
    const { items, next } = await findPasses(db, scope, {
      of,
      span,
      windowDays: said.windowDays,
      place: stagePlace,
      month: month ?? null,
      after,
      limit,
    })
    const names = await ownerNames(db, workspaceId, [...new Set(items.flatMap(({ owner }) => owner ?? []))])
    return ok({ items: items.map((row) => dealOf(row, names)), next: next && writeCursor(asked, next) })
  },
})

function dealOf(row: PassRow, names: ReadonlyMap<string, string>): PipelineDeal {
  const { id, pass, name, pipeline, accountId, accountName, owner, result, stage, amountMinor, currency } = row
  return {
    id,
    pass,
    name,
    pipeline,
    account: accountId === null ? null : { id: accountId, name: accountName ?? '' },
    owner: owner === null ? null : (names.get(owner) ?? null),
    result,
    stage,
    amountMinor,
    currency,
    openedAt: row.openedAt.toISOString(),
    qualifiedAt: row.qualifiedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  }
}
