import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { boardOf, cardOf, chanceIn, sumsOf, type Board } from '#actions/deal/board.ts'
import type { Actor } from '#actions/actor.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { dealIdsQuery, dealListQuery, type DealIds, type DealList, type DealRow } from '#contract/deal-board.ts'
import { ok } from '#contract/problem.ts'
import { dealIds, listDeals, listOrder, listSums, type ListRow, type ListScope } from '#store/deal/list.ts'

const place = z.tuple([z.string().max(400), z.uuid()])
const mostIds = 5000

/** Deals as a table: filtered, sorted and paged in the database, with what all of them add up to. */
export const listDealTable: Verb<DealList> = readVerb({
  permission: 'deal.read',
  input: dealListQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { limit, cursor, sort, desc, ...which } = input
    const found = await boardOf({ db, workspaceId, now }, filterOf(which), true)
    if (!found.ok) return found
    const board = found.value
    const scope = listScope(board, which)
    const order = listOrder(sort, desc, stagesOf(board))
    const bound = ['deal-table', scope.pipelines, scope.filter, scope.status, scope.stage, scope.outcome, sort, desc]
    const went = cursor === undefined ? null : readCursor(bound, cursor, place)
    if (cursor !== undefined && went === null) return badCursor
    const rows = await listDeals(db, scope, order, went && { by: went[0], id: went[1] }, limit)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const total = went
      ? null
      : sumsOf(await listSums(db, scope), ({ pipeline, key }) => chanceIn(board.pipelines, pipeline, key))
    return ok({
      items: rows.slice(0, limit).map((row) => rowOf(row, actor, board)),
      next: last ? writeCursor(bound, [last.place, last.id]) : null,
      total,
      currency: scope.currency,
      today: scope.today,
      asOf: new Date(now).toISOString(),
    })
  },
})

/** Which deals a table holds, for what is done to many at once. */
export const listDealIds: Verb<DealIds> = readVerb({
  permission: 'deal.read',
  input: dealIdsQuery,
  async run({ db, workspaceId, input, now }) {
    const found = await boardOf({ db, workspaceId, now }, filterOf(input), true)
    if (!found.ok) return found
    const items = await dealIds(db, listScope(found.value, input), mostIds + 1)
    return ok({ items: items.slice(0, mostIds), more: items.length > mostIds })
  },
})

export type Which = z.output<typeof dealIdsQuery>

/** The filter and the pipeline, without what only a table knows. */
export function filterOf({ status: _, stage: __, outcome: ___, ...filter }: Which) {
  return filter
}

export function listScope({ scope }: Board, { status, stage, outcome }: Which): ListScope {
  return { ...scope, status, stage: stage ?? null, outcome: outcome ?? null }
}

export function stagesOf({ pipelines }: Board): string[] {
  return [...new Set(pipelines.flatMap(({ stages }) => stages.map(({ id }) => id)))]
}

function rowOf(row: ListRow, actor: Actor, board: Board): DealRow {
  return {
    ...cardOf(row, actor, board),
    team: row.team,
    source: row.source,
    tags: row.tags,
    closedAt: row.closedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}
