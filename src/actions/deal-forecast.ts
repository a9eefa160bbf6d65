import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { boardOf, cardOf, chanceIn, sumsOf, type Board } from '#actions/deal/board.ts'
import { cardPlace } from '#actions/deal-board.ts'
import { measuredChances } from '#actions/pipeline/measured.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import {
  forecastCardsQuery,
  forecastQuery,
  type CardPage,
  type DealForecast,
  type ForecastColumn,
} from '#contract/deal-board.ts'
import { ok } from '#contract/problem.ts'
import { monthsFrom, monthStart } from '#core/deal/month.ts'
import { winPlace } from '#core/deal/status.ts'
import { forecastCards, forecastMore, forecastSums, wonByMonth, type Span } from '#store/deal/forecast.ts'

/**
 * Open deals by the month in which they are expected to close: what is open, the same weighted by the chance of each
 * stage, what stands in the last stage before the win, and what was won in that month already.
 */
export const readForecast: Verb<DealForecast> = readVerb({
  permission: 'deal.read',
  input: forecastQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { months, limit, ...filter } = input
    const found = await boardOf({ db, workspaceId, now }, filter, true)
    if (!found.ok) return found
    const board = found.value
    const { scope, pipelines, zone } = board
    const span = spanOf(scope.today, months)
    const rows = await forecastSums(db, scope, span)
    const won = new Map((await wonByMonth(db, scope, span, zone)).map((row) => [row.month, row]))
    const cards = Map.groupBy(await forecastCards(db, scope, span, limit), ({ key }) => key)
    const chance = (row: { pipeline: string; stage: string }) => chanceIn(pipelines, row.pipeline, row.stage)
    const measured = new Map<string, Awaited<ReturnType<typeof measuredChances>>>()
    for (const model of pipelines) measured.set(model.id, await measuredChances(db, { ...scope, zone }, model))
    const measuredRate = (row: { pipeline: string; stage: string }) =>
      measured.get(row.pipeline)?.get(row.stage)?.rate ?? null
    const lastStages = new Set(pipelines.map((model) => `${model.id} ${lastStage(model)}`))
    const columns = ['past', ...monthsFrom(scope.today, months), 'later', 'none'].map((key): ForecastColumn => {
      const own = rows.filter((row) => row.key === key)
      const last = own.filter(({ pipeline, stage }) => lastStages.has(`${pipeline} ${stage}`))
      const shown = cards.get(key) ?? []
      const edge = shown.length > limit ? shown[limit - 1] : undefined
      const here = won.get(key)
      return {
        key,
        ...sumsOf(own, chance, measuredRate),
        last: sumOf(last),
        won: { count: here?.count ?? 0, baseMinor: Number(here?.base ?? 0), unconverted: here?.unconverted ?? 0 },
        cards: shown.slice(0, limit).map((row) => cardOf(row, actor, board)),
        next: edge ? writeCursor(bound(board, key, months), [edge.place, edge.id]) : null,
      }
    })
    const open = sumsOf(rows, chance, measuredRate)
    return ok({
      columns,
      open,
      currency: scope.currency,
      today: scope.today,
      asOf: new Date(now).toISOString(),
    })
  },
})

/** Further deals of one month of the forecast. */
export const listForecastCards: Verb<CardPage> = readVerb({
  permission: 'deal.read',
  input: forecastCardsQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const { months, limit, column, cursor, ...filter } = input
    const found = await boardOf({ db, workspaceId, now }, filter, true)
    if (!found.ok) return found
    const board = found.value
    const went = cursor === undefined ? null : readCursor(bound(board, column, months), cursor, cardPlace)
    if (cursor !== undefined && went === null) return badCursor
    const after = went && { by: went[0], id: went[1] }
    const rows = await forecastMore(db, board.scope, spanOf(board.scope.today, months), column, after, limit)
    const edge = rows.length > limit ? rows[limit - 1] : undefined
    return ok({
      items: rows.slice(0, limit).map((row) => cardOf(row, actor, board)),
      next: edge ? writeCursor(bound(board, column, months), [edge.place, edge.id]) : null,
    })
  },
})

function spanOf(today: string, months: number): Span {
  return { from: monthStart(today, 0), to: monthStart(today, months) }
}

/** The last stage before the win; of a pipeline that wins by an outcome its last one. */
function lastStage(model: Board['pipelines'][number]): string {
  return model.stages[Math.min(winPlace(model), model.stages.length) - 1]?.id ?? ''
}

function sumOf(rows: readonly { count: number; base: string | null }[]): { count: number; baseMinor: number } {
  return rows.reduce(
    (sum, { count, base }) => ({ count: sum.count + count, baseMinor: sum.baseMinor + Number(base ?? 0) }),
    { count: 0, baseMinor: 0 },
  )
}

function bound({ scope }: Board, key: string, months: number): unknown[] {
  return ['deal-forecast', scope.pipelines, scope.filter, key, months]
}
