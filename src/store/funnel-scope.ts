/** What a funnel is broken down by. */
export type Breakdown = { kind: 'none' } | Property

/** Something that is known of a member: of their first touch, themselves or their company. */
export type Property =
  | { kind: 'channel' }
  | { kind: 'campaign' }
  | { kind: 'object' }
  | { kind: 'persona' }
  | { kind: 'person'; fact: string }
  | { kind: 'account'; fact: string }

/** Which members a funnel counts, and how; times in epoch ms, lengths in ms. */
export interface FunnelScope {
  workspaceId: string
  model: string
  subject: 'person' | 'account' | 'deal'
  /** ids in order, at most 12 */
  stages: readonly string[]
  pass: 'first' | 'any'
  /** entry to the cohort: from … before to */
  from: number | null
  to: number | null
  window: number | null
  /** evidence and entries after it do not count; null: all do */
  until: number | null
  now: number
  /** as it was known then; null: as it is known */
  asOf: number | null
  by: Breakdown
  /** only members who are so; value null: it is missing or empty */
  only: readonly { property: Property; value: string | null }[]
  /** the partition of `reach` that holds the model (store/funnel.ts `findPartition`) */
  partition: string
}

/** Makes a value part of a statement: a parameter, or an escaped literal where there are none. */
export type Bind = (value: string) => string

/** Collects parameters: `bind` gives `$1`, `$2` … */
export function parameters(): { bind: Bind; values: string[] } {
  const values: string[] = []
  return { bind: (value) => `$${values.push(value)}`, values }
}

/** SQL of a value of the breakdown, as text; null when it is missing or empty. */
export function groupSql({ by }: FunnelScope, bind: Bind): string {
  return by.kind === 'none' ? 'null::text' : propertySql(by, bind)
}

function propertySql(by: Property, bind: Bind): string {
  if (by.kind === 'channel') return `nullif(r.channel, '')`
  if (by.kind === 'campaign') return `nullif(p.first_campaign, '')`
  if (by.kind === 'object') return `nullif(p.first_object, '')`
  if (by.kind === 'persona') return `nullif(p.persona, '')`
  if (by.kind === 'person') return `nullif(p.facts ->> ${bind(by.fact)}::text, '')`
  const fact = `nullif(a.facts ->> ${bind(by.fact)}::text, '')`
  return by.fact === 'name' || by.fact === 'domain' ? `coalesce(${fact}, nullif(a.${by.fact}, ''))` : fact
}

/** `from … where …` of the cohort: one row `r` a member, with its person `p` and account `a` where asked for. */
export function cohortSql(scope: FunnelScope, bind: Bind, names = false): string {
  const needs = [scope.by.kind, ...scope.only.map(({ property }) => property.kind)]
  const person = scope.subject === 'person' && (names || needs.some((need) => !['none', 'channel'].includes(need)))
  const account = scope.subject !== 'deal' && (names || needs.includes('account'))
  const accountOf = scope.subject === 'person' ? 'p.account_id' : 'r.subject_id'
  const conditions = [
    ...(scope.asOf === null
      ? [`r.workspace_id = ${bind(scope.workspaceId)}::uuid`, `r.model = ${bind(scope.model)}`]
      : []),
    ...(scope.pass === 'first' ? ['r.pass = 1'] : []),
    scope.from === null ? 'r.s1 is not null' : `r.s1 >= ${timeSql(scope.from)}`,
    ...(scope.to === null ? [] : [`r.s1 < ${timeSql(scope.to)}`]),
    ...(scope.until === null ? [] : [`r.s1 <= ${timeSql(scope.until)}`]),
    ...scope.only.map(({ property, value }) =>
      value === null ? `${propertySql(property, bind)} is null` : `${propertySql(property, bind)} = ${bind(value)}`,
    ),
  ]
  return `from ${scope.asOf === null ? `${scope.partition} r` : `(${knownReachSql(scope, scope.asOf, bind)}) r`}
    ${person ? 'left join person p on p.id = r.subject_id and p.workspace_id = r.workspace_id' : ''}
    ${account ? `left join account a on a.id = ${accountOf} and a.workspace_id = r.workspace_id` : ''}
    where ${conditions.join(' and ')}`
}

