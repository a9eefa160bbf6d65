import { NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { PipelineSizingDocument } from '#contract/pipeline-plan.ts'
import { minorDigits, toMajor, toMinor } from '#core/deal/money.ts'
import { plateau, sizeBackwards, sizeForwards } from '#core/report/sizing.ts'
import { pipelineSize } from '#core/size.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { Table, type Column } from '../ui/table.tsx'
import { None, OpensWords } from './figures.tsx'
import { shiftDays, useCalendar, useDays, useMinor } from './names.ts'
import { pipelineApi } from './pipeline-api.ts'
import type { ViewInput } from './pipeline-page.tsx'
import styles from './pipeline.module.css'
import { QualifiedWhere } from './scope.tsx'
import { AmountInput } from '../ui/amount-input.tsx'

/** How many leads a target needs, and by when; what leads bring, and when. By history, or by four numbers alone. */
export function SizingView({ search, question, change, open }: ViewInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const { pipeline, only } = question
  const query = { pipeline, only }
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['pipeline', workspace.id, 'sizing', query],
    queryFn: ({ signal }) => pipelineApi.sizing(query, signal),
  })
  if (isPending) return <LoadingScreen />
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  const plain = search.plain === true
  return (
    <div className="stack">
      <div className={styles.kinds} role="group" aria-label={say('pipeline.sizing.how')} data-no-print>
        <button type="button" aria-pressed={!plain} onClick={() => change({ plain: undefined })}>
          <Say id="pipeline.sizing.lags" />
        </button>
        <button type="button" aria-pressed={plain} onClick={() => change({ plain: true })}>
          <Say id="pipeline.sizing.plain" />
        </button>
      </div>
      {plain ? (
        <Plain document={data} search={search} change={change} />
      ) : (
        <>
          <Backwards document={data} search={search} change={change} open={open} />
          <Forwards document={data} search={search} change={change} />
        </>
      )}
    </div>
  )
}

interface PartInput {
  document: PipelineSizingDocument
  search: ViewInput['search']
  change: ViewInput['change']
}

/** From revenue by a day back to leads by a day. */
function Backwards({ document, search, change, open }: PartInput & Pick<ViewInput, 'open'>) {
  const say = useSay()
  const format = useFormat()
  const calendar = useCalendar()
  const days = useDays()
  const { currency, curve, averageMinor, reps, today, leads, won } = document
  const { money, short } = useMinor(currency)
  const sale =
    search.sale ?? (averageMinor.mean === null ? undefined : Math.round(toMajor(averageMinor.mean, currency)))
  const revenue = search.revenue ?? halfYear(document)
  const until = search.until ?? shiftDays(today, 180)
  const people = search.reps ?? (reps > 0 ? reps : undefined)
  const found =
    revenue === undefined || sale === undefined || people === undefined
      ? null
      : sizeBackwards(
          { revenueMinor: toMinor(revenue, currency), averageSaleMinor: toMinor(sale, currency), reps: people },
          curve,
        )
  const all = found?.needs.at(-1)
  const period = { since: document.from, till: document.to }
  const opens = (count: number, part: Parameters<ViewInput['open']>[0]) =>
    function Words(chunks: ReactNode[]): ReactNode {
      return (
        <OpensWords key={part.of} count={count} onOpen={() => open(part)}>
          {chunks}
        </OpensWords>
      )
    }
  type Row = NonNullable<typeof found>['needs'][number]
  const columns: Column<Row>[] = [
    {
      id: 'by',
      head: say('pipeline.sizing.by'),
      rowHead: true,
      cell: (row) => {
        const day = shiftDays(until, -row.lagDays)
        return (
          <>
            {calendar.day(day)}
            {day < today && (
              <span className="chip" data-kind="heat" style={{ marginLeft: 8 }}>
                <Say id="pipeline.sizing.past" />
              </span>
            )}
          </>
        )
      },
    },
    { id: 'lag', head: say('pipeline.sizing.lag'), num: true, wide: true, cell: (row) => days(row.lagDays) },
    { id: 'part', head: say('pipeline.sizing.part'), num: true, wide: true, cell: (row) => format.share(row.part) },
    { id: 'leads', head: say('pipeline.sizing.leads'), num: true, cell: (row) => <b>{format.number(row.leads)}</b> },
    { id: 'rep', head: say('pipeline.sizing.perRep'), num: true, cell: (row) => format.number(row.leadsPerRep) },
  ]
  return (
    <Section
      title={say('pipeline.sizing.back')}
      help="pipelineSize"
      sub={
        <>
          <Say
            id="pipeline.sizing.from"
            values={{
              leads,
              won,
              days: calendar.span(document.from, document.to),
              zone: document.zone,
              l: opens(leads, { of: 'qualified', ...period }),
              w: opens(won, { of: 'cohort_won', ...period }),
            }}
          />{' '}
          <QualifiedWhere document={document} />
        </>
      }
    >
      <div className={styles.fields}>
        <Money
          name="revenue"
          label={say('pipeline.sizing.revenue')}
          currency={currency}
          value={revenue}
          change={change}
        />
        <TextInput
          type="date"
          label={say('pipeline.sizing.until')}
          value={until}
          onChange={(event) => change({ until: event.currentTarget.value || undefined })}
        />
        <Money name="sale" label={say('pipeline.average')} currency={currency} value={sale} change={change} />
        <People name="reps" label={say('guide.size.reps')} value={people} change={change} />
      </div>
      {curve.length === 0 ? (
        <p className={styles.answer}>
          <None />. <Say id="pipeline.sizing.noWins" />
        </p>
      ) : all === undefined || found === null ? (
        <p className={`${styles.answer} quiet`}>
          <Say id="pipeline.sizing.ask" />
        </p>
      ) : (
        <>
          <p className={styles.answer} aria-live="polite">
            <Say
              id="pipeline.sizing.answer"
              values={{
                leads: all.leads,
                day: calendar.day(shiftDays(until, -all.lagDays)),
                deals: found.deals,
                revenue: money(toMinor(revenue as number, currency)),
                until: calendar.day(until),
              }}
            />
          </p>
          <Table
            label={say('pipeline.sizing.back')}
            columns={columns}
            rows={found.needs.toReversed()}
            keyOf={(row) => String(row.part)}
          />
          <p className="small quiet" style={{ marginTop: 12 }}>
            <Say id="pipeline.sizing.later" />{' '}
            {document.open > 0 && (
              <Say
                id="pipeline.sizing.open"
                values={{
                  count: document.open,
                  sum: short(document.expectedMinor),
                  o: opens(document.open, { of: 'open' }),
                }}
              />
            )}
          </p>
        </>
      )}
    </Section>
  )
}

