import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { openStages } from '#actions/deal/usual.ts'
import { hygieneRowOf, inspect, isAfter, stakeOf, worstPlace } from '#actions/review/inspect.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { hygieneQuery, type HygieneList } from '#contract/hygiene.ts'
import { ok } from '#contract/problem.ts'
import { fewestPast, hygieneKinds, silenceLimit, usualLength } from '#core/deal/hygiene.ts'
import { openOwners, shownDeals, stageKey } from '#store/hygiene.ts'

const place = z.tuple([z.int(), z.number(), z.uuid()])
const dayMs = 86_400_000

/** What is wrong with open deals: each kind with its count and the money at stake, and the deals, worst first. */
export const readHygiene: Verb<HygieneList> = readVerb({
  permission: 'review.read',
  input: hygieneQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { pipeline, owner, kind, limit, cursor } = input
    const bound = ['hygiene', pipeline, owner, kind]
    const went = cursor === undefined ? null : readCursor(bound, cursor, place)
    if (cursor !== undefined && went === null) return badCursor
    const inspected = await inspect({ db, workspaceId, now }, { pipeline, owner })
    if (!inspected.ok) return inspected
    const { board, deals, stays, gaps } = inspected.value
    const troubled = deals.filter(({ findings }) => findings.length > 0)
    const has = (one: (typeof hygieneKinds)[number]) =>
      troubled.filter(({ findings }) => findings.some((finding) => finding.kind === one))
    const byKind = new Map(hygieneKinds.map((one) => [one, has(one)]))
    const listed = kind === undefined ? troubled : (byKind.get(kind) ?? [])
    const after = went && { weight: went[0], base: went[1], id: went[2] }
    const start = after === null ? 0 : listed.findIndex((deal) => isAfter(worstPlace(deal), after))
    const page = start < 0 ? [] : listed.slice(start, start + limit)
    const more = start >= 0 && listed.length > start + limit
    const last = page.at(-1)
    const shown = await shownDeals(
      db,
      workspaceId,
      page.map(({ row }) => row.id),
    )
    const { limit: silence, learned } = silenceLimit(gaps)
    return ok({
      items: page.flatMap((deal) => {
        const row = shown.get(deal.row.id)
        return row ? [hygieneRowOf(deal, row, actor, now)] : []
      }),
      next: more && last ? writeCursor(bound, Object.values(worstPlace(last))) : null,
      open: stakeOf(deals),
      troubled: stakeOf(troubled),
      kinds: hygieneKinds.map((one) => ({ kind: one, ...stakeOf(byKind.get(one) ?? []) })),
      stages: board.pipelines.flatMap((model) =>
        openStages(model).map(({ id }) => {
          const past = stays.get(stageKey(model.id, id)) ?? []
          const usual = usualLength(past)
          const here = deals.filter(({ row }) => row.pipeline === model.id && row.stage === id)
          return {
            pipeline: model.id,
            stage: id,
            stays: past.length,
            usualDays: usual === null ? null : Math.floor(usual / dayMs),
            open: here.length,
            stuck: here.filter(({ findings }) => findings.some((finding) => finding.kind === 'stuck')).length,
          }
        }),
      ),
      silence: { days: Math.floor(silence / dayMs), learned, of: gaps.length },
      owners: await openOwners(db, workspaceId, board.scope.pipelines),
      fewest: fewestPast,
      currency: board.scope.currency,
      zone: board.zone,
      today: board.scope.today,
      asOf: new Date(now).toISOString(),
    })
  },
})
