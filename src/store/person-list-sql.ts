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

/**
 * Candidates from ranges with one fit each, in which the order by engagement is the order by total: `limit` of each
 * range. The ranges are those of one stage, of one channel, or of all stages; `ctes` names them.
 */
export function ranges(
  parts: Parts,
  by: 'stage' | 'channel' | 'all',
  sort: 'engagement' | 'total',
  limit: number,
): { ctes: string; from: string } {
  const take = (of: string, where: readonly string[]) => `
    select r.* from ${of} cross join lateral (
      select ${picked(parts)} from person_fold f
      where ${[parts.workspace, ...where, `f.fit = ${of}.fit`, ...parts.hot, ...parts.hotFrom(`${of}.fit`)].join(' and ')}
        ${(sort === 'total' ? parts.afterTotal(`${of}.fit`) : parts.afterHeat).map((one) => `and ${one}`).join(' ')}
      order by f.heat desc, f.person_id desc limit ${limit}) r`
  if (by === 'stage') {
    return { ctes: fits('span', parts, parts.stage), from: take('span', [...parts.stage, ...parts.channel]) }
  }
  if (by === 'channel') {
    return { ctes: fits('span', parts, parts.channel), from: take('span', [...parts.channel, ...parts.stage]) }
  }
  const none = ['f.stage is null']
  return {
    ctes: `${spans(parts)}, ${fits('bare', parts, none)}`,
    from: `${take('span', ['f.stage = span.stage', ...parts.channel])} union all ${take('bare', [...none, ...parts.channel])}`,
  }
}

/** The distinct fits under a prefix of an index, each found by one look (a loose index scan). */
function fits(name: string, { workspace }: Parts, prefix: readonly string[]): string {
  const where = [workspace, ...prefix].join(' and ')
  return `${name} as (
    (select f.fit from person_fold f where ${where} order by f.fit desc limit 1)
    union all
    select n.fit from ${name} cross join lateral (
      select f.fit from person_fold f where ${where} and f.fit < ${name}.fit order by f.fit desc limit 1) n)`
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
