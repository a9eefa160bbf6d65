import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ProposalItem } from '#contract/proposal.ts'
import type { ProposalState } from '#core/proposal/document.ts'
import { besides } from '../app/isolate.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { proposalApi } from './api.ts'
import { useUntilOf } from './day.ts'
import { Happened } from './happened.tsx'
import { PriceSpan } from './money.tsx'
import styles from './proposals.module.css'
import { listedStates, type ProposalSearch } from './search.ts'
import { StateChip } from './state-chip.tsx'

const route = getRouteApi('/inside/proposals')

/** Every proposal of the workspace, the last touched first. */
export function ProposalsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const mayRead = useMay('proposal.read')
  const { state, mine } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useInfiniteQuery({
    queryKey: ['proposals', workspace.id, 'list', state ?? null, mine ?? null],
    queryFn: ({ pageParam, signal }) =>
      proposalApi.list({ state, mine: mine ? 'true' : undefined, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: mayRead,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const filter = (change: ProposalSearch) =>
    navigate({ search: { ...(state ? { state } : {}), ...(mine ? { mine } : {}), ...change } })
  return (
    <Page title={say('proposals.title')}>
      <PageHead
        title={<Say id="proposals.title" />}
        sentence={<Say id="proposals.lead" />}
        actions={
          <>
            <Link to="/renewals" className="link">
              <Say id="renewals.title" />
            </Link>
            <Link to="/proposals/templates" className="link">
              <Say id="templates.title" />
            </Link>
          </>
        }
      />
      <div className="filters">
        <label className="field">
          <Say id="proposals.filter.state" />
          <select
            className="plain"
            value={state ?? ''}
            onChange={(event) => {
              const chosen = event.currentTarget.value as ProposalState | ''
              void navigate({ search: { ...(mine ? { mine } : {}), ...(chosen === '' ? {} : { state: chosen }) } })
            }}
          >
            <option value="">{say('proposals.filter.all')}</option>
            {listedStates.map((one) => (
              <option key={one} value={one}>
                {say(`proposals.state.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={mine === true}
            onChange={(event) =>
              void (event.currentTarget.checked ? filter({ mine: true }) : navigate({ search: state ? { state } : {} }))
            }
          />
          <Say id="proposals.filter.mine" />
        </label>
      </div>
      {list.isPending && mayRead && <LoadingLines lines={6} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <EmptyState title={<Say id={state || mine ? 'proposals.none.filter' : 'proposals.none'} />}>
          <p>
            <Say id="proposals.none.next" />
          </p>
        </EmptyState>
      )}
      {items.length > 0 && (
        <section className="card">
          <Proposals items={items} />
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Say id="proposals.more" />
            </Button>
          )}
        </section>
      )}
    </Page>
  )
}

function Proposals({ items }: { items: readonly ProposalItem[] }) {
  const say = useSay()
  const untilOf = useUntilOf()
  const columns: Column<ProposalItem>[] = [
    {
      id: 'title',
      head: <Say id="proposals.column.title" />,
      rowHead: true,
      cell: (row) => (
        <>
          <Link to="/proposals/$id" params={{ id: row.id }} className="link">
            {row.title === '' ? say('proposals.untitled') : row.title}
          </Link>
          <span className={`quiet small ${styles.under}`}>
            {besides([
              row.account?.name ?? row.deal.name,
              row.version > 1 && say('proposals.version', { version: row.version }),
            ])}
          </span>
          <span className={`quiet small ${styles.under}`}>
            <Happened item={row} />
          </span>
          <span className={`small ${styles.narrow}`}>
            <PriceSpan item={row} />
          </span>
        </>
      ),
    },
    { id: 'state', head: <Say id="proposals.column.state" />, cell: (row) => <StateChip state={row.state} /> },
    {
      id: 'price',
      head: <Say id="proposals.column.price" />,
      wide: true,
      num: true,
      cell: (row) => <PriceSpan item={row} />,
    },
    {
      id: 'until',
      head: <Say id="proposals.column.until" />,
      wide: true,
      cell: untilOf,
    },
    { id: 'owner', head: <Say id="proposals.column.owner" />, wide: true, cell: (row) => row.owner ?? '–' },
  ]
  return <Table label={say('proposals.title')} columns={columns} rows={items} keyOf={(row) => row.id} />
}
