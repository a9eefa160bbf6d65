/*
 * What each part of a person's file asks of the database. $1 the workspace, $2 ids of the person and of those merged into
 * them, $3 their mail addresses in lower case, $4 user ids, $5 anonymous ids. Columns are fields of the file
 * (core/privacy/person-file-words.ts); those of `actorFields` name who did something and become a role.
 */

/** The keys of identity, as decisions name them. */
const keys = `(select 'e:' || v from unnest($3::text[]) v union all select 'u:' || v from unnest($4::text[]) v
  union all select 'a:' || v from unnest($5::text[]) v)`

const texts = '(select v::text from unnest($2::uuid[]) v)'

export const fileQuestions = {
  identifiers: `
    select case kind when 'e' then 'email' when 'u' then 'user' else 'anonymous' end as kind, value, null as together,
           created_at as at
      from identity where workspace_id = $1 and person_id = any($2)
    union all
    select 'together', user_id, email, least(trusted_at, public_at)
      from identity_link where workspace_id = $1 and user_id = any($4) and email = any($3)
    union all
    select 'recognised', anonymous_id, anchor, at
      from identity_run where workspace_id = $1
       and ((anchor_kind = 'u' and anchor = any($4)) or (anchor_kind = 'e' and anchor = any($3)))
    order by at, kind, value`,

  merges: `
    select 'merged' as what, merged_at as at, id as "formerId", name, email, null as value, null as together, null as by,
           null as note
      from person where workspace_id = $1 and merged_into = any($2)
    union all
    select kind, at, null, null, null, substr(one, 3), substr(other, 3), by, note
      from identity_tie where workspace_id = $1 and one in ${keys} and other in ${keys}
    order by at`,

  requests: `
    select asked_at as at, email, purposes, language, source, proof, sent as mails, sent_at as "lastMailAt",
           expires_at as "expiresAt", confirmed_at as "confirmedAt"
      from consent_request where workspace_id = $1 and email = any($3) order by asked_at, id`,

  events: `
    select time as at, name as event, object, content, channel, source, verdict, verdict_reason as "verdictReason",
           email, user_id as "userId", anonymous_id as "anonymousId", previous_id as "previousId", group_id as "groupId",
           props as details, traits as told, account_traits as "toldOfCompany", received_at as "receivedAt",
           message_id as "messageId"
      from event where workspace_id = $1 and person_id = any($2) order by time, message_id collate "C"`,

  submissions: `
    select s.received_at as at, f.name as form, s.version, s.state, s.fields as answers, s.email, s.language,
           s.visitor - 'anonymousId' as visitor, s.address, s.took_ms as "tookMs", nullif(s.reasons, '{}') as reasons,
           nullif(s.marks, '{}') as marks, s.decided_at as "decidedAt", s.decided_by as "decidedBy",
           case when v.id is not null then jsonb_build_object('seenAt', v.seen_at, 'startedAt', v.started_at,
             'sentAt', v.sent_at, 'field', v.field, 'device', v.device, 'channel', v.channel, 'host', v.host) end as look
      from form_submission s join form f on f.id = s.form_id
      left join form_visit v on v.id = s.visit_id and v.workspace_id = $1
     where s.workspace_id = $1 and (s.email = any($3)
       or s.id in (select substr(message_id, 6)::uuid from event where workspace_id = $1 and person_id = any($2)
         and message_id ~ '^form:[0-9a-f-]{36}$')
       or (s.email is null and s.visitor ->> 'anonymousId' = any($5)))
     order by s.received_at, s.id`,

  surveys: `
    select a.answered_at as at, s.name as survey, s.document -> 'question' as question, a.state,
           nullif(a.chosen, '{}') as answers, a.words as text, a.language, a.channel, a.host as page,
           nullif(a.reasons, '{}') as reasons
      from survey_answer a join survey s on s.id = a.survey_id
     where a.workspace_id = $1 and (a.sender ->> 'anonymousId' = any($5)
       or a.id in (select substr(message_id, 8)::uuid from event where workspace_id = $1 and person_id = any($2)
         and message_id ~ '^survey:[0-9a-f-]{36}$'))
     order by a.answered_at, a.id`,

  content: `
    select l.created_at as at, a.title, l.language, l.campaign, l.form, l.created_by as by, l.revoked_at as "revokedAt",
           array(select r.at from content_link_read r where r.link_id = l.id order by r.at) as "readAt"
      from content_link l join content_asset a on a.id = l.asset_id
     where l.workspace_id = $1 and l.person_id = any($2)
    union all
    select min(r.at), a.title, null, l.campaign, l.form, null, null, array_agg(r.at order by r.at)
      from content_link_read r join content_link l on l.id = r.link_id and l.person_id is null
      join content_asset a on a.id = r.asset_id
      join event e on e.workspace_id = $1 and e.message_id = r.message_id and e.person_id = any($2)
     where r.workspace_id = $1 group by a.id, l.id
    order by at, title`,

  notes: `
    select at, body as text, coalesce('user:' || author_id, author) as by, edited_at as "changedAt",
           deleted_at as "removedAt"
      from note where workspace_id = $1 and person_id = any($2) order by at, id`,

  tasks: `
    select t.created_at as at, t.kind, nullif(t.title, '') as title, t.note, t.due_at as "dueAt", t.promised, t.state,
           t.source, d.name as deal, coalesce('user:' || t.assignee_id, t.assignee_name) as assignee,
           t.created_by_id as by, t.done_at as "doneAt", t.done_by as "doneBy"
      from task t left join deal d on d.id = t.deal_id
     where t.workspace_id = $1 and t.person_id = any($2) order by t.created_at, t.id`,

  talks: `
    select t.at, t.kind, t.outcome, t.note, t.ours as "byUs", t.attempt, d.name as deal, t.by_id as by,
           t.logged_at as "writtenAt", t.withdrawn_at as "removedAt"
      from touch t left join deal d on d.id = t.deal_id
     where t.workspace_id = $1 and t.person_id = any($2) order by t.at, t.id`,

  handoffs: `
    select at, kind, team, reason, state, due_at as "dueAt", coalesce('user:' || assignee_id, assignee) as assignee,
           detail ->> 'stage' as stage, done_at as "doneAt", answer, answered_by as "answeredBy",
           answer_reason as "answerReason", answer_note as "answerNote",
           evidence - 'colleagues' - 'colleagueCount' as evidence
      from effect where workspace_id = $1 and person_id = any($2) order by at, id`,

  meetings: `
    select m.starts_at as at, m.minutes, m.title, m.how, nullif(m.place, '') as place, nullif(m.agenda, '') as agenda,
           m.state, me.came, m.invited, d.name as deal, coalesce('user:' || m.organizer_id, m.organizer_name) as organizer,
           jsonb_array_length(m.attendees) - 1 as others,
           case when jsonb_array_length(m.attendees) = 1 then m.outcome_note end as note,
           case when jsonb_array_length(m.attendees) = 1 then nullif(m.prep -> 'notes', '{}') end as preparation
      from meeting m left join deal d on d.id = m.deal_id
      cross join lateral (select (a -> 'came')::text::boolean as came from jsonb_array_elements(m.attendees) a
         where a ->> 'person' in ${texts} or lower(a ->> 'email') = any($3) limit 1) me
     where m.workspace_id = $1 order by m.starts_at, m.id`,

  mails: `
    select m.created_at as at, m.kind, m.state, m.to_address as email, m.to_name as name, m.subject,
           case when not m.secret then nullif(m.body, '') end as text, m.ended_at as "endedAt",
           m.last_answer as answer,
           (select jsonb_agg(jsonb_build_object('at', a.at, 'outcome', a.outcome, 'answer', a.answer) order by a.number)
              from mail_attempt a where a.mail_id = m.id) as attempts
      from mail m where m.workspace_id = $1 and lower(m.to_address) = any($3) order by m.created_at, m.id`,

  deals: `
    select dp.since as at, d.name as deal, a.name as company, d.pipeline, d.stage, d.outcome, d.status as state,
           nullif(dp.roles, '{}') as roles, dp.stance, dp.note
      from deal_person dp join deal d on d.id = dp.deal_id left join account a on a.id = d.account_id
     where dp.workspace_id = $1 and dp.person_id = any($2) order by dp.since, d.id`,

  dealWords: `
    select e.at, d.name as deal, e.kind, e.said_by ->> 'byId' as by,
           nullif(case when e.kind = 'opened' then '{}' else e.data - 'person' - 'evidence' end, '{}') as details,
           (e.data -> 'evidence') - 'others' - 'colleagues' as evidence, e.withdrawn_at as "removedAt"
      from deal_event e join deal d on d.id = e.deal_id
     where e.workspace_id = $1 and (e.data ->> 'person' in ${texts} or e.data #>> '{evidence,person}' in ${texts})
     order by e.at, e.id`,

  objections: `
    select o.raised_at as at, d.name as deal, o.kind, o.said as text, o.answer, o.next, o.state, o.by,
           o.changed_at as "changedAt", o.removed_at as "removedAt"
      from objection o join deal d on d.id = o.deal_id
     where o.workspace_id = $1 and o.person_id = any($2) order by o.raised_at, o.id`,

  proofs: `
    select p.asked_at as at, d.name as deal, p.what as text, p.due::text as "dueAt",
           coalesce('user:' || p.owner_id, p.owner_name) as assignee, p.by, p.given_at as "doneAt", p.link,
           p.removed_at as "removedAt"
      from proof p join deal d on d.id = p.deal_id
     where p.workspace_id = $1 and p.person_id = any($2) order by p.asked_at, p.id`,

  phrases: `
    select created_at as at, said as text, tag as kind, source, nullif(link, '') as link, said_on::text as "saidOn",
           created_by as by, removed_at as "removedAt"
      from icp_phrase where workspace_id = $1 and person_id = any($2) order by created_at, id`,

  proposals: `
    select p.created_at as at, p.content ->> 'title' as title, d.name as deal, p.version, p.language,
           nullif(p.content ->> 'toPerson', '') as name, case when lower(p.sent_to) = any($3) then p.sent_to end as email,
           p.sent_at as "sentAt", p.valid_until::text as "validUntil", p.opened_at as "openedAt",
           p.withdrawn_at as "removedAt", p.text,
           (select jsonb_agg(jsonb_build_object('at', o.at, 'seconds', o.seconds, 'verdict', o.verdict) order by o.at)
              from proposal_open o where o.proposal_id = p.id) as opens,
           case when a.proposal_id is null then null
             when a.email is null or lower(a.email) = any($3) then jsonb_build_object('at', a.at, 'answer', a.answer,
               'name', a.name, 'email', a.email, 'reason', a.reason, 'words', a.words, 'address', a.address)
             else jsonb_build_object('at', a.at, 'answer', a.answer) end as said
      from proposal p join deal d on d.id = p.deal_id left join proposal_answer a on a.proposal_id = p.id
     where p.workspace_id = $1
       and (p.person_id = any($2) or lower(p.sent_to) = any($3) or lower(a.email) = any($3))
     order by p.created_at, p.id`,

  lists: `
    select m.added_at as at, l.name as list, m.source, m.basis, m.reason, m.added_by as by
      from suspect_member m join suspect_list l on l.id = m.list_id
     where m.workspace_id = $1 and m.person_id = any($2) order by m.added_at, l.id`,

  exclusions: `
    select added_at as at, kind, reason, added_by as by, removed_at as "removedAt", removed_by as "removedBy"
      from exclusion where workspace_id = $1 and subject = 'person' and value in ${texts} order by added_at, id`,

  segments: `
    select c.at, s.name as segment, case when c.joined then 'joined' else 'left' end as what
      from segment_change c join segment s on s.id = c.segment_id
     where c.workspace_id = $1 and c.person_id = any($2)
    union all
    select m.since, s.name, 'member' from segment_member m join segment s on s.id = m.segment_id
     where m.workspace_id = $1 and m.person_id = any($2)
    order by at, segment, what`,

  audiences: `
    select s.entered_at as at, a.name as audience, a.purpose, s.left_at as "leftAt", s.left_why as reason
      from audience_stay s join audience a on a.id = s.audience_id
     where s.workspace_id = $1 and s.person_id = any($2) order by s.entered_at, a.id`,

  audienceFiles: `
    select e.made_at as at, a.name as audience, e.network, e.purpose, p.why is null as included, p.why as reason,
           e.made_by as by
      from audience_export_person p join audience_export e on e.id = p.export_id join audience a on a.id = e.audience_id
     where p.workspace_id = $1 and p.person_id = any($2) order by e.made_at, e.id`,

  lately: `
    select since as at, seen_at as "lastAt", told_at as "toldAt"
      from hot_person where workspace_id = $1 and person_id = any($2) order by since`,

  imports: `
    select coalesce(i.created_at, b.created_at) as at, coalesce(i.kind, 'bulk') as kind, i.file_name as file,
           b.action as details, c.events, coalesce(i.created_by, b.created_by) as by, b.undone_at as "removedAt"
      from (select import_id, count(*)::int as events from event
             where workspace_id = $1 and person_id = any($2) and import_id is not null group by 1) c
      left join import i on i.id = c.import_id and i.workspace_id = $1
      left join person_bulk b on b.id = c.import_id and b.workspace_id = $1
     where i.id is not null or b.id is not null
     order by at, c.import_id`,

  setAside: `
    select received_at as at, source, code as reason, message as note, raw, message_id as "messageId"
      from set_aside where workspace_id = $1 and raw is not null and (
        exists (select from unnest($3::text[]) v where position(v in lower(raw)) > 0)
        or exists (select from unnest($4::text[] || $5::text[]) v where position(to_json(v)::text in raw) > 0))
     order by received_at, id`,

  notices: `
    select at, kind, 'user:' || user_id as "to"
      from notification where workspace_id = $1 and (person_id = any($2)
       or link in (select '/proposals/' || id from proposal where workspace_id = $1 and person_id = any($2)))
     order by at, id`,

  erasures: `
    select e.asked_at as at, e.reason, e.state, e.asked_by as by, t.done_at as "doneAt"
      from erasure_target t join erasure e on e.id = t.erasure_id
     where t.workspace_id = $1 and (t.person_id = any($2) or lower(t.address) = any($3))
     order by e.asked_at, e.id`,

  audit: `
    select at, verb as what, actor as by
      from audit where workspace_id = $1 and subject in (select 'person:' || v from unnest($2::uuid[]) v)
    union all
    select created_at, 'person.export', user_id
      from person_export where workspace_id = $1 and query -> 'ids' ?| array(select v::text from unnest($2::uuid[]) v)
    order by at, what`,
} as const
