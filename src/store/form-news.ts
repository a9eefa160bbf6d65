import type { JsonObject } from '#core/json.ts'
import { insertRows, isoTime, type Db } from '#store/rows.ts'

export interface Watch {
  members: string[]
  /** whoever looks after the person is told too */
  owner: boolean
}

/** Who is told of what a form brings; members who have left are not among them. */
export async function findWatch(db: Db, workspaceId: string, formId: string): Promise<Watch> {
  const { rows } = await db.query<Watch>(
    `select f.tell_owner as owner, array(select w.user_id from form_watcher w
         join workspace_member m on m.workspace_id = w.workspace_id and m.user_id = w.user_id
        where w.workspace_id = $1 and w.form_id = f.id order by 1) as members
     from form f where f.workspace_id = $1 and f.id = $2`,
    [workspaceId, formId],
  )
  return rows[0] ?? { members: [], owner: true }
}

/** Strangers among the members are passed over. */
export async function saveWatch(db: Db, workspaceId: string, formId: string, { members, owner }: Watch): Promise<void> {
  await db.query('update form set tell_owner = $3 where workspace_id = $1 and id = $2', [workspaceId, formId, owner])
  await db.query('delete from form_watcher where workspace_id = $1 and form_id = $2', [workspaceId, formId])
  await db.query(
    `insert into form_watcher (workspace_id, form_id, user_id)
     select $1, $2, user_id from workspace_member where workspace_id = $1 and user_id = any($3::uuid[])`,
    [workspaceId, formId, members],
  )
}

export interface Brought {
  id: string
  formId: string
  formName: string
  personId: string
  watchers: string[]
  /** the member who looks after the person: of an open deal, else of the last hand-off, else of the company; null: nobody */
  ownerId: string | null
  at: Date
}

/**
 * What forms brought since a moment (epoch ms) of which nobody was told, the oldest first: counted as a person's. Marks it
 * as told.
 */
export async function takeUntold(
  db: Db,
  workspaceId: string,
  { since, now, limit }: { since: number; now: number; limit: number },
): Promise<Brought[]> {
  const { rows } = await db.query<Brought>(
    `with news as materialized (
       select s.id, s.form_id, s.received_at, e.person_id from form_submission s
       join event e on e.workspace_id = s.workspace_id and e.message_id = 'form:' || s.id
       where s.workspace_id = $1 and s.told_at is null and s.state in ('counted', 'cleared') and s.received_at >= $2
         and e.verdict = 'human' and e.person_id is not null
       order by s.received_at limit $4 for update of s skip locked),
     told as (update form_submission s set told_at = $3 from news n where s.id = n.id returning s.id)
     select n.id, n.form_id as "formId", f.name as "formName", n.person_id as "personId", n.received_at as at,
       array(select w.user_id from form_watcher w where w.form_id = n.form_id) as watchers,
       case when f.tell_owner then coalesce(
         (select d.owner_id from deal_person dp join deal d on d.id = dp.deal_id
           where dp.person_id = n.person_id and d.status = 'open' and d.owner_id is not null order by d.id desc limit 1),
         (select h.assignee_id from effect h
           where h.workspace_id = $1 and h.person_id = n.person_id and h.kind = 'handoff' and h.assignee_id is not null
             and h.state in ('open', 'done') and h.answer is distinct from 'returned' order by h.at desc limit 1),
         (select (array_agg(u.id))[1] from person p join account a on a.id = p.account_id
           join workspace_member m on m.workspace_id = $1 join auth_user u on u.id = m.user_id
           where p.id = n.person_id and btrim(a.facts ->> 'owner') in (u.email, u.name, u.id::text)
           having count(*) = 1)) end as "ownerId"
     from news n join told t on t.id = n.id join form f on f.id = n.form_id
     order by n.received_at, n.id`,
    [workspaceId, isoTime(since), isoTime(now), limit],
  )
  return rows
}

/** How many of a form each of these members was told of one by one since a moment (epoch ms). */
export async function toldLately(
  db: Db,
  workspaceId: string,
  formId: string,
  userIds: readonly string[],
  since: number,
): Promise<Map<string, number>> {
  const { rows } = await db.query<{ userId: string; count: number }>(
    `select user_id as "userId", count(*)::int as count from notification
     where workspace_id = $1 and user_id = any($2::uuid[]) and at >= $3 and kind = 'form_sent' and data ->> 'formId' = $4
     group by 1`,
    [workspaceId, userIds, isoTime(since), formId],
  )
  return new Map(rows.map(({ userId, count }) => [userId, count]))
}

