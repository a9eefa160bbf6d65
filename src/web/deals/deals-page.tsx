import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { DealCard } from '#contract/deal-board.ts'
import type { PipelineView } from '#contract/deal.ts'
import { cardSorts } from '#core/deal/sort.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePipelines } from '../deal/queries.ts'
import { Page, PageHead } from '../ui/page.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { EmptyState, LoadingLines } from '../ui/state.tsx'
import { Board } from './board.tsx'
import { useBoard } from './board-query.ts'
import styles from './deals.module.css'
import { Lanes } from './lanes.tsx'
import { useMoves } from './moves.ts'
import { cardSort, type DealsSearch, filterCount, noFilter, views } from './search.ts'
import { useMoney } from './sums.tsx'

const route = getRouteApi('/inside/deals')
// what is opened seldom comes when it is
const MoveDialog = lazy(() => import('../deal/move-dialog.tsx').then((found) => ({ default: found.MoveDialog })))
const Overtaken = lazy(() => import('./overtaken.tsx').then((found) => ({ default: found.Overtaken })))
const Filters = lazy(() => import('./filters.tsx').then((found) => ({ default: found.Filters })))
const Table = lazy(() => import('./table.tsx').then(({ DealTable }) => ({ default: DealTable })))
const Forecast = lazy(() => import('./forecast.tsx').then(({ ForecastView }) => ({ default: ForecastView })))

