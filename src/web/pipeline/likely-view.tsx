import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LikelyDeal, PipelineLikelyDocument, PipelineStageChance } from '#contract/pipeline-plan.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Figure, Figures, Interval } from '../ui/figure.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { Table, type Column } from '../ui/table.tsx'
import { None, OpensWords } from './figures.tsx'
import { useCalendar, useDays, useMinor, useStageName } from './names.ts'
import { pipelineApi } from './pipeline-api.ts'
import type { ViewInput } from './pipeline-page.tsx'
import styles from './pipeline.module.css'

/** Open deals by what history says of such deals, why, and whether that came true before. */
export function LikelyView({ search, question, change, open }: ViewInput) {
  const say = useSay()
  const workspace = useWorkspace()
  const { pipeline, window, only } = question
  const query = { pipeline, window, only, sort: search.sort }
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['pipeline', workspace.id, 'likely', query],
    queryFn: ({ signal }) => pipelineApi.likely(query, signal),
    placeholderData: keepPreviousData,
  })
  if (isPending) return <LoadingScreen />
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (data.open === 0) {
    return (
      <EmptyState title={say('pipeline.likely.none')}>
        <p>
          <Say id="pipeline.empty.next" />
        </p>
      </EmptyState>
    )
  }
  return (
    <div className="stack" aria-busy={isFetching}>
      <Section
        title={say('pipeline.likely')}
        help="chance"
        sub={<Say id="pipeline.likely.about" values={{ days: data.windowDays }} />}
      >
        <Expected document={data} open={open} />
        <Deals document={data} sort={search.sort ?? 'value'} change={change} />
      </Section>
      <Section title={say('pipeline.chances')} help="chance" sub={<Say id="pipeline.chances.about" />}>
        <Chances document={data} />
      </Section>
      <Section title={say('pipeline.reliability')} help="reliability" sub={<When document={data} />}>
        <ReliabilityTable document={data} />
      </Section>
    </div>
  )
}

function Expected({ document, open }: { document: PipelineLikelyDocument; open: ViewInput['open'] }) {
  const format = useFormat()
  const { short } = useMinor(document.currency)
  return (
    <Figures>
      <Figure
        label={<Say id="pipeline.expected.sum" />}
        value={
          <OpensWords count={document.open - document.withoutWorth} onOpen={() => open({ of: 'open_worth' })}>
            {short(document.expectedMinor)}
          </OpensWords>
        }
        note={
          document.withoutWorth > 0 && (
            <OpensWords count={document.withoutWorth} onOpen={() => open({ of: 'open_without_worth' })}>
              <Say id="pipeline.expected.without" values={{ count: document.withoutWorth }} />
            </OpensWords>
          )
        }
      />
      <Figure
        label={<Say id="pipeline.expected.deals" />}
        value={format.points(Math.round(document.expectedDeals * 10) / 10)}
        note={
          <OpensWords count={document.open} onOpen={() => open({ of: 'open' })}>
            <Say id="pipeline.expected.of" values={{ count: document.open }} />
          </OpensWords>
        }
      />
    </Figures>
  )
}

interface DealsInput {
  document: PipelineLikelyDocument
  sort: 'value' | 'chance'
  change: ViewInput['change']
}

function Deals({ document, sort, change }: DealsInput) {
  const say = useSay()
  const format = useFormat()
  const calendar = useCalendar()
  const stageName = useStageName(document.pipeline)
  const { money } = useMinor(document.currency)
  const columns: Column<LikelyDeal>[] = [
    {
      id: 'deal',
      head: say('pipeline.deal'),
      rowHead: true,
      cell: (deal) => (
        <>
          <Link to="/deals/$id" params={{ id: deal.id }} className="link" dir="auto">
            {deal.name}
          </Link>
          <div className="small quiet" dir="auto">
            {[deal.account?.name, deal.owner].filter((part) => part !== null && part !== undefined).join(' · ')}
          </div>
        </>
      ),
    },
    {
      id: 'chance',
      head: say('pipeline.chance'),
      help: 'chance',
      num: true,
      sort: 'chance',
      cell: (deal) => <b>{format.share(deal.chance)}</b>,
    },
    {
      id: 'why',
      head: say('pipeline.why'),
      cell: (deal) => <Why deal={deal} stages={document.stages} stage={stageName(deal.stage)} />,
    },
    {
      id: 'amount',
      head: say('pipeline.amount'),
      num: true,
      cell: (deal) =>
        deal.amountMinor === null ? (
          <span className="quiet">–</span>
        ) : (
          money(deal.amountMinor, deal.currency ?? document.currency)
        ),
    },
    {
      id: 'worth',
      head: say('pipeline.worth'),
      num: true,
      sort: 'value',
      cell: (deal) => (deal.worthMinor === null ? <span className="quiet">–</span> : money(deal.worthMinor)),
    },
    {
      id: 'close',
      head: say('pipeline.closeDate'),
      num: true,
      cell: (deal) => (deal.closeDate === null ? <span className="quiet">–</span> : calendar.day(deal.closeDate)),
    },
  ]
  return (
    <div style={{ marginTop: 18 }}>
      <Table
        label={say('pipeline.likely')}
        columns={columns}
        rows={document.items}
        keyOf={(deal) => deal.id}
        sort={{ key: sort, descending: true }}
        onSort={(key) => change({ sort: key === 'chance' ? 'chance' : undefined })}
        scroll
      />
      {document.open > document.items.length && (
        <p className="small quiet">
          <Say id="pipeline.likely.more" values={{ shown: document.items.length, count: document.open }} />
        </p>
      )}
    </div>
  )
}

