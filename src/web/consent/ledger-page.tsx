import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ledgerCsvColumns, type ConsentOverview } from '#contract/consent.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { FilterSelect } from '../ui/filter-select.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, ErrorState, Loaded, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { consentApi } from './consent-api.ts'
import styles from './consent.module.css'
import { Entries } from './entries.tsx'
import { usePurposeName } from '../ui/fact-name.ts'
import { type LedgerSearch, sources, states } from './search.ts'
import { ConsentFrame } from './tabs.tsx'
import { Weeks } from './weeks.tsx'

const route = getRouteApi('/inside/consent')

/** Who agreed to what: counts, how they grow, and every single entry with its proof. */
export function LedgerPage() {
  const workspace = useWorkspace()
  const search = route.useSearch()
  const mayRead = useMay('consent.read')
  const overview = useQuery({
    queryKey: ['consent', 'overview', workspace.id, search.purpose ?? null],
    queryFn: ({ signal }) => consentApi.overview(search.purpose, signal),
    enabled: mayRead,
  })
  return (
    <ConsentFrame
      tab="ledger"
      sentence={overview.data && <Sentence overview={overview.data} />}
      actions={<Export search={search} />}
    >
      <div className="stack">
        <Loaded query={overview} lines={8}>
          {(data) => (
            <>
              <Section title={<Say id="consent.purposes.counts" />}>
                <Counts overview={data} />
              </Section>
              <Section
                title={<Say id="consent.weeks" />}
                sub={<Say id="consent.weeks.about" values={{ zone: data.zone }} />}
              >
                <Weeks weeks={data.weeks} />
              </Section>
            </>
          )}
        </Loaded>
        <Ledger search={search} />
      </div>
    </ConsentFrame>
  )
}

function Sentence({ overview }: { overview: ConsentOverview }) {
  const { requests, due, suppressed } = overview
  const marketing = overview.purposes.find(({ id }) => id === 'marketing')
  return (
    <>
      <Say id="consent.sentence" values={{ granted: marketing?.granted ?? 0, open: requests.open }} />{' '}
      {due !== null && due > 0 && (
        <Link to="/consent/requests" className="link">
          <Say id="consent.sentence.due" values={{ due }} />
        </Link>
      )}{' '}
      {suppressed > 0 && <Say id="consent.sentence.suppressed" values={{ suppressed }} />}
    </>
  )
}

type Row = ConsentOverview['purposes'][number]

function Counts({ overview }: { overview: ConsentOverview }) {
  const say = useSay()
  const format = useFormat()
  const number = (purpose: string, state: 'granted' | 'withdrawn', count: number) =>
    count === 0 ? (
      format.number(0)
    ) : (
      <Link
        to="/people"
        search={{ view: 'all', filter: { field: `consent.${purpose}`, op: 'is', value: state } }}
        className="link"
      >
        {format.number(count)}
      </Link>
    )
  const columns: Column<Row>[] = [
    {
      id: 'name',
      head: <Say id="consent.purpose" />,
      rowHead: true,
      cell: (row) => (
        <>
          {format.text(row.name)}
          <span className={`quiet small ${styles.under}`}>
            {row.retired ? <Say id="consent.retired" /> : <Say id={`consent.basis.${row.legalBasis}`} />}
          </span>
        </>
      ),
    },
    {
      id: 'granted',
      head: <span className={styles.wrap}>{say('consent.state.granted')}</span>,
      num: true,
      cell: (row) => number(row.id, 'granted', row.granted),
    },
    {
      id: 'open',
      head: <span className={styles.wrap}>{say('consent.state.requested')}</span>,
      num: true,
      cell: (row) =>
        row.open === 0 ? (
          format.number(0)
        ) : (
          <Link to="/consent/requests" className="link">
            {format.number(row.open)}
          </Link>
        ),
    },
    {
      id: 'withdrawn',
      head: <span className={styles.wrap}>{say('consent.state.withdrawn')}</span>,
      num: true,
      cell: (row) => number(row.id, 'withdrawn', row.withdrawn),
    },
  ]
  return (
    <Table
      label={say('consent.purposes.counts')}
      columns={columns}
      rows={overview.purposes.filter(({ retired, granted, withdrawn }) => !retired || granted + withdrawn > 0)}
      keyOf={({ id }) => id}
    />
  )
}