/** Deals as a board of one pipeline, as a table, or by the month in which they close. */
export function DealsPage() {
  const say = useSay()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const pipelines = usePipelines()
  const mayAdd = useMay('deal.write')
  const [filtering, setFiltering] = useState(filterCount(search) > 0)
  const [adding, setAdding] = useState<string | null>(null)

  const view = search.view ?? 'board'
  const all = pipelines?.items ?? []
  const pipeline = all.find(({ id }) => id === search.pipeline) ?? all[0]
  // table and forecast may show all pipelines at once
  const wide = view !== 'board' && search.pipeline === 'all'
  const change = (part: { [Key in keyof DealsSearch]: DealsSearch[Key] | undefined }) =>
    void navigate({ search: (now) => clean({ ...now, ...part }), replace: true })

  if (pipelines && !pipeline) return <NoPipeline />
  const filters = filterCount(search)
  const firstStage = pipeline?.stages[0]
  return (
    <Page title={say('deals.title')}>
      <PageHead
        title={<Say id="deals.title" />}
        help="pipeline"
        sentence={view === 'board' && <Summary search={search} />}
        actions={
          mayAdd &&
          firstStage && (
            <Button
              size="xs"
              onClick={() => {
                if (view !== 'board' || search.lanes) change({ view: undefined, lanes: undefined })
                setAdding(`stage:${firstStage.id}`)
              }}
            >
              <Say id="deals.add" />
            </Button>
          )
        }
      />
      <div className={styles.bar} role="search">
        <div className={styles.views} role="group" aria-label={say('deals.views')}>
          {views.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={view === one}
              onClick={() => {
                const next = { view: one === 'board' ? undefined : one, sort: undefined, desc: undefined }
                void navigate({ search: (now) => clean({ ...now, ...next }) })
              }}
            >
              <Say id={`deals.view.${one}`} />
            </button>
          ))}
        </div>
        {all.length > 1 && (
          <label className="field">
            <span className="hidden">
              <Say id="deals.pipeline" />
            </span>
            <select
              className="plain"
              value={wide ? 'all' : (pipeline?.id ?? '')}
              onChange={(event) =>
                change({ pipeline: event.currentTarget.value, stage: undefined, outcome: undefined })
              }
            >
              {view !== 'board' && <option value="all">{say('deals.pipeline.all')}</option>}
              {all.map((one) => (
                <option key={one.id} value={one.id}>
                  {format.text(one.name)}
                </option>
              ))}
            </select>
          </label>
        )}
        <SearchField
          label={say('deals.search')}
          hint={say('deals.search.hint')}
          className={styles.search}
          value={search.q ?? ''}
          onChange={(q) => change({ q: q === '' ? undefined : q })}
        />
        <Button
          variant={filters > 0 ? 'light' : 'default'}
          size="xs"
          aria-expanded={filtering}
          onClick={() => setFiltering((was) => !was)}
        >
          <Say id="deals.filter" />
          {filters > 0 && ` · ${format.number(filters)}`}
        </Button>
        {view === 'board' && (
          <div className={styles.spread}>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={search.lanes === true}
                onChange={(event) => change({ lanes: event.currentTarget.checked ? true : undefined })}
              />
              <Say id="deals.lanes" />
            </label>
            <label className="field">
              <span className="hidden">
                <Say id="deals.sort" />
              </span>
              <select
                className="plain"
                value={cardSort(search)}
                onChange={(event) => {
                  const sort = cardSorts.find((one) => one === event.currentTarget.value)
                  change({ sort: sort === 'close' ? undefined : sort })
                }}
              >
                {cardSorts.map((one) => (
                  <option key={one} value={one}>
                    {say(`deals.sort.${one}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
        )}
      </div>
      {filtering && (
        <Suspense fallback={<LoadingLines lines={1} />}>
          <Filters search={search} pipeline={wide ? undefined : pipeline?.id} change={change} />
        </Suspense>
      )}
      {!pipeline ? (
        <LoadingLines lines={8} />
      ) : view === 'board' ? (
        <BoardView search={search} pipeline={pipeline} adding={adding} onAdding={setAdding} change={change} />
      ) : (
        <Suspense fallback={<LoadingLines lines={8} />}>
          {view === 'table' ? (
            <Table search={search} pipelines={all} pipeline={wide ? null : pipeline} change={change} />
          ) : (
            <Forecast search={search} pipelines={all} pipeline={wide ? null : pipeline} />
          )}
        </Suspense>
      )}
    </Page>
  )
}

/** What the open deals are worth, and what needs attention. */
function Summary({ search }: { search: DealsSearch }) {
  const money = useMoney()
  const { data } = useBoard(search, null)
  if (!data) return null
  const { open, currency } = data
  return (
    <>
      <Say
        id="deals.summary"
        values={{
          count: open.count,
          sum: <b>{money.short(open.baseMinor, currency)}</b>,
          weighted: <b>{money.short(open.weightedMinor, currency)}</b>,
        }}
      />{' '}
      {open.measuredMinor !== null && (
        <Say id="deals.summary.measured" values={{ sum: <b>{money.short(open.measuredMinor, currency)}</b> }} />
      )}{' '}
      {open.pastClose > 0 && <Say id="deals.summary.past" values={{ count: open.pastClose }} />}{' '}
      {open.noStep > 0 && <Say id="deals.summary.noStep" values={{ count: open.noStep }} />}{' '}
      {open.unconverted > 0 && <Say id="deals.summary.unconverted" values={{ count: open.unconverted }} />}
    </>
  )
}

interface BoardViewInput {
  search: DealsSearch
  pipeline: PipelineView
  adding: string | null
  onAdding(key: string | null): void
  change(part: { [Key in keyof DealsSearch]: DealsSearch[Key] | undefined }): void
}

function BoardView({ search, pipeline, adding, onAdding, change }: BoardViewInput) {
  const moves = useMoves(pipeline)
  const { data } = useBoard(search, null)
  const mayAdd = useMay('deal.write')
  const onMove = (card: DealCard, key: string, scope: string): void => {
    const from = search.lanes ? ownerKey(card) : ''
    if (from === scope || scope.startsWith('name:')) void moves.move(card, key, scope)
    else void moves.give(card, scope === 'none' ? null : scope, key, scope)
  }
  const empty = data && !data.anywhere && adding === null
  const narrowed = data && data.anywhere && data.columns.every(({ count }) => count === 0)
  const filtered = filterCount(search) > 0 || search.q !== undefined
  return (
    <>
      <p className="hidden" role="status">
        {moves.said}
      </p>
      {empty ? (
        <EmptyState title={<Say id="deals.empty" />}>
          <p>
            <Say id={mayAdd ? 'deals.empty.next' : 'deals.empty.read'} />
          </p>
          {mayAdd && (
            <Button onClick={() => onAdding(`stage:${pipeline.stages[0]?.id}`)}>
              <Say id="deals.add" />
            </Button>
          )}
        </EmptyState>
      ) : (
        <>
          {narrowed && filtered && (
            <p className={styles.narrowed}>
              <Say id="deals.none.here" />{' '}
              <button type="button" className="link" onClick={() => change(noFilter)}>
                <Say id="deals.filter.clear" />
              </button>
            </p>
          )}
          {search.lanes ? (
            <Lanes search={search} pipeline={pipeline} moves={moves} onMove={onMove} />
          ) : (
            <Board
              search={search}
              pipeline={pipeline}
              moves={moves}
              lane={null}
              onMove={onMove}
              adding={adding}
              onAdding={onAdding}
            />
          )}
          <p className={`quiet small ${styles.keys}`} data-no-print>
            <Say id="deals.keys" />
          </p>
        </>
      )}
      <Suspense>
        {moves.asking && (
          <MoveDialog
            deal={moves.asking.card}
            to={moves.asking.to}
            onDone={(written) => moves.answered(written)}
            onClose={() => moves.answered(null)}
          />
        )}
        {moves.overtaken && <Overtaken news={moves.overtaken} pipeline={pipeline} insist={moves.insist} />}
      </Suspense>
    </>
  )
}

/** Whose lane a card lies in, as the filter takes it. */
function ownerKey({ owner }: DealCard): string {
  if (owner === null) return 'none'
  return owner.id ?? `name:${owner.name}`
}

function NoPipeline() {
  const say = useSay()
  return (
    <Page title={say('deals.title')}>
      <PageHead title={<Say id="deals.title" />} />
      <EmptyState title={<Say id="deals.noPipeline" />}>
        <p>
          <Say id="deals.noPipeline.next" />
        </p>
        <Link to="/blueprint" className="link">
          <Say id="room.blueprint" />
        </Link>
      </EmptyState>
    </Page>
  )
}

function clean(search: { [Key in keyof DealsSearch]: DealsSearch[Key] | undefined }): DealsSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}