/** What six months brought of late, in two digits: a target to begin with. Nothing where nothing was won. */
function halfYear({ averageMinor, currency }: PipelineSizingDocument): number | undefined {
  if (averageMinor.mean === null) return undefined
  return Number(toMajor((averageMinor.mean * averageMinor.count) / 2, currency).toPrecision(2))
}

/** From leads of one day on to what they bring, by days. */
function Forwards({ document, search, change }: PartInput) {
  const say = useSay()
  const format = useFormat()
  const calendar = useCalendar()
  const { currency, curve, averageMinor, today } = document
  const { money } = useMinor(currency)
  const leads = search.leads ?? (Math.round(document.leadsPerMonth) || undefined)
  const sale = search.sale ?? (averageMinor.mean === null ? undefined : toMajor(averageMinor.mean, currency))
  const last = curve.at(-1)?.days ?? 0
  const steps = [...new Set([30, 60, 90, 180, last].filter((days) => days > 0 && days <= Math.max(last, 30)))].toSorted(
    (a, b) => a - b,
  )
  const rows =
    leads === undefined || sale === undefined || curve.length === 0
      ? []
      : sizeForwards({ leads, averageSaleMinor: toMinor(sale, currency) }, curve, steps)
  const columns: Column<(typeof rows)[number]>[] = [
    {
      id: 'day',
      head: say('pipeline.sizing.until'),
      rowHead: true,
      cell: (row) => calendar.day(shiftDays(today, row.days)),
    },
    {
      id: 'deals',
      head: say('pipeline.sizing.deals'),
      num: true,
      cell: (row) => format.points(Math.round(row.deals * 10) / 10),
    },
    { id: 'money', head: say('pipeline.sizing.money'), num: true, cell: (row) => <b>{money(row.revenueMinor)}</b> },
  ]
  return (
    <Section title={say('pipeline.sizing.forward')} sub={<Say id="pipeline.sizing.forward.about" />}>
      <div className={styles.fields}>
        <People name="leads" label={say('pipeline.sizing.leadsToday')} value={leads} change={change} />
      </div>
      {rows.length === 0 ? (
        <p className={`${styles.answer} quiet`}>
          <Say id={curve.length === 0 ? 'pipeline.sizing.noWins' : 'pipeline.sizing.ask'} />
        </p>
      ) : (
        <>
          <p className={styles.answer}>
            <Say id="pipeline.sizing.rate" values={{ rate: format.percent(plateau(curve)), days: last }} />
          </p>
          <Table
            label={say('pipeline.sizing.forward')}
            columns={columns}
            rows={rows}
            keyOf={(row) => String(row.days)}
          />
        </>
      )}
    </Section>
  )
}

