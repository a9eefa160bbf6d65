import type { PoolClient } from 'pg'
import type { FileSection } from '#core/privacy/person-file.ts'
import type { Json } from '#core/json.ts'
import { fileQuestions } from '#store/person-file-questions.ts'
import type { Db } from '#store/rows.ts'

/** By what somebody is known to the database. Without an id: somebody of whom only a mail address is known. */
export interface FileSubject {
  workspaceId: string
  /** the person, and whoever was merged into them */
  ids: string[]
  /** lower case */
  mails: string[]
  users: string[]
  visitors: string[]
}

export type FileRow = Record<string, Json | Date>

/** Parts of the file that are read as rows; the others are worked out. */
export type AskedSection = keyof typeof fileQuestions

export function isAsked(section: FileSection): section is AskedSection {
  return Object.hasOwn(fileQuestions, section)
}

/**
 * What the database keeps of somebody in one part of the file, `batch` rows at a time: however many there are, no more are
 * in memory. Inside a transaction, one part after the other.
 */
export async function* fileRows(
  db: PoolClient,
  section: AskedSection,
  { workspaceId, ids, mails, users, visitors }: FileSubject,
  batch: number,
): AsyncGenerator<FileRow[]> {
  // names the parameters' types, whichever of them the question uses
  const given = 'with given as (select $1::uuid, $2::uuid[], $3::text[], $4::text[], $5::text[])'
  await db.query(`declare person_file no scroll cursor for ${given} ${fileQuestions[section]}`, [
    workspaceId,
    ids,
    mails,
    users,
    visitors,
  ])
  for (;;) {
    const { rows } = await db.query<FileRow>(`fetch ${batch} from person_file`)
    if (rows.length > 0) yield rows
    if (rows.length < batch) break
  }
  await db.query('close person_file')
}

/** Whoever has that mail address (lower case) or was once known by it, and everybody with a trace of it. */
export async function peopleOfMail(
  db: Db,
  workspaceId: string,
  mail: string,
): Promise<{ id: string; name: string | null; email: string | null }[]> {
  const { rows } = await db.query<{ id: string; name: string | null; email: string | null }>(
    `select distinct s.id, s.name, s.email
       from person p join person s on s.id = coalesce(p.merged_into, p.id) and s.workspace_id = $1
      where p.workspace_id = $1 and p.id in (
        select person_id from identity where workspace_id = $1 and kind = 'e' and value = $2
        union all select id from person where workspace_id = $1 and email = $2)
      order by s.id`,
    [workspaceId, mail],
  )
  return rows
}

/** Whether anything is kept under that mail address (lower case) though nobody is known by it. */
export async function hasTraceOf(db: Db, workspaceId: string, mail: string): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `select exists (select from form_submission where workspace_id = $1 and email = $2)
         or exists (select from consent_request where workspace_id = $1 and email = $2)
         or exists (select from mail where workspace_id = $1 and lower(to_address) = $2)
         or exists (select from set_aside where workspace_id = $1 and position($2 in lower(raw)) > 0) as found`,
    [workspaceId, mail],
  )
  return rows[0]?.found === true
}

/** Everything by which a person is known, those merged into them included; null when there is no such person here. */
export async function subjectOf(db: Db, workspaceId: string, id: string): Promise<FileSubject | null> {
  const { rows } = await db.query<{ ids: string[]; mails: string[]; users: string[]; visitors: string[] }>(
    `with whole as (select p.id, lower(p.email) as email from person p
       where p.workspace_id = $1 and (p.id = $2 or p.merged_into = $2)),
     known as (select i.kind, i.value from identity i where i.workspace_id = $1 and i.person_id in (select id from whole))
     select array(select id from whole order by id <> $2, id) as ids,
            array(select value from known where kind = 'e' union select email from whole where email is not null
              order by 1) as mails,
            array(select value from known where kind = 'u' order by 1) as users,
            array(select value from known where kind = 'a' order by 1) as visitors`,
    [workspaceId, id],
  )
  const row = rows[0]
  return row === undefined || row.ids.length === 0 ? null : { workspaceId, ...row }
}

/** The members of a workspace as somebody outside may hear of them: by their role. */
export async function colleagueRoles(
  db: Db,
  workspaceId: string,
): Promise<{ id: string; name: string; email: string; role: string }[]> {
  const { rows } = await db.query<{ id: string; name: string; email: string; role: string }>(
    `select u.id::text, u.name, lower(u.email) as email, m.role
       from workspace_member m join auth_user u on u.id = m.user_id where m.workspace_id = $1`,
    [workspaceId],
  )
  return rows
}

/** Names of those who share a deal, a meeting or a company with somebody: they may be spoken of in words about them. */
export async function namesBeside(db: Db, { workspaceId, ids }: FileSubject): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await db.query<{ name: string }>(
    `select distinct p.name from person p
      where p.workspace_id = $1 and p.name is not null and not p.id = any($2::uuid[]) and p.id in (
        (select b.person_id from deal_person a join deal_person b on b.deal_id = a.deal_id
          where a.workspace_id = $1 and a.person_id = any($2) limit $3)
        union all
        (select b.person_id from meeting_person a join meeting_person b on b.meeting_id = a.meeting_id
          where a.workspace_id = $1 and a.person_id = any($2) limit $3)
        union all
        (select c.id from person s join person c on c.account_id = s.account_id and c.workspace_id = $1
          where s.workspace_id = $1 and s.id = any($2) and s.account_id is not null limit $3))
      order by p.name limit $3`,
    [workspaceId, ids, mostNames],
  )
  return rows.map(({ name }) => name)
}

const mostNames = 200

/** Whether these mail addresses are on the suppression list, by their keyed hashes. */
export async function suppressionsOf(
  db: Db,
  workspaceId: string,
  hashes: readonly Buffer[],
): Promise<{ kind: string; reason: string; at: Date }[]> {
  const { rows } = await db.query<{ kind: string; reason: string; at: Date }>(
    `select kind, reason, at from suppression where workspace_id = $1 and hash = any($2::bytea[]) order by at`,
    [workspaceId, hashes],
  )
  return rows
}

/** Files of people that were given leave for, newest first. */
export async function listFilesGiven(
  db: Db,
  workspaceId: string,
  limit: number,
): Promise<
  {
    at: Date
    actor: string
    format: 'json' | 'html'
    because: 'request' | 'own'
    person: { id: string; name: string | null; email: string | null } | null
  }[]
> {
  const { rows } = await db.query<{
    at: Date
    actor: string
    format: 'json' | 'html'
    because: 'request' | 'own'
    id: string | null
    name: string | null
    email: string | null
  }>(
    `select a.at, a.actor, a.detail ->> 'format' as format, a.detail ->> 'because' as because, s.id, s.name, s.email
       from audit a
       left join person p on p.workspace_id = $1 and 'person:' || p.id = a.subject
       left join person s on s.id = coalesce(p.merged_into, p.id)
      where a.workspace_id = $1 and a.verb = 'person.file' order by a.at desc, a.id desc limit $2`,
    [workspaceId, limit],
  )
  return rows.map(({ id, name, email, ...row }) => ({ ...row, person: id === null ? null : { id, name, email } }))
}
