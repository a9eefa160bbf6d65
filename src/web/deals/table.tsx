import { Button, Checkbox } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { DealRow } from '#contract/deal-board.ts'
import type { PipelineView } from '#contract/deal.ts'
import type { ListSort } from '#core/deal/sort.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { keyOf, placeNames } from './board.tsx'
import { type BulkAnswer, BulkBar, Left } from './bulk.tsx'
import { dealsApi } from './deals-api.ts'
import styles from './deals.module.css'
import { type DealsSearch, filterCount, filterOf, listSort, statuses } from './search.ts'
import { useMoney } from './sums.tsx'

interface TableInput {
  search: DealsSearch
  pipelines: readonly PipelineView[]
  /** null: all of them */
  pipeline: PipelineView | null
  change(part: { [Key in keyof DealsSearch]: DealsSearch[Key] | undefined }): void
}

const columns = ['name', 'company', 'stage', 'amount', 'owner', 'close', 'stay'] as const
type Column = (typeof columns)[number]
const falling: ReadonlySet<ListSort> = new Set(['amount', 'opened', 'changed'])
const rowHeight = 52

/** Deals as a table: sorted by a click on a head, chosen by ticks, changed many at once, taken out as CSV. */
export function DealTable({ search, pipelines, pipeline, change }: TableInput) {
  const say = useSay()
  const money = useMoney()
  const { id } = useWorkspace()
  const { language } = useLanguage()
  const { failed } = useUndo()
  const mayExport = useMay('deal.export')
  const mayChange = useMay('deal.write')
  const [selected, setSelected] = useState<ReadonlyMap<string, number>>(new Map())
  const [left, setLeft] = useState<BulkAnswer[]>([])
  const sort = listSort(search)
  const asked = {
    ...filterOf(search),
    ...(pipeline ? { pipeline: pipeline.id } : {}),
    ...(search.stage === undefined ? {} : { stage: search.stage }),
    ...(search.outcome === undefined ? {} : { outcome: search.outcome }),
    status: search.status ?? ('open' as const),
  }
  const order = { sort, ...(search.desc === undefined ? {} : { desc: search.desc }) }
  const list = useInfiniteQuery({
    queryKey: ['deals', id, 'table', asked, order],
    queryFn: ({ pageParam, signal }) => dealsApi.list({ ...asked, ...order, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const first = list.data?.pages[0]
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const key = JSON.stringify([asked, order])

  const download = async (ids?: string[]) => {
    try {
      const heads = Object.fromEntries(heading.map((column) => [column, say(`deals.csv.${column}`)]))
      const { path } = await dealsApi.export({ ...asked, ...order, language, heads, ...(ids ? { ids } : {}) })
      location.assign(path)
    } catch (error) {
      failed(error)
    }
  }
  const chooseAll = async () => {
    try {
      const { items } = await dealsApi.ids(asked)
      setSelected(new Map(items.map((one) => [one.id, one.revision])))
    } catch (error) {
      failed(error)
    }
  }
  const sortBy = (column: Column) => {
    const now = search.desc ?? falling.has(sort)
    if (sort !== column) change({ sort: column === 'close' ? undefined : column, desc: undefined })
    else change({ desc: !now })
  }
  const total = first?.total
  return (
    <>
      <div className={styles.tableBar}>
        <label className="field">
          <span className="hidden">
            <Say id="deals.status" />
          </span>
          <select
            className="plain"
            value={search.status ?? 'open'}
            onChange={(event) => {
              const status = statuses.find((one) => one === event.currentTarget.value)
              setSelected(new Map())
              change({ status: status === 'open' ? undefined : status })
            }}
          >
            {statuses.map((one) => (
              <option key={one} value={one}>
                {say(`deals.status.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {total && first && (
          <p className={styles.lead} role="status">
            <Say
              id="deals.table.sentence"
              values={{ count: total.count, sum: <b>{money.short(total.baseMinor, first.currency)}</b> }}
            />{' '}
            {total.unconverted > 0 && <Say id="deals.summary.unconverted" values={{ count: total.unconverted }} />}
          </p>
        )}
        {mayExport && (
          <Button variant="default" size="xs" onClick={() => void download()}>
            <Say id="deals.export" />
          </Button>
        )}
      </div>
      {selected.size > 0 && (
        <BulkBar
          selected={selected}
          pipelines={pipelines}
          pipeline={pipeline}
          total={total?.count ?? 0}
          chooseAll={chooseAll}
          clear={() => setSelected(new Map())}
          exportSelected={mayExport ? () => void download([...selected.keys()]) : null}
          onLeft={setLeft}
        />
      )}
      {left.length > 0 && selected.size === 0 && <Left answers={left} close={() => setLeft([])} />}
      {list.isPending && <LoadingLines lines={8} />}
      {list.error && !first && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {first && rows.length === 0 && (
        <EmptyState title={<Say id="deals.none.here" />}>
          <p>
            <Say id={filterCount(search) > 0 ? 'deals.none.here.next' : 'deals.table.empty'} />
          </p>
        </EmptyState>
      )}
      {first && rows.length > 0 && (
        <Rows
          key={key}
          rows={rows}
          total={total?.count ?? rows.length}
          pipelines={pipelines}
          wide={pipeline === null}
          now={Date.parse(first.asOf)}
          sort={sort}
          descending={search.desc ?? falling.has(sort)}
          onSort={sortBy}
          selectable={mayChange || mayExport}
          selected={selected}
          onSelect={(chosen, on) =>
            setSelected((before) => {
              const next = new Map(before)
              for (const row of chosen) {
                if (on) next.set(row.id, row.revision)
                else next.delete(row.id)
              }
              return next
            })
          }
          onEnd={() => {
            if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
          }}
          busy={isFetchingNextPage}
        />
      )}
    </>
  )
}

const heading = [
  'id',
  'name',
  'company',
  'pipeline',
  'stage',
  'status',
  'owner',
  'team',
  'amount',
  'currency',
  'base',
  'close',
  'source',
  'tags',
  'next_step',
  'opened',
  'stage_since',
  'closed',
  'people',
] as const

interface RowsInput {
  rows: readonly DealRow[]
  total: number
  pipelines: readonly PipelineView[]
  /** of several pipelines: each says which */
  wide: boolean
  now: number
  sort: ListSort
  descending: boolean
  onSort(column: Column): void
  selectable: boolean
  selected: ReadonlyMap<string, number>
  onSelect(rows: readonly DealRow[], on: boolean): void
  onEnd(): void
  busy: boolean
}

/** The rows in view. Arrows move, Enter opens, x chooses (with Shift all from the last one). */
function Rows(input: RowsInput) {
  const { rows, selected, onSelect, onEnd, selectable } = input
  const say = useSay()
  const navigate = useNavigate()
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const anchor = useRef(0)
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const link = box.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"] a`)
    if (!link) return
    wanted.current = null
    link.focus({ preventScroll: true })
  })
  // what it shows changes with scrolling: no compiler need memoize it
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: 40,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const latest = useRef(onEnd)
  useEffect(() => {
    latest.current = onEnd
  })
  useEffect(() => {
    if (last >= rows.length - 25) latest.current()
  }, [last, rows.length])

  const go = (index: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, index))
    setActive(to)
    wanted.current = to
    box.current?.focus({ preventScroll: true })
    virtual.scrollToIndex(to)
  }
  const toggle = (index: number, range: boolean) => {
    const row = rows[index]
    if (!row) return
    const [from, to] = range ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index]
    onSelect(rows.slice(from, to + 1), range || !selected.has(row.id))
    anchor.current = index
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }
    const step = steps[event.key]
    if (step !== undefined) go(active + step)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(rows.length - 1)
    else if (event.code === 'KeyX' && selectable) toggle(active, event.shiftKey)
    else if (event.key === 'Escape' && selected.size > 0) {
      onSelect(
        rows.filter(({ id }) => selected.has(id)),
        false,
      )
    } else return
    event.preventDefault()
  }
  const allHere = rows.every(({ id }) => selected.has(id))
  return (
    <div
      ref={box}
      tabIndex={-1}
      className={styles.box}
      role="grid"
      aria-label={say('deals.title')}
      aria-rowcount={input.total + 1}
      aria-busy={input.busy}
      aria-multiselectable="true"
      onKeyDown={press}
    >
      <div role="rowgroup" className={styles.headGroup}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          <div role="columnheader" aria-label={say('deals.select')}>
            {selectable && (
              <Checkbox
                size="xs"
                aria-label={say('deals.select.here')}
                checked={allHere}
                indeterminate={!allHere && selected.size > 0}
                onChange={(event) => onSelect(rows, event.currentTarget.checked)}
              />
            )}
          </div>
          {columns.map((column) => (
            <div
              key={column}
              role="columnheader"
              className={classOf(column)}
              {...(input.sort === column
                ? { 'aria-sort': input.descending ? ('descending' as const) : ('ascending' as const) }
                : {})}
            >
              <button
                type="button"
                className={styles.sort}
                data-on={input.sort === column || undefined}
                onClick={() => input.onSort(column)}
              >
                <Say id={`deals.column.${column}`} />
                <span aria-hidden="true">{input.sort === column ? (input.descending ? ' ↓' : ' ↑') : ''}</span>
              </button>
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => {
          const row = rows[index] as DealRow
          return (
            <div
              key={row.id}
              role="row"
              data-row={index}
              aria-rowindex={index + 2}
              aria-selected={selected.has(row.id)}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
              onClick={(event) => {
                setActive(index)
                if (event.target instanceof Element && event.target.closest('a, input, label, button')) return
                void navigate({ to: '/deals/$id', params: { id: row.id } })
              }}
            >
              <div role="gridcell">
                {selectable && (
                  <Checkbox
                    size="xs"
                    tabIndex={index === active ? 0 : -1}
                    aria-label={say('deals.select.one', { deal: row.name })}
                    checked={selected.has(row.id)}
                    onChange={() => {}}
                    onClick={(event) => toggle(index, event.shiftKey)}
                  />
                )}
              </div>
              {columns.map((column) => (
                <div key={column} role={column === 'name' ? 'rowheader' : 'gridcell'} className={classOf(column)}>
                  <Cell
                    row={row}
                    column={column}
                    input={input}
                    tabIndex={index === active ? 0 : -1}
                    onFocus={() => setActive(index)}
                  />
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function classOf(column: Column): string {
  const narrow = column === 'name' || column === 'amount' ? '' : styles.wide
  return [column === 'amount' || column === 'stay' ? 'num' : styles.text, narrow].join(' ')
}

interface CellInput {
  row: DealRow
  column: Column
  input: RowsInput
  tabIndex: number
  onFocus(): void
}

function Cell({ row, column, input, tabIndex, onFocus }: CellInput): ReactNode {
  const say = useSay()
  const format = useFormat()
  const money = useMoney()
  const pipeline = input.pipelines.find(({ id }) => id === row.pipeline)
  const stage = pipeline ? placeNames(pipeline, format.text).get(keyOf(row)) : undefined
  switch (column) {
    case 'name':
      return (
        <span className={styles.who}>
          <Link to="/deals/$id" params={{ id: row.id }} className={styles.name} tabIndex={tabIndex} onFocus={onFocus}>
            {row.name}
          </Link>
          <span className={`quiet small ${styles.under}`}>
            <span className={styles.narrow}>{stage ?? row.stage ?? row.outcome}</span>
            {row.warnings.map((one) => (
              <span key={one} className={styles.warned} data-warning={one}>
                {say(`deals.warn.${one}`)}
              </span>
            ))}
          </span>
        </span>
      )
    case 'company':
      return row.account?.name ?? '–'
    case 'stage':
      return (
        <>
          {stage ?? row.stage ?? row.outcome}
          {input.wide && pipeline && (
            <span className={`quiet small ${styles.below}`}>{format.text(pipeline.name)}</span>
          )}
        </>
      )
    case 'amount':
      return row.amountMinor === null || row.currency === null ? '–' : money.full(row.amountMinor, row.currency)
    case 'owner':
      return row.owner?.name ?? <span className="quiet">{say('deals.nobody')}</span>
    case 'close':
      return row.closeDate === null ? (
        '–'
      ) : (
        <span className={row.warnings.includes('past_close') ? styles.past : undefined}>
          {format.date(`${row.closeDate}T12:00:00Z`)}
        </span>
      )
    case 'stay':
      return format.duration(input.now - Date.parse(row.stageSince))
  }
}
