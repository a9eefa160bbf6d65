import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ContentAsset, ContentList } from '#contract/content.ts'
import type { ContentUsage } from '#contract/content-reading.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CaptureFrame } from '../capture/tabs.tsx'
import { Change } from '../ui/figure.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { contentApi, libraryQuery } from './content-api.ts'
import { Choice, LanguageChoice } from './choice.tsx'
import { ContentTabs } from './content-tabs.tsx'
import { useLanguageName } from './names.ts'
import type { LibrarySearch } from './search.ts'
import styles from './content.module.css'

const route = getRouteApi('/inside/capture/content')
const bands = ['TOFU', 'MOFU', 'BOFU', 'CUSTOMER'] as const

/** The library: what there is, for whom, in which languages, who read it, and what is due. */
export function LibraryPage() {
  const say = useSay()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const workspace = useWorkspace()
  const mayWrite = useMay('content.write')
  const { q, sort: _sort, ...filters } = search
  const query = useQuery({
    ...libraryQuery(workspace.id, { ...filters, search: q }),
    placeholderData: keepPreviousData,
  })
  const usage = useQuery({
    queryKey: ['content', workspace.id, 'usage'],
    queryFn: ({ signal }) => contentApi.usage(90, signal),
  })
  const change = (part: { [Key in keyof LibrarySearch]: LibrarySearch[Key] | undefined }) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    })
  return (
    <CaptureFrame
      tab="content"
      sentence={<Say id="content.lead" />}
      actions={
        mayWrite && (
          <>
            <Link to="/capture/content/import" className="link">
              <Say id="content.import" />
            </Link>
            <Button
              renderRoot={(props) => (
                <Link {...props} to="/capture/content/new" className={`${props.className} ${styles.primary}`} />
              )}
            >
              <Say id="content.add" />
            </Button>
          </>
        )
      }
    >
      <ContentTabs />
      <Loaded query={query} lines={8}>
        {(list) =>
          list.counts.live + list.counts.archived === 0 ? (
            <EmptyState title={<Say id="content.none" />}>
              <p>
                <Say id={mayWrite ? 'content.none.next' : 'content.none.viewer'} />
              </p>
              {mayWrite && (
                <Link to="/capture/content/found" className="link">
                  <Say id="content.none.found" />
                </Link>
              )}
            </EmptyState>
          ) : (
            <>
              <form
                className="filters"
                aria-label={say('content.filters')}
                onSubmit={(event) => event.preventDefault()}
              >
                <SearchField
                  label={say('content.search')}
                  hint={say('content.search')}
                  value={q ?? ''}
                  onChange={(text) => change({ q: text === '' ? undefined : text })}
                />
                <Choice
                  label={say('content.kind')}
                  value={search.kind}
                  options={list.kinds.map(({ id, name }) => [id, format.text(name)])}
                  onChange={(kind) => change({ kind })}
                />
                <Choice
                  label={say('content.band')}
                  value={search.band}
                  options={bands.map((band) => [band, say(`blueprint.band.${band}`)])}
                  onChange={(band) => change({ band })}
                />
                <Choice
                  label={say('content.persona')}
                  value={search.persona}
                  options={list.personas.map(({ id, name }) => [id, format.text(name)])}
                  onChange={(persona) => change({ persona })}
                />
                <LanguageChoice
                  languages={list.languages}
                  value={search.language}
                  onChange={(language) => change({ language })}
                />
                <label className="field">
                  <Say id="content.state" />
                  <select
                    className="plain"
                    value={search.state ?? 'live'}
                    onChange={(event) => {
                      const state = event.currentTarget.value
                      change({ state: state === 'overdue' || state === 'archived' ? state : undefined })
                    }}
                  >
                    {(['live', 'overdue', 'archived'] as const).map((state) => (
                      <option key={state} value={state}>
                        {say(`content.state.${state}`, { count: list.counts[state] })}
                      </option>
                    ))}
                  </select>
                </label>
              </form>
              <section className="card" aria-busy={query.isFetching} aria-label={say('content.list')}>
                <Assets
                  list={list}
                  usage={usage.data}
                  sort={search.sort ?? 'title'}
                  onSort={(sort) => change({ sort: sort === 'title' ? undefined : sort })}
                />
              </section>
            </>
          )
        }
      </Loaded>
    </CaptureFrame>
  )
}

