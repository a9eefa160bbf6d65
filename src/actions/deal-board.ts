import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { boardOf, cardOf, chanceIn, sumsOf, type Board } from '#actions/deal/board.ts'
import { wrong } from '#actions/deal/fields.ts'
import { measuredChances } from '#actions/pipeline/measured.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import {
  boardCardsQuery,
  boardQuery,
  facetsQuery,
  lanesQuery,
  type BoardColumn,
  type CardPage,
  type DealBoard,
  type DealFacets,
  type DealLanes,
} from '#contract/deal-board.ts'
import { ok } from '#contract/problem.ts'
import type { StageModel } from '#core/blueprint.ts'
import type { CardSort } from '#core/deal/sort.ts'
import { winPlace } from '#core/deal/status.ts'
import { boardCards, boardSums, dealFacets, dealLanes, type ColumnScope, type FacetRow } from '#store/deal/board.ts'
import { cardOrders, overOrder, type DealOrder } from '#store/deal/card.ts'
import { anyDeal } from '#store/deal/list.ts'

const dayMs = 86_400_000
export const cardPlace = z.tuple([z.string().max(200), z.uuid()])

/**
 * A pipeline as a board: for each stage and each way out what it adds up to and its first cards. Won and lost deals are
 * those of the last days.
 */
export const readBoard: Verb<DealBoard> = readVerb({
  permission: 'deal.read',
  input: boardQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { sort, days, limit, ...filter } = input
    const found = await boardOf({ db, workspaceId, now }, filter, false)
    if (!found.ok) return found
    const board = found.value
    const { scope, pipelines } = board
    const [model] = pipelines
    const since = now - days * dayMs
    const columns = model ? columnsOf(model, since) : []
    const rows = await boardSums(db, scope, since)
    const asked = columns.map((column) => ({ column, order: orderOf(column, sort), after: null }))
    const cards = Map.groupBy(await boardCards(db, scope, asked, limit), ({ nth }) => nth)
    const chance = (row: { key: string }) => chanceIn(pipelines, model?.id ?? '', row.key.slice('stage:'.length))
    const measured = model ? await measuredChances(db, { ...scope, zone: board.zone }, model) : new Map()
    const measuredRate = (row: { key: string }) => measured.get(row.key.slice('stage:'.length))?.rate ?? null
    const open = new Set(columns.filter(({ since: from }) => from === null).map(({ key }) => key))
    const openRows = rows.filter(({ key }) => open.has(key))
    return ok({
      pipeline: model?.id ?? '',
      columns: columns.map((column, nth): BoardColumn => {
        const own = cards.get(nth) ?? []
        const last = own.length > limit ? own[limit - 1] : undefined
        return {
          key: column.key,
          ...sumsOf(
            rows.filter(({ key }) => key === column.key),
            chance,
            measuredRate,
          ),
          measured: measured.get(column.stage ?? '') ?? null,
          cards: own.slice(0, limit).map((row) => cardOf(row, actor, board)),
          next: last ? writeCursor(bound(board, column.key, sort), [last.place, last.id]) : null,
        }
      }),
      open: {
        ...sumsOf(openRows, chance, measuredRate),
        pastClose: openRows.reduce((sum, row) => sum + row.pastClose, 0),
        noStep: openRows.reduce((sum, row) => sum + row.noStep, 0),
      },
      anywhere: rows.length > 0 || (await anyDeal(db, workspaceId, scope.pipelines)),
      currency: scope.currency,
      today: scope.today,
      asOf: new Date(now).toISOString(),
    })
  },
})

/** Further cards of one column of the board. */
export const listBoardCards: Verb<CardPage> = readVerb({
  permission: 'deal.read',
  input: boardCardsQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { sort, days, limit, column: key, cursor, ...filter } = input
    const found = await boardOf({ db, workspaceId, now }, filter, false)
    if (!found.ok) return found
    const board = found.value
    const [model] = board.pipelines
    const column = (model ? columnsOf(model, now - days * dayMs) : []).find((one) => one.key === key)
    if (!column) return wrong('column', 'There is no such column in this pipeline.')
    const went = cursor === undefined ? null : readCursor(bound(board, key, sort), cursor, cardPlace)
    if (cursor !== undefined && went === null) return badCursor
    const after = went && { by: went[0], id: went[1] }
    const rows = await boardCards(db, board.scope, [{ column, order: orderOf(column, sort), after }], limit)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map((row) => cardOf(row, actor, board)),
      next: last ? writeCursor(bound(board, key, sort), [last.place, last.id]) : null,
    })
  },
})

/** Who owns the open deals of a pipeline, the largest sum first: the lanes of a board. */
export const listDealLanes: Verb<DealLanes> = readVerb({
  permission: 'deal.read',
  input: lanesQuery,
  async run({ db, workspaceId, input, now }) {
    const found = await boardOf({ db, workspaceId, now }, input, false)
    if (!found.ok) return found
    const rows = await dealLanes(db, found.value.scope)
    return ok({
      items: rows.map(({ key, ownerId, ownerName, count, base, unconverted }) => ({
        key,
        owner: key === 'none' ? null : { id: ownerId, name: ownerName ?? '' },
        count,
        baseMinor: Number(base ?? 0),
        unconverted,
      })),
    })
  },
})

/** What the open deals can be filtered by: owners, companies, products, teams, sources, tags, months. */
export const readDealFacets: Verb<DealFacets> = readVerb({
  permission: 'deal.read',
  input: facetsQuery,
  async run({ db, workspaceId, input, now }) {
    const found = await boardOf({ db, workspaceId, now }, input, true)
    if (!found.ok) return found
    const rows = Map.groupBy(await dealFacets(db, workspaceId, found.value.scope.pipelines), ({ facet }) => facet)
    const named = (facet: FacetRow['facet']) =>
      (rows.get(facet) ?? []).map(({ value, name, count }) => ({ id: value, name: name ?? '', count }))
    const counted = (facet: FacetRow['facet']) => (rows.get(facet) ?? []).map(({ value, count }) => ({ value, count }))
    return ok({
      owners: named('owner'),
      companies: named('company'),
      products: named('product'),
      teams: counted('team'),
      sources: counted('source'),
      tags: counted('tag'),
      months: counted('month'),
    })
  },
})

/** The columns of a pipeline: its stages in order, then its ways out. From the win on, only what came since `since`. */
function columnsOf(model: StageModel, since: number): ColumnScope[] {
  const won = winPlace(model)
  return [
    ...model.stages.map(({ id }, index) => ({
      key: `stage:${id}`,
      stage: id,
      outcome: null,
      since: index >= won ? since : null,
    })),
    ...model.outcomes.map(({ id }) => ({ key: `outcome:${id}`, stage: null, outcome: id, since })),
  ]
}

function orderOf({ since }: ColumnScope, sort: CardSort): DealOrder {
  return since === null ? cardOrders[sort] : overOrder
}

/** A place in a column belongs to what was asked, not to when. */
function bound({ scope }: Board, key: string, sort: CardSort): unknown[] {
  return ['deal-board', scope.pipelines, scope.filter, key, sort]
}