/** Rows like those of the table reach, from the intervals as they were recorded at that moment. */
function knownReachSql(scope: FunnelScope, asOf: number, bind: Bind): string {
  const at = timeSql(asOf)
  const places = scope.stages.map((_, k) => k + 1)
  const entries = scope.stages.map((id, k) => `min(entered_at) filter (where stage = ${bind(id)}) as e${k + 1}`)
  const last = places.length
  const earliest = (from: number): string =>
    `least(${places
      .slice(from - 1)
      .map((k) => `e${k}`)
      .join(', ')})`
  const times = places.map((k) => (k === last ? `e${k} as s${k}` : `coalesce(e${k}, ${earliest(k + 1)}) as s${k}`))
  const bits = places.map((k) => `(case when e${k} is null then ${2 ** (k - 1)} else 0 end)`)
  const inverted = places.slice(1).map((k) => `coalesce(s${k} < s${k - 1}, false)`)
  const furthest = places.map((k) => `when s${last + 1 - k} is not null then ${last + 1 - k}`)
  return `select *, (case ${furthest.join(' ')} else 0 end) | (imputed << 4) | (case when disordered then 65536 else 0 end) as shape
    from (select *, ${inverted.join(' or ') || 'false'} as disordered
      from (select i.workspace_id, i.subject_id, i.pass, q.first_channel as channel, null::text as outcome,
          ${bits.join(' | ')} as imputed, ${times.join(', ')}
        from (select workspace_id, subject_id, pass, ${entries.join(', ')}
          from stage_interval
          where workspace_id = ${bind(scope.workspaceId)}::uuid and model = ${bind(scope.model)} and entered_at <= ${at}
            and recorded_at <= ${at} and (superseded_at is null or superseded_at > ${at})
          group by workspace_id, subject_id, pass) i
        left join person q on q.id = i.subject_id and q.workspace_id = i.workspace_id) timed) ordered`
}

/** Whether the window of a member can no longer bring anything (as core/report/tally.ts `isClosed`). */
export function closedSql({ window, now }: FunnelScope): string {
  return window === null ? 'true' : `r.s1 < ${timeSql(now)} - ${lengthSql(window)}`
}

/** The last moment that counts for a member; null without a window and `until`. */
export function limitSql({ window, until }: FunnelScope): string | null {
  if (window === null) return until === null ? null : timeSql(until)
  const end = `r.s1 + ${lengthSql(window)}`
  return until === null ? end : `least(${end}, ${timeSql(until)})`
}

/** Stages reached within the window by a member in order; 0 where there is no limit. */
export function depthSql(scope: FunnelScope): string {
  const limit = limitSql(scope)
  if (limit === null) return '0'
  const last = scope.stages.length
  const cases = scope.stages.map((_, k) => `when r.s${last - k} <= ${limit} then ${last - k}`)
  return `case ${cases.slice(0, -1).join(' ')} else 1 end`
}

/** Whether a member reached place k (from 0) within the window; true or false, never null. */
export function reachedSql(scope: FunnelScope, k: number): string {
  if (k === 0) return 'true'
  const limit = limitSql(scope)
  if (limit === null) return `(r.shape & 15) > ${k}`
  const later = scope.stages.slice(k).map((_, i) => `r.s${k + 1 + i}`)
  return `coalesce(least(${later.join(', ')}) <= ${limit}, false)`
}

/** Whether there is evidence of place k (from 0) within the window; true or false, never null. */
export function evidenceSql(scope: FunnelScope, k: number): string {
  const time = `r.s${k + 1}`
  const limit = limitSql(scope)
  const inside = limit === null || k === 0 ? `${time} is not null` : `coalesce(${time} <= ${limit}, false)`
  return `((r.imputed >> ${k}) & 1 = 0 and ${inside})`
}

/** Whether the evidence of place k (from 0) is earlier than that of an earlier place; true or false, never null. */
export function faultSql(scope: FunnelScope, k: number): string {
  if (k === 0) return 'false'
  const earlier = Array.from({ length: k }, (_, j) => `case when ${evidenceSql(scope, j)} then r.s${j + 1} end`)
  return `(${evidenceSql(scope, k)} and coalesce(r.s${k + 1} < greatest(${earlier.join(', ')}), false))`
}

/** A moment (epoch ms) as a literal. */
export function timeSql(ms: number): string {
  return `timestamptz '${new Date(ms).toISOString()}'`
}

/** Seconds alone: an interval with days would be added through the calendar, at several times the cost. */
function lengthSql(ms: number): string {
  return `interval '${ms / 1000} seconds'`
}
