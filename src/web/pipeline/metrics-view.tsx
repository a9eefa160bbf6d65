import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PipelineMetricDocument, PipelineMetrics } from '#contract/pipeline-metric.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { Table, type Column } from '../ui/table.tsx'
import { groupOf } from './deals-drawer.tsx'
import { Mean, MeanNote, Opens, OpensWords, RateCell } from './figures.tsx'
import { filterOf, useDays, useKeyName, useMinor, usePropertyName } from './names.ts'
import { pipelineApi } from './pipeline-api.ts'
import type { ViewInput } from './pipeline-page.tsx'
import { Scope } from './scope.tsx'

/** The five numbers of a pipeline and the win rate, together and broken down. */
export function MetricsView({ search, question, change, open }: ViewInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const query = { ...question, by: search.by }
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['pipeline', workspace.id, 'metrics', query],
    queryFn: ({ signal }) => pipelineApi.metrics(query, signal),
    placeholderData: keepPreviousData,
  })
  if (isPending) return <LoadingScreen />
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  const { total } = data
  if (total.qualified + total.won + total.lost + total.open === 0) {
    return (
      <EmptyState title={say('pipeline.empty')}>
        <p>
          <Say id="pipeline.empty.next" />
        </p>
      </EmptyState>
    )
  }
  return (
    <div className="stack" aria-busy={isFetching}>
      <Section title={say('pipeline.metrics')} sub={<Scope document={data} />}>
        <Total document={data} open={open} />
      </Section>
      {data.by !== null && <Groups document={data} by={data.by} search={search} change={change} open={open} />}
    </div>
  )
}

function Total({ document, open }: { document: PipelineMetricDocument; open: ViewInput['open'] }) {
  const format = useFormat()
  const days = useDays()
  const { total, currency, unconverted } = document
  const { money, short } = useMinor(currency)
  return (
    <>
      <Figures>
        <Figure
          label={<Say id="pipeline.qualified" />}
          help="qualifiedLead"
          value={<Opens count={total.qualified} onOpen={() => open({ of: 'qualified' })} />}
          note={<Say id="pipeline.qualified.note" />}
        />
        <Figure
          label={<Say id="term.closeRate" />}
          help="closeRate"
          value={<RateCell rate={total.maturedRate} onOpen={() => open({ of: 'matured_won' })} />}
          note={
            <Say
              id="pipeline.closeRate.note"
              values={{
                days: document.windowDays,
                rate: total.closeRate.rate === null ? '–' : format.percent(total.closeRate.rate),
                young: total.qualified - total.maturedRate.of,
              }}
            />
          }
        />
        <Figure
          label={<Say id="term.winRate" />}
          help="winRate"
          value={<RateCell rate={total.winRate} onOpen={() => open({ of: 'won' })} />}
          note={
            total.lost > 0 && (
              <button type="button" className="link" onClick={() => open({ of: 'lost' })}>
                <Say id="pipeline.lost.count" values={{ count: total.lost }} />
              </button>
            )
          }
        />
        <Figure
          label={<Say id="pipeline.average" />}
          help="averageDeal"
          value={<Mean mean={total.averageMinor} show={money} />}
          note={
            <OpensWords count={total.averageMinor.count} onOpen={() => open({ of: 'won' })}>
              <MeanNote mean={total.averageMinor} show={short} />
            </OpensWords>
          }
        />
        <Figure
          label={<Say id="term.cycle" />}
          help="cycle"
          value={<Mean mean={total.cycleDays} show={days} />}
          note={
            <>
              <OpensWords count={total.cycleDays.count} onOpen={() => open({ of: 'won' })}>
                <MeanNote mean={total.cycleDays} show={days} />
              </OpensWords>
              {total.cycleMedianDays !== null && (
                <>
                  {' · '}
                  <Say id="pipeline.median" values={{ days: days(total.cycleMedianDays) }} />
                </>
              )}
            </>
          }
        />
        <Figure
          label={<Say id="term.lifetime" />}
          help="lifetime"
          value={<Mean mean={total.lifetimeDays} show={days} />}
          note={
            <OpensWords count={total.lifetimeDays.count} onOpen={() => open({ of: 'closed' })}>
              <MeanNote mean={total.lifetimeDays} show={days} />
            </OpensWords>
          }
        />
        <Figure
          label={<Say id="pipeline.openNow" />}
          help="qualifiedLead"
          value={<Opens count={total.open} onOpen={() => open({ of: 'open' })} />}
          note={
            <>
              {short(total.openMinor)} ·{' '}
              <button type="button" className="link" onClick={() => open({ of: 'open_qualified' })}>
                <Say id="pipeline.openQualified" values={{ count: total.openQualified }} />
              </button>
            </>
          }
        />
      </Figures>
      {(total.unconverted > 0 || total.withoutAmount > 0 || total.openUnconverted > 0) && (
        <p className="small quiet" style={{ marginTop: 14 }}>
          {total.unconverted > 0 && (
            <>
              <button type="button" className="link" onClick={() => open({ of: 'unconverted' })}>
                <Say id="pipeline.unconverted" values={{ count: total.unconverted }} />
              </button>{' '}
              <Say
                id="pipeline.unconverted.why"
                values={{ sums: format.list(unconverted.map((one) => money(one.sumMinor, one.currency))) }}
              />{' '}
            </>
          )}
          {total.withoutAmount > 0 && (
            <>
              <button type="button" className="link" onClick={() => open({ of: 'without_amount' })}>
                <Say id="pipeline.withoutAmount" values={{ count: total.withoutAmount }} />
              </button>{' '}
            </>
          )}
          {total.openUnconverted > 0 && (
            <button type="button" className="link" onClick={() => open({ of: 'open_unconverted' })}>
              <Say id="pipeline.openUnconverted" values={{ count: total.openUnconverted }} />
            </button>
          )}
        </p>
      )}
    </>
  )
}

