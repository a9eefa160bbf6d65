import type { PoolClient } from 'pg'

interface Span {
  /** epoch ms */
  from: number
  to: number
}

/** Managers and admins, and those of them who led a guided review to its end. */
export async function trainedManagers(
  db: PoolClient,
  workspaceId: string,
): Promise<{ managers: number; guided: number }> {
  const { rows } = await db.query<{ managers: number; guided: number }>(
    `select count(*)::integer as managers, (count(*) filter (where exists (select from deal_review r
         where r.workspace_id = m.workspace_id and r.state = 'done' and r.guided and r.started_by = m.user_id)))::integer
         as guided
       from workspace_member m where m.workspace_id = $1 and m.role in ('admin', 'manager')`,
    [workspaceId],
  )
  return rows[0] ?? { managers: 0, guided: 0 }
}

/** People and deals tried since then that have not answered: how many, and how often they were tried on average. */
export async function unansweredAttempts(
  db: PoolClient,
  workspaceId: string,
  since: number,
): Promise<{ unanswered: number; attempts: number | null }> {
  const { rows } = await db.query<{ unanswered: number; attempts: number | null }>(
    `select count(*)::integer as unanswered, avg(tries)::float8 as attempts from (
       select coalesce(person_id, deal_id) as subject, count(*) filter (where ours) as tries from touch
        where workspace_id = $1 and at >= $2 and withdrawn_at is null
        group by 1 having not bool_or(reached) and count(*) filter (where ours) > 0) s`,
    [workspaceId, new Date(since)],
  )
  return rows[0] ?? { unanswered: 0, attempts: null }
}

/** Deals won in a span: how many, mean days from opening to the win, and how many came by these sources. */
export async function winsIn(
  db: PoolClient,
  workspaceId: string,
  { from, to }: Span,
): Promise<{ won: number; days: number | null; referred: number; byPartner: number }> {
  const { rows } = await db.query<{ won: number; days: number | null; referred: number; byPartner: number }>(
    `select count(*)::integer as won, (avg(date_part('epoch', closed_at - opened_at)) / 86400)::float8 as days,
       (count(*) filter (where source = 'referral'))::integer as referred,
       (count(*) filter (where source in ('partner', 'affiliate')))::integer as "byPartner"
     from deal where workspace_id = $1 and status = 'won' and closed_at >= $2 and closed_at < $3`,
    [workspaceId, new Date(from), new Date(to)],
  )
  return rows[0] ?? { won: 0, days: null, referred: 0, byPartner: 0 }
}

/** Tasks to ask for a referral, open and done since then, and deals that came by one since then. */
export async function referralsSince(
  db: PoolClient,
  workspaceId: string,
  since: number,
): Promise<{ open: number; asked: number; came: number }> {
  const { rows } = await db.query<{ open: number; asked: number; came: number }>(
    `select (select count(*) from task where workspace_id = $1 and kind = 'referral' and state = 'open')::integer as open,
       (select count(*) from task where workspace_id = $1 and kind = 'referral' and state = 'done' and done_at >= $2)::integer
         as asked,
       (select count(*) from deal where workspace_id = $1 and source = 'referral' and opened_at >= $2)::integer as came`,
    [workspaceId, new Date(since)],
  )
  return rows[0] ?? { open: 0, asked: 0, came: 0 }
}

/** Open deals, and those of them that came by partners. */
export async function openByPartner(db: PoolClient, workspaceId: string): Promise<{ open: number; byPartner: number }> {
  const { rows } = await db.query<{ open: number; byPartner: number }>(
    `select count(*)::integer as open, (count(*) filter (where source in ('partner', 'affiliate')))::integer as "byPartner"
       from deal where workspace_id = $1 and status = 'open'`,
    [workspaceId],
  )
  return rows[0] ?? { open: 0, byPartner: 0 }
}

/** Open deals and those with something to mend, when earlier reviews of all deals began, the last first. */
export async function stoodBefore(
  db: PoolClient,
  workspaceId: string,
  limit: number,
): Promise<{ at: Date; open: number; troubled: number }[]> {
  const { rows } = await db.query<{ at: Date; open: number; troubled: number }>(
    `select started_at as at, (stood -> 'open' ->> 'count')::integer as open,
       (stood -> 'troubled' ->> 'count')::integer as troubled
     from deal_review where workspace_id = $1 and pipeline is null and owner is null
     order by started_at desc limit $2`,
    [workspaceId, limit],
  )
  return rows
}

/** Stages of pipelines of which somebody asked why, and answered. */
export async function askedStages(db: PoolClient, workspaceId: string): Promise<{ pipeline: string; stage: string }[]> {
  const { rows } = await db.query<{ pipeline: string; stage: string }>(
    `select distinct pipeline, stage from stage_question
      where workspace_id = $1 and kind = 'test' and answers ->> 'why' is not null`,
    [workspaceId],
  )
  return rows
}
