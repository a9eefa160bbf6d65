/** A proposal: short, about the problem in the buyer's words, with a few priced options. */

export const proposalLanguages = ['en', 'ko', 'ru'] as const
export type ProposalLanguage = (typeof proposalLanguages)[number]

/** How often a price is paid. */
export const pricePeriods = ['once', 'month', 'year'] as const
export type PricePeriod = (typeof pricePeriods)[number]

/** VAT comes on top, is within the prices, or does not apply. */
export const vatModes = ['added', 'included', 'none'] as const
export type VatMode = (typeof vatModes)[number]

export const declineReasons = ['price', 'timing', 'other_vendor', 'no_need', 'not_approved', 'terms', 'other'] as const
export type DeclineReason = (typeof declineReasons)[number]

export const proposalStates = [
  'draft',
  'sent',
  'opened',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
  'superseded',
] as const
export type ProposalState = (typeof proposalStates)[number]

/** Money in minor units of the proposal's currency. */
export interface ProposalOption {
  id: string
  name: string
  about: string
  /** what is in it, a line each */
  includes: string[]
  products: { productId: string | null; name: string; quantity: number }[]
  /** before the discount; null: not priced yet */
  priceMinor: number | null
  period: PricePeriod
}

/** What the problem costs them today, in a year, by their own figures. */
export interface ValueFigures {
  costs: { label: string; minor: number }[]
  /** where the figures come from: who said so, when */
  source: string
}

/** What a proposal says. Rates in basis points (hundredths of a percent): 1000 is 10 %. */
export interface ProposalContent {
  title: string
  toCompany: string
  toPerson: string
  /** who offers it: company and person */
  from: string
  problem: string
  change: string
  value: ValueFigures | null
  /** two to four, from highest to lowest */
  options: ProposalOption[]
  vat: { mode: VatMode; rate: number }
  discount: { rate: number; reason: string } | null
  terms: string
}

/** A proposal as it is shown and accepted. `validUntil`: the last day on which it can be accepted, YYYY-MM-DD. */
export interface ProposalPaper {
  content: ProposalContent
  language: ProposalLanguage
  currency: string
  validUntil: string
}

export const fewestOptions = 2
export const mostOptions = 4
/** Longer ones are not read: a proposal is short. */
export const mostWords = 600

/** What is still to do before a proposal may go out. */
export type ProposalFault =
  | 'no_title'
  | 'no_problem'
  | 'no_change'
  | 'few_options'
  | 'many_options'
  | 'option_unnamed'
  | 'option_unpriced'
  | 'no_discount_reason'
  | 'no_date'
  | 'date_past'
  | 'gap_left'
  | 'too_long'

/** What keeps a proposal from going out, in the order of the page. `today`: the workspace's day, YYYY-MM-DD. */
export function faultsOf(
  { content, validUntil }: Omit<ProposalPaper, 'validUntil'> & { validUntil: string | null },
  today: string,
): ProposalFault[] {
  const { options, discount } = content
  const blank = (text: string) => text.trim() === ''
  const faults: [ProposalFault, boolean][] = [
    ['no_title', blank(content.title)],
    ['no_problem', blank(content.problem)],
    ['no_change', blank(content.change)],
    ['few_options', options.length < fewestOptions],
    ['many_options', options.length > mostOptions],
    ['option_unnamed', options.some(({ name }) => blank(name))],
    ['option_unpriced', options.some(({ priceMinor }) => priceMinor === null || priceMinor <= 0)],
    ['no_discount_reason', discount !== null && discount.rate > 0 && blank(discount.reason)],
    ['no_date', validUntil === null],
    ['date_past', validUntil !== null && validUntil < today],
    ['gap_left', gapsIn(content).length > 0],
    ['too_long', wordCount(content) > mostWords],
  ]
  return faults.flatMap(([fault, holds]) => (holds ? [fault] : []))
}

/** Everything in it that is prose, in the order of the page. */
export function proseOf(content: ProposalContent): string[] {
  const { title, problem, change, options, discount, terms, value } = content
  return [
    title,
    problem,
    change,
    ...(value?.costs.map(({ label }) => label) ?? []),
    ...options.flatMap(({ name, about, includes }) => [name, about, ...includes]),
    discount?.reason ?? '',
    terms,
  ].filter((text) => text.trim() !== '')
}

export function wordCount(content: ProposalContent): number {
  return proseOf(content).reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0)
}

/** Places that a template leaves to be filled for each lead: `{need}`. */
export const gapNames = ['company', 'person', 'need', 'budget', 'authority', 'timing'] as const
export type GapName = (typeof gapNames)[number]

const gap = /\{(company|person|need|budget|authority|timing)\}/g

/** The gaps that nobody has filled yet, each once. */
export function gapsIn(content: ProposalContent): GapName[] {
  const found = proseOf(content).flatMap((text) => [...text.matchAll(gap)].map((match) => match[1] as GapName))
  return [...new Set(found)]
}

/** The content with gaps filled where something is known; what is not known stays a gap, to be seen. */
export function fillGaps(content: ProposalContent, known: Partial<Record<GapName, string>>): ProposalContent {
  const fill = (text: string) => text.replaceAll(gap, (mark, name: GapName) => known[name] ?? mark)
  return {
    ...content,
    title: fill(content.title),
    problem: fill(content.problem),
    change: fill(content.change),
    terms: fill(content.terms),
    options: content.options.map((option) => ({
      ...option,
      name: fill(option.name),
      about: fill(option.about),
      includes: option.includes.map(fill),
    })),
  }
}

/** Options from highest to lowest by what they cost in the first year; those without a price come last. */
export function fromHighToLow(options: readonly ProposalOption[]): ProposalOption[] {
  return options.toSorted((a, b) => (firstYear(b) ?? -1) - (firstYear(a) ?? -1))
}

/** Minor units of the first year, before the discount; null without a price. */
export function firstYear({ priceMinor, period }: Pick<ProposalOption, 'priceMinor' | 'period'>): number | null {
  if (priceMinor === null) return null
  return period === 'month' ? priceMinor * 12 : priceMinor
}

/**
 * Where a proposal stands. An answer outweighs everything else; one whose last day is over is expired. `today`: the
 * workspace's day, YYYY-MM-DD.
 */
export function stateOf(
  row: {
    sentAt: Date | null
    openedAt: Date | null
    answered: 'accepted' | 'declined' | null
    withdrawnAt: Date | null
    supersededAt: Date | null
    validUntil: string | null
  },
  today: string,
): ProposalState {
  if (row.answered !== null) return row.answered
  if (row.withdrawnAt !== null) return 'withdrawn'
  if (row.supersededAt !== null) return 'superseded'
  if (row.sentAt === null) return 'draft'
  if (row.validUntil !== null && row.validUntil < today) return 'expired'
  return row.openedAt === null ? 'sent' : 'opened'
}