/** Tells of many at once; of one cause the number grows, and it is new again. */
export async function growNotification(
  db: Db,
  workspaceId: string,
  one: {
    id: string
    userId: string
    kind: string
    cause: string
    link: string
    data: JsonObject
    count: number
    at: number
  },
): Promise<void> {
  const { id, userId, kind, cause, link, data, count, at } = one
  await db.query(
    `insert into notification as n (workspace_id, id, user_id, kind, cause, link, data, at)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb || jsonb_build_object('count', $8::int), $9)
     on conflict (workspace_id, user_id, cause) do update set at = excluded.at, read_at = null,
       data = excluded.data || jsonb_build_object('count', (n.data ->> 'count')::int + $8::int)`,
    [workspaceId, id, userId, kind, cause, link, JSON.stringify(data), count, isoTime(at)],
  )
}

/** Notes what members shall be mailed of: those who want such mails. */
export async function queueNews(
  db: Db,
  workspaceId: string,
  news: readonly { userId: string; submissionId: string }[],
): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    `select m.user_id as id from workspace_member m
     left join digest_choice d on d.workspace_id = m.workspace_id and d.user_id = m.user_id
     where m.workspace_id = $1 and m.user_id = any($2::uuid[]) and coalesce(d.forms, true)`,
    [workspaceId, news.map(({ userId }) => userId)],
  )
  const wanted = new Set(rows.map(({ id }) => id))
  await insertRows(
    db,
    'form_news',
    'workspace_id uuid, user_id uuid, submission_id uuid',
    news
      .filter(({ userId }) => wanted.has(userId))
      .map(({ userId, submissionId }) => ({ workspace_id: workspaceId, user_id: userId, submission_id: submissionId })),
    'on conflict do nothing',
  )
}

/** Workspaces in which somebody is to be mailed of a form. */
export async function newsWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>('select distinct workspace_id as id from form_news')
  return rows.map(({ id }) => id)
}

export interface NewsReader {
  userId: string
  name: string
  email: string
  language: string | null
}

/** Whoever has left, or wants no such mails any more, is not to be mailed. */
export async function dropUnwantedNews(db: Db, workspaceId: string): Promise<void> {
  await db.query(
    `delete from form_news n where n.workspace_id = $1 and not exists (
       select from workspace_member m left join digest_choice d on d.workspace_id = $1 and d.user_id = m.user_id
       where m.workspace_id = $1 and m.user_id = n.user_id and coalesce(d.forms, true))`,
    [workspaceId],
  )
}

/** Members who are to be mailed of a form. */
export async function newsReaders(db: Db, workspaceId: string): Promise<NewsReader[]> {
  const { rows } = await db.query<NewsReader>(
    `select u.id as "userId", u.name, u.email, u.locale as language from workspace_member m
     join auth_user u on u.id = m.user_id
     where m.workspace_id = $1
       and exists (select from form_news n where n.workspace_id = $1 and n.user_id = u.id)
     order by u.id`,
    [workspaceId],
  )
  return rows
}

export interface NewsRow {
  submissionId: string
  formId: string
  formName: string
  person: string | null
  account: string | null
  at: Date
}

/** What a member is to be mailed of, the newest first. */
export async function newsOf(db: Db, workspaceId: string, userId: string): Promise<NewsRow[]> {
  const { rows } = await db.query<NewsRow>(
    `select s.id as "submissionId", f.id as "formId", f.name as "formName", coalesce(p.name, p.email) as person,
       a.name as account, s.received_at as at
     from form_news n join form_submission s on s.id = n.submission_id join form f on f.id = s.form_id
     left join event e on e.workspace_id = $1 and e.message_id = 'form:' || s.id
     left join person p on p.id = e.person_id left join account a on a.id = p.account_id
     where n.workspace_id = $1 and n.user_id = $2 order by s.received_at desc, s.id desc`,
    [workspaceId, userId],
  )
  return rows
}

/** `userId` null: of everybody. */
export async function endNews(
  db: Db,
  workspaceId: string,
  userId: string | null,
  submissionIds: readonly string[] | null,
): Promise<void> {
  await db.query(
    `delete from form_news where workspace_id = $1 and ($2::uuid is null or user_id = $2)
       and ($3::uuid[] is null or submission_id = any($3))`,
    [workspaceId, userId, submissionIds],
  )
}
