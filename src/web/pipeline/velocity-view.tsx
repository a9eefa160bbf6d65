import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PipelineVelocityDocument } from '#contract/pipeline-velocity.ts'
import { velocityFactors, type VelocityFactor } from '#core/report/velocity.ts'
import { useFormat } from '../app/format.ts'
import type { MessageId } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Figure, Figures, Interval } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { Table, type Column } from '../ui/table.tsx'
import { None, OpensWords } from './figures.tsx'
import { useCalendar, useDays, useKeyName, useMinor, usePropertyName } from './names.ts'
import { pipelineApi } from './pipeline-api.ts'
import type { ViewInput } from './pipeline-page.tsx'
import styles from './pipeline.module.css'
import { QualifiedWhere } from './scope.tsx'
import { VelocityChart } from './velocity-chart.tsx'

const factorNames: Record<VelocityFactor, MessageId> = {
  open: 'pipeline.factor.open',
  closeRate: 'pipeline.factor.closeRate',
  averageMinor: 'pipeline.factor.averageMinor',
  cycleDays: 'pipeline.factor.cycleDays',
}

/** Money per day, what it is made of, how it went, and which factor changed it. */
export function VelocityView({ search, question, open }: ViewInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const { pipeline, window, only } = question
  const by = search.by === 'month' ? undefined : search.by
  const query = { pipeline, window, only, by, span: search.span, back: search.back }
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['pipeline', workspace.id, 'velocity', query],
    queryFn: ({ signal }) => pipelineApi.velocity(query, signal),
    placeholderData: keepPreviousData,
  })
  if (isPending) return <LoadingScreen />
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <div className="stack" aria-busy={isFetching}>
      <Section title={say('term.velocity')} help="velocity" sub={<Over document={data} />}>
        <Today document={data} open={open} />
      </Section>
      <div className={styles.two}>
        <Section title={say('pipeline.trend')} sub={<Say id="pipeline.trend.about" />}>
          <VelocityChart document={data} />
        </Section>
        <Section title={say('pipeline.change')} help="velocityChange" sub={<Since document={data} />}>
          <Change document={data} />
        </Section>
      </div>
      {data.by !== null && <Groups document={data} by={data.by} />}
    </div>
  )
}

