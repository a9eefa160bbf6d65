import type { PoolClient } from 'pg'
import type { Holder } from '#core/permission.ts'

// What the start page asks. Each statement reads an index from its newest end, or stops at a bound: nobody's morning
// depends on how many people there are.

/** How many there are; `capped` when counting stopped at a bound. */
export interface Bounded {
  count: number
  capped: boolean
}

/** Entries into each stage of a model since a moment, and in the equally long time before it. Times in epoch ms. */
export async function countEntries(
  db: PoolClient,
  workspaceId: string,
  model: string,
  stages: readonly string[],
  { before, since, until }: { before: number; since: number; until: number },
): Promise<Map<string, { now: number; before: number }>> {
  const { rows } = await db.query<{ stage: string; now: number; before: number }>(
    `select stage, count(*) filter (where entered_at >= $5)::int as now, count(*) filter (where entered_at < $5)::int as before
       from stage_interval
      where workspace_id = $1 and model = $2 and stage = any($3) and superseded_at is null
        and entered_at >= $4 and entered_at < $6
      group by stage`,
    [workspaceId, model, stages, new Date(before), new Date(since), new Date(until)],
  )
  return new Map(rows.map(({ stage, ...counts }) => [stage, counts]))
}

export interface HotPerson {
  id: string
  name: string | null
  email: string | null
  title: string | null
  account: { id: string; name: string } | null
  stage: string | null
  outcome: string | null
}

/**
 * Those at or past the threshold whose last event came after `since`, the latest first: whoever became hot since then is
 * among them, since nothing but an event raises a score.
 */
export async function latelyActiveHot(
  db: PoolClient,
  workspaceId: string,
  scope: { lifecycle: string; threshold: number; halfLife: number; since: number; now: number },
  limit: number,
): Promise<HotPerson[]> {
  const { rows } = await db.query<HotPerson>(
    `select p.id, p.name, p.email, p.facts ->> 'title' as title,
            case when a.id is null then null else json_build_object('id', a.id, 'name', a.name) end as account,
            f.stage, f.stages -> $6 ->> 'outcome' as outcome
       from (select l.person_id, l.last_span, l.stage, g.stages
               from person_list l join person_fold g on g.person_id = l.person_id
              where l.workspace_id = $1
                and l.last_span >= date_bin('10 minutes', $2::timestamptz at time zone 'UTC', '2000-01-01')
                and g.last_at >= $2
                -- a log score below any display is cut, lest it underflow; rounded as it is shown (core/score.ts)
                and floor((l.fit + power(2::float8, greatest(least(l.heat - $3, 1000), -1000))) * 100 + 0.5) / 100 >= $4
              order by l.last_span desc, l.person_id desc limit $5) f
       join person p on p.id = f.person_id
       left join account a on a.id = p.account_id
      order by f.last_span desc, f.person_id desc`,
    [workspaceId, new Date(scope.since), scope.now / scope.halfLife, scope.threshold, limit, scope.lifecycle],
  )
  return rows
}

export interface OpenHandoff {
  id: string
  person: { id: string; name: string | null; email: string | null; account: string | null }
  team: string | null
  /** `entered:<stage>`, or the id of a reason of the blueprint */
  reason: string | null
  stage: string | null
  /** where they stand in the lifecycle today; `standsOut`: how it ended */
  standsIn: string | null
  standsOut: string | null
  at: Date
}

/** Where a page ended. */
export interface WaitingPlace {
  /** epoch ms */
  at: number
  id: string
}

/** Teams whose hand-offs are one's own; null: everybody's (managers, marketers, those who only look). */
const teamsOf: Partial<Record<Holder, string[]>> = {
  sdr: ['sdr'],
  seller: ['sales', 'account_owner'],
  success: ['success', 'account_owner'],
}

/** Hand-offs that nobody has accepted or returned yet, those that wait longest first. */
export async function openHandoffs(
  db: PoolClient,
  workspaceId: string,
  { holder, lifecycle }: { holder: Holder | null; lifecycle: string | null },
  limit: number,
): Promise<{ all: Bounded; items: OpenHandoff[] }> {
  const teams = (holder !== null && teamsOf[holder]) || null
  const all = await bounded(db, `select 1 from (${waiting}) w`, [workspaceId, teams])
  if (all.count === 0) return { all, items: [] }
  const { rows } = await db.query<OpenHandoff>(
    `select ${dressed('$4')} from (select * from (${waiting}) e order by e.at, e.id limit $3) w ${withPerson}
      order by w.at, w.id`,
    [workspaceId, teams, limit, lifecycle],
  )
  return { all, items: rows }
}

/**
 * Each waiting person's latest hand-off, among the newest 5,000: an earlier one of theirs was overtaken. That of somebody
 * who was merged is their survivor's. $1 the workspace, $2 teams or null.
 */
