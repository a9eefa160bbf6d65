import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { PersonQueryList, PersonQueryRow } from '#contract/person-query.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePrinting } from '../ui/printing.ts'
import { useRowGrid } from '../ui/use-row-grid.ts'
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
 * The list as a grid of which only the rows in view are in the page (ui/use-row-grid.ts has its keys).
 */
export function PeopleList(input: PeopleListInput) {
  const { rows, total, columns, lifecycle, selected, onSelect, onEnd } = input
  const say = useSay()
  const columnName = useColumnName()
  const navigate = useNavigate()
  const printing = usePrinting()
  const {
    box,
    items: inView,
    height,
    active,
    setActive,
    toggle,
    press,
  } = useRowGrid({
    rows,
    rowHeight,
    selectable: true,
    selected,
    onSelect: (some, on) =>
      onSelect(
        some.map(({ id }) => id),
        on,
      ),
    onClear: () => onSelect([...selected], false),
    onEnd: () => {
      if (!printing) onEnd()
    },
  })
  const items = printing ? onPaper(rows.length) : inView

  const now = Date.parse(input.asOf)
  const template = `36px minmax(230px, 2.2fr) ${columns.map((column) => `minmax(${widthOf(column)}px, 1fr)`).join(' ')}`
  const allHere = rows.length > 0 && rows.every(({ id }) => selected.has(id))

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
      <div role="rowgroup" style={{ height: printing ? 'auto' : height }} className={styles.rows}>
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
