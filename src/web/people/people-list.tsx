import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { PersonQueryList, PersonQueryRow } from '#contract/person-query.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePrinting } from '../ui/printing.ts'
import { isNumeric, sortOf, widthOf } from './columns.ts'
import { useColumnName } from './column-name.ts'
import styles from './people.module.css'
import { PersonRow, type RowActs } from './person-row.tsx'
import type { Sort } from './search.ts'

interface PeopleListInput {
  rows: readonly PersonQueryRow[]
  /** how many there are in all, shown or not */
  total: number
  columns: readonly string[]
  lifecycle: PersonQueryList['lifecycle']
  asOf: string
  sort: Sort
  onSort(sort: Sort): void
  selected: ReadonlySet<string>
  onSelect(ids: readonly string[], on: boolean): void
  /** the end of what is here comes near */
  onEnd(): void
  busy: boolean
}

const rowHeight = 52
/** rows on paper: some twenty sheets */
const mostPrinted = 500

/**
 * The list as a grid of which only the rows in view are in the page. Arrows move, Enter opens, x selects (with Shift all
 * from the last one), Home and End jump.
 */
export function PeopleList(input: PeopleListInput) {
  const { rows, total, columns, lifecycle, selected, onSelect, onEnd } = input
  const say = useSay()
  const columnName = useColumnName()
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
    overscan: 4,
    // the first rows are drawn with the rest of the page, in slices, not after it in one piece
    initialRect: { width: 0, height: rowHeight * 14 },
    scrollPaddingStart: 40,
  })
  const printing = usePrinting()
  const items = printing ? onPaper(rows.length) : virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (!printing && rows.length > 0 && last >= rows.length - 25) onEnd()
  }, [printing, last, rows.length, onEnd])

  const now = Date.parse(input.asOf)
  const template = `36px minmax(230px, 2.2fr) ${columns.map((column) => `minmax(${widthOf(column)}px, 1fr)`).join(' ')}`
  const allHere = rows.length > 0 && rows.every(({ id }) => selected.has(id))

  const go = (index: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, index))
    setActive(to)
    wanted.current = to
    // the row that has the keyboard may leave the page before the other has come
    box.current?.focus({ preventScroll: true })
    virtual.scrollToIndex(to)
  }
  const toggle = (index: number, range: boolean) => {
    const row = rows[index]
    if (!row) return
    const [from, to] = range ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index]
    onSelect(
      rows.slice(from, to + 1).map(({ id }) => id),
      range || !selected.has(row.id),
    )
    anchor.current = index
  }
  // one object for all rows and all time, so that a row is drawn again only when it changes
  const latest = useRef({ toggle, navigate })
  useEffect(() => {
    latest.current = { toggle, navigate }
  })
  const [act] = useState<RowActs>(() => ({
    activate: setActive,
    toggle: (index, range) => latest.current.toggle(index, range),
    open: (id) => void latest.current.navigate({ to: '/people/$id', params: { id } }),
  }))
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }
    const step = steps[event.key]
    if (step !== undefined) go(active + step)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(rows.length - 1)
    else if (event.code === 'KeyX') toggle(active, event.shiftKey)
    else if (event.key === 'Escape' && selected.size > 0) onSelect([...selected], false)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={box}
      tabIndex={-1}
      className={styles.box}
      role="grid"
      aria-label={say('people.title')}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 2}
      aria-busy={input.busy}
      aria-multiselectable="true"
      onKeyDown={press}
    >
      <div role="rowgroup" className={styles.headGroup}>
        <div role="row" aria-rowindex={1} className={styles.headRow} style={{ gridTemplateColumns: template }}>
          <div role="columnheader" aria-label={say('people.select')}>
            <input
              type="checkbox"
              aria-label={say('people.select.here')}
              checked={allHere}
              ref={(element) => {
                if (element) element.indeterminate = !allHere && selected.size > 0
              }}
              onChange={(event) =>
                onSelect(
                  rows.map(({ id }) => id),
                  event.currentTarget.checked,
                )
              }
            />
          </div>
          {['person', ...columns].map((column) => (
            <HeadCell key={column} column={column} name={columnName(column)} sort={input.sort} onSort={input.onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: printing ? 'auto' : virtual.getTotalSize() }} className={styles.rows}>
        {items.map(({ index, start }) => {
          const row = rows[index] as PersonQueryRow
          return (
            <PersonRow
              key={row.id}
              row={row}
              index={index}
              start={start}
              template={template}
              active={index === active}
              chosen={selected.has(row.id)}
              columns={columns}
              lifecycle={lifecycle}
              now={now}
              act={act}
            />
          )
        })}
      </div>
      {total > items.length && (
        <p className={styles.printed}>
          <Say id="people.printed" values={{ shown: Math.min(rows.length, mostPrinted), total, most: mostPrinted }} />
        </p>
      )}
      {input.busy && (
        <p className={styles.more} role="status">
          <Say id="people.loading" />
        </p>
      )}
    </div>
  )
}

/** Places of the rows that are printed; on paper they stand under each other by themselves. */
function onPaper(here: number): { index: number; start: number }[] {
  return Array.from({ length: Math.min(here, mostPrinted) }, (_, index) => ({ index, start: 0 }))
}

interface HeadCellInput {
  column: string
  name: string
  sort: Sort
  onSort(sort: Sort): void
}

function HeadCell({ column, name, sort, onSort }: HeadCellInput) {
  const by = sortOf[column]
  const sorted = by !== undefined && by === sort
  const classes = `${isNumeric(column) ? 'num' : ''} ${column === 'person' || column === 'total' ? '' : styles.wide}`
  return (
    <div
      role="columnheader"
      className={classes}
      {...(sorted ? { 'aria-sort': by === 'name' ? ('ascending' as const) : ('descending' as const) } : {})}
    >
      {by === undefined ? (
        name
      ) : (
        <button type="button" className={styles.sort} data-on={sorted || undefined} onClick={() => onSort(by)}>
          {name}
          <span aria-hidden="true">{sorted ? (by === 'name' ? ' ↑' : ' ↓') : ''}</span>
        </button>
      )}
    </div>
  )
}