/** The sentence that says where a chance comes from. */
function Why({ deal, stages, stage }: { deal: LikelyDeal; stages: readonly PipelineStageChance[]; stage: string }) {
  const format = useFormat()
  const days = useDays()
  const chance = stages.find((one) => one.stage === deal.stage)
  const used = chance?.paces.find(({ pace }) => pace === deal.pace)
  if (!chance || !used) return null
  return (
    <span className="small">
      <Say id="pipeline.why.stands" values={{ stage, days: days(deal.days) }} />{' '}
      {used.of === 0 ? (
        <Say id="pipeline.why.given" values={{ chance: format.share(chance.given ?? used.chance) }} />
      ) : used.pace === 'usual' ? (
        <Say
          id="pipeline.why.usual"
          values={{ of: format.number(used.of), won: format.number(used.won), share: format.share(used.won / used.of) }}
        />
      ) : (
        <Say
          id="pipeline.why.slow"
          values={{
            days: used.fromDays,
            of: format.number(used.of),
            won: format.number(used.won),
            share: format.share(used.won / used.of),
          }}
        />
      )}
    </span>
  )
}

function Chances({ document }: { document: PipelineLikelyDocument }) {
  const say = useSay()
  const format = useFormat()
  const days = useDays()
  const stageName = useStageName(document.pipeline)
  const columns: Column<PipelineStageChance>[] = [
    { id: 'stage', head: say('funnel.stage'), rowHead: true, cell: (row) => stageName(row.stage) },
    {
      id: 'given',
      head: say('pipeline.chance.given'),
      num: true,
      cell: (row) => (row.given === null ? '–' : format.share(row.given)),
    },
    {
      id: 'measured',
      head: say('pipeline.chance.measured'),
      num: true,
      cell: (row) =>
        row.of === 0 ? (
          <None />
        ) : (
          <>
            {format.share(row.won / row.of)}
            <div className="small quiet">
              <Say id="pipeline.of" values={{ won: format.number(row.won), of: format.number(row.of) }} />
            </div>
          </>
        ),
    },
    { id: 'used', head: say('pipeline.chance.used'), num: true, cell: (row) => <b>{format.share(row.chance)}</b> },
    {
      id: 'slow',
      head: say('pipeline.chance.slow'),
      num: true,
      cell: (row) => {
        const slow = row.paces.filter(({ pace }) => pace !== 'usual')
        if (slow.length === 0) return <span className="quiet">–</span>
        return slow.map((pace) => (
          <div key={pace.pace} className="small">
            <Say
              id="pipeline.chance.after"
              values={{ days: days(pace.fromDays), chance: <b key="chance">{format.share(pace.chance)}</b> }}
            />
          </div>
        ))
      },
    },
  ]
  return (
    <Table label={say('pipeline.chances')} columns={columns} rows={document.stages} keyOf={(row) => row.stage} scroll />
  )
}

function When({ document }: { document: PipelineLikelyDocument }) {
  const format = useFormat()
  const { reliability, windowDays } = document
  return (
    <Say
      id="pipeline.reliability.about"
      values={{ day: reliability === null ? '–' : format.date(reliability.at), days: windowDays }}
    />
  )
}

function ReliabilityTable({ document }: { document: PipelineLikelyDocument }) {
  const say = useSay()
  const format = useFormat()
  const { reliability } = document
  if (reliability === null) {
    return (
      <p>
        <None />. <Say id="pipeline.reliability.none" />
      </p>
    )
  }
  type Row = (typeof reliability)['rows'][number]
  const columns: Column<Row>[] = [
    {
      id: 'said',
      head: say('pipeline.reliability.said'),
      rowHead: true,
      cell: (row) => format.share(row.said),
    },
    { id: 'count', head: say('pipeline.reliability.count'), num: true, cell: (row) => format.number(row.count) },
    {
      id: 'came',
      head: say('pipeline.reliability.came'),
      cell: (row) => (
        <div className={styles.rate}>
          <span>
            <b>{format.share(row.came)}</b> <Interval low={row.low} high={row.high} />
          </span>
          <IntervalBar rate={row.came} low={row.low} high={row.high} former={row.said} />
        </div>
      ),
    },
  ]
  return (
    <>
      <Table
        label={say('pipeline.reliability')}
        columns={columns}
        rows={reliability.rows}
        keyOf={(row) => String(row.from)}
      />
      <p className="small quiet" style={{ marginTop: 12 }}>
        <Say
          id={reliability.brier < reliability.reference ? 'pipeline.brier.better' : 'pipeline.brier.worse'}
          values={{ brier: format.score(reliability.brier), reference: format.score(reliability.reference) }}
        />
      </p>
    </>
  )
}
