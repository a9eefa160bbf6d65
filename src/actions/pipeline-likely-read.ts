import { resolvePipelines } from '#actions/pipeline-scope.ts'
import { learntChances } from '#actions/pipeline/chances.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { pipelineLikelyQuery, type LikelyDeal, type PipelineLikelyDocument } from '#contract/pipeline-plan.ts'
import { ok } from '#contract/problem.ts'
import { chanceOf, type StageChance } from '#core/report/calibrate.ts'
import { ownerNames } from '#store/deal/label.ts'
import { openDeals, shownOpenDeals, type OpenDeal, type OpenDealShown } from '#store/deal/likely.ts'

const day = 86_400_000

/** Open deals by the chance that history gives them, with the reason, and whether such forecasts came true. */
export const readLikely: Verb<PipelineLikelyDocument> = readVerb({
  permission: 'pipeline.read',
  input: pipelineLikelyQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolvePipelines(db, workspaceId, { ...input, fewCells: true }, now)
    if (!resolved.ok) return resolved
    const { said, models } = resolved.value
    const [model, pipeline] = [models[0], resolved.value.scope.pipelines[0]]
    if (!model || !pipeline) throw new Error('pipelines are resolved without any')
    const scope = { ...resolved.value.scope, pipelines: [pipeline] }
    // chances are learnt of all deals, whatever is looked at
    const everybody = { ...scope, only: [] }
    const learning = { model, pipeline, windowDays: said.windowDays, at: now }
    const { stages, reliability } = await learntChances(db, everybody, learning)
    const open = await openDeals(db, scope, pipeline)
    const judged = open.flatMap((deal) => judge(deal, stages, now))
    const worth = ({ worthMinor }: Judged): number => worthMinor ?? -1
    const order = (a: Judged, b: Judged): number =>
      input.sort === 'chance' ? b.chance - a.chance || worth(b) - worth(a) : worth(b) - worth(a) || b.chance - a.chance
    const shown = judged.toSorted(order).slice(0, input.limit)
    const details = await shownOpenDeals(
      db,
      workspaceId,
      shown.map(({ deal }) => deal.id),
    )
    const names = await ownerNames(db, workspaceId, [
      ...new Set([...details.values()].flatMap(({ owner }) => owner ?? [])),
    ])
    return ok({
      zone: said.zone,
      currency: said.currency,
      now: said.now,
      windowDays: said.windowDays,
      windowChosen: said.windowChosen,
      pipeline: pipeline.id,
      stages,
      open: judged.length,
      expectedDeals: judged.reduce((sum, { chance }) => sum + chance, 0),
      expectedMinor: judged.reduce((sum, { worthMinor }) => sum + (worthMinor ?? 0), 0),
      withoutWorth: judged.filter(({ worthMinor }) => worthMinor === null).length,
      items: shown.flatMap((one) => {
        const known = details.get(one.deal.id)
        return known ? [likelyDeal(one, known, names)] : []
      }),
      reliability,
    })
  },
})

interface Judged extends Pick<LikelyDeal, 'days' | 'chance' | 'worthMinor' | 'pace'> {
  deal: OpenDeal
}

function judge(deal: OpenDeal, stages: readonly StageChance[], now: number): Judged[] {
  const stage = stages.find((one) => one.stage === deal.stage)
  if (!stage) return []
  const days = Math.max(0, Math.floor((now - deal.since) / day))
  const { chance, pace } = chanceOf(stage, days)
  return [{ deal, days, chance, pace, worthMinor: deal.baseMinor === null ? null : deal.baseMinor * chance }]
}

function likelyDeal({ deal, ...judged }: Judged, known: OpenDealShown, names: ReadonlyMap<string, string>): LikelyDeal {
  const { id, name, accountId, accountName, owner, amountMinor, currency, closeDate } = known
  return {
    id,
    name,
    account: accountId === null ? null : { id: accountId, name: accountName ?? '' },
    owner: owner === null ? null : (names.get(owner) ?? null),
    amountMinor,
    currency,
    stage: deal.stage,
    closeDate,
    ...judged,
  }
}
