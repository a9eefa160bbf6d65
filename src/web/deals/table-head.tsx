import { Checkbox } from '@mantine/core'
import type { ListSort } from '#core/deal/sort.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './deals.module.css'
import { classOf } from './table-cell.tsx'
import { type Column, columns } from './table-columns.ts'

interface HeadInput {
  sort: ListSort
  descending: boolean
  onSort(column: Column): void
  /** of the rows that are here */
  chosen: 'all' | 'some' | 'none'
  /** null: nothing may be chosen */
  onChoose: ((on: boolean) => void) | null
}

/** The heads of the columns: a click sorts by one, another turns it around; the tick chooses all that are here. */
export function HeadRow({ sort, descending, onSort, chosen, onChoose }: HeadInput) {
  const say = useSay()
  return (
    <div role="rowgroup" className={styles.headGroup}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        <div role="columnheader" aria-label={say('deals.select')}>
          {onChoose && (
            <Checkbox
              size="xs"
              aria-label={say('deals.select.here')}
              checked={chosen === 'all'}
              indeterminate={chosen === 'some'}
              onChange={(event) => onChoose(event.currentTarget.checked)}
            />
          )}
        </div>
        {columns.map((column) => (
          <div
            key={column}
            role="columnheader"
            className={classOf(column)}
            {...(sort === column ? { 'aria-sort': descending ? ('descending' as const) : ('ascending' as const) } : {})}
          >
            <button
              type="button"
              className={styles.sort}
              data-on={sort === column || undefined}
              onClick={() => onSort(column)}
            >
              <Say id={`deals.column.${column}`} />
              <span aria-hidden="true">{sort === column ? (descending ? ' ↓' : ' ↑') : ''}</span>
            </button>
          </div>
        ))}
      </div>
    </div>
  )
}
