import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { ViewQuery } from '#contract/view.ts'
import type { Condition } from '#core/rule.ts'
import { useModels } from '../app/models.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { FilterBuilder } from '../filter/filter-builder.tsx'
import { SaveSegment } from '../segments/save-segment.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { EmptyState, ErrorState, LoadingScreen } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import { useColumnName } from './column-name.ts'
import { askedFields, isOwn, usualColumns } from './columns.ts'
import { peopleApi, useViews } from './people-api.ts'
import { ExportFor } from './export-for.tsx'
import { PeopleList } from './people-list.tsx'
import styles from './people.module.css'
import { type PeopleSearch, type Sort, wholeFilter } from './search.ts'
import { searchOf, ViewsBar } from './views-bar.tsx'

const route = getRouteApi('/inside/people')
const pageSize = 100

/** Everybody, or those who meet a condition, in any order. */
export function PeoplePage() {
  const say = useSay()
  const workspace = useWorkspace()
  const models = useModels()
  const columnName = useColumnName()
  const { failed } = useUndo()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const views = useViews()
  const mayExport = useMay('person.export')
  const maySegment = useMay('segment.save')
  const [editing, setEditing] = useState(false)
  const [saving, setSaving] = useState(false)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())

  useDefaultView(search, views, (next) => void navigate({ search: next, replace: true }))
  const open = views?.find(({ id }) => id === search.view)
  const lifecycle = models?.lifecycle ?? null
  const condition = useMemo(() => wholeFilter(search, lifecycle ?? 'lifecycle'), [search, lifecycle])
  const sort: Sort = search.sort ?? 'engagement'
  const columns = search.columns ?? usualColumns
  const fields = useMemo(() => askedFields(columns), [columns])
  const asked = {
    ...(search.q ? { q: search.q } : {}),
    ...(condition ? { condition } : {}),
    ...(search.hot ? { hot: true } : {}),
  }
  const query: ViewQuery = { ...asked, sort, columns: [...columns] }

  // a short form needs to know the lifecycle first
  const ready = search.stage === undefined || lifecycle !== null
  const list = useInfiniteQuery({
    queryKey: ['people', workspace.id, asked, sort, fields],
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam ? { cursor: pageParam } : {}
      const page = await peopleApi.query({ ...asked, sort, columns: fields, limit: pageSize, ...cursor })
      return { ...page, of: JSON.stringify([asked, sort]) }
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: ready,
  })
  // drawn in slices, also the first rows, so that they never hold up a key or a click
  const data = useDeferredValue(list.data ?? null, null)
  const first = data?.pages[0]
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  const change = (part: { [Key in keyof PeopleSearch]: PeopleSearch[Key] | undefined }) => {
    setSelected(new Set())
    void navigate({ search: (now) => dropEmpty({ ...now, ...part }), replace: true })
  }
  const setCondition = (next: Condition | null) =>
    change({ filter: next ?? undefined, stage: undefined, channel: undefined })
  const chooseAll = async () => {
    try {
      setSelected(new Set((await peopleApi.ids(asked)).ids))
    } catch (error) {
      failed(error)
    }
  }
  const download = async (ids?: string[], reach?: string) => {
    try {
      const names = ['name', 'email', 'company', 'stage', 'channel', 'fit', 'engagement', 'total']
      const heads = Object.fromEntries([
        ...names.map((name) => [name, name === 'name' ? say('people.person') : isOwn(name) ? columnName(name) : name]),
        ['last_event', columnName('last')],
        ['may_reach', say('people.mayReach')],
        ...fields.map((field) => [field, columnName(field)]),
      ])
      const { path } = await peopleApi.export({
        ...asked,
        columns: fields,
        heads,
        ...(ids ? { ids } : {}),
        ...(reach === undefined ? {} : { reach }),
      })
      location.assign(path)
    } catch (error) {
      failed(error)
    }
  }
  const filtered = condition !== null || search.q !== undefined || search.hot === true
  const changed = open !== undefined && !same(open.query, query)

  return (
    <Page title={say('people.title')}>
      <PageHead
        title={<Say id="people.title" />}
        help="person"
        sentence={
          first && (
            <Say
              id={first.count.estimated ? 'people.count.estimated' : 'people.count'}
              values={{ count: first.count.value }}
            />
          )
        }
        actions={
          <>
            <Link to="/people/duplicates" className="link">
              <Say id="people.duplicates" />
            </Link>
            {mayExport && (
              <>
                <Button variant="default" size="xs" onClick={() => void download()}>
                  <Say id="people.export" />
                </Button>
                <ExportFor download={(purpose) => void download(undefined, purpose)} />
              </>
            )}
          </>
        }
      />
      <ViewsBar
        views={views ?? []}
        open={open}
        query={query}
        changed={changed}
        onOpen={(next) => void navigate({ search: next })}
      />
      <div className={styles.bar} role="search">
        <SearchField
          label={say('people.search')}
          hint={say('people.search.hint')}
          className={styles.search}
          value={search.q ?? ''}
          onChange={(q) => change({ q: q === '' ? undefined : q })}
        />
        <Button
          variant={condition ? 'light' : 'default'}
          size="xs"
          aria-expanded={editing}
          onClick={() => setEditing((was) => !was)}
        >
          <Say id="people.filter" />
        </Button>
        <label style={{ display: 'flex', gap: 6, alignItems: 'center', minHeight: 32 }}>
          <input
            type="checkbox"
            checked={search.hot === true}
            onChange={(event) => change({ hot: event.currentTarget.checked ? true : undefined })}
          />
          <Say id="people.heat.hot" />
        </label>
        <div className={styles.spread}>
          <label className="field">
            <span className="hidden">
              <Say id="people.sort" />
            </span>
            <select
              className="plain"
              value={sort}
              onChange={(event) => change({ sort: event.currentTarget.value as Exclude<Sort, 'engagement'> })}
            >
              {(['engagement', 'total', 'fit', 'recent', 'name', 'newest'] as const).map((one) => (
                <option key={one} value={one}>
                  {say(`people.sort.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <ColumnChooser columns={columns} onChange={(next) => change({ columns: next })} />
        </div>
      </div>
      {condition && (
        <div className={styles.said}>
          <p>
            <Say id="people.filtered" />{' '}
            <b>
              <ConditionSentence condition={condition} />
            </b>
          </p>
          <button type="button" className="link small" onClick={() => setCondition(null)}>
            <Say id="people.filter.clear" />
          </button>
          {maySegment && (
            <button type="button" className="link small" onClick={() => setSaving(true)}>
              <Say id="people.segment" />
            </button>
          )}
        </div>
      )}
      {editing && (
        <section className={styles.filter} aria-label={say('people.filter')}>
          <FilterBuilder condition={condition} onChange={setCondition} />
        </section>
      )}
      {saving && condition && <SaveSegment condition={condition} close={() => setSaving(false)} />}
      {selected.size > 0 && (
        <BulkBar
          selected={selected}
          total={first?.count.value ?? 0}
          chooseAll={chooseAll}
          clear={() => setSelected(new Set())}
          exportSelected={() => void download([...selected])}
        />
      )}
      {!first && !list.error && <LoadingScreen />}
      {list.error && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {first && !list.error && rows.length === 0 && (
        <EmptyState title={<Say id={filtered ? 'people.none' : 'people.empty'} />}>
          <p>
            <Say id={filtered ? 'people.none.next' : 'people.empty.next'} />
          </p>
        </EmptyState>
      )}
      {first && rows.length > 0 && (
        <PeopleList
          key={first.of}
          rows={rows}
          total={first.count.value}
          columns={columns}
          lifecycle={first.lifecycle}
          asOf={first.asOf}
          sort={sort}
          onSort={(next) => change({ sort: next === 'engagement' ? undefined : next })}
          selected={selected}
          onSelect={(ids, on) =>
            setSelected((before) => {
              const next = new Set(before)
              for (const id of ids) {
                if (on) next.add(id)
                else next.delete(id)
              }
              return next
            })
          }
          onEnd={onEnd}
          busy={isFetchingNextPage}
        />
      )}
    </Page>
  )
}

/** Opens the list with one's own default view, once, when nothing else was asked for. */
function useDefaultView(
  search: PeopleSearch,
  views: ReturnType<typeof useViews>,
  open: (search: PeopleSearch) => void,
): void {
  const plain = Object.keys(search).length === 0
  const view = plain ? views?.find(({ isDefault }) => isDefault) : undefined
  const latest = useRef(open)
  useEffect(() => {
    latest.current = open
  })
  useEffect(() => {
    if (view) latest.current(searchOf(view))
  }, [view])
}

function same(one: ViewQuery, other: ViewQuery): boolean {
  const plain = ({ q, condition, sort, columns, hot }: ViewQuery) =>
    JSON.stringify([q ?? '', condition ?? null, sort ?? 'engagement', columns ?? usualColumns, hot ?? false])
  return plain(one) === plain(other)
}

function dropEmpty(search: { [Key in keyof PeopleSearch]: PeopleSearch[Key] | undefined }): PeopleSearch {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([key, value]) => value !== undefined && value !== '' && !(key === 'sort' && value === 'engagement'),
    ),
  )
}
