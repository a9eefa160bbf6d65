import type { DigestFrequency } from '#contract/notification.ts'
import type { JsonObject } from '#core/json.ts'
import type { Role } from '#core/permission.ts'
import { type Db, insertRows, isoTime } from '#store/rows.ts'

export interface NewNotification {
  id: string
  userId: string
  kind: string
  cause: string
  personId: string | null
  link: string | null
  data: JsonObject
  /** epoch ms */
  at: number
}

/** Writes notifications; one that the user was given already stays as it is. Gives how many are new. */
export async function insertNotifications(
  db: Db,
  workspaceId: string,
  notifications: readonly NewNotification[],
): Promise<number> {
  return insertRows(
    db,
    'notification',
    `workspace_id uuid, id uuid, user_id uuid, kind text, cause text, person_id uuid, link text, data jsonb,
     at timestamptz`,
    notifications.map((one) => ({
      workspace_id: workspaceId,
      id: one.id,
      user_id: one.userId,
      kind: one.kind,
      cause: one.cause,
      person_id: one.personId,
      link: one.link,
      data: one.data,
      at: isoTime(one.at),
    })),
    'on conflict (workspace_id, user_id, cause) do nothing',
  )
}

/** Members of the workspace: of these, or with one of these roles. */
export async function findMembers(
  db: Db,
  workspaceId: string,
  who: { userIds?: readonly string[]; roles?: readonly Role[] },
): Promise<{ userId: string; role: Role }[]> {
  const { rows } = await db.query<{ userId: string; role: Role }>(
    `select user_id as "userId", role from workspace_member
      where workspace_id = $1 and (user_id = any($2::uuid[]) or role = any($3)) order by user_id`,
    [workspaceId, who.userIds ?? [], who.roles ?? []],
  )
  return rows
}

export interface ListedNotification {
  id: string
  kind: string
  personId: string | null
  personName: string | null
  accountName: string | null
  link: string | null
  data: JsonObject
  at: Date
  readAt: Date | null
}

/** A member's notifications, newest first, after a place; one more than asked for when there is one. */
export async function listNotifications(
  db: Db,
  workspaceId: string,
  userId: string,
  { unread, after, limit }: { unread: boolean; after: { at: number; id: string } | null; limit: number },
): Promise<ListedNotification[]> {
  const { rows } = await db.query<ListedNotification>(
    `select n.id, n.kind, n.person_id as "personId", coalesce(p.name, p.email) as "personName", a.name as "accountName",
            n.link, n.data, n.at, n.read_at as "readAt"
       from notification n
       left join person p on p.id = n.person_id and p.workspace_id = n.workspace_id
       left join account a on a.id = p.account_id
      where n.workspace_id = $1 and n.user_id = $2 and (not $3 or n.read_at is null)
        and ($4::timestamptz is null or (n.at, n.id) < ($4, $5::uuid))
      order by n.at desc, n.id desc limit $6`,
    [workspaceId, userId, unread, isoTime(after?.at), after?.id ?? null, limit + 1],
  )
  return rows
}

/** How many a member has not read, up to 100. */
export async function countUnread(db: Db, workspaceId: string, userId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::integer as count from (
       select from notification where workspace_id = $1 and user_id = $2 and read_at is null limit 100) n`,
    [workspaceId, userId],
  )
  return rows[0]?.count ?? 0
}

/** Marks these as read, or with null all of the member's up to `now` (epoch ms). Gives how many were not before. */
export async function markRead(
  db: Db,
  workspaceId: string,
  userId: string,
  ids: readonly string[] | null,
  now: number,
): Promise<number> {
  const { rowCount } = await db.query(
    `update notification set read_at = $4
      where workspace_id = $1 and user_id = $2 and read_at is null and ($3::uuid[] is null or id = any($3))`,
    [workspaceId, userId, ids, isoTime(now)],
  )
  return rowCount ?? 0
}

/** Makes these unread again: what undoes it. */
export async function markUnread(db: Db, workspaceId: string, userId: string, ids: readonly string[]): Promise<number> {
  const { rowCount } = await db.query(
    `update notification set read_at = null where workspace_id = $1 and user_id = $2 and id = any($3) and read_at is not null`,
    [workspaceId, userId, ids],
  )
  return rowCount ?? 0
}

/** Notifications from before that moment (epoch ms) are forgotten. */
export async function forgetNotifications(db: Db, before: number): Promise<void> {
  await db.query('delete from notification where at < $1', [isoTime(before)])
}

/** What a member was told since a moment (epoch ms), newest first; up to 500. */
export async function notificationsSince(
  db: Db,
  workspaceId: string,
  userId: string,
  since: number,
): Promise<ListedNotification[]> {
  const rows = await listNotifications(db, workspaceId, userId, { unread: false, after: null, limit: 500 })
  return rows.filter(({ at }) => at.getTime() >= since)
}

export interface DigestMember {
  userId: string
  role: Role
  name: string
  email: string
  language: string | null
  frequency: 'daily' | 'weekly'
}

/** Members who want a digest. */
export async function findDigestMembers(db: Db, workspaceId: string): Promise<DigestMember[]> {
  const { rows } = await db.query<DigestMember>(
    `select m.user_id as "userId", m.role, u.name, u.email, u.locale as language,
            coalesce(d.frequency, 'daily') as frequency
       from workspace_member m
       join auth_user u on u.id = m.user_id
       left join digest_choice d on d.workspace_id = m.workspace_id and d.user_id = m.user_id
      where m.workspace_id = $1 and coalesce(d.frequency, 'daily') <> 'off'
      order by m.user_id`,
    [workspaceId],
  )
  return rows
}

/** What mails a member wants; everything where they chose nothing. */
export interface MailChoice {
  digest: DigestFrequency
  /** mails about what forms brought */
  forms: boolean
}

export async function findMailChoice(db: Db, workspaceId: string, userId: string): Promise<MailChoice> {
  const { rows } = await db.query<MailChoice>(
    'select frequency as digest, forms from digest_choice where workspace_id = $1 and user_id = $2',
    [workspaceId, userId],
  )
  return rows[0] ?? { digest: 'daily', forms: true }
}

export async function saveMailChoice(
  db: Db,
  workspaceId: string,
  userId: string,
  { digest, forms }: MailChoice,
  now: number,
): Promise<void> {
  await db.query(
    `insert into digest_choice (workspace_id, user_id, frequency, forms, updated_at) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id, user_id) do update set frequency = excluded.frequency, forms = excluded.forms,
       updated_at = excluded.updated_at`,
    [workspaceId, userId, digest, forms, isoTime(now)],
  )
}
