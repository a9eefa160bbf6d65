import type { PoolClient } from 'pg'
import { mostGroups } from '#core/report/funnel.ts'
import { closedSql, cohortSql, groupSql, parameters, reachedSql, type FunnelScope } from '#store/funnel-scope.ts'

export interface CountedSource {
  kind: 'value' | 'missing' | 'other'
  value: string | null
  /** how many values it stands for */
  values: number
  people: number
  closed: number
  visitors: number
  known: number
  tagged: number
  /** by stage, the first included: all, and of those whose window has closed */
  reached: number[]
  reachedClosed: number[]
}

type Row = [kind: CountedSource['kind'], value: string | null, ...numbers: number[]]

/**
 * Counts the people of a cohort by the value of the breakdown: who they are to us, and which stages they reached. The
 * largest values are those that a funnel shows (store/funnel.ts `largestValues`), so that the rest open to their people.
 */
export async function countSources(db: PoolClient, scope: FunnelScope): Promise<CountedSource[]> {
  const { bind, values } = parameters()
  const places = scope.stages.map((_, k) => k)
  const kept = ['people', 'closed', 'visitors', 'known', 'tagged', ...places.flatMap((k) => [`r${k}`, `c${k}`])]
  const { rows } = await db.query<Row>({
    text: `with member as (
        select ${groupSql(scope, bind)} as value, ${closedSql(scope)} as closed,
          p.email is not null as known, coalesce(p.first_campaign, '') <> '' as tagged,
          exists (select from identity i where i.person_id = r.subject_id and i.kind = 'a' and i.workspace_id = r.workspace_id) as visited,
          ${places.map((k) => `${reachedSql(scope, k)} as r${k}`).join(', ')}
        ${cohortSql(scope, bind, true)}),
      cell as (
        select value, count(*) as people, count(*) filter (where closed) as closed,
          count(*) filter (where visited) as visitors, count(*) filter (where known) as known,
          count(*) filter (where tagged) as tagged,
          ${places.map((k) => `count(*) filter (where r${k}) as r${k}, count(*) filter (where r${k} and closed) as c${k}`).join(', ')}
        from member group by value),
      placed as (
        select *, value is null as missing,
          row_number() over (partition by value is null order by people desc, value collate "C") <= ${mostGroups} as shown
        from cell)
      select kind, value, counted, ${kept.join(', ')} from (
        select case when missing then 'missing' when shown then 'value' else 'other' end as kind,
          case when shown and not missing then value end as value, count(*)::integer as counted,
          ${kept.map((name) => `sum(${name})::integer as ${name}`).join(', ')}
        from placed group by 1, 2) row
      order by array_position('{value,missing,other}', kind), people desc, value collate "C"`,
    values,
    rowMode: 'array',
  })
  return rows.map(([kind, value, ...numbers]) => {
    const [count = 0, people = 0, closed = 0, visitors = 0, known = 0, tagged = 0, ...steps] = numbers
    const every = (from: number): number[] => steps.filter((_, index) => index % 2 === from)
    return {
      kind,
      value,
      values: count,
      people,
      closed,
      visitors,
      known,
      tagged,
      reached: every(0),
      reachedClosed: every(1),
    }
  })
}

/** Visits without a cookie by the channel they came by; times in epoch ms, null: since the beginning. */
export async function countCookieless(
  db: PoolClient,
  workspaceId: string,
  from: number | null,
  to: number,
): Promise<{ channel: string; visits: number }[]> {
  const { rows } = await db.query<{ channel: string; visits: number }>(
    `select channel, count(distinct anonymous_id)::integer as visits from event
      where workspace_id = $1 and cookieless and verdict = 'human' and channel is not null and channel <> ''
        and time >= coalesce($2::timestamptz, '-infinity') and time < $3::timestamptz
      group by channel order by visits desc, channel collate "C"`,
    [workspaceId, from === null ? null : new Date(from).toISOString(), new Date(to).toISOString()],
  )
  return rows
}
