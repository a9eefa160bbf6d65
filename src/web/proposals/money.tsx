import { minorDigits, toMajor, toMinor } from '#core/deal/money.ts'
import type { ProposalItem } from '#contract/proposal.ts'
import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'
import { AmountInput } from '../ui/amount-input.tsx'

interface MoneyInputValues {
  label: string
  currency: string
  minor: number | null
  onChange(minor: number | null): void
  onBlur?(): void
  hideLabel?: boolean
}

/** A sum, typed in major units and kept in minor ones. */
export function MoneyInput({ label, currency, minor, onChange, onBlur, hideLabel = false }: MoneyInputValues) {
  return (
    <AmountInput
      {...(hideLabel ? { 'aria-label': label } : { label })}
      value={minor === null ? '' : toMajor(minor, currency)}
      onChange={(value) =>
        onChange(value === '' || Number.isNaN(Number(value)) ? null : toMinor(Number(value), currency))
      }
      {...(onBlur ? { onBlur } : {})}
      min={0}
      max={1_000_000_000_000}
      decimalScale={minorDigits(currency)}
      allowNegative={false}
      hideControls
      rightSection={<span className="quiet small">{currency}</span>}
      rightSectionWidth={48}
      rightSectionPointerEvents="none"
    />
  )
}

type Sum = NonNullable<ProposalItem['high']>

/** A price with how often it is paid, in the order of the language. */
export function usePriceText(): (sum: Sum, currency: string) => string {
  const say = useSay()
  const format = useFormat()
  return ({ minor, period }, currency) =>
    say(`proposals.price.${period}`, { price: format.money(toMajor(minor, currency), currency) })
}

/** The span of a proposal's prices, from high to low. */
export function PriceSpan({ item }: { item: Pick<ProposalItem, 'high' | 'low' | 'currency'> }) {
  const say = useSay()
  const priceText = usePriceText()
  const { high, low, currency } = item
  if (high === null) return <span className="quiet">{say('proposals.unpriced')}</span>
  if (low === null || (low.minor === high.minor && low.period === high.period)) return <>{priceText(high, currency)}</>
  return (
    <>
      {priceText(high, currency)} – {priceText(low, currency)}
    </>
  )
}
