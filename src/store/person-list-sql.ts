import { whereSql } from '#store/segment/where.ts'
import type { Condition } from '#core/rule.ts'

export const peopleSorts = ['engagement', 'total', 'fit', 'recent', 'name', 'newest'] as const
export type PeopleSort = (typeof peopleSorts)[number]

/** Which people, in which order. Scores are decayed to `at` (epoch ms); `halfLife` in ms. */
export interface PeopleScope {
  workspaceId: string
  /** id of the lifecycle model */
  lifecycle: string
  at: number
  halfLife: number
  /** total at which sales is told */
  threshold: number
  sort: PeopleSort
  stage: string | null
  channel: string | null
  hot: boolean
  /** folded words, each the beginning of a word of theirs; null when nothing is looked for */
  words: readonly string[] | null
  /** what else they must meet; null for nothing */
  condition: Condition | null
  /** every fit that somebody has (readFits), for conditions on score.total */
  fits: readonly number[]
}

/** Where a page ended: what its last person was sorted by, to the bit as the database computes with it. */
export interface PeoplePlace {
  id: string
  /** engagement in log form; -Infinity for none */
  heat: number
  fit: number
  total: number
  /** epoch ms; null for never */
  lastAt: number | null
  /** what they are sorted by under `name`; null for neither name nor address */
  sortName: string | null
}

/** Collects values for one statement; those its text makes no use of are left out in the end. */
export class Statement {
  #values: unknown[] = []

  /** Stands for the value in the text. */
  bind = (value: unknown, type: string): string => `§${this.#values.push(value) - 1}§::${type}`

