/** Which people, in which order. Scores are decayed to `at` (epoch ms); `halfLife` in ms. */
export interface PeopleScope {
  workspaceId: string
  /** id of the lifecycle model */
  lifecycle: string
  at: number
  halfLife: number
  /** total at which sales is told */
  threshold: number
  sort: 'engagement' | 'total' | 'recent'
  stage: string | null
  channel: string | null
  hot: boolean
  /** folded words, each the beginning of a word of theirs; null when nothing is looked for */
  words: readonly string[] | null
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
}

/** Collects values for one statement; those its text makes no use of are left out in the end. */
export class Statement {
  #values: unknown[] = []

  /** Stands for the value in the text. */
  bind(value: unknown, type: string): string {
    return `§${this.#values.push(value) - 1}§::${type}`
  }

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

/** The parts of a statement over `person_fold f` that the scope and the last place decide. */
export interface Parts {
  workspace: string
  /** engagement now, in points; a log score below any display is cut, lest it underflow */
  engagement: string
  total: string
  /** filters that are not part of a range: [] for none */
  stage: string[]
  channel: string[]
  hot: string[]
  /** of a range with one fit (`fit` its expression): heat from which people are hot */
  hotFrom(fit: string): string[]
  /** of a range with one fit: what comes after the last place by total */
  afterTotal(fit: string): string[]
  afterHeat: string[]
}

export function partsOf(statement: Statement, scope: PeopleScope, after: PeoplePlace | null): Parts {
  const workspace = `f.workspace_id = ${statement.bind(scope.workspaceId, 'uuid')}`
  const shift = statement.bind(scope.at / scope.halfLife, 'float8')
  const engagement = `power(2::float8, greatest(least(f.heat - ${shift}, 1000), -1000))`
  const total = `(f.fit + ${engagement})`
  // a bound in log form, a hair generous: the exact condition stands beside it
  const heatOf = (points: string, hair: string) =>
    `(case when ${points} > 0 then ln(${points}) / ln(2::float8) + ${shift} ${hair} else '-Infinity' end)`
  const threshold = scope.hot ? statement.bind(scope.threshold, 'float8') : ''
  const place = after === null ? null : placeSql(statement, after)
  return {
    workspace,
    engagement,
    total,
    stage: scope.stage === null ? [] : [`f.stage = ${statement.bind(scope.stage, 'text')}`],
    channel: scope.channel === null ? [] : [`f.channel = ${statement.bind(scope.channel, 'text')}`],
    // rounded as it is shown (core/score.ts)
    hot: scope.hot ? [`floor(${total} * 100 + 0.5) / 100 >= ${threshold}`] : [],
    hotFrom: (fit) => (scope.hot ? [`f.heat >= ${heatOf(`(${threshold} - 0.005 - ${fit})`, '- 1e-6')}`] : []),
    afterHeat: place ? [`(f.heat, f.person_id) < (${place.heat}, ${place.id})`] : [],
    afterTotal: (fit) =>
      place
        ? [
            `f.heat <= case when ${fit} = ${place.fit} then ${place.heat}
               else ${heatOf(`(${place.total} - ${fit})`, '+ 1e-6')} end`,
            `(${total}, f.fit, f.heat, f.person_id) < (${place.total}, ${place.fit}, ${place.heat}, ${place.id})`,
          ]
        : [],
  }
}

function placeSql(statement: Statement, after: PeoplePlace) {
  return {
    id: statement.bind(after.id, 'uuid'),
    heat: statement.bind(after.heat, 'float8'),
    fit: statement.bind(after.fit, 'float8'),
    total: statement.bind(after.total, 'float8'),
  }
}

/** Columns of every candidate. */
export const picked = (parts: Parts) =>
  `f.person_id, f.heat, f.fit, ${parts.engagement} as engagement, ${parts.total} as total`

/** Best first; ties by what makes the order of each index, so that the last place says exactly where to go on. */
export const orders = {
  engagement: 'heat desc, person_id desc',
  total: 'total desc, fit desc, heat desc, person_id desc',
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
  sort: 'engagement' | 'total',
  limit: number,
): { ctes: string; from: string } {
  const stage = parts.stage[0] ?? 'f.stage is null'
  const channel = parts.channel[0] ?? ''
  const lists: Ranges[] =
    by === 'channel'
      ? [{ name: 'span', cte: fits('span', parts, 'channel', channel), pick: [channel], prefix: 'channel' }]
      : by === 'stage'
        ? [{ name: 'span', cte: fits('span', parts, 'stage', stage), pick: [stage], prefix: 'stage' }]
        : [
            { name: 'span', cte: spans(parts), pick: ['f.stage = span.stage'], prefix: 'stage' },
            { name: 'bare', cte: fits('bare', parts, 'stage', stage), pick: [stage], prefix: 'stage' },
          ]
  const others = by === 'channel' ? parts.stage : parts.channel
  const take = ({ pick, prefix }: Ranges, of: string, most: number) => {
    const where = [
      parts.workspace,
      ...pick,
      `f.fit = ${of}.fit`,
      ...others,
      ...parts.hot,
      ...parts.hotFrom(`${of}.fit`),
    ]
    where.push(...(sort === 'total' ? parts.afterTotal(`${of}.fit`) : parts.afterHeat))
    // the whole of the index's order is written out: «is null» alone would not let the planner use it
    return `lateral (select ${picked(parts)} from person_fold f
      where ${where.join(' and ').replaceAll('span.stage', `${of}.stage`)}
      order by f.${prefix} desc, f.fit desc, f.heat desc, f.person_id desc limit ${most}) r`
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
  const order = `order by f.${prefix} desc, f.fit desc limit 1`
  return `${name} as (
    (select f.fit from person_fold f where ${workspace} and ${pick} ${order})
    union all
    select n.fit from ${name} cross join lateral (
      select f.fit from person_fold f where ${workspace} and ${pick} and f.fit < ${name}.fit ${order}) n)`
}

/** The distinct stages with their fits. */
function spans({ workspace }: Parts): string {
  return `span as (
    (select f.stage, f.fit from person_fold f where ${workspace} and f.stage is not null
     order by f.stage desc, f.fit desc limit 1)
    union all
    select n.stage, n.fit from span cross join lateral (
      select f.stage, f.fit from person_fold f where ${workspace} and (f.stage, f.fit) < (span.stage, span.fit)
      order by f.stage desc, f.fit desc limit 1) n)`
}
