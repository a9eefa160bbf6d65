/** What an erasure does with one table of ours. */
export interface TableTreatment {
  /**
   * Which rows go, being theirs: a condition on `t`, where `w` has workspace (`ws`), the ids of the person and of those merged
   * into them (`ids`, also as text, `names`), their addresses (`mails`), cookies that are theirs alone (`cookies`), `users`
   */
  theirs?: string
  /** what else is done to rows that stay: [set, condition], as above */
  cleared?: readonly [string, string]
  /**
   * which rows that stay are about them or one of their deals (`deals`), beside what an id of theirs says: they lose the
   * name also where somebody else bears it
   */
  tied?: string
  /** other rows that name them: `cleaned` of the name, or `removed`; `never`: nothing in it can name anybody else */
  others: 'cleaned' | 'removed' | 'never'
  /** as what it is counted; absent: not worth telling */
  counts?: ErasedThing
}

/** What people are told went. */
export const erasedThings = [
  'events',
  'submissions',
  'consents',
  'mails',
  'notes',
  'tasks',
  'touches',
  'meetings',
  'handoffs',
  'deals',
  'proposals',
  'lists',
  'audiences',
  'links',
  'set_aside',
  'elsewhere',
] as const
export type ErasedThing = (typeof erasedThings)[number]

const byPerson = 't.person_id = any(w.ids)'
const byMessage = `t.message_id in (select e.message_id from event e where e.workspace_id = w.ws and e.person_id = any(w.ids))`

/**
 * Every table of a workspace, in the order in which rows go: what is found through events comes before them, and the person
 * last. `test/erasure.test.ts` fails for a table that is not here.
 */
