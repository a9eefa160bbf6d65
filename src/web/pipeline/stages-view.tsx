import type { CSSProperties } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PipelineStageDocument, PipelineStageRow } from '#contract/pipeline-metric.ts'
import { fewestMeasured } from '#core/report/calibrate.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Difference } from '../funnel/difference.tsx'
import { Interval } from '../ui/figure.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingScreen } from '../ui/state.tsx'
import { Table, type Column } from '../ui/table.tsx'
import { groupOf } from './deals-drawer.tsx'
import { None, Opens, RateCell } from './figures.tsx'
import { useCalendar, useDays, useKeyName, useMinor, usePropertyName, useStageName } from './names.ts'
import { pipelineApi } from './pipeline-api.ts'
import type { ViewInput } from './pipeline-page.tsx'
import styles from './pipeline.module.css'
import { Scope } from './scope.tsx'

/** Each stage before the win: who stands there, who goes on, who is lost, how long it takes; strong and weak ones. */
export function StagesView({ search, question, open }: ViewInput) {
  const say = useSay()
  const calendar = useCalendar()
  const workspace = useWorkspace()
  const by = search.by === 'pipeline' ? undefined : search.by
  const query = { ...question, by }
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['pipeline', workspace.id, 'stages', query],
    queryFn: ({ signal }) => pipelineApi.stages(query, signal),
    placeholderData: keepPreviousData,
  })
  if (isPending) return <LoadingScreen />
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  return (
    <div className="stack" aria-busy={isFetching}>
      <Section
        title={say('pipeline.stages')}
        sub={
          <>
            <Scope document={{ ...data, pipelines: data.pipelines.slice(0, 1) }} />{' '}
            <Say id="pipeline.stages.former" values={{ days: calendar.span(data.former.from, data.former.to) }} />
          </>
        }
      >
        <Stages document={data} open={open} />
      </Section>
      {data.by !== null && <Groups document={data} by={data.by} open={open} />}
    </div>
  )
}

function Stages({ document, open }: { document: PipelineStageDocument; open: ViewInput['open'] }) {
  const say = useSay()
  const format = useFormat()
  const days = useDays()
  const { short } = useMinor(document.currency)
  const columns: Column<PipelineStageRow>[] = [
    {
      id: 'stage',
      head: say('funnel.stage'),
      rowHead: true,
      cell: (row) => (
        <>
          {format.text(row.name)}
          {row.mark !== null && (
            <>
              {' '}
              <span className="chip" data-kind={row.mark === 'weakest' ? 'heat' : undefined}>
                <Say id={row.mark === 'weakest' ? 'pipeline.weakest' : 'pipeline.strongest'} />
              </span>
            </>
          )}
        </>
      ),
    },
    {
      id: 'standing',
      head: say('pipeline.standing'),
      num: true,
      cell: (row) => (
        <>
          <Opens
            count={row.standing.count}
            name={format.text(row.name)}
            onOpen={() => open({ of: 'standing', stage: row.stage })}
          />
          <div className="small quiet">{short(row.standing.sumMinor)}</div>
        </>
      ),
    },
    {
      id: 'probability',
      head: say('pipeline.probability'),
      help: 'chance',
      num: true,
      cell: (row) => <Probability row={row} />,
    },
    {
      id: 'entered',
      head: say('pipeline.entered'),
      help: 'entered',
      num: true,
      cell: (row) => (
        <Opens
          count={row.entered}
          name={format.text(row.name)}
          onOpen={() => open({ of: 'entered', stage: row.stage })}
        />
      ),
    },
    {
      id: 'conversion',
      head: say('pipeline.conversion', { days: document.windowDays }),
      help: 'stageConversion',
      cell: (row) =>
        row.conversion === null ? (
          <None />
        ) : (
          <div className={styles.rate}>
            <span>
              <b>{format.percent(row.conversion.rate)}</b>{' '}
              <Interval low={row.conversion.low} high={row.conversion.high} />
            </span>
            <IntervalBar {...row.conversion} former={formerRate(row)} />
            <span className="small">
              <button
                type="button"
                className="link"
                onClick={() => open({ of: 'went_on', stage: row.stage })}
                disabled={row.wentOn === 0}
              >
                <Say id="pipeline.wentOn" values={{ count: row.wentOn }} />
              </button>
              {' · '}
              <Say id="pipeline.stillOpen" values={{ count: row.stillOpen }} />
            </span>
            {row.difference !== null && (
              <span className="small">
                <Difference change={row.difference} />
              </span>
            )}
          </div>
        ),
    },
    {
      id: 'lost',
      head: say('pipeline.lostShare'),
      num: true,
      cell: (row) =>
        row.lostShare === null ? (
          <None />
        ) : (
          <>
            {format.percent(row.lostShare)}
            <div className="small">
              <Opens
                count={row.lost}
                name={format.text(row.name)}
                onOpen={() => open({ of: 'lost_from', stage: row.stage })}
              />
            </div>
          </>
        ),
    },
    {
      id: 'time',
      head: say('pipeline.time'),
      help: 'stageStay',
      cell: (row) => <Time row={row} show={days} />,
    },
  ]
  return (
    <>
      <Table label={say('pipeline.stages')} columns={columns} rows={document.rows} keyOf={(row) => row.stage} scroll />
      <p className="small quiet" style={{ marginTop: 12 }}>
        <Say id="pipeline.stages.how" />
      </p>
    </>
  )
}

