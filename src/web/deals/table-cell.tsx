import type { ReactNode } from 'react'
import type { DealRow } from '#contract/deal-board.ts'
import type { PipelineView } from '#contract/deal.ts'
import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'
import { RowLink } from '../ui/row-link.tsx'
import { keyOf, placeNames } from './board.tsx'
import styles from './deals.module.css'
import { useMoney } from './sums.tsx'
import type { Column } from './table-columns.ts'

/** The classes of a cell by its column: right or left, and whether small screens do without it. */
export function classOf(column: Column): string {
  const narrow = column === 'name' || column === 'amount' ? '' : styles.wide
  return [column === 'amount' || column === 'stay' ? 'num' : styles.text, narrow].join(' ')
}

interface CellInput {
  row: DealRow
  column: Column
  pipelines: readonly PipelineView[]
  /** of several pipelines: each says which */
  wide: boolean
  /** epoch ms */
  now: number
  tabIndex: number
  onFocus(): void
}

/** What a deal says in one column. */
export function Cell({ row, column, pipelines, wide, now, tabIndex, onFocus }: CellInput): ReactNode {
  const say = useSay()
  const format = useFormat()
  const money = useMoney()
  const pipeline = pipelines.find(({ id }) => id === row.pipeline)
  const stage = pipeline ? placeNames(pipeline, format.text).get(keyOf(row)) : undefined
  switch (column) {
    case 'name':
      return (
        <span className={styles.who}>
          <RowLink href={`/deals/${row.id}`} className={styles.name} tabIndex={tabIndex} onFocus={onFocus}>
            {row.name}
          </RowLink>
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
          {wide && pipeline && <span className={`quiet small ${styles.below}`}>{format.text(pipeline.name)}</span>}
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
          {format.calendar(row.closeDate)}
        </span>
      )
    case 'stay':
      return format.age(now - Date.parse(row.stageSince))
  }
}
