import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { HygieneList, HygieneRow, Stake } from '#contract/hygiene.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useStageName } from '../pipeline/names.ts'
import { usePipelines } from '../deal/queries.ts'
import { Section } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Act, type ActKind, ActMenu } from './act.tsx'
import { Clocks, Findings } from './findings.tsx'
import { ReviewFrame } from './frame.tsx'
import { useMoney } from './money.ts'
import { useHygienePages } from './queries.ts'
import styles from './review.module.css'
import type { HygieneSearch } from './search.ts'

const route = getRouteApi('/inside/review/hygiene')

/** What is wrong with open deals: kinds with the money at stake, the deals, worst first, and the next act for each. */
export function HygienePage() {
  const search = route.useSearch()
  const query = useHygienePages({ ...search })
  const first = query.data?.pages[0]
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  const [act, setAct] = useState<{ kind: ActKind; row: HygieneRow } | null>(null)
  return (
    <ReviewFrame
      tab="hygiene"
      help="stuck"
      sentence={
        first && <Say id="hygiene.sentence" values={{ troubled: first.troubled.count, open: first.open.count }} />
      }
    >
      {query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <LoadingLines lines={10} />}
      {first && (
        <div className="stack" aria-busy={query.isFetching && !query.isFetchingNextPage}>
          <Filters list={first} search={search} />
          <Kinds list={first} search={search} />
          {rows.length === 0 ? (
            <EmptyState title={<Say id="hygiene.none" />}>
              <p>
                <Say id="hygiene.none.next" />
              </p>
              <Link to="/review/habits" className="link">
                <Say id="review.tab.habits" />
              </Link>
            </EmptyState>
          ) : (
            <Rows rows={rows} onAct={(kind, row) => setAct({ kind, row })} />
          )}
          {query.hasNextPage && (
            <Button
              variant="default"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
              style={{ justifySelf: 'start' }}
            >
              <Say id="hygiene.more" />
            </Button>
          )}
          <Usual list={first} />
        </div>
      )}
      {act && first && <Act kind={act.kind} row={act.row} today={first.today} close={() => setAct(null)} />}
    </ReviewFrame>
  )
}

