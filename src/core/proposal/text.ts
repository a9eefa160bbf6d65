import type { ProposalPaper } from '#core/proposal/document.ts'
import { dayText, moneyText, numberText, priceOf, rateText, type Price } from '#core/proposal/price.ts'
import { fill, proposalWords, type ProposalWords } from '#core/proposal/words.ts'

/**
 * The exact text of a proposal, as plain lines: what is accepted word for word, kept with its SHA-256. Everything that
 * the page shows of the offer stands in it, in the order of the page.
 */
export function proposalText(paper: ProposalPaper): string {
  const { content, language, currency, validUntil } = paper
  const words = proposalWords[language]
  const money = (minor: number) => moneyText(minor, currency, language)
  const blocks: string[][] = [
    [`${words.proposal}: ${line(content.title)}`, ...parties(content, words)],
    [fill(words.validUntil, { day: dayText(validUntil, language) })],
    [heading(words.problem), content.problem.trim()],
    [heading(words.change), content.change.trim()],
  ]
  const { value } = content
  if (value && value.costs.length > 0)
    blocks.push([
      heading(words.value),
      `${words.valueToday}:`,
      ...value.costs.map(({ label, minor }) => `- ${line(label)}: ${money(minor)}`),
      `${words.valueSum}: ${money(sumOf(value.costs))}`,
      ...(value.source.trim() === '' ? [] : [fill(words.valueNote, { source: line(value.source) })]),
    ])
  content.options.forEach((option, index) => {
    const price = priceOf(option, content)
    blocks.push([
      `${fill(words.option, { number: String(index + 1) })}: ${line(option.name)}`,
      ...(option.about.trim() === '' ? [] : [option.about.trim()]),
      ...option.includes.filter((one) => one.trim() !== '').map((one) => `- ${line(one)}`),
      ...option.products.map(({ name, quantity }) => `- ${line(name)} × ${numberText(quantity, language)}`),
      ...(price ? priceLines(price, option.period, paper, words) : []),
    ])
  })
  if (content.terms.trim() !== '') blocks.push([heading(words.terms), content.terms.trim()])
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`
}

/** What is said of a price, a line each: the sum, what it would have been, VAT. */
export function priceLines(
  price: Price,
  period: keyof ProposalWords['period'],
  { content, language, currency }: Pick<ProposalPaper, 'content' | 'language' | 'currency'>,
  words: ProposalWords,
): string[] {
  const money = (minor: number) => moneyText(minor, currency, language)
  const { discount, vat } = content
  const lines = [fill(words.period[period], { price: money(price.minor) })]
  if (discount && price.discountMinor > 0)
    lines.push(
      `${fill(words.instead, { price: money(price.listMinor) })} (${fill(words.discount, {
        rate: rateText(discount.rate, language),
        reason: line(discount.reason),
      })})`,
    )
  const rate = rateText(vat.rate, language)
  lines.push(fill(words.vat[vat.mode], { rate, vat: money(price.vatMinor) }))
  if (vat.mode === 'added') lines.push(fill(words.total, { price: money(price.grossMinor) }))
  return lines
}

export function sumOf(costs: readonly { minor: number }[]): number {
  return costs.reduce((sum, { minor }) => sum + minor, 0)
}

function parties({ toCompany, toPerson, from }: ProposalPaper['content'], words: ProposalWords): string[] {
  const to = [toCompany, toPerson]
    .map(line)
    .filter((one) => one !== '')
    .join(', ')
  return [...(to === '' ? [] : [`${words.for}: ${to}`]), ...(from.trim() === '' ? [] : [`${words.by}: ${line(from)}`])]
}

function heading(text: string): string {
  return text.toUpperCase()
}

/** One line, whatever was typed. */
function line(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
