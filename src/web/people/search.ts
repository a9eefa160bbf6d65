import type { Condition } from '#core/rule.ts'
import { readCondition } from '../filter/draft.ts'

export const sorts = ['engagement', 'total', 'fit', 'recent', 'name', 'newest'] as const
export type Sort = (typeof sorts)[number]

/** The list of people as it stands in the address. */
export interface PeopleSearch {
  /** id of the view that was opened, or `all`; what differs from it stands beside */
  view?: string
  q?: string
  filter?: Condition
  sort?: Exclude<Sort, 'engagement'>
  columns?: string[]
  hot?: true
  /** short forms that other pages link to */
  stage?: string
  channel?: string
}

export function parsePeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const { view, q, filter, sort, columns, hot, stage, channel } = search
  const condition = readCondition(filter)
  const order = sorts.find((one) => one === sort)
  return {
    ...(isText(view) ? { view } : {}),
    ...(isText(q) ? { q: q.slice(0, 200) } : typeof q === 'number' ? { q: String(q) } : {}),
    ...(condition ? { filter: condition } : {}),
    ...(order !== undefined && order !== 'engagement' ? { sort: order } : {}),
    ...(Array.isArray(columns) ? { columns: columns.filter(isText).slice(0, 20) } : {}),
    ...(hot === true || hot === 'true' ? { hot: true as const } : {}),
    ...(isText(stage) ? { stage } : {}),
    ...(isText(channel) ? { channel } : {}),
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** The whole filter: the condition, and the short forms as parts of it. */
export function wholeFilter({ filter, stage, channel }: PeopleSearch, lifecycle: string): Condition | null {
  const parts: Condition[] = [
    ...(stage === undefined ? [] : [{ field: `stage.${lifecycle}`, op: 'is' as const, value: stage }]),
    ...(channel === undefined ? [] : [{ field: 'first.channel', op: 'is' as const, value: channel }]),
    ...(filter === undefined ? [] : 'all' in filter ? filter.all : [filter]),
  ]
  const [first] = parts
  return first === undefined ? null : parts.length === 1 ? first : { all: parts }
}