function Ledger({ search }: { search: LedgerSearch }) {
  const workspace = useWorkspace()
  const list = useInfiniteQuery({
    queryKey: ['consent', 'ledger', workspace.id, search],
    queryFn: ({ pageParam, signal }) => consentApi.ledger(search, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.keys(search).length > 0
  return (
    <Section title={<Say id="consent.entries" />} sub={<Say id="consent.entries.about" />}>
      <Filters search={search} />
      {list.isPending && <LoadingLines lines={6} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <EmptyState title={<Say id={filtered ? 'consent.none.filtered' : 'consent.none'} />}>
          <p>
            <Say id={filtered ? 'consent.none.filtered.next' : 'consent.none.next'} />
          </p>
        </EmptyState>
      )}
      <Entries items={items} people />
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          <Say id="consent.more" />
        </Button>
      )}
    </Section>
  )
}

function Filters({ search }: { search: LedgerSearch }) {
  const say = useSay()
  const navigate = route.useNavigate()
  const nameOf = usePurposeName()
  const workspace = useWorkspace()
  const overview = useQuery({
    queryKey: ['consent', 'overview', workspace.id, search.purpose ?? null],
    queryFn: ({ signal }) => consentApi.overview(search.purpose, signal),
  })
  const set = (key: keyof LedgerSearch, value: string) =>
    void navigate({
      search: ({ [key]: _, ...rest }) => (value === '' ? rest : { ...rest, [key]: value }) as LedgerSearch,
      replace: true,
      resetScroll: false,
    })
  const ids = new Set([
    ...(overview.data?.purposes.map(({ id }) => id) ?? []),
    ...(search.purpose ? [search.purpose] : []),
  ])
  return (
    <div className="filters">
      <FilterSelect
        label="consent.purpose"
        value={search.purpose}
        options={[['', say('consent.all')], ...[...ids].map((one) => [one, nameOf(one)] as const)]}
        onChange={(value) => set('purpose', value)}
      />
      <FilterSelect
        label="consent.what"
        value={search.state}
        options={[['', say('consent.all')], ...states.map((one) => [one, say(`consent.entry.${one}`)] as const)]}
        onChange={(value) => set('state', value)}
      />
      <FilterSelect
        label="consent.source"
        value={search.source}
        options={[['', say('consent.all')], ...sources.map((one) => [one, say(`consent.source.${one}`)] as const)]}
        onChange={(value) => set('source', value)}
      />
      <label className="field">
        <Say id="consent.from" />
        <input
          type="date"
          className="plain"
          value={search.from ?? ''}
          onChange={(event) => set('from', event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <Say id="consent.to" />
        <input
          type="date"
          className="plain"
          value={search.to ?? ''}
          onChange={(event) => set('to', event.currentTarget.value)}
        />
      </label>
      {search.wording !== undefined && (
        <button type="button" className={`link small ${styles.clear}`} onClick={() => set('wording', '')}>
          <Say id="consent.wording.clear" values={{ wording: search.wording }} />
        </button>
      )}
    </div>
  )
}

function Export({ search }: { search: LedgerSearch }) {
  const say = useSay()
  const mayExport = useMay('consent.write')
  const { failed } = useUndo()
  const save = useMutation({
    mutationFn: () =>
      consentApi.exportLedger(
        search,
        Object.fromEntries(ledgerCsvColumns.map((head) => [head, say(`consent.csv.${head}`)])),
      ),
    onSuccess: ({ path }) => window.location.assign(path),
    onError: failed,
  })
  if (!mayExport) return null
  return (
    <Button variant="default" size="xs" loading={save.isPending} onClick={() => save.mutate()}>
      <Say id="consent.export" />
    </Button>
  )
}
