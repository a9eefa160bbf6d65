import { Checkbox } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { DealRow } from '#contract/deal-board.ts'
import type { PipelineView } from '#contract/deal.ts'
import type { ListSort } from '#core/deal/sort.ts'
import { useSay } from '../app/words.tsx'
import { useRowGrid } from '../ui/use-row-grid.ts'
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

/** The rows in view (ui/use-row-grid.ts has its keys). */
export function Rows(input: RowsInput) {
  const { rows, selected, onSelect, onEnd, selectable } = input
  const say = useSay()
  const navigate = useNavigate()
  const { box, items, height, active, setActive, toggle, press } = useRowGrid({
    rows,
    rowHeight,
    selectable,
    selected,
    onSelect,
    onClear: () =>
      onSelect(
        rows.filter(({ id }) => selected.has(id)),
        false,
      ),
    onEnd,
  })
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
      <div role="rowgroup" style={{ height: height, position: 'relative' }}>
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