export const erasureTables: Readonly<Record<string, TableTreatment>> = {
  form_submission: {
    theirs: `t.email = any(w.mails) or t.visitor ->> 'anonymousId' = any(w.cookies)
      or t.id in (select substr(e.message_id, 6)::uuid from event e where e.workspace_id = w.ws and e.person_id = any(w.ids)
        and e.message_id ~ '^form:[0-9a-f-]{36}$')`,
    others: 'cleaned',
    counts: 'submissions',
  },
  // an answer stays as one of nobody's
  survey_answer: {
    cleared: [
      `words = null, sender = null, visitor = uuid_send(gen_random_uuid())`,
      `t.sender ->> 'anonymousId' = any(w.cookies)
        or t.id in (select substr(e.message_id, 8)::uuid from event e where e.workspace_id = w.ws and e.person_id = any(w.ids)
          and e.message_id ~ '^survey:[0-9a-f-]{36}$')`,
    ],
    others: 'cleaned',
    counts: 'submissions',
  },
  content_link_read: { theirs: byMessage, others: 'never' },
  import_repeat: { theirs: byMessage, others: 'never' },
  consent_request: { theirs: 't.email = any(w.mails)', others: 'cleaned', counts: 'consents' },
  content_link: { theirs: byPerson, others: 'cleaned', counts: 'links' },
  mail: {
    theirs: 'lower(t.to_address) = any(w.mails)',
    others: 'cleaned',
    counts: 'mails',
  },
  mail_attempt: { others: 'cleaned' },
  notification: { theirs: byPerson, others: 'removed' },
  note: { theirs: byPerson, others: 'cleaned', counts: 'notes' },
  task: {
    theirs: `${byPerson} and t.deal_id is null`,
    cleared: ['person_id = null', byPerson],
    others: 'cleaned',
    counts: 'tasks',
  },
  touch: {
    theirs: `${byPerson} and t.deal_id is null`,
    cleared: ['person_id = null, message_id = null', byPerson],
    others: 'cleaned',
    counts: 'touches',
  },
  // what was agreed with them alone, about no deal
  meeting: {
    theirs: `t.deal_id is null and t.id in (select m.meeting_id from meeting_person m where m.person_id = any(w.ids))
      and not exists (select from meeting_person o where o.meeting_id = t.id and o.person_id <> all(w.ids))`,
    tied: 't.id in (select m.meeting_id from meeting_person m where m.person_id = any(w.ids))',
    others: 'cleaned',
    counts: 'meetings',
  },
  meeting_person: { theirs: byPerson, others: 'never' },
  effect: { theirs: byPerson, others: 'cleaned', counts: 'handoffs' },
  proposal_answer: {
    cleared: [
      `name = case when t.name is null then null else '[erased]' end, email = null, words = null, address = null`,
      `lower(t.email) = any(w.mails)
        or t.proposal_id in (select p.id from proposal p where p.workspace_id = w.ws and p.person_id = any(w.ids))`,
    ],
    others: 'cleaned',
  },
  // whom it goes to is in its words (store/erasure-proposal.ts); its link opens no more
  proposal: {
    cleared: [`sent_to = null, person_id = null, link_hash = null`, byPerson],
    others: 'cleaned',
    counts: 'proposals',
  },
  proposal_open: { others: 'never' },
  proposal_template: { others: 'cleaned' },
  deal_person: { theirs: byPerson, others: 'cleaned' },
  deal_event: {
    theirs: `t.kind in ('person_set', 'person_removed') and t.data ->> 'person' = any(w.names)`,
    cleared: [`data = t.data - 'person'`, `t.data ->> 'person' = any(w.names)`],
    others: 'cleaned',
  },
  deal: { tied: 't.id = any(w.deals)', others: 'cleaned' },
  deal_pass: { others: 'cleaned' },
  deal_product: { others: 'never' },
  deal_field: { others: 'cleaned' },
  deal_review: { others: 'cleaned' },
  deal_review_item: { others: 'cleaned' },
  objection: { cleared: ['person_id = null', byPerson], others: 'cleaned' },
  proof: { cleared: ['person_id = null', byPerson], others: 'cleaned' },
  icp_phrase: { cleared: ['person_id = null', byPerson], others: 'cleaned' },
  icp_worksheet: { others: 'cleaned' },
  icp_draft: { others: 'cleaned' },
  stage_question: { others: 'cleaned' },
  suspect_member: { theirs: byPerson, others: 'cleaned', counts: 'lists' },
  suspect_list: { others: 'cleaned' },
  exclusion: { theirs: `t.subject = 'person' and t.value = any(w.names)`, others: 'cleaned', counts: 'lists' },
  audience: { others: 'cleaned' },
  audience_stay: { theirs: byPerson, others: 'never', counts: 'audiences' },
  audience_schedule: { others: 'never' },
  audience_export: { others: 'never' },
  audience_export_person: { theirs: byPerson, others: 'never', counts: 'audiences' },
  segment: { others: 'cleaned' },
  segment_member: { theirs: byPerson, others: 'never' },
  segment_change: { theirs: byPerson, others: 'never' },
  hot_person: { theirs: byPerson, others: 'never' },
  notice_look: { others: 'never' },
  digest_choice: { others: 'never' },
  // goes with the submission
  form_news: { others: 'never' },
  form_watcher: { others: 'never' },
  duplicate_look: { theirs: byPerson, others: 'never' },
  duplicate_pair: { theirs: 't.one = any(w.ids) or t.other = any(w.ids)', others: 'never' },
  duplicate_dismissed: { theirs: 't.one = any(w.ids) or t.other = any(w.ids)', others: 'never' },
  person_bulk: { others: 'cleaned' },
  person_export: { others: 'cleaned' },
  person_field: { others: 'cleaned' },
  person_view: { others: 'cleaned' },
  person_view_default: { others: 'never' },
  set_aside: { others: 'removed', counts: 'set_aside' },
  import: { others: 'cleaned' },
  import_task: { others: 'cleaned' },
  import_notice: { others: 'removed' },
  import_before: { others: 'cleaned' },
  import_mapping: { others: 'cleaned' },
  import_upload: { others: 'cleaned' },
  audit: {
    cleared: [`detail = '{}'`, `t.subject in (select 'person:' || n from unnest(w.names) n)`],
    tied: `t.subject in (select 'deal:' || d::text from unnest(w.deals) d)`,
    others: 'cleaned',
  },
  form: { others: 'cleaned' },
  form_version: { others: 'cleaned' },
  // a look at a form knows nobody: it stays as a count
  form_visit: { others: 'never' },
  page: { others: 'cleaned' },
  page_slug: { others: 'cleaned' },
  page_version: { others: 'cleaned' },
  page_test: { others: 'cleaned' },
  page_setting: { others: 'never' },
  // pictures and files are what the team puts out: what is drawn or printed in them is not read
  picture: { others: 'cleaned' },
  content_asset: { others: 'cleaned' },
  content_file: { others: 'cleaned' },
  content_file_part: { others: 'never' },
  content_version: { others: 'cleaned' },
  content_ignored: { others: 'cleaned' },
  content_lift: { others: 'never' },
  slot: { others: 'cleaned' },
  slot_version: { others: 'cleaned' },
  survey: { others: 'cleaned' },
  survey_look: { others: 'never' },
  signal_batch: { others: 'cleaned' },
  signal: { others: 'cleaned' },
  spend_batch: { others: 'cleaned' },
  spend: { others: 'cleaned' },
  cpa_target: { others: 'never' },
  channel_rules: { others: 'cleaned' },
  retention_rule: { others: 'never' },
  retention_run: { others: 'never' },
  blueprint_version: { others: 'cleaned' },
  setup_answer: { others: 'cleaned' },
  purpose: { others: 'cleaned' },
  wording: { others: 'cleaned' },
  erasure: {
    tied: `t.id in (select r.erasure_id from erasure_target r
      where r.workspace_id = w.ws and (r.person_id = any(w.ids) or lower(r.address) = any(w.mails)))`,
    others: 'cleaned',
  },
  // where a name stayed, to be looked through; by ids alone
  erasure_place: { theirs: byPerson, others: 'never' },
  // goes when its own erasure is done
  erasure_target: { others: 'never' },
  erased_key: { others: 'never' },
  anonymous_subject: { others: 'never' },
  suppression: { others: 'never' },
  identity_link: { theirs: 't.user_id = any(w.users) or t.email = any(w.mails)', others: 'never' },
  identity_run: {
    theirs: `t.anonymous_id = any(w.cookies) or (t.anchor_kind = 'u' and t.anchor = any(w.users))
      or (t.anchor_kind = 'e' and t.anchor = any(w.mails))`,
    others: 'never',
  },
  identity_tie: {
    theirs: `t.one = any(w.keys) or t.other = any(w.keys)`,
    others: 'cleaned',
  },
  identity: { theirs: byPerson, others: 'never' },
  // stays in stages are how people are seen as of a day: the erased are in no such view
  // (what they say of others is cleaned with the history of those)
  stage_interval: { theirs: 't.subject_id = any(w.ids)', others: 'never' },
  // counts of cohorts: actions/person-erase-run.ts gives them to nobody
  reach: { others: 'never' },
  event: {
    theirs: `${byPerson} or (t.person_id is null and t.anonymous_id = any(w.cookies))`,
    others: 'cleaned',
    counts: 'events',
  },
  account: { others: 'cleaned' },
  account_key: { others: 'cleaned' },
  account_name_look: { others: 'never' },
  account_member: { theirs: byPerson, others: 'never' },
  // lists and words of lists follow from these by triggers
  person_word: { others: 'never' },
  person_fold: { theirs: byPerson, others: 'never' },
  person_list: { theirs: byPerson, others: 'never' },
  // made of events: whose events were cleaned is folded afresh
  person: { theirs: 't.id = any(w.ids)', others: 'never' },
  // what is the team's and nobody else's
  workspace: { others: 'never' },
  workspace_member: { others: 'never' },
  invitation: { others: 'never' },
  write_key: { others: 'never' },
  api_key: { others: 'never' },
  mail_transport: { others: 'never' },
  consent_setting: { others: 'never' },
  holiday: { others: 'never' },
  follow_up: { others: 'never' },
  routing_rule: { others: 'cleaned' },
  sales_agent: { others: 'never' },
  product: { others: 'never' },
  currency_rate: { others: 'never' },
  quota: { others: 'never' },
  gtm_target: { others: 'never' },
}

/** Tables that know only colleagues and the server itself, and no workspace. */
export const serverTables: readonly string[] = [
  'auth_user',
  'auth_session',
  'auth_credential',
  'auth_verification',
  'auth_rate_limit',
  'auth_secret',
  'auth_second_factor',
  'auth_passkey',
  'password_reset',
  'email_change',
  'attempt',
  'setup_token',
  'migration',
  'wipe',
]
