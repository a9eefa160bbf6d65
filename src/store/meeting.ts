import type { Attendee, MeetingState, MeetingWay, Prep } from '#core/meeting/meeting.ts'
import { isoTime, type Db } from '#store/rows.ts'

export interface MeetingRecord {
  id: string
  dealId: string | null
  accountId: string | null
  title: string
  how: MeetingWay
  place: string
  agenda: string
  startsAt: Date
  minutes: number
  zone: string
  language: string
  organizerId: string | null
  organizerName: string
  organizerEmail: string
  attendees: Attendee[]
  uid: string
  sequence: number
  invited: boolean
  state: MeetingState
  outcomeNote: string | null
  prep: Prep
  revision: number
}

const columns = `m.id, m.deal_id as "dealId", m.account_id as "accountId", m.title, m.how, m.place, m.agenda,
  m.starts_at as "startsAt", m.minutes, m.zone, m.language, m.organizer_id as "organizerId",
  m.organizer_name as "organizerName", m.organizer_email as "organizerEmail", m.attendees, m.uid, m.sequence,
  m.invited, m.state, m.outcome_note as "outcomeNote", m.prep, m.revision`

/** A meeting; locked until the transaction ends when `lock`. */
export async function findMeeting(
  db: Db,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<MeetingRecord | null> {
  const { rows } = await db.query<MeetingRecord>(
    `select ${columns} from meeting m where m.workspace_id = $1 and m.id = $2 ${lock ? 'for update' : ''}`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Writes a meeting as a whole; a new one begins at revision 1, one that is there rises by one. */
export async function saveMeeting(
  db: Db,
  workspaceId: string,
  meeting: Omit<MeetingRecord, 'revision' | 'startsAt'> & { startsAt: number },
  now: number,
): Promise<number> {
  const { rows } = await db.query<{ revision: number }>(
    `insert into meeting (workspace_id, id, deal_id, account_id, title, how, place, agenda, starts_at, minutes, zone,
       language, organizer_id, organizer_name, organizer_email, attendees, uid, sequence, invited, state, outcome_note,
       prep, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $23)
     on conflict (id) do update set account_id = excluded.account_id, title = excluded.title, how = excluded.how,
       place = excluded.place, agenda = excluded.agenda, starts_at = excluded.starts_at, minutes = excluded.minutes,
       attendees = excluded.attendees, sequence = excluded.sequence, invited = excluded.invited, state = excluded.state,
       outcome_note = excluded.outcome_note, prep = excluded.prep, updated_at = excluded.updated_at,
       revision = meeting.revision + 1
       where meeting.workspace_id = $1
     returning revision`,
    [
      workspaceId,
      meeting.id,
      meeting.dealId,
      meeting.accountId,
      meeting.title,
      meeting.how,
      meeting.place,
      meeting.agenda,
      isoTime(meeting.startsAt),
      meeting.minutes,
      meeting.zone,
      meeting.language,
      meeting.organizerId,
      meeting.organizerName,
      meeting.organizerEmail,
      JSON.stringify(meeting.attendees),
      meeting.uid,
      meeting.sequence,
      meeting.invited,
      meeting.state,
      meeting.outcomeNote,
      JSON.stringify(meeting.prep),
      isoTime(now),
    ],
  )
  const people = meeting.attendees.flatMap(({ person }) => person ?? [])
  await db.query('delete from meeting_person where workspace_id = $1 and meeting_id = $2 and person_id <> all($3)', [
    workspaceId,
    meeting.id,
    people,
  ])
  await db.query(
    `insert into meeting_person (workspace_id, meeting_id, person_id) select $1, $2, * from unnest($3::uuid[])
     on conflict do nothing`,
    [workspaceId, meeting.id, [...new Set(people)]],
  )
  return rows[0]?.revision ?? 1
}

export interface MeetingListed extends MeetingRecord {
  deal: { id: string; name: string } | null
  account: { id: string; name: string } | null
}

export interface MeetingQuestion {
  when: 'coming' | 'past' | 'unanswered'
  now: number
  organizerId: string | null
  dealId: string | null
  personId: string | null
  after: { at: number; id: string } | null
}

/** Meetings: those to come with the next first, the others with the last first. */
export async function meetingPageOf(
  db: Db,
  workspaceId: string,
  { when, now, organizerId, dealId, personId, after }: MeetingQuestion,
  limit: number,
): Promise<MeetingListed[]> {
  const ahead = when === 'coming'
  const over = `m.starts_at + m.minutes * interval '1 minute' <= $2`
  const which = {
    coming: `m.state = 'planned' and not (${over})`,
    past: `(m.state <> 'planned' or ${over})`,
    unanswered: `m.state = 'planned' and ${over}`,
  }[when]
  const { rows } = await db.query<MeetingListed>(
    `select ${columns},
            case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as deal,
            case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as account
       from meeting m left join deal d on d.id = m.deal_id left join account a on a.id = m.account_id
      where m.workspace_id = $1 and ${which}
        and ($3::uuid is null or m.organizer_id = $3) and ($4::uuid is null or m.deal_id = $4)
        and ($5::uuid is null or exists (
          select from meeting_person mp join person p on p.id = mp.person_id
           where mp.meeting_id = m.id and $5 in (p.id, p.merged_into)))
        and ($6::timestamptz is null or (m.starts_at, m.id) ${ahead ? '>' : '<'} ($6, $7::uuid))
      order by m.starts_at ${ahead ? '' : 'desc'}, m.id ${ahead ? '' : 'desc'} limit $8`,
    [workspaceId, isoTime(now), organizerId, dealId, personId, after && isoTime(after.at), after?.id ?? null, limit],
  )
  return rows
}

/** Names and addresses of people, as an invitation needs them. */
export async function knownAttendees(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, { name: string | null; email: string | null; account: string | null }>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; name: string | null; email: string | null; account: string | null }>(
    `select p.id, coalesce(s.name, p.name) as name, coalesce(s.email, p.email) as email,
            coalesce(s.account_id, p.account_id) as account
       from person p left join person s on s.id = p.merged_into
      where p.workspace_id = $1 and p.id = any($2)`,
    [workspaceId, ids],
  )
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

export interface KnownOfPerson {
  id: string
  name: string | null
  title: string | null
  lately: { name: string; object: string | null; at: string }[]
}

/** What a preparation sheet tells of people: who they are, and what they did themselves in the last 90 days. */
export async function peopleForPrep(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  now: number,
): Promise<KnownOfPerson[]> {
  const { rows } = await db.query<KnownOfPerson>(
    `select p.id, p.name, p.facts ->> 'title' as title,
            coalesce((select json_agg(json_build_object('name', e.name, 'object', e.object,
                'at', to_char(e.time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by e.time desc)
              from (select distinct on (coalesce(object, name)) name, object, time from event e
                     where e.workspace_id = $1 and e.person_id = p.id and e.verdict = 'human' and e.time >= $3
                       and e.name not in ('page_left', 'profile_updated')
                       and (e.content is not null or e.name in ('form_submitted', 'demo_requested', 'price_asked',
                         'callback_requested', 'proof_requested', 'quote_requested', 'trial_started'))
                     order by coalesce(object, name), time desc limit 40) e), '[]') as lately
       from person p where p.workspace_id = $1 and p.id = any($2) and p.merged_into is null
      order by array_position($2::uuid[], p.id)`,
    [workspaceId, ids, isoTime(now - 90 * 86_400_000)],
  )
  return rows
}

export async function companyForPrep(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{
  id: string
  name: string
  industry: string | null
  country: string | null
  employees: string | null
} | null> {
  const { rows } = await db.query<{
    id: string
    name: string
    industry: string | null
    country: string | null
    employees: string | null
  }>(
    `select id, name, facts ->> 'industry' as industry, facts ->> 'country' as country,
            coalesce(facts ->> 'employees', facts ->> 'employeeCount') as employees
       from account where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Takes away open tasks whose cause begins so. */
export async function dropTasksOf(db: Db, workspaceId: string, cause: string, now: number): Promise<void> {
  await db.query(
    `update task set state = 'dropped', done_at = $3, revision = revision + 1
      where workspace_id = $1 and cause like $2 || '%' and state = 'open'`,
    [workspaceId, cause, isoTime(now)],
  )
}