/** Revenue, sale, rate and reps alone: leads of a month, whenever they are won. */
function Plain({ document, search, change }: PartInput) {
  const say = useSay()
  const format = useFormat()
  const { currency, saved } = document
  const { money } = useMinor(currency)
  const unit = (minor: number) => toMajor(minor, currency)
  // the case of the field where nobody has said anything yet
  const revenue = search.revenue ?? (saved ? unit(saved.revenueMinor) : 100_000)
  const sale = search.sale ?? (saved ? unit(saved.averageSaleMinor) : 500)
  const rate = search.rate ?? (saved ? Math.round(saved.closeRate * 10_000) / 100 : 80)
  const reps = search.reps ?? saved?.reps ?? 10
  const size = pipelineSize({
    revenueMinor: toMinor(revenue, currency),
    averageSaleMinor: toMinor(sale, currency),
    closeRate: rate / 100,
    reps,
  })
  const measured = plateau(document.curve)
  return (
    <Section title={say('pipeline.sizing.plain')} help="pipelineSize" sub={<Say id="guide.size.about" />}>
      <div className={styles.fields}>
        <Money
          name="revenue"
          label={say('pipeline.sizing.perMonth')}
          currency={currency}
          value={revenue}
          change={change}
        />
        <Money name="sale" label={say('pipeline.average')} currency={currency} value={sale} change={change} />
        <NumberInput
          label={say('guide.size.rate')}
          value={rate}
          min={0}
          max={100}
          decimalScale={2}
          suffix=" %"
          hideControls
          onChange={(value) => change({ rate: typeof value === 'number' ? value : undefined })}
        />
        <People name="reps" label={say('guide.size.reps')} value={reps} change={change} />
      </div>
      {size === null ? (
        <p className={`${styles.answer} quiet`}>
          <Say id="guide.size.none" />
        </p>
      ) : (
        <div className={styles.answer} aria-live="polite">
          <Figures>
            <Figure label={<Say id="guide.size.deals" />} value={format.number(size.deals)} />
            <Figure label={<Say id="guide.size.leads" />} value={format.number(size.leads)} />
            <Figure label={<Say id="guide.size.perRep" />} value={format.number(size.leadsPerRep)} />
          </Figures>
          <p className="small quiet" style={{ marginTop: 12 }}>
            <Say
              id="guide.size.how"
              values={{
                revenue: money(toMinor(revenue, currency)),
                sale: money(toMinor(sale, currency)),
                rate: format.percent(rate / 100),
                reps: format.number(reps),
              }}
            />
          </p>
        </div>
      )}
      {document.averageMinor.mean !== null && measured > 0 && (
        <p className="small" data-no-print>
          <button
            type="button"
            className="link"
            onClick={() =>
              change({
                sale: Math.round(unit(document.averageMinor.mean as number) * 100) / 100,
                rate: Math.round(measured * 10_000) / 100,
                reps: Math.max(1, document.reps),
              })
            }
          >
            <Say
              id="pipeline.sizing.ours"
              values={{ sale: money(document.averageMinor.mean), rate: format.percent(measured), reps: document.reps }}
            />
          </button>
        </p>
      )}
    </Section>
  )
}

interface FieldInput {
  label: string
  value: number | undefined
  change: ViewInput['change']
}

function Money({ name, label, currency, value, change }: FieldInput & { name: 'revenue' | 'sale'; currency: string }) {
  return (
    <AmountInput
      label={`${label}, ${currency}`}
      value={value ?? ''}
      min={0}
      decimalScale={minorDigits(currency)}
      hideControls
      onChange={(next) => change({ [name]: typeof next === 'number' && next > 0 ? next : undefined })}
    />
  )
}

function People({ name, label, value, change }: FieldInput & { name: 'reps' | 'leads' }) {
  return (
    <AmountInput
      label={label}
      value={value ?? ''}
      min={1}
      allowDecimal={false}
      hideControls
      onChange={(next) => change({ [name]: typeof next === 'number' && next >= 1 ? next : undefined })}
    />
  )
}
