import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { DealCard, ForecastColumn } from '#contract/deal-board.ts'
import type { PipelineView } from '#contract/deal.ts'
import { fewestMeasured } from '#core/report/calibrate.ts'
import { dayInMonth } from '#core/deal/month.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { keyOf, placeNames } from './board.tsx'
import type { ColumnModel } from './column.tsx'
import { Columns } from './columns.tsx'
import { dealsApi } from './deals-api.ts'
import styles from './deals.module.css'
import { useMoves } from './moves.ts'
import { type DealsSearch, filterOf } from './search.ts'
import { Sums, useMoney } from './sums.tsx'

interface ForecastInput {
  search: DealsSearch
  pipelines: readonly PipelineView[]
  /** null: all of them */
  pipeline: PipelineView | null
}

const months = 6

/** Open deals by the month in which they are expected to close; a card that is moved gets a day of that month. */
export function ForecastView({ search, pipelines, pipeline }: ForecastInput) {
  const say = useSay()
  const format = useFormat()
  const money = useMoney()
  const { id } = useWorkspace()
  const moves = useMoves(pipeline ?? undefined)
  const { close: _, ...filter } = filterOf(search)
  const parameters = { ...filter, months, ...(pipeline ? { pipeline: pipeline.id } : {}) }
  const forecast = useQuery({
    queryKey: ['deals', id, 'forecast', parameters],
    queryFn: ({ signal }) => dealsApi.forecast(parameters, signal),
    placeholderData: keepPreviousData,
  })
  const places = new Map(pipelines.map((one) => [one.id, placeNames(one, format.text)]))
  const nameOf = (key: string): string =>
    key === 'past' || key === 'later' || key === 'none'
      ? say(`deals.month.${key}`)
      : format.month(`${key}-15T12:00:00Z`)
  return (
    <Loaded query={forecast} lines={8}>
      {({ columns, open, currency, today, asOf }) => {
        if (open.count === 0) {
          return (
            <EmptyState title={<Say id="deals.forecast.empty" />}>
              <p>
                <Say id="deals.forecast.empty.next" />
              </p>
            </EmptyState>
          )
        }
        // months gone by hold nothing mostly: they stand there only when they do
        const shown = columns.filter(({ key, count }) => key !== 'past' || count > 0)
        const models = shown.map((column): ColumnModel => {
          const { key, count, cards, next } = column
          const name = nameOf(key)
          return { key, name, count, cards, next, head: <Head column={column} name={name} currency={currency} /> }
        })
        const targets = shown.filter(({ key }) => key !== 'past' && key !== 'later').map(({ key }) => key)
        const inMonth = (card: DealCard): string => monthKey(card, shown)
        const onMove = (card: DealCard, key: string): void => {
          if (!targets.includes(key)) return
          void moves.date(card, key === 'none' ? null : dayInMonth(key, card.closeDate, today), key, '')
        }
        return (
          <>
            <p className="hidden" role="status">
              {moves.said}
            </p>
            <p className={styles.lead}>
              <Say
                id="deals.forecast.sentence"
                values={{
                  count: open.count,
                  sum: <b>{money.short(open.baseMinor, currency)}</b>,
                  weighted: <b>{money.short(open.weightedMinor, currency)}</b>,
                }}
              />{' '}
              {open.measuredMinor !== null && (
                <Say id="deals.summary.measured" values={{ sum: <b>{money.short(open.measuredMinor, currency)}</b> }} />
              )}
            </p>
            <Columns
              label={say('deals.view.forecast')}
              scope=""
              columns={models}
              pending={moves.pending}
              now={Date.parse(asOf)}
              targetsOf={(card) =>
                targets.filter((key) => key !== inMonth(card)).map((key) => ({ key, name: nameOf(key) }))
              }
              onMove={onMove}
              placeOf={(card) => places.get(card.pipeline)?.get(keyOf(card)) ?? card.stage ?? ''}
              moreKey={['deals', id, 'forecast-cards', parameters]}
              more={(column, cursor) => dealsApi.forecastCards({ ...parameters, limit: 100, column, cursor })}
              emptyOf={() => (
                <p className={`quiet small ${styles.none}`}>
                  <Say id="deals.none.month" />
                </p>
              )}
            />
            <p className={`quiet small ${styles.keys}`}>
              <Say id="deals.forecast.about" values={{ few: fewestMeasured }} />
            </p>
          </>
        )
      }}
    </Loaded>
  )
}

/** The column in which a card stands. */
function monthKey({ closeDate }: DealCard, columns: readonly ForecastColumn[]): string {
  if (closeDate === null) return 'none'
  const month = closeDate.slice(0, 7)
  return columns.some(({ key }) => key === month) ? month : ''
}

function Head({ column, name, currency }: { column: ForecastColumn; name: string; currency: string }) {
  const format = useFormat()
  const money = useMoney()
  const { won, last } = column
  return (
    <>
      <div className={styles.columnName}>
        <h2>{name}</h2>
        <span className={styles.count}>{format.number(column.count)}</span>
      </div>
      <Sums sums={column} currency={currency} chance={null} />
      <dl className={styles.figures}>
        {column.baseMinor > 0 && (
          <div>
            <dt>
              <Say id="deals.forecast.weighted" />
            </dt>
            <dd>{money.short(column.weightedMinor, currency)}</dd>
          </div>
        )}
        {column.measuredMinor !== null && column.baseMinor > 0 && (
          <div>
            <dt>
              <Say id="deals.forecast.measured" />
            </dt>
            <dd>{money.short(column.measuredMinor, currency)}</dd>
          </div>
        )}
        {last.count > 0 && (
          <div>
            <dt>
              <Say id="deals.forecast.last" />
            </dt>
            <dd>{money.short(last.baseMinor, currency)}</dd>
          </div>
        )}
        {won.count > 0 && (
          <div data-won>
            <dt>
              <Say id="deals.forecast.won" values={{ count: won.count }} />
            </dt>
            <dd>{money.short(won.baseMinor, currency)}</dd>
          </div>
        )}
      </dl>
    </>
  )
}