interface GroupsInput {
  document: PipelineMetricDocument
  by: string
  search: ViewInput['search']
  change: ViewInput['change']
  open: ViewInput['open']
}

function Groups({ document, by, search, change, open }: GroupsInput) {
  const say = useSay()
  const keyName = useKeyName()
  const propertyName = usePropertyName()
  const days = useDays()
  const { money } = useMinor(document.currency)
  const nameOf = (row: PipelineMetrics) => keyName(by, row.key, row.label)
  const into = (row: PipelineMetrics) =>
    by === 'pipeline' && row.key !== null
      ? change({ pipeline: row.key, by: undefined })
      : change({ only: [...(search.only ?? []), filterOf(by, row.key)], by: undefined })
  const all: Column<PipelineMetrics>[] = [
    {
      id: 'key',
      head: propertyName(by),
      rowHead: true,
      cell: (row) =>
        by === 'month' ? (
          nameOf(row)
        ) : (
          <button type="button" className="link" dir="auto" onClick={() => into(row)}>
            {nameOf(row)}
          </button>
        ),
    },
    {
      id: 'qualified',
      head: say('pipeline.qualified'),
      help: 'qualifiedLead',
      num: true,
      cell: (row) => (
        <Opens
          count={row.qualified}
          name={nameOf(row)}
          onOpen={() => open({ of: 'qualified', group: groupOf(row.key) })}
        />
      ),
    },
    {
      id: 'close',
      head: say('term.closeRate'),
      help: 'closeRate',
      num: true,
      cell: (row) => (
        <RateCell rate={row.maturedRate} onOpen={() => open({ of: 'matured_won', group: groupOf(row.key) })} />
      ),
    },
    {
      id: 'win',
      head: say('term.winRate'),
      help: 'winRate',
      num: true,
      cell: (row) => <RateCell rate={row.winRate} onOpen={() => open({ of: 'won', group: groupOf(row.key) })} />,
    },
    {
      id: 'average',
      head: say('pipeline.average'),
      help: 'averageDeal',
      num: true,
      cell: (row) => <Mean mean={row.averageMinor} show={money} />,
    },
    {
      id: 'cycle',
      head: say('term.cycle'),
      help: 'cycle',
      num: true,
      cell: (row) => <Mean mean={row.cycleDays} show={days} />,
    },
    {
      id: 'lifetime',
      head: say('term.lifetime'),
      help: 'lifetime',
      num: true,
      cell: (row) => <Mean mean={row.lifetimeDays} show={days} />,
    },
    {
      id: 'open',
      head: say('pipeline.openNow'),
      num: true,
      cell: (row) => (
        <Opens count={row.open} name={nameOf(row)} onOpen={() => open({ of: 'open', group: groupOf(row.key) })} />
      ),
    },
  ]
  // nobody stands open in a month of the year
  const columns = all.filter(({ id }) => by !== 'month' || id !== 'open')
  return (
    <Section
      title={say('pipeline.groups', { by: propertyName(by, 'inside') })}
      sub={
        <Say
          id={
            by === 'product'
              ? 'pipeline.groups.product'
              : by === 'month'
                ? 'pipeline.groups.month'
                : 'pipeline.groups.about'
          }
        />
      }
    >
      <Table
        label={say('pipeline.groups', { by: propertyName(by, 'inside') })}
        columns={columns}
        rows={document.groups}
        keyOf={(row) => groupOf(row.key)}
        scroll
      />
      {document.others > 0 && (
        <p className="small quiet">
          <Say id="pipeline.others" values={{ count: document.others }} />
        </p>
      )}
    </Section>
  )
}
