import { cardSorts, listSorts, type CardSort, type ListSort } from '#core/deal/sort.ts'

export const views = ['board', 'table', 'forecast'] as const
export type DealsView = (typeof views)[number]
export const statuses = ['open', 'won', 'lost', 'all'] as const

/** What narrows board, table and forecast alike; names as the server takes them. */
export interface DealsFilter {
  q?: string
  owner?: string
  team?: string
  company?: string
  /** major units of the workspace's currency */
  min?: number
  max?: number
  close?: string
  source?: string
  product?: string
  tag?: string
  silent?: true
}

/** The room as it stands in the address. */
export interface DealsSearch extends DealsFilter {
  view?: Exclude<DealsView, 'board'>
  /** the first one when absent; of table and forecast: `all` */
  pipeline?: string
  /** of the cards, or of the table */
  sort?: CardSort | ListSort
  desc?: boolean
  status?: Exclude<(typeof statuses)[number], 'open'>
  /** of the table: where other pages lead to */
  stage?: string
  outcome?: string
  /** a lane for each owner */
  lanes?: true
  /** how far back won and lost ones are shown */
  days?: number
}

const textKeys = [
  'q',
  'owner',
  'team',
  'company',
  'close',
  'source',
  'product',
  'tag',
  'pipeline',
  'stage',
  'outcome',
] as const

export function parseDealsSearch(search: Record<string, unknown>): DealsSearch {
  const parsed: DealsSearch = {}
  for (const key of textKeys) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') parsed[key] = value.slice(0, 300)
    else if (typeof value === 'number') parsed[key] = String(value)
  }
  if (!/^(\d{4}-(0[1-9]|1[0-2])|past|none)$/.test(parsed.close ?? 'none')) delete parsed.close
  for (const key of ['company', 'product'] as const) if (!isId(parsed[key])) delete parsed[key]
  for (const key of ['min', 'max'] as const) {
    const value = Number(search[key])
    if (search[key] !== undefined && search[key] !== '' && value >= 0 && value < 9e12) parsed[key] = value
  }
  const view = views.find((one) => one === search['view'])
  if (view !== undefined && view !== 'board') parsed.view = view
  const sort = [...cardSorts, ...listSorts].find((one) => one === search['sort'])
  if (sort !== undefined) parsed.sort = sort
  if (typeof search['desc'] === 'boolean') parsed.desc = search['desc']
  const status = statuses.find((one) => one === search['status'])
  if (status !== undefined && status !== 'open') parsed.status = status
  if (search['silent'] === true) parsed.silent = true
  if (search['lanes'] === true) parsed.lanes = true
  const days = Number(search['days'])
  if (Number.isInteger(days) && days >= 1 && days <= 365 && days !== 30) parsed.days = days
  return parsed
}

function isId(text: string | undefined): boolean {
  return text === undefined || /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
}

const filterKeys = [
  'q',
  'owner',
  'team',
  'company',
  'min',
  'max',
  'close',
  'source',
  'product',
  'tag',
  'silent',
] as const

/** What of it narrows the deals. */
export function filterOf(search: DealsSearch): DealsFilter {
  return Object.fromEntries(filterKeys.flatMap((key) => (search[key] === undefined ? [] : [[key, search[key]]])))
}

/** How many parts of the filter beside the words are set. */
export function filterCount(search: DealsSearch): number {
  return filterKeys.filter((key) => key !== 'q' && search[key] !== undefined).length
}

export const noFilter: { [Key in keyof Required<DealsFilter>]: undefined } = Object.fromEntries(
  filterKeys.map((key) => [key, undefined]),
) as { [Key in keyof Required<DealsFilter>]: undefined }

/** The order of the cards: one of the table's own orders is none. */
export function cardSort({ sort }: DealsSearch): CardSort {
  return cardSorts.find((one) => one === sort) ?? 'close'
}

/** The order of the table. */
export function listSort({ sort }: DealsSearch): ListSort {
  return listSorts.find((one) => one === sort) ?? 'close'
}
