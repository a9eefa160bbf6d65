import { openStages } from '#actions/deal/usual.ts'
import { inspect, ownerOf, stakeOf } from '#actions/review/inspect.ts'
import type { PoolClient } from 'pg'
import { ok, type Result } from '#contract/problem.ts'
import type { ReviewedDeal, ReviewStood } from '#contract/review.ts'
import type { StageModel } from '#core/blueprint.ts'
import { hygieneKinds } from '#core/deal/hygiene.ts'
import { odditiesOf } from '#core/deal/odd.ts'
import { shownDeals, type ShownDeal } from '#store/hygiene.ts'
import {
  endedSince,
  lastReviewAt,
  movedSince,
  skippedPlaces,
  usualWins,
  type AgendaRow,
  type NewItem,
} from '#store/review.ts'

const dayMs = 86_400_000
/** How many deals of each further part are looked at. */
const most = 10
/** A week when nobody has reviewed before; never further back than a month. */
const firstBack = 7 * dayMs
const furthestBack = 31 * dayMs

export interface Agenda {
  items: NewItem[]
  stood: ReviewStood
}

/**
 * What a review goes through: the deals that need attention, worst first; those that moved since the last review; those
 * lost late, in the second half of the stages before the win; those won, the odd ones first.
 */
export async function agendaOf(
  place: { db: PoolClient; workspaceId: string; now: number },
  asked: { pipeline?: string | undefined; owner?: string | undefined; most: number },
): Promise<Result<Agenda>> {
  const { db, workspaceId, now } = place
  const inspected = await inspect(place, asked)
  if (!inspected.ok) return inspected
  const { board, deals } = inspected.value
  const models = new Map(board.pipelines.map((model) => [model.id, model]))
  const last = await lastReviewAt(db, workspaceId, asked.pipeline ?? null)
  const since = Math.max(last?.getTime() ?? now - firstBack, now - furthestBack)
  const scope = { workspaceId, pipelines: board.scope.pipelines, owner: asked.owner ?? null, since, now }
  const troubled = deals.filter(({ findings }) => findings.length > 0)
  const worst = troubled.slice(0, asked.most)
  const seen = new Set(worst.map(({ row }) => row.id))
  const moved = (await movedSince(db, scope, most + worst.length)).filter(({ id }) => !seen.has(id)).slice(0, most)
  const lost = (await endedSince(db, scope, 'lost', 200))
    .filter((row) => isLate(models.get(row.pipeline), row.furthest))
    .slice(0, most)
  const won = await oddFirst(place, await endedSince(db, scope, 'won', 200), models)
  const ids = [...seen, ...moved.map(({ id }) => id), ...lost.map(({ id }) => id), ...won.map(({ row }) => row.id)]
  const shown = await shownDeals(db, workspaceId, ids)
  const item = (part: NewItem['part'], id: string, why: NewItem['why']): NewItem[] => {
    const deal = shown.get(id)
    return deal ? [{ part, deal: reviewedDealOf(deal), why }] : []
  }
  return ok({
    items: [
      ...worst.flatMap(({ row, findings }) => item('attention', row.id, { findings })),
      ...moved.flatMap((row) => {
        const stages = models.get(row.pipeline)?.stages.map(({ id }) => id) ?? []
        const back = row.from !== null && stages.indexOf(row.from) > stages.indexOf(shown.get(row.id)?.stage ?? '')
        return item('moving', row.id, { from: row.from, at: row.at.toISOString(), back })
      }),
      ...lost.flatMap((row) =>
        item('lost', row.id, { from: row.from, at: row.at.toISOString(), reason: row.reason, days: daysOf(row) }),
      ),
      ...won.flatMap(({ row, ...odd }) =>
        item('won', row.id, { at: row.at.toISOString(), reason: row.reason, days: daysOf(row), ...odd }),
      ),
    ],
    stood: {
      open: stakeOf(deals),
      troubled: stakeOf(troubled),
      kinds: hygieneKinds.map((kind) => ({
        kind,
        count: troubled.filter(({ findings }) => findings.some((finding) => finding.kind === kind)).length,
      })),
      since: new Date(since).toISOString(),
    },
  })
}

/** In the second half of the stages before the win, or past them. */
function isLate(model: StageModel | undefined, furthest: string | null): boolean {
  if (!model || furthest === null) return false
  const place = model.stages.findIndex(({ id }) => id === furthest)
  return place > 0 && place >= Math.ceil(openStages(model).length / 2)
}

async function oddFirst(
  { db, workspaceId, now }: { db: PoolClient; workspaceId: string; now: number },
  rows: readonly AgendaRow[],
  models: ReadonlyMap<string, StageModel>,
) {
  const usual = await usualWins(db, workspaceId, [...models.keys()], now)
  const places = await skippedPlaces(db, workspaceId, rows)
  const judged = rows.map((row) => {
    const model = models.get(row.pipeline)
    const before = model ? openStages(model) : []
    const skipped = (places.get(row.id) ?? []).flatMap((place) => before[place]?.id ?? [])
    const known = usual.get(row.pipeline) ?? { count: 0, fastMs: null, largeMinor: null }
    const tookMs = row.at.getTime() - row.openedAt.getTime()
    return {
      row,
      odd: odditiesOf({ tookMs, baseMinor: row.baseMinor, skipped }, known),
      skipped,
      usualFastDays: known.fastMs === null ? null : Math.round(known.fastMs / dayMs),
      usualLargeMinor: known.largeMinor,
    }
  })
  return judged.toSorted((a, b) => b.odd.length - a.odd.length).slice(0, most)
}

function daysOf({ openedAt, at }: AgendaRow): number {
  return Math.max(0, Math.round((at.getTime() - openedAt.getTime()) / dayMs))
}

function reviewedDealOf(shown: ShownDeal): ReviewedDeal {
  const { id, name, accountName, pipeline, stage, outcome, status, amountMinor, currency, baseMinor, closeDate } = shown
  return {
    id,
    name,
    company: accountName,
    owner: ownerOf(shown),
    pipeline,
    stage,
    outcome,
    status,
    amountMinor,
    currency,
    baseMinor,
    closeDate,
  }
}