const waiting = `select distinct on (f.person_id) n.id, f.person_id, n.team, n.reason, n.stage, n.at
  from (select e.id, coalesce(m.merged_into, m.id) as person_id, e.team, e.reason, e.detail ->> 'stage' as stage, e.at
          from effect e join person m on m.id = e.person_id
         where e.workspace_id = $1 and e.state = 'open' and e.kind = 'handoff' order by e.at desc limit 5000) n
  join person_fold f on f.person_id = n.person_id and f.handoff
 where $2::text[] is null or n.team = any($2)
 order by f.person_id, n.at desc, n.id desc`

/** `lifecycle`: the parameter that names it. */
const dressed = (lifecycle: string): string =>
  `w.id, json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'account', a.name) as person,
  w.team, w.reason, w.stage, w.at, s.stage as "standsIn", s.stages #>> array[${lifecycle}, 'outcome'] as "standsOut"`
const withPerson = `join person p on p.id = w.person_id left join account a on a.id = p.account_id
  left join person_fold s on s.person_id = p.id`

/**
 * Consequences of one kind of waiting, a page after a place: hand-offs that wait longest first, what was not sent by
 * itself newest first.
 */
export async function waitingPage(
  db: PoolClient,
  workspaceId: string,
  { state, lifecycle, after }: { state: 'open' | 'would_fire'; lifecycle: string; after: WaitingPlace | null },
  limit: number,
): Promise<OpenHandoff[]> {
  const open = state === 'open'
  const effects = open ? waiting : unsent
  const [beyond, way] = open ? ['>', ''] : ['<', 'desc']
  const { rows } = await db.query<OpenHandoff>(
    `select ${dressed('$6')}
       from (select * from (${effects}) e where $3::timestamptz is null or (e.at, e.id) ${beyond} ($3, $4::uuid)
              order by e.at ${way}, e.id ${way} limit $5) w ${withPerson}
      order by w.at ${way}, w.id ${way}`,
    [workspaceId, null, after && new Date(after.at), after && after.id, limit, lifecycle],
  )
  return rows
}

const unsent = `select e.id, coalesce(m.merged_into, m.id) as person_id, e.team, e.reason, e.detail ->> 'stage' as stage, e.at
  from effect e join person m on m.id = e.person_id
 where e.workspace_id = $1 and e.state = 'would_fire' and e.kind = 'handoff' and ($2::text[] is null or e.team = any($2))`

/** How many wait in all. */
export async function countWaiting(
  db: PoolClient,
  workspaceId: string,
  state: 'open' | 'would_fire',
): Promise<Bounded> {
  return bounded(db, `select 1 from (${state === 'open' ? waiting : unsent}) w`, [workspaceId, null])
}

/** Events set aside since a moment, by reason, the commonest first; the newest `most` of them are counted. */
export async function setAsideSince(
  db: PoolClient,
  workspaceId: string,
  since: number,
): Promise<{ all: Bounded; codes: { code: string; count: number }[] }> {
  const { rows } = await db.query<{ code: string; count: number }>(
    `select code, count(*)::int as count
       from (select code from set_aside where workspace_id = $1 and received_at >= $2 and code not in ('do_not_track', 'erased')
              order by received_at desc limit $3) s
      group by code order by count(*) desc, code`,
    [workspaceId, new Date(since), most + 1],
  )
  const count = rows.reduce((sum, row) => sum + row.count, 0)
  return { all: { count: Math.min(count, most), capped: count > most }, codes: rows }
}

/** Imports that failed since a moment, the newest first. */
export async function failedImports(
  db: PoolClient,
  workspaceId: string,
  since: number,
): Promise<{ id: string; fileName: string; error: string | null }[]> {
  const { rows } = await db.query<{ id: string; fileName: string; error: string | null }>(
    `select id, file_name as "fileName", error from import
      where workspace_id = $1 and created_at >= $2 and state = 'failed' order by created_at desc limit 5`,
    [workspaceId, new Date(since)],
  )
  return rows
}

/** A blueprint version that is still being applied to everybody; null when all stands under the one in force. */
export async function versionUnderWay(
  db: PoolClient,
  workspaceId: string,
): Promise<{ version: number; done: number; total: number } | null> {
  const { rows } = await db.query<{ version: number; done: number; total: number }>(
    `select version, people_done::int as done, people_total::int as total from blueprint_version
      where workspace_id = $1 and finished_at is null and people_total > 0 order by version desc limit 1`,
    [workspaceId],
  )
  return rows[0] ?? null
}

/** Whether anything has ever been counted for anybody here. */
export async function hasPeople(db: PoolClient, workspaceId: string): Promise<boolean> {
  const { rows } = await db.query<{ some: boolean }>(
    'select exists (select from person_fold where workspace_id = $1) as some',
    [workspaceId],
  )
  return rows[0]?.some ?? false
}

const most = 1000

async function bounded(db: PoolClient, text: string, values: unknown[]): Promise<Bounded> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from (${text} limit ${most + 1}) b`,
    values,
  )
  const count = rows[0]?.count ?? 0
  return { count: Math.min(count, most), capped: count > most }
}
