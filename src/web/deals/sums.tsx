import type { BoardColumn, DealSums } from '#contract/deal-board.ts'
import { toMajor } from '#core/deal/money.ts'
import { useMemo } from 'react'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import styles from './deals.module.css'

export interface Money {
  /** minor units of a currency: $12,000; of another than the workspace's by its full sign: A$12,000 */
  full(minor: number, currency: string): string
  /** the same in its short form: A$12k */
  short(minor: number, currency: string): string
}

/** Sums in minor units. A currency that is not the workspace's is never taken for it: every dollar says which. */
export function useMoney(): Money {
  const format = useFormat()
  return useMemo(
    () => ({
      full: (minor, currency) => format.money(toMajor(minor, currency), currency),
      short: (minor, currency) => format.moneyShort(toMajor(minor, currency), currency),
    }),
    [format],
  )
}

interface SumsInput {
  sums: DealSums
  /** the chance that past deals of the stage had; null: of no stage, or none known */
  measured?: BoardColumn['measured']
  /** of the workspace */
  currency: string
  /** of the stage, between 0 and 1; null: none, or it differs from deal to deal */
  chance: number | null
}

/**
 * What a column adds up to: the sum in the workspace's currency and what it is worth by its chance, then each currency
 * where there are several; beside the given chance the measured one, where enough deals are past. What no rate converts is named, never counted as nothing.
 */
export function Sums({ sums, currency, chance, measured = null }: SumsInput) {
  const format = useFormat()
  const money = useMoney()
  const measuredRate = measured?.rate ?? null
  const foreign = sums.sums.filter((one) => one.currency !== currency)
  return (
    <>
      <p className={styles.sum}>
        {sums.count === sums.bare ? <span className="quiet">–</span> : <b>{money.short(sums.baseMinor, currency)}</b>}
        {measuredRate === null && chance !== null && chance > 0 && chance < 1 && sums.baseMinor > 0 && (
          <span className="quiet">
            <Say
              id="deals.weighted"
              values={{ sum: money.short(sums.weightedMinor, currency), chance: format.share(chance) }}
            />
          </span>
        )}
      </p>
      {measured !== null && measuredRate !== null && chance !== null && (
        <dl className={styles.figures}>
          <div>
            <dt>
              <Say id="deals.chance.given" values={{ chance: format.share(chance) }} />
            </dt>
            <dd>{sums.baseMinor > 0 && money.short(sums.weightedMinor, currency)}</dd>
          </div>
          <div>
            <dt>
              <Say
                id="deals.chance.measured"
                values={{ chance: format.share(measuredRate), of: format.number(measured.of) }}
              />
            </dt>
            <dd>{sums.measuredMinor !== null && sums.baseMinor > 0 && money.short(sums.measuredMinor, currency)}</dd>
          </div>
        </dl>
      )}
      {foreign.length > 0 && (
        <p className={`quiet ${styles.currencies}`}>
          {sums.sums.map((one) => money.short(one.amountMinor, one.currency)).join(' + ')}
        </p>
      )}
      {sums.unconverted > 0 && (
        <p className={styles.unconverted}>
          <Say id="deals.unconverted" values={{ count: sums.unconverted }} />
        </p>
      )}
    </>
  )
}