interface AssetsInput {
  list: ContentList
  usage: ContentUsage | undefined
  sort: 'title' | NonNullable<LibrarySearch['sort']>
  onSort(sort: 'title' | NonNullable<LibrarySearch['sort']>): void
}

function Assets({ list, usage, sort, onSort }: AssetsInput) {
  const say = useSay()
  const format = useFormat()
  const languageName = useLanguageName()
  const read = new Map(usage?.items.map((item) => [item.asset, item]))
  const rows = list.items.toSorted((a, b) => {
    const byTitle = a.title.localeCompare(b.title)
    if (sort === 'people') return (read.get(b.id)?.people ?? 0) - (read.get(a.id)?.people ?? 0) || byTitle
    if (sort === 'review') return (a.reviewOn ?? '9999').localeCompare(b.reviewOn ?? '9999') || byTitle
    return byTitle
  })
  if (list.items.length === 0) {
    return (
      <p className="quiet">
        <Say id="content.nothing" />
      </p>
    )
  }
  const columns: Column<ContentAsset>[] = [
    {
      id: 'title',
      head: <Say id="content.title" />,
      rowHead: true,
      sort: 'title',
      cell: (asset) => (
        <div className={styles.asset}>
          <Link to="/capture/content/$id" params={{ id: asset.id }} className="link">
            {asset.title}
          </Link>
          <span className={styles.under}>
            {format.text(asset.kind.name)}
            {asset.personas.length > 0 && ` · ${asset.personas.map(({ name }) => format.text(name)).join(', ')}`}
            {asset.overdue && asset.reviewOn !== null && (
              <span className={`chip ${styles.whole}`} data-kind="heat">
                <Say id="content.overdue" values={{ day: format.calendar(asset.reviewOn) }} />
              </span>
            )}
          </span>
        </div>
      ),
    },
    {
      id: 'band',
      head: <Say id="content.band" />,
      wide: true,
      cell: ({ bands: some }) => some.map((band) => say(`blueprint.band.${band}`)).join(', ') || '–',
    },
    {
      id: 'stage',
      head: <Say id="content.stage" />,
      wide: true,
      cell: ({ stage }) => (stage ? format.text(stage.name) : '–'),
    },
    {
      id: 'languages',
      head: <Say id="content.languages" />,
      cell: ({ versions }) =>
        versions.length === 0
          ? '–'
          : versions.map(({ language }) => (
              <abbr key={language} title={languageName(language)} className={styles.code}>
                {language}
              </abbr>
            )),
    },
    {
      id: 'people',
      head: <span className={styles.wrap}>{say('content.people90')}</span>,
      num: true,
      sort: 'people',
      cell: ({ id }) => {
        const one = read.get(id)
        if (usage === undefined) return <span className="quiet">…</span>
        return one ? (
          <Link
            to="/capture/content/reading"
            search={{ of: 'asset', key: id }}
            className="link"
            aria-label={say('content.people.of', { count: one.people })}
          >
            {format.number(one.people)}
          </Link>
        ) : (
          '0'
        )
      },
    },
    {
      id: 'change',
      head: <Say id="content.change" />,
      num: true,
      wide: true,
      cell: ({ id }) => {
        const one = read.get(id)
        return usage === undefined ? '' : <Change now={one?.people ?? 0} before={one?.before ?? 0} good="up" />
      },
    },
    {
      id: 'downloads',
      head: <Say id="content.downloads" />,
      num: true,
      wide: true,
      cell: ({ id }) => (usage === undefined ? '' : format.number(read.get(id)?.downloads ?? 0)),
    },
  ]
  columns.push({
    id: 'review',
    head: <Say id="content.review" />,
    num: true,
    wide: true,
    sort: 'review',
    cell: ({ reviewOn }) => (reviewOn === null ? '–' : format.calendar(reviewOn)),
  })
  return (
    <Table
      label={say('content.list')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={columns}
      sort={{ key: sort, descending: sort === 'people' }}
      onSort={(key) => onSort(key === 'people' || key === 'review' ? key : 'title')}
    />
  )
}
