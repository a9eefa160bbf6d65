import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { dealCsvColumns } from '#contract/deal-board.ts'
import type { PipelineView } from '#contract/deal.ts'
import { useLanguage } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EmptyState, ErrorState, LoadingLines } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { type BulkAnswer, BulkBar, Left } from './bulk.tsx'
import { dealsApi } from './deals-api.ts'
import styles from './deals.module.css'
import { type DealsSearch, filterCount, filterOf, listSort, statuses } from './search.ts'
import { useMoney } from './sums.tsx'
import { type Column, falling } from './table-columns.ts'
import { Rows } from './table-rows.tsx'

interface TableInput {
  search: DealsSearch
  pipelines: readonly PipelineView[]
  /** null: all of them */
  pipeline: PipelineView | null
  change(part: { [Key in keyof DealsSearch]: DealsSearch[Key] | undefined }): void
}

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
    queryFn: async ({ pageParam, signal }) => {
      const page = await dealsApi.list({ ...asked, ...order, limit: 100, cursor: pageParam }, signal)
      return { ...page, of: JSON.stringify([asked, order]) }
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  // drawn in slices, so that other rows never hold up a key or a click
  const data = useDeferredValue(list.data)
  const first = data?.pages[0]
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list

  const download = async (ids?: string[]) => {
    try {
      const heads = Object.fromEntries(dealCsvColumns.map((column) => [column, say(`deals.csv.${column}`)]))
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
          key={first.of}
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