/** Where each factor is taken from. */
function Over({ document }: { document: PipelineVelocityDocument }) {
  const calendar = useCalendar()
  const { cohortDays, spanFrom, today, windowDays, zone } = document
  return (
    <>
      <Say
        id="pipeline.velocity.over"
        values={{
          wins: calendar.span(spanFrom, nextDay(today.day)),
          leads: calendar.span(cohortDays.from, nextDay(cohortDays.to)),
          days: windowDays,
          zone,
        }}
      />{' '}
      <QualifiedWhere document={document} />
    </>
  )
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

function Today({ document, open }: { document: PipelineVelocityDocument; open: ViewInput['open'] }) {
  const format = useFormat()
  const days = useDays()
  const { today, month, monthDays, currency, closeRate, cohortDays, spanFrom } = document
  const { money, short } = useMinor(currency)
  return (
    <>
      <p className={styles.lead} data-testid="velocity">
        {today.velocity === null ? (
          <None />
        ) : (
          <>
            <b>{money(today.velocity)}</b> <Say id="pipeline.perDay" />
          </>
        )}
        {month !== null && (
          <span className="quiet">
            {' '}
            <Say id="pipeline.perMonth" values={{ days: monthDays, sum: short(month) }} />
          </span>
        )}
      </p>
      <Figures>
        <Figure
          label={<Say id="pipeline.factor.open" />}
          help="qualifiedLead"
          value={
            <button type="button" className="link" onClick={() => open({ of: 'open_qualified' })}>
              {format.number(today.open)}
            </button>
          }
          note={<Say id="pipeline.factor.open.note" />}
        />
        <Figure
          label={
            <>
              <span aria-hidden="true">× </span>
              <Say id="pipeline.factor.closeRate" />
            </>
          }
          help="closeRate"
          value={today.closeRate === null ? <None /> : format.percent(today.closeRate)}
          note={
            <>
              <OpensWords
                count={today.cohortWon}
                onOpen={() => open({ of: 'matured_won', since: cohortDays.from, till: nextDay(cohortDays.to) })}
              >
                <Say
                  id="pipeline.of"
                  values={{ won: format.number(today.cohortWon), of: format.number(today.cohort) }}
                />
              </OpensWords>{' '}
              <Interval low={closeRate.low} high={closeRate.high} />
            </>
          }
        />
        <Figure
          label={
            <>
              <span aria-hidden="true">× </span>
              <Say id="pipeline.factor.averageMinor" />
            </>
          }
          help="averageDeal"
          value={today.averageMinor === null ? <None /> : money(today.averageMinor)}
          note={
            <OpensWords
              count={today.wins}
              onOpen={() => open({ of: 'won', since: spanFrom, till: nextDay(today.day) })}
            >
              <Say id="pipeline.factor.wins" values={{ count: today.amounts }} />
            </OpensWords>
          }
        />
        <Figure
          label={
            <>
              <span aria-hidden="true">÷ </span>
              <Say id="pipeline.factor.cycleDays" />
            </>
          }
          help="cycle"
          value={today.cycleDays === null ? <None /> : days(today.cycleDays)}
          note={
            <OpensWords
              count={today.wins}
              onOpen={() => open({ of: 'won', since: spanFrom, till: nextDay(today.day) })}
            >
              <Say id="pipeline.factor.wins" values={{ count: today.wins }} />
            </OpensWords>
          }
        />
      </Figures>
      {today.wins > today.amounts && (
        <p className="small quiet" style={{ marginTop: 12 }}>
          <Say id="pipeline.velocity.left" values={{ count: today.wins - today.amounts }} />
        </p>
      )}
    </>
  )
}

function Since({ document }: { document: PipelineVelocityDocument }) {
  const calendar = useCalendar()
  return <Say id="pipeline.change.since" values={{ day: calendar.day(document.before.day) }} />
}

/** What each factor brought of the change; they add up to it. */
function Change({ document }: { document: PipelineVelocityDocument }) {
  const say = useSay()
  const { before, today, change, currency } = document
  const { money } = useMinor(currency)
  const value = useFactorValue(currency)
  if (change === null) {
    return (
      <p>
        <None />. <Say id="pipeline.change.none" />
      </p>
    )
  }
  const most = Math.max(...Object.values(change.terms).map(Math.abs), Number.EPSILON)
  const signed = (sum: number) => `${sum < 0 ? '−' : '+'}${money(Math.abs(sum))}`
  return (
    <>
      <p className={styles.sum}>
        <b>{signed(change.change)}</b>{' '}
        <span className="quiet">
          <Say
            id="pipeline.change.from"
            values={{ before: money(before.velocity ?? 0), after: money(today.velocity ?? 0) }}
          />
        </span>
      </p>
      <ul className={styles.terms}>
        {velocityFactors.map((factor) => {
          const term = change.terms[factor]
          const width = `${(Math.abs(term) / most) * 50}%`
          return (
            <li key={factor}>
              <span>
                {say(factorNames[factor])}
                <span className="small quiet">
                  {' '}
                  {value(factor, before[factor])} → {value(factor, today[factor])}
                </span>
              </span>
              <span className={styles.term} aria-hidden="true">
                <i
                  data-down={term < 0 || undefined}
                  style={term < 0 ? { right: '50%', width } : { left: '50%', width }}
                />
              </span>
              <span className="num">{signed(term)}</span>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** A factor as people write it. */
function useFactorValue(currency: string): (factor: VelocityFactor, value: number | null) => string {
  const format = useFormat()
  const days = useDays()
  const { money } = useMinor(currency)
  return (factor, value) => {
    if (value === null) return '–'
    if (factor === 'closeRate') return format.percent(value)
    if (factor === 'averageMinor') return money(value)
    return factor === 'cycleDays' ? days(value) : format.number(value)
  }
}

type Group = PipelineVelocityDocument['groups'][number]

function Groups({ document, by }: { document: PipelineVelocityDocument; by: string }) {
  const say = useSay()
  const keyName = useKeyName()
  const propertyName = usePropertyName()
  const { money } = useMinor(document.currency)
  const value = useFactorValue(document.currency)
  const columns: Column<Group>[] = [
    {
      id: 'key',
      head: propertyName(by),
      rowHead: true,
      cell: (row) => <span dir="auto">{keyName(by, row.key, row.label)}</span>,
    },
    ...velocityFactors.map((factor): Column<Group> => ({
      id: factor,
      head: say(factorNames[factor]),
      num: true,
      cell: (row) => (row[factor] === null ? <None /> : value(factor, row[factor])),
    })),
    {
      id: 'velocity',
      head: say('pipeline.velocity.day'),
      help: 'velocity',
      num: true,
      cell: (row) => (row.velocity === null ? <None /> : <b>{money(row.velocity)}</b>),
    },
  ]
  return (
    <Section
      title={say('pipeline.velocity.groups', { by: propertyName(by, 'inside') })}
      sub={<Say id="pipeline.velocity.groups.about" />}
    >
      <Table
        label={say('pipeline.velocity.groups', { by: propertyName(by, 'inside') })}
        columns={columns}
        rows={document.groups}
        keyOf={(row) => `${row.key}`}
        scroll
      />
    </Section>
  )
}
