import { isoTime, prepared, type Db } from '#store/rows.ts'

export interface Look {
  workspaceId: string
  id: string
  formId: string
  version: number
  /** epoch ms */
  at: number
  started: boolean
  field: string | null
  language: string
  device: 'desktop' | 'mobile' | 'tablet' | 'other'
  channel: string | null
  host: string | null
  machine: boolean
}

/** Keeps a look at a form, or how far it got. Another form's look of that id stays as it is. */
export async function saveLook(db: Db, look: Look): Promise<void> {
  const { workspaceId, id, formId, version, at, started, field, language, device, channel, host, machine } = look
  await db.query(
    prepared(
      `insert into form_visit as v (workspace_id, id, form_id, version, seen_at, started_at, field, language, device, channel, host, machine)
       values ($1, $2, $3, $4, $5, case when $6 then $5::timestamptz end, $7, $8, $9, $10, $11, $12)
       on conflict (id) do update set
         started_at = coalesce(v.started_at, excluded.started_at), field = coalesce(excluded.field, v.field)
       where v.form_id = excluded.form_id and v.sent_at is null`,
      [workspaceId, id, formId, version, isoTime(at), started, field, language, device, channel, host, machine],
    ),
  )
}

export interface LookCounts {
  value: string | null
  seen: number
  started: number
  sent: number
}

const columns = {
  channel: 'channel',
  device: 'device',
  language: 'language',
  version: 'version::text',
  host: 'host',
} as const
export type LookColumn = keyof typeof columns

/** Looks since a moment (epoch ms), machines left out, by one of their properties: the most first. */
export async function countLooks(
  db: Db,
  workspaceId: string,
  { formId, since, by }: { formId: string; since: number; by: LookColumn },
): Promise<LookCounts[]> {
  const { rows } = await db.query<LookCounts>(
    `select ${columns[by]} as value, count(*)::int as seen,
       count(*) filter (where started_at is not null or sent_at is not null)::int as started,
       count(*) filter (where sent_at is not null)::int as sent
     from form_visit where workspace_id = $1 and form_id = $2 and seen_at >= $3 and not machine
     group by 1 order by 2 desc, 1 limit 50`,
    [workspaceId, formId, isoTime(since)],
  )
  return rows
}

/** Sendings as looks are counted: machines left out, unless a colleague let them in. */
const countedForPeople = `(state = 'cleared' or state = 'counted' and not 'machine' = any(marks))`

export interface LookSums {
  machines: number
  /** started within the last half hour and not sent */
  open: number
  /** sent by people whose look nobody saw: no script */
  unseen: number
  people: number
}

export async function sumLooks(
  db: Db,
  workspaceId: string,
  { formId, since, now }: { formId: string; since: number; now: number },
): Promise<LookSums> {
  const { rows } = await db.query<LookSums>(
    `select
       (select count(*)::int from form_visit where workspace_id = $1 and form_id = $2 and seen_at >= $3 and machine) as machines,
       (select count(*)::int from form_visit where workspace_id = $1 and form_id = $2 and seen_at >= $3 and not machine
          and started_at > $4::timestamptz - interval '30 minutes' and sent_at is null) as open,
       (select count(*)::int from form_submission s where s.workspace_id = $1 and s.form_id = $2 and s.received_at >= $3
          and ${countedForPeople}
          and not exists (select from form_visit v where v.id = s.visit_id and v.form_id = s.form_id)) as unseen,
       (select count(distinct e.person_id)::int from form_submission s
          join event e on e.workspace_id = s.workspace_id and e.message_id = 'form:' || s.id
         where s.workspace_id = $1 and s.form_id = $2 and s.received_at >= $3
           and s.state in ('counted', 'cleared')) as people`,
    [workspaceId, formId, isoTime(since), isoTime(now)],
  )
  return rows[0] ?? { machines: 0, open: 0, unseen: 0, people: 0 }
}

/** Where those stopped who started and left more than half an hour ago, by field. */
export async function countLeft(
  db: Db,
  workspaceId: string,
  { formId, since, now }: { formId: string; since: number; now: number },
): Promise<{ field: string; left: number }[]> {
  const { rows } = await db.query<{ field: string; left: number }>(
    `select field, count(*)::int as left from form_visit
     where workspace_id = $1 and form_id = $2 and seen_at >= $3 and not machine and sent_at is null
       and started_at <= $4::timestamptz - interval '30 minutes' and field is not null
     group by 1`,
    [workspaceId, formId, isoTime(since), isoTime(now)],
  )
  return rows
}

export interface FormCounts {
  formId: string
  seen: number
  started: number
  /** of the looks, those that were sent */
  lookSent: number
  sent: number
  spam: number
  lastSentAt: Date | null
}

/** What became of each form since a moment, for the list. */
export async function countForms(db: Db, workspaceId: string, since: number): Promise<FormCounts[]> {
  const { rows } = await db.query<FormCounts>(
    `with looks as (
       select form_id, count(*)::int as seen,
         count(*) filter (where started_at is not null or sent_at is not null)::int as started,
         count(*) filter (where sent_at is not null)::int as sent
       from form_visit where workspace_id = $1 and seen_at >= $2 and not machine group by 1),
     sent as (
       select form_id, count(*) filter (where ${countedForPeople} and received_at >= $2)::int as sent,
         count(*) filter (where state = 'spam' and received_at >= $2)::int as spam,
         max(received_at) filter (where state <> 'spam') as last
       from form_submission where workspace_id = $1 group by 1)
     select f.id as "formId", coalesce(l.seen, 0) as seen, coalesce(l.started, 0) as started,
       coalesce(l.sent, 0) as "lookSent",
       coalesce(s.sent, 0) as sent, coalesce(s.spam, 0) as spam, s.last as "lastSentAt"
     from form f left join looks l on l.form_id = f.id left join sent s on s.form_id = f.id
     where f.workspace_id = $1 and f.retired_at is null`,
    [workspaceId, isoTime(since)],
  )
  return rows
}
