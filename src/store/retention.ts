import { randomUUIDv7 } from 'node:crypto'
import { addCounts, type RemovedCounts, type RetentionRule } from '#core/retention/rule.ts'
import { isoTime, type Db } from '#store/rows.ts'

export interface RuleRow {
  rule: RetentionRule
  days: number
  appliesAt: Date
  setBy: string
  setAt: Date
}

const shown = `rule, days, applies_at as "appliesAt", set_by as "setBy", set_at as "setAt"`

/** The periods that somebody set. */
export async function rulesOf(db: Db, workspaceId: string): Promise<RuleRow[]> {
  const { rows } = await db.query<RuleRow>(`select ${shown} from retention_rule where workspace_id = $1`, [workspaceId])
  return rows
}

/** Sets a period; `appliesAt` and `now` in epoch ms. */
export async function putRule(
  db: Db,
  workspaceId: string,
  { rule, days, appliesAt, by, now }: { rule: RetentionRule; days: number; appliesAt: number; by: string; now: number },
): Promise<void> {
  await db.query(
    `insert into retention_rule (workspace_id, rule, days, applies_at, set_by, set_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (workspace_id, rule) do update
       set days = excluded.days, applies_at = excluded.applies_at, set_by = excluded.set_by, set_at = excluded.set_at`,
    [workspaceId, rule, days, isoTime(appliesAt), by, isoTime(now)],
  )
}

export async function dropRule(db: Db, workspaceId: string, rule: RetentionRule): Promise<void> {
  await db.query('delete from retention_rule where workspace_id = $1 and rule = $2', [workspaceId, rule])
}

export interface DueRule {
  workspaceId: string
  rule: RetentionRule
  days: number
}

/** Rules of all workspaces that are applied by now (epoch ms), those that waited longest for a turn first. */
export async function dueRules(db: Db, now: number): Promise<DueRule[]> {
  const { rows } = await db.query<DueRule>(
    `select r.workspace_id as "workspaceId", r.rule, r.days from retention_rule r
      where r.applies_at <= $1
      order by (select max(n.finished_at) from retention_run n where n.workspace_id = r.workspace_id and n.rule = r.rule)
        nulls first, r.workspace_id, r.rule`,
    [isoTime(now)],
  )
  return rows
}

export interface RunRow {
  id: string
  rule: RetentionRule
  cutoff: Date
  startedAt: Date
  finishedAt: Date
  removed: RemovedCounts
}

interface Run {
  rule: RetentionRule
  /** epoch ms, as all times */
  cutoff: number
  startedAt: number
  finishedAt: number
  removed: RemovedCounts
}

/** Keeps what a rule removed: one row a rule and day (of UTC) of its beginning, to which later turns add. */
export async function noteRun(db: Db, workspaceId: string, run: Run): Promise<void> {
  const { rule, cutoff, startedAt, finishedAt, removed } = run
  const day = isoTime(startedAt)?.slice(0, 10)
  const { rows } = await db.query<{ id: string; removed: RemovedCounts }>(
    `select id, removed from retention_run where workspace_id = $1 and rule = $2 and day = $3 for update`,
    [workspaceId, rule, day],
  )
  const sum = JSON.stringify(addCounts(rows[0]?.removed ?? {}, removed))
  if (rows[0]) {
    const set = [workspaceId, rows[0].id, isoTime(cutoff), isoTime(finishedAt), sum]
    await db.query(
      'update retention_run set cutoff = $3, finished_at = $4, removed = $5 where workspace_id = $1 and id = $2',
      set,
    )
    return
  }
  await db.query(
    `insert into retention_run (workspace_id, id, rule, day, cutoff, started_at, finished_at, removed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [workspaceId, randomUUIDv7(), rule, day, isoTime(cutoff), isoTime(startedAt), isoTime(finishedAt), sum],
  )
}

/** What was removed, the newest first, after a place in the list. */
export async function listRuns(
  db: Db,
  workspaceId: string,
  { after, limit }: { after: { at: string; id: string } | null; limit: number },
): Promise<RunRow[]> {
  const { rows } = await db.query<RunRow>(
    `select id, rule, cutoff, date_trunc('milliseconds', started_at) as "startedAt", finished_at as "finishedAt", removed
     from retention_run
     where workspace_id = $1 and ($2::timestamptz is null or (date_trunc('milliseconds', started_at), id) < ($2, $3::uuid))
     order by date_trunc('milliseconds', started_at) desc, id desc limit $4`,
    [workspaceId, after?.at ?? null, after?.id ?? null, limit],
  )
  return rows
}

/** When each rule last removed something. */
export async function lastRuns(db: Db, workspaceId: string): Promise<Map<RetentionRule, Date>> {
  const { rows } = await db.query<{ rule: RetentionRule; at: Date }>(
    'select rule, max(finished_at) as at from retention_run where workspace_id = $1 group by rule',
    [workspaceId],
  )
  return new Map(rows.map(({ rule, at }) => [rule, at]))
}
