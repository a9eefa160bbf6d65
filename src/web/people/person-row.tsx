import { memo, useMemo } from 'react'
import type { PersonQueryList, PersonQueryRow } from '#contract/person-query.ts'
import { besides } from '../app/isolate.ts'
import { useSay } from '../app/words.tsx'
import { Heat } from '../ui/heat.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { RowLink } from '../ui/row-link.tsx'
import { StageName } from '../ui/stage-name.tsx'
import { Cell } from './cell.tsx'
import { askedFields, isNumeric } from './columns.ts'
import styles from './people.module.css'

/** What may be done with a row, by its place in the list. */
export interface RowActs {
  /** the keyboard comes to it */
  activate(index: number): void
  /** chooses it or no longer; `range`: with all from the last one */
  toggle(index: number, range: boolean): void
  open(id: string): void
}

interface PersonRowInput {
  row: PersonQueryRow
  index: number
  /** px from the top of the list */
  start: number
  /** of the grid's columns */
  template: string
  /** the one that the keyboard reaches */
  active: boolean
  chosen: boolean
  columns: readonly string[]
  lifecycle: PersonQueryList['lifecycle']
  /** epoch ms */
  now: number
  act: RowActs
}

/** A person in the list. Drawn once: scrolling draws only the rows that come into view. */
export const PersonRow = memo(function PersonRow(input: PersonRowInput) {
  const { row, index, active, chosen, columns, lifecycle, now, act } = input
  const say = useSay()
  const fields = useMemo(() => askedFields(columns), [columns])
  return (
    <div
      role="row"
      data-row={index}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={styles.row}
      style={{ transform: `translateY(${input.start}px)`, gridTemplateColumns: input.template }}
      onClick={(event) => {
        act.activate(index)
        if (event.target instanceof Element && event.target.closest('a, input, label, button')) return
        act.open(row.id)
      }}
    >
      <div role="gridcell" className={styles.check}>
        <input
          type="checkbox"
          tabIndex={active ? 0 : -1}
          aria-label={say('people.select.one', { name: row.name ?? row.email ?? say('person.unknown') })}
          checked={chosen}
          onChange={() => {}}
          onClick={(event) => act.toggle(index, event.shiftKey)}
        />
      </div>
      <div role="rowheader" className={styles.who}>
        <RowLink
          href={`/people/${row.id}`}
          className={styles.name}
          tabIndex={active ? 0 : -1}
          onFocus={() => act.activate(index)}
        >
          <PersonName name={row.name} email={row.email} />
        </RowLink>
        <span className={`quiet small ${styles.under}`}>
          <span className={styles.narrow}>
            <StageName lifecycle={lifecycle} stage={row.stage} outcome={row.outcome} />
            {' · '}
          </span>
          {besides([row.title, row.account?.name]) || '\u00a0'}
        </span>
      </div>
      {columns.map((column) => (
        <div
          key={column}
          role="gridcell"
          className={`${isNumeric(column) ? 'num' : styles.text} ${column === 'total' ? '' : styles.wide}`}
        >
          <Cell row={row} column={column} fields={fields} lifecycle={lifecycle} now={now} />
        </div>
      ))}
      {!columns.includes('total') && (
        <div role="gridcell" className={`num ${styles.onlyNarrow}`}>
          <Heat total={row.total} hot={row.hot} />
        </div>
      )}
    </div>
  )
})
