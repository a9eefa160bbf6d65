import type { CSSProperties, ReactNode } from 'react'
import { useSay } from '../app/words.tsx'
import type { Term } from '../glossary/terms.ts'
import { Help } from './help.tsx'
import { ScrollX } from './scroll-x.tsx'
import styles from './table.module.css'

export interface Column<Row> {
  id: string
  head: ReactNode
  cell(row: Row, index: number): ReactNode
  /** right-aligned, unbroken */
  num?: boolean
  /** names the row for screen readers; one column of a table */
  rowHead?: boolean
  /** left out on small screens: say the fact under the name there */
  wide?: boolean
  help?: Term
  /** the sort key that a click asks for; not sortable when absent */
  sort?: string
}

interface TableInput<Row> {
  /** names the table */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf(row: Row): string
  sort?: { key: string; descending: boolean }
  onSort?(key: string): void
  /** a last row of sums, by column id */
  foot?: Partial<Record<string, ReactNode>>
  /** scrolls sideways where it does not fit instead of losing columns; the names of its rows stay where they are */
  scroll?: boolean
}

/** A quiet, dense table. Sorting is the caller's (in the server, by the address). */
export function Table<Row>(input: TableInput<Row>) {
  const { label, columns, rows, keyOf, foot, scroll = false } = input
  const table = (
    <table
      className={`table ${styles.table} ${scroll && columns[0]?.rowHead ? styles.named : ''}`}
      style={columnsOf(columns.length)}
      data-few={columns.length < 3 || undefined}
    >
      <caption className="hidden">{label}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.id} column={column} sort={input.sort} onSort={input.onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={keyOf(row)}>
            {columns.map((column) => {
              const Cell = column.rowHead ? 'th' : 'td'
              return (
                <Cell key={column.id} className={classOf(column)} {...(column.rowHead ? { scope: 'row' } : {})}>
                  {column.cell(row, index)}
                </Cell>
              )
            })}
          </tr>
        ))}
      </tbody>
      {foot && (
        <tfoot>
          <tr>
            {columns.map((column) => (
              <td key={column.id} className={classOf(column)}>
                {foot[column.id]}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  )
  return scroll ? <ScrollX label={label}>{table}</ScrollX> : table
}

/** How many there are, for the styles. */
function columnsOf(count: number): CSSProperties {
  return { '--columns': count } as CSSProperties
}

interface HeadInput<Row> {
  column: Column<Row>
  sort: { key: string; descending: boolean } | undefined
  onSort: ((key: string) => void) | undefined
}

function Head<Row>({ column, sort, onSort }: HeadInput<Row>) {
  const say = useSay()
  const key = column.sort
  const sorted = key !== undefined && sort?.key === key
  const direction = sort?.descending ? 'descending' : 'ascending'
  return (
    <th scope="col" className={classOf(column)} {...(sorted ? { 'aria-sort': direction } : {})}>
      {key !== undefined && onSort ? (
        <button type="button" className={styles.sort} onClick={() => onSort(key)} title={say('table.sort')}>
          {column.head}
          <span aria-hidden="true">{sorted ? (sort?.descending ? ' ↓' : ' ↑') : ''}</span>
        </button>
      ) : (
        column.head
      )}
      {column.help !== undefined && <Help term={column.help} />}
    </th>
  )
}

function classOf<Row>(column: Column<Row>): string {
  return [column.num ? 'num' : '', column.wide ? styles.wide : ''].filter((name) => name !== '').join(' ')
}
