import { Button } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useIntl } from 'react-intl'
import type { AccountRow } from '#contract/account.ts'
import { besides } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useCompanyName, usePersonName } from '../person/names.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { accountApi } from './api.ts'
import styles from './company.module.css'
import type { CompaniesSearch } from './search.ts'
import { useLabels } from '../filter/labels.ts'

const route = getRouteApi('/inside/companies')

/** Companies: those first whose people are the most engaged. */
export function CompaniesPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useInfiniteQuery({
    queryKey: ['accounts', workspace.id, 'list', search],
    queryFn: ({ pageParam, signal }) => accountApi.list({ ...search, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const change = (part: { [Key in keyof CompaniesSearch]: CompaniesSearch[Key] | undefined }) =>
    void navigate({
      search: (now) =>
        Object.fromEntries(
          Object.entries({ ...now, ...part }).filter(([, value]) => value !== undefined && value !== ''),
        ) as CompaniesSearch,
      replace: true,
    })
  const seek = useDebouncedCallback((q: string) => change({ q }), 250)
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const hot = rows.filter((row) => row.hot > 0).length

  return (
    <Page title={say('companies.title')}>
      <PageHead
        title={<Say id="companies.title" />}
        help="account"
        sentence={
          search.q !== undefined ? (
            <Say id="companies.found" values={{ q: search.q }} />
          ) : search.sort === 'name' ? (
            <Say id="companies.byName" />
          ) : (
            <Say id="companies.byHeat" values={{ hot }} />
          )
        }
      />
      <form className="filters" role="search" onSubmit={(event) => event.preventDefault()} data-no-print>
        <label className="field">
          <Say id="companies.search" />
          <input
            key={workspace.id}
            className="plain"
            type="search"
            defaultValue={search.q ?? ''}
            onChange={(event) => seek(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <Say id="companies.sort" />
          <select
            className="plain"
            value={search.sort ?? 'heat'}
            onChange={(event) => change({ sort: event.currentTarget.value === 'name' ? 'name' : undefined })}
          >
            <option value="heat">{say('companies.sort.heat')}</option>
            <option value="name">{say('companies.sort.name')}</option>
          </select>
        </label>
      </form>
      {list.isPending && <LoadingLines lines={8} />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && <NoCompanies searched={search.q !== undefined} />}
      {first && rows.length > 0 && (
        <div className="card" aria-busy={list.isFetching}>
          <Companies rows={rows} asOf={first.asOf} />
          {list.hasNextPage && (
            <Button
              variant="default"
              mt={12}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
              data-no-print
            >
              <Say id="companies.more" />
            </Button>
          )}
        </div>
      )}
    </Page>
  )
}

function NoCompanies({ searched }: { searched: boolean }) {
  return (
    <EmptyState title={<Say id={searched ? 'companies.none.found' : 'companies.none'} />}>
      <p>
        <Say id={searched ? 'companies.none.found.next' : 'companies.none.next'} />
      </p>
    </EmptyState>
  )
}

function Companies({ rows, asOf }: { rows: readonly AccountRow[]; asOf: string }) {
  const say = useSay()
  const intl = useIntl()
  const format = useFormat()
  const labels = useLabels()
  const nameOf = usePersonName()
  const companyName = useCompanyName()
  const now = Date.parse(asOf)
  const place = (row: AccountRow) =>
    row.country !== null && /^[A-Z]{2}$/.test(row.country)
      ? intl.formatDisplayName(row.country, { type: 'region' })
      : row.country
  const columns: Column<AccountRow>[] = [
    {
      id: 'name',
      head: <Say id="companies.company" />,
      rowHead: true,
      cell: (row) => (
        <>
          <Link to="/companies/$id" params={{ id: row.id }} className={styles.name}>
            {companyName(row)}
          </Link>{' '}
          {row.relationship !== null && (
            <span className="chip" data-kind="account">
              {labels.value('account.relationship', row.relationship)}
            </span>
          )}
          <div className="quiet small">{besides([row.name === '' ? null : row.domain, row.industry, place(row)])}</div>
        </>
      ),
    },
    {
      id: 'people',
      head: <Say id="companies.people" />,
      num: true,
      cell: (row) => (
        <>
          {format.number(row.people)}
          {row.hot > 0 && (
            <div className={styles.hot}>
              <Say id="companies.hot" values={{ hot: row.hot }} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'best',
      head: <Say id="companies.best" />,
      wide: true,
      cell: (row) =>
        row.best && row.best.engagement > 0 ? (
          <>
            <Link to="/people/$id" params={{ id: row.best.id }} className="link">
              {nameOf(row.best)}
            </Link>{' '}
            <span className="quiet">{format.points(row.best.engagement)}</span>
          </>
        ) : (
          '–'
        ),
    },
    {
      id: 'last',
      head: <Say id="companies.last" />,
      wide: true,
      cell: (row) => (row.lastAt === null ? '–' : format.ago(row.lastAt, now)),
    },
  ]
  return <Table label={say('companies.title')} columns={columns} rows={rows} keyOf={(row) => row.id} />
}
