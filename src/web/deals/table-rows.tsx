import { Checkbox } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { DealRow } from '#contract/deal-board.ts'
import type { PipelineView } from '#contract/deal.ts'
import type { ListSort } from '#core/deal/sort.ts'
import { useSay } from '../app/words.tsx'
import styles from './deals.module.css'
import { Cell, classOf } from './table-cell.tsx'
import { type Column, columns } from './table-columns.ts'
import { HeadRow } from './table-head.tsx'

const rowHeight = 52

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
export function Rows(input: RowsInput) {
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
      <HeadRow
        sort={input.sort}
        descending={input.descending}
        onSort={input.onSort}
        chosen={allHere ? 'all' : selected.size > 0 ? 'some' : 'none'}
        onChoose={selectable ? (on) => onSelect(rows, on) : null}
      />
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
                    pipelines={input.pipelines}
                    wide={input.wide}
                    now={input.now}
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
