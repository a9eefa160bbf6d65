import { moneyText, priceOf } from '#core/proposal/price.ts'
import type { ProposalPaper } from '#core/proposal/document.ts'
import { sumOf } from '#core/proposal/text.ts'
import { fill, proposalWords } from '#core/proposal/words.ts'

/** One bar of the picture of the value. */
export interface ValueBar {
  kind: 'cost' | 'option'
  label: string
  /** the sum in words, with what it is over: a year, the first year */
  amount: string
  minor: number
  /** of the longest bar, 0 to 1 */
  share: number
  /** parts of a cost, in order, each a share of the longest bar */
  parts: { label: string; amount: string; share: number }[]
}

/**
 * What the problem costs them today against what each option costs in its first year, on one scale; null where there
 * is nothing to compare. Sums after the discount, with VAT as it is stated.
 */
export function valueBars({ content, language, currency }: Omit<ProposalPaper, 'validUntil'>): ValueBar[] | null {
  const words = proposalWords[language]
  const costs = (content.value?.costs ?? []).filter(({ minor }) => minor > 0)
  const options = content.options.flatMap((option, index) => {
    const price = priceOf(option, content)
    return price ? [{ option, index, minor: price.firstYearMinor }] : []
  })
  const total = sumOf(costs)
  if (total === 0 || options.length === 0) return null
  const longest = Math.max(total, ...options.map(({ minor }) => minor))
  const money = (minor: number) => moneyText(minor, currency, language)
  return [
    {
      kind: 'cost',
      label: words.valueToday,
      amount: money(total),
      minor: total,
      share: total / longest,
      parts: costs.map(({ label, minor }) => ({ label, amount: money(minor), share: minor / longest })),
    },
    ...options.map(({ option, index, minor }) => ({
      kind: 'option' as const,
      label: `${option.name.trim() === '' ? fill(words.option, { number: String(index + 1) }) : option.name}, ${content.vat.mode === 'added' ? words.firstYearNet : words.firstYear}`,
      amount: money(minor),
      minor,
      share: minor / longest,
      parts: [],
    })),
  ]
}

/** The picture in words, for whoever does not see it. */
export function valueSentence(bars: readonly ValueBar[]): string {
  return bars.map(({ label, amount }) => `${label}: ${amount}`).join('. ')
}