/** What the blueprint gives beside what became of past deals: a manager sees whether the one is too bold. */
function Probability({ row }: { row: PipelineStageRow }) {
  const format = useFormat()
  const { given, measured } = row.probability
  return (
    <div className={styles.probability}>
      {measured.rate === null ? (
        <None />
      ) : (
        <span>
          <b>{format.share(measured.rate)}</b> <Interval low={measured.low} high={measured.high} />
        </span>
      )}
      <span className="small quiet">
        {measured.rate === null ? (
          <Say id="pipeline.probability.few" values={{ of: measured.of, few: fewestMeasured }} />
        ) : (
          <Say id="pipeline.probability.of" values={{ of: measured.of }} />
        )}
      </span>
      {given !== null && (
        <span className="small quiet">
          <Say id="pipeline.probability.given" values={{ chance: format.share(given) }} />
        </span>
      )}
    </div>
  )
}

function formerRate({ conversion, difference }: PipelineStageRow): number | null {
  if (conversion === null || difference === null || difference.verdict === 'too_few') return null
  return conversion.rate - difference.difference
}

function Time({ row, show }: { row: PipelineStageRow; show(days: number): string }) {
  const { median, low, high, p90, stays, open, back } = row.time
  if (median === null) return <None />
  return (
    <div className={styles.time}>
      <span>
        <b>{show(median)}</b>{' '}
        {low !== null && high !== null && (
          <span className="small quiet">
            <Say id="pipeline.time.interval" values={{ low: show(low), high: show(high) }} />
          </span>
        )}
        <span className="small quiet" style={{ display: 'block' }}>
          {p90 !== null && (
            <>
              <Say id="pipeline.time.p90" values={{ days: show(p90) }} />
              {' · '}
            </>
          )}
          <Say id="pipeline.time.stays" values={{ stays, open }} />
          {back > 0 && (
            <>
              {' · '}
              <Say id="pipeline.time.back" values={{ count: back }} />
            </>
          )}
        </span>
      </span>
      <Curve points={row.stays} />
    </div>
  )
}

/** How many are still there after so many days, as steps; it only repeats the numbers beside it. */
function Curve({ points }: { points: PipelineStageRow['stays'] }) {
  const last = points.at(-1)?.[0] ?? 0
  if (last === 0) return null
  const x = (day: number) => (day / last) * 100
  const y = (share: number) => 1 + (1 - share) * 28
  let path = `M0 ${y(1)}`
  for (const [day, share] of points) path += `H${x(day).toFixed(1)}V${y(share).toFixed(1)}`
  return (
    <svg className={styles.curve} viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}

/** How dark a cell is; too few are not shaded. */
function shadeOf({ of, rate }: { of: number; rate: number | null }): CSSProperties {
  return { '--share': of < 5 ? 0 : (rate ?? 0) } as CSSProperties
}

function Groups({ document, by, open }: { document: PipelineStageDocument; by: string; open: ViewInput['open'] }) {
  const say = useSay()
  const keyName = useKeyName()
  const propertyName = usePropertyName()
  const stageName = useStageName(document.pipeline)
  type Row = PipelineStageDocument['groups'][number]
  const columns: Column<Row>[] = [
    {
      id: 'key',
      head: propertyName(by),
      rowHead: true,
      cell: (row) => <span dir="auto">{keyName(by, row.key, row.label)}</span>,
    },
    ...document.rows.map(({ stage }, index): Column<Row> => ({
      id: stage,
      head: stageName(stage),
      num: true,
      cell: (row) => {
        const cell = row.stages[index]
        if (!cell) return <None />
        return (
          <div className={styles.heat} style={shadeOf(cell)}>
            <RateCell rate={cell} onOpen={() => open({ of: 'went_on', stage, group: groupOf(row.key) })} />
          </div>
        )
      },
    })),
  ]
  return (
    <Section
      title={say('pipeline.stages.groups', { by: propertyName(by, 'inside') })}
      sub={<Say id="pipeline.stages.groups.about" values={{ days: document.windowDays }} />}
    >
      <Table
        label={say('pipeline.stages.groups', { by: propertyName(by, 'inside') })}
        columns={columns}
        rows={document.groups}
        keyOf={(row) => groupOf(row.key)}
        scroll
      />
    </Section>
  )
}