  /** The text with `$1`, `$2` …, and the values they stand for. */
  finish(text: string): { text: string; values: unknown[] } {
    const used: number[] = []
    const numbered = text.replace(/§(\d+)§/g, (_, digits: string) => {
      const index = Number(digits)
      if (!used.includes(index)) used.push(index)
      return `$${used.indexOf(index) + 1}`
    })
    return { text: numbered, values: used.map((index) => this.#values[index]) }
  }
}

/** The parts of a statement over `person_list l` that the scope and the last place decide. */
export interface Parts {
  workspace: string
  /** engagement now, in points; a log score below any display is cut, lest it underflow */
  engagement: string
  total: string
  /** filters: [] for none */
  stage: string[]
  channel: string[]
  hot: string[]
  words: string[]
  condition: string[]
  /** joins that the condition reads: '' for none */
  joins: string
  /** of a range with one fit (`fit` its expression): heat from which people are hot */
  hotFrom(fit: string): string[]
  /** what comes after the last place in the order of the scope; of a range with one fit for `total` and `fit` */
  after(fit: string): string[]
}

/** What conditions read beside `person_list l`; what a condition does not read, the planner leaves out. */
export const readerJoins = `left join person p on p.id = l.person_id
  left join person_fold f on f.person_id = l.person_id
  left join account a on a.id = p.account_id and a.workspace_id = p.workspace_id`

export function partsOf(statement: Statement, scope: PeopleScope, after: PeoplePlace | null): Parts {
  const { bind } = statement
  const workspace = `l.workspace_id = ${bind(scope.workspaceId, 'uuid')}`
  const shift = bind(scope.at / scope.halfLife, 'float8')
  const engagement = `power(2::float8, greatest(least(l.heat - ${shift}, 1000), -1000))`
  const total = `(l.fit + ${engagement})`
  // a bound in log form, a hair generous: the exact condition stands beside it
  const heatOf = (points: string, hair: string) =>
    `(case when ${points} > 0 then ln(${points}) / ln(2::float8) + ${shift} ${hair} else '-Infinity' end)`
  const threshold = scope.hot ? bind(scope.threshold, 'float8') : ''
  return {
    workspace,
    engagement,
    total,
    stage: scope.stage === null ? [] : [`l.stage = ${bind(scope.stage, 'text')}`],
    channel: scope.channel === null ? [] : [`l.channel = ${bind(scope.channel, 'text')}`],
    // rounded as it is shown (core/score.ts)
    hot: scope.hot ? [`floor(${total} * 100 + 0.5) / 100 >= ${threshold}`] : [],
    words: scope.words === null ? [] : wordsSql(statement, scope.words),
    condition: scope.condition === null ? [] : [whereSql(scope.condition, true, { ...scope, now: scope.at, bind })],
    joins: scope.condition === null ? '' : readerJoins,
    hotFrom: (fit) => (scope.hot ? [`l.heat >= ${heatOf(`(${threshold} - 0.005 - ${fit})`, '- 1e-6')}`] : []),
    after: (fit) => (after === null ? [] : afterSql(statement, scope.sort, after, fit, total, heatOf)),
  }
}

/** All filters but stage, channel and hot, which some ranges have in them. */
export const otherFilters = ({ words, condition }: Parts): string[] => [...words, ...condition]
export const allFilters = (parts: Parts): string[] => [
  ...parts.stage,
  ...parts.channel,
  ...parts.hot,
  ...otherFilters(parts),
]

/** Those who lack a letter are passed over by the index; the others are looked at in full. */
function wordsSql({ bind }: Statement, words: readonly string[]): string[] {
  const mask = `search_signature(${bind(words, 'text[]')})`
  const each = words.map((word) => `exists (select from unnest(q.words) w where starts_with(w, ${bind(word, 'text')}))`)
  return [
    `l.signature & ${mask} = ${mask}`,
    `exists (select from person q where q.id = l.person_id and ${each.join(' and ')})`,
  ]
}

/** The words that begin with this one, by the order of bytes. */
export function wordRange({ bind }: Statement, word: string): string {
  return `word >= ${bind(word, 'text')} and word < ${bind(`${word}\u{10FFFF}`, 'text')}`
}

function afterSql(
  { bind }: Statement,
  sort: PeopleSort,
  after: PeoplePlace,
  fit: string,
  total: string,
  heatOf: (points: string, hair: string) => string,
): string[] {
  const [id, heat, ownFit] = [bind(after.id, 'uuid'), bind(after.heat, 'float8'), bind(after.fit, 'float8')]
  if (sort === 'engagement') return [`(l.heat, l.person_id) < (${heat}, ${id})`]
  if (sort === 'newest') return [`l.person_id < ${id}`]
  if (sort === 'fit') return [`(l.fit, l.heat, l.person_id) < (${ownFit}, ${heat}, ${id})`]
  if (sort !== 'total') return []
  const theirs = bind(after.total, 'float8')
  return [
    `l.heat <= case when ${fit} = ${ownFit} then ${heat} else ${heatOf(`(${theirs} - ${fit})`, '+ 1e-6')} end`,
    `(${total}, l.fit, l.heat, l.person_id) < (${theirs}, ${ownFit}, ${heat}, ${id})`,
  ]
}

/** Columns of every candidate. */
export const picked = (parts: Parts) =>
  `l.person_id, l.heat, l.fit, ${parts.engagement} as engagement, ${parts.total} as total`

/** Best first; ties by what makes the order of each index, so that the last place says exactly where to go on. */
export const orders = {
  engagement: 'heat desc, person_id desc',
  total: 'total desc, fit desc, heat desc, person_id desc',
  fit: 'fit desc, heat desc, person_id desc',
  newest: 'person_id desc',
} as const

/** Ranges of one fit each, of an index that begins with `prefix`. */
interface Ranges {
  /** name of the CTE that lists them */
  name: string
  cte: string
  /** conditions that pick one of them; the last is its fit */
  pick: string[]
  /** columns by which the index goes on from there */
  prefix: 'stage' | 'channel'
}

/**
 * Candidates, `limit` at most of each range in which the order by engagement is the order by total. Ranges are those of
 * one stage, of one channel, or of all stages. Only the `limit` ranges with the best heads can hold the best people, so
 * the others are not read further. `ctes` are needed before `from`.
 */
export function ranges(
  parts: Parts,
  by: 'stage' | 'channel' | 'all',
  sort: 'engagement' | 'total' | 'fit',
  limit: number,
): { ctes: string; from: string } {
  const stage = parts.stage[0] ?? 'l.stage is null'
  const channel = parts.channel[0] ?? ''
  const lists: Ranges[] =
    by === 'channel'
      ? [{ name: 'span', cte: fits('span', parts, 'channel', channel), pick: [channel], prefix: 'channel' }]
      : by === 'stage'
        ? [{ name: 'span', cte: fits('span', parts, 'stage', stage), pick: [stage], prefix: 'stage' }]
        : [
            { name: 'span', cte: spans(parts), pick: ['l.stage = span.stage'], prefix: 'stage' },
            { name: 'bare', cte: fits('bare', parts, 'stage', stage), pick: [stage], prefix: 'stage' },
          ]
  const others = [...(by === 'channel' ? parts.stage : parts.channel), ...otherFilters(parts)]
  const take = ({ pick, prefix }: Ranges, of: string, most: number) => {
    const where = [
      parts.workspace,
      ...pick,
      `l.fit = ${of}.fit`,
      ...others,
      ...parts.hot,
      ...parts.hotFrom(`${of}.fit`),
      ...parts.after(`${of}.fit`),
    ]
    // the whole of the index's order is written out: «is null» alone would not let the planner use it
    return `lateral (select ${picked(parts)} from person_list l ${parts.joins}
      where ${where.join(' and ').replaceAll('span.stage', `${of}.stage`)}
      order by l.${prefix} desc, l.fit desc, l.heat desc, l.person_id desc limit ${most}) r`
  }
  return {
    ctes: lists
      .flatMap((list) => [
        list.cte,
        `${list.name}_best as materialized (select ${list.name}.* from ${list.name}
           cross join ${take(list, list.name, 1)} order by ${headed(orders[sort])} limit ${limit})`,
      ])
      .join(', '),
    from: lists
      .map((list) => `select r.* from ${list.name}_best cross join ${take(list, `${list.name}_best`, limit)}`)
      .join(' union all '),
  }
}

const headed = (order: string) => order.replace(/\b(heat|fit|total|person_id)\b/g, 'r.$1')

/** The distinct fits under a prefix of an index, each found by one look (a loose index scan). */
function fits(name: string, { workspace }: Parts, prefix: string, pick: string): string {
  const order = `order by l.${prefix} desc, l.fit desc limit 1`
  return `${name} as (
    (select l.fit from person_list l where ${workspace} and ${pick} ${order})
    union all
    select n.fit from ${name} cross join lateral (
      select l.fit from person_list l where ${workspace} and ${pick} and l.fit < ${name}.fit ${order}) n)`
}

/** The distinct stages with their fits. */
function spans({ workspace }: Parts): string {
  return `span as (
    (select l.stage, l.fit from person_list l where ${workspace} and l.stage is not null
     order by l.stage desc, l.fit desc limit 1)
    union all
    select n.stage, n.fit from span cross join lateral (
      select l.stage, l.fit from person_list l where ${workspace} and (l.stage, l.fit) < (span.stage, span.fit)
      order by l.stage desc, l.fit desc limit 1) n)`
}
