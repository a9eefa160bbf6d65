import type { PassGroup } from '#contract/pipeline-metric.ts'
import { daysOf, onlyOf } from '../funnel/search.ts'

export const pipelineViews = ['metrics', 'velocity', 'stages', 'likely', 'sizing', 'quotas'] as const
export type PipelineView = (typeof pipelineViews)[number]

/** Which numbers, of which deals, and which figure is open; all of it in the address. */
export interface PipelineSearch {
  view?: Exclude<PipelineView, 'metrics'>
  pipeline?: string
  /** as in the funnel, and `all` */
  period?: string
  from?: string
  to?: string
  /** days a lead has to be won */
  window?: number
  by?: string
  only?: readonly string[]
  /** velocity: days behind the factors, weeks compared */
  span?: number
  back?: number
  sort?: 'chance'
  /** quotas */
  quarter?: string
  /** sizing: major units, people, a day, a share in percent; `plain` asks for the four numbers */
  revenue?: number
  sale?: number
  reps?: number
  rate?: number
  leads?: number
  until?: string
  plain?: true
  /** the figure that is open: whose deals, of which row */
  of?: PassGroup
  stage?: string
  group?: string
  /** days of the figure that is open, where they are not those of the period: the first, and the one after the last */
  since?: string
  till?: string
}

// written out: the contract itself would bring its schemas into the first script of every screen
const groups: Record<PassGroup, true> = {
  qualified: true,
  cohort_won: true,
  matured: true,
  matured_won: true,
  won: true,
  lost: true,
  closed: true,
  unconverted: true,
  without_amount: true,
  open: true,
  open_qualified: true,
  open_unconverted: true,
  open_worth: true,
  open_without_worth: true,
  standing: true,
  entered: true,
  went_on: true,
  lost_from: true,
}
const texts = ['pipeline', 'period', 'from', 'to', 'by', 'quarter', 'until', 'stage', 'group', 'since', 'till'] as const
const numbers = ['window', 'span', 'back', 'revenue', 'sale', 'reps', 'rate', 'leads'] as const

export function parsePipelineSearch(search: Record<string, unknown>): PipelineSearch {
  const parsed: PipelineSearch = {}
  const { view, of } = search
  const known = pipelineViews.find((one) => one === view)
  if (known !== undefined && known !== 'metrics') parsed.view = known
  for (const key of texts) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') parsed[key] = value
    // the router reads bare digits as numbers
    else if (typeof value === 'number') parsed[key] = String(value)
  }
  for (const key of numbers) {
    const value = Number(search[key])
    if (search[key] !== undefined && Number.isFinite(value) && value >= 0) parsed[key] = value
  }
  const only = onlyOf(search['only'])
  if (only.length > 0) parsed.only = only
  if (search['sort'] === 'chance') parsed.sort = 'chance'
  if (search['plain'] === true) parsed.plain = true
  if (typeof of === 'string' && Object.hasOwn(groups, of)) parsed.of = of as PassGroup
  return parsed
}

/** The same without what is open. */
export function closedSearch(search: PipelineSearch): PipelineSearch {
  const { of: _of, stage: _stage, group: _group, since: _since, till: _till, ...rest } = search
  return rest
}

/** Which deals the API is asked for. Unless another period is named, the last year. */
export function deepQuestion(search: PipelineSearch, zone: string, now: number) {
  const { pipeline, window, only } = search
  return { pipeline, window, only, ...periodOf(search, zone, now) }
}

function periodOf(
  search: PipelineSearch,
  zone: string,
  now: number,
): { from?: string | undefined; to?: string | undefined } {
  if (search.period === 'all') return { from: '2000-01-01' }
  return daysOf({ ...search, period: shownPeriod(search) }, zone, now)
}

/** The period as its field shows it: empty for all time. */
export function shownPeriod({ period, from, to }: PipelineSearch): string {
  if (period === 'all') return ''
  return period ?? (from === undefined && to === undefined ? '365d' : 'custom')
}