function Filters({ list, search }: { list: HygieneList; search: HygieneSearch }) {
  const say = useSay()
  const format = useFormat()
  const navigate = route.useNavigate()
  const pipelines = usePipelines()
  const change = (part: { pipeline?: string | undefined; owner?: string | undefined }) => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ search: Object.fromEntries(next) as HygieneSearch, replace: true })
  }
  return (
    <form className="filters" aria-label={say('hygiene.filters')} onSubmit={(event) => event.preventDefault()}>
      <label className="field">
        <Say id="hygiene.pipeline" />
        <select
          className="plain"
          value={search.pipeline ?? ''}
          onChange={(event) => change({ pipeline: event.currentTarget.value })}
        >
          <option value="">{say('hygiene.pipeline.all')}</option>
          {pipelines?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {format.text(name)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <Say id="hygiene.owner" />
        <select
          className="plain"
          value={search.owner ?? ''}
          onChange={(event) => change({ owner: event.currentTarget.value })}
        >
          <option value="">{say('hygiene.owner.all')}</option>
          {list.owners.map(({ key, name, count }) => (
            <option key={key} value={key}>
              {`${name ?? say('hygiene.nobody')} · ${format.number(count)}`}
            </option>
          ))}
        </select>
      </label>
    </form>
  )
}

/** Each kind with how many and what is at stake; choosing one narrows the list. */
function Kinds({ list, search }: { list: HygieneList; search: HygieneSearch }) {
  const say = useSay()
  const format = useFormat()
  const { kind: chosen, ...rest } = search
  return (
    <nav aria-label={say('hygiene.kinds')}>
      <ul className={styles.kinds}>
        <li>
          <Link to="/review/hygiene" search={rest} aria-current={chosen === undefined ? 'true' : undefined}>
            <span>
              <Say id="hygiene.kind.all" />
            </span>
            <b>{format.number(list.troubled.count)}</b>
            <StakeLine stake={list.troubled} currency={list.currency} />
          </Link>
        </li>
        {list.kinds.map(({ kind, ...stake }) => (
          <li key={kind}>
            <Link to="/review/hygiene" search={{ ...rest, kind }} aria-current={chosen === kind ? 'true' : undefined}>
              <span>{say(`hygiene.kind.${kind}`)}</span>
              <b>{format.number(stake.count)}</b>
              <StakeLine stake={stake} currency={list.currency} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Money at stake; what has no rate stands apart, in its own currency. */
function StakeLine({ stake, currency }: { stake: Stake; currency: string }) {
  const format = useFormat()
  const { short } = useMoney(currency)
  if (stake.count === 0) return null
  return (
    <small className={`quiet ${styles.stake}`}>
      {(stake.baseMinor > 0 || stake.apart.length === 0) && stake.count > stake.bare && (
        <span>
          <Say id="hygiene.stake" values={{ amount: short(stake.baseMinor) }} />
        </span>
      )}
      {stake.apart.length > 0 && (
        <span>
          <Say
            id="hygiene.stake.apart"
            values={{ amounts: format.list(stake.apart.map((one) => short(one.amountMinor, one.currency))) }}
          />
        </span>
      )}
      {stake.bare > 0 && (
        <span>
          <Say id="hygiene.stake.bare" values={{ count: stake.bare }} />
        </span>
      )}
    </small>
  )
}

function Rows({ rows, onAct }: { rows: readonly HygieneRow[]; onAct(kind: ActKind, row: HygieneRow): void }) {
  const say = useSay()
  return (
    <section className="card" aria-label={say('hygiene.list')}>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            <div className={styles.about}>
              <DealLine row={row} />
              <Findings findings={row.findings} />
              <Clocks clocks={row.clocks} />
            </div>
            {row.mayChange && <ActMenu row={row} onAct={(kind) => onAct(kind, row)} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function DealLine({ row }: { row: HygieneRow }) {
  const say = useSay()
  const { full } = useMoney()
  const stageName = useStageName(row.pipeline)
  return (
    <p className={styles.line}>
      <Link to="/deals/$id" params={{ id: row.id }} className={styles.name}>
        {row.name}
      </Link>
      {row.account && <span className="quiet">{row.account.name}</span>}
      <span>
        {row.amountMinor === null || row.currency === null
          ? say('deals.noAmount')
          : full(row.amountMinor, row.currency)}
      </span>
      <span className="quiet">{row.stage === null ? '' : stageName(row.stage)}</span>
      <span className="quiet">{row.owner?.name ?? say('hygiene.nobody')}</span>
    </p>
  )
}

/** By which lengths a deal counts as stuck or silent. */
function Usual({ list }: { list: HygieneList }) {
  const say = useSay()
  const format = useFormat()
  const pipelines = usePipelines()
  const columns: Column<HygieneList['stages'][number]>[] = [
    {
      id: 'stage',
      head: <Say id="hygiene.usual.stage" />,
      rowHead: true,
      cell: ({ pipeline, stage }) => {
        const model = pipelines?.items.find(({ id }) => id === pipeline)
        const name = model?.stages.find(({ id }) => id === stage)?.name
        return (
          <>
            {name ? format.text(name) : stage}{' '}
            {(pipelines?.items.length ?? 0) > 1 && model && (
              <span className="quiet small">{format.text(model.name)}</span>
            )}
          </>
        )
      },
    },
    { id: 'open', head: <Say id="hygiene.usual.open" />, num: true, cell: ({ open }) => format.number(open) },
    {
      id: 'days',
      head: <Say id="hygiene.usual.days" />,
      num: true,
      cell: ({ usualDays }) =>
        usualDays === null ? (
          <span className="quiet">{say('hygiene.usual.none')}</span>
        ) : (
          say('pipeline.days', { days: usualDays })
        ),
    },
    {
      id: 'stays',
      head: <Say id="hygiene.usual.stays" />,
      num: true,
      wide: true,
      cell: ({ stays }) => format.number(stays),
    },
    { id: 'stuck', head: <Say id="hygiene.usual.stuck" />, num: true, cell: ({ stuck }) => format.number(stuck) },
  ]
  return (
    <Section title={<Say id="hygiene.usual" />} sub={<Say id="hygiene.usual.sub" values={{ fewest: list.fewest }} />}>
      <Table
        label={say('hygiene.usual')}
        columns={columns}
        rows={list.stages}
        scroll
        keyOf={({ pipeline, stage }) => `${pipeline}/${stage}`}
      />
      <p className="small quiet">
        <Say
          id="hygiene.usual.silence"
          values={{
            learned: list.silence.learned ? 'yes' : 'no',
            days: list.silence.days,
            of: format.number(list.silence.of),
          }}
        />
      </p>
    </Section>
  )
}
