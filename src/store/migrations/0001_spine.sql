-- The spine: workspaces and keys, events, people, accounts, blueprints, stages, effects, imports.
-- Every table of ours carries workspace_id. Ids are UUIDv7 made by us. Times are timestamptz.

create table workspace (
  workspace_id uuid primary key,
  name text not null,
  -- IANA zone in which days and weeks are cut
  zone text not null default 'UTC',
  currency text not null default 'USD',
  languages text[] not null default '{en,ko,ru}',
  -- privacy: honour Do-Not-Track and Global-Privacy-Control, cookieless mode, consent required before tracking
  settings jsonb not null default '{}',
  demo boolean not null default false,
  created_at timestamptz not null default now()
);

create table write_key (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null check (kind in ('public', 'secret')),
  name text not null,
  -- sha256 of the key; a public key is also kept in the open, since pages carry it
  hash bytea not null unique,
  shown text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index write_key_workspace on write_key (workspace_id);

create table account (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  name text not null default '',
  domain text,
  -- folded from account facts in (time, message_id) order
  facts jsonb not null default '{}',
  folded jsonb,
  -- the last of its facts folded, in (time, message_id) order
  position_at timestamptz,
  position_id text,
  created_at timestamptz not null default now()
);
create index account_workspace on account (workspace_id, name);

-- natural keys of an account: a work-mail domain, or the group id a client sends
create table account_key (
  workspace_id uuid not null references workspace on delete cascade,
  kind text not null check (kind in ('domain', 'group')),
  value text not null,
  account_id uuid not null references account on delete cascade,
  primary key (workspace_id, kind, value)
);
create index account_key_account on account_key (account_id);

create table person (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- a merge is a pointer: the old id keeps resolving
  merged_into uuid references person,
  -- the keys it had when it was merged, by which unmerging finds it again
  merged_keys text[],
  name text,
  email text,
  account_id uuid references account,
  facts jsonb not null default '{}',
  -- the facts whose folded text differs from the text itself (core/text.ts)
  folded jsonb,
  consent jsonb not null default '{}',
  lists jsonb not null default '{}',
  persona text,
  icp boolean,
  -- first touch
  first_channel text,
  first_campaign text,
  first_object text,
  -- words by which the person is found, folded; Hangul words also by every ending
  search tsvector,
  created_at timestamptz not null default now()
);
create index person_account on person (workspace_id, account_id) where account_id is not null;
create index person_search on person using gin (search);
create index person_merged on person (merged_into) where merged_into is not null;

-- What folding the person's events gives. Apart from person, so that a page view is a cheap in-place update.
create table person_fold (
  -- no foreign keys: they would be looked up with every event; store/withdraw.ts deletes both together
  workspace_id uuid not null,
  person_id uuid primary key,
  -- compact text of what the fold needs to go on (core/fold/pack.ts)
  state text not null,
  -- blueprint version it was folded under; another than the one in force (0: a fact of its account waits): pending
  version integer not null,
  -- first and last human or other event
  first_at timestamptz,
  last_at timestamptz,
  -- score rows: fit in points; engagement in log form (core/score.ts), null when none: its order never changes with time
  fit double precision not null default 0,
  engagement double precision,
  -- stage of the lifecycle, and all models as {model: {stage, furthest, outcome, pass, since}}
  stage text,
  stages jsonb not null default '{}',
  -- never later than the true next moment at which a time-based rule may change something
  next_due_at timestamptz,
  updated_at timestamptz not null default now()
) with (fillfactor = 75, toast_tuple_target = 4080);
-- rewritten with every event: kept in its row, as it is
alter table person_fold alter column state set storage external;
create index person_fold_engagement on person_fold (workspace_id, engagement desc nulls last, person_id);
create index person_fold_stage on person_fold (workspace_id, stage, engagement desc nulls last, person_id);
create index person_fold_fit on person_fold (workspace_id, fit, engagement desc nulls last, person_id);
create index person_fold_due on person_fold (next_due_at) where next_due_at is not null;
create index person_fold_version on person_fold (workspace_id, version);

-- Who an identifier speaks for now. kind: a anonymous id, u user id, e mail address.
create table identity (
  workspace_id uuid not null references workspace on delete cascade,
  kind "char" not null check (kind in ('a', 'u', 'e')),
  value text not null,
  person_id uuid not null references person on delete cascade,
  -- mail only: the earliest time a trusted source used it without a user id
  own_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, kind, value)
);
create index identity_person on identity (person_id);

-- A user id and a mail address met in one event: the earliest such moment by trust (core/identity.ts).
create table identity_link (
  workspace_id uuid not null references workspace on delete cascade,
  user_id text not null,
  email text not null,
  trusted_at timestamptz,
  trusted_message text,
  public_at timestamptz,
  public_message text,
  primary key (workspace_id, user_id, email)
);
create index identity_link_email on identity_link (workspace_id, email);

-- From this moment an anonymous id speaks for that user id or mail address (until the next row).
create table identity_run (
  workspace_id uuid not null references workspace on delete cascade,
  anonymous_id text not null,
  at timestamptz not null,
  message_id text not null,
  anchor_kind "char" not null check (anchor_kind in ('u', 'e')),
  anchor text not null,
  primary key (workspace_id, anonymous_id, at, message_id)
);
create index identity_run_anchor on identity_run (workspace_id, anchor_kind, anchor);

-- People's own decisions: these two are one (merge), these two are never one (split). Keys as 'u:…', 'e:…', 'a:…'.
create table identity_tie (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null check (kind in ('merge', 'split')),
  one text not null,
  other text not null,
  at timestamptz not null,
  by text not null,
  note text
);
create index identity_tie_one on identity_tie (workspace_id, one);
create index identity_tie_other on identity_tie (workspace_id, other);

create table import (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null check (kind in ('people', 'companies', 'events')),
  file_name text not null,
  mapping jsonb not null,
  state text not null check (state in ('running', 'done', 'failed', 'undoing', 'undone')),
  rows_read bigint not null default 0,
  rows_accepted bigint not null default 0,
  rows_set_aside bigint not null default 0,
  error text,
  created_by text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index import_workspace on import (workspace_id, created_at);

create table event (
  workspace_id uuid not null,
  id uuid primary key,
  message_id text not null,
  type text not null,
  name text not null,
  time timestamptz not null,
  received_at timestamptz not null,
  -- null: a cookieless visit, a machine nobody knows, or a fact about an account alone
  person_id uuid,
  -- the account it names or whose facts it sets
  account_id uuid,
  account_by text check (account_by in ('group', 'domain')),
  source text not null,
  trust text not null,
  anonymous_id text,
  user_id text,
  email text,
  cookieless boolean not null default false,
  previous_id text,
  group_id text,
  object text,
  content text,
  channel text,
  verdict text not null,
  verdict_reason text,
  mail_kind text,
  lists integer not null,
  props jsonb not null,
  traits jsonb,
  account_traits jsonb,
  -- {object, props…} whose folded text differs from the text itself
  folded jsonb,
  import_id uuid
);
create unique index event_message on event (workspace_id, message_id);
create index event_person on event (workspace_id, person_id, time) where person_id is not null;
create index event_stray on event (workspace_id, anonymous_id) where person_id is null and anonymous_id is not null;
create index event_account on event (workspace_id, account_id, time) where account_traits is not null;
create index event_import on event (import_id) where import_id is not null;

-- Events that could not count, readable, with the reason.
create table set_aside (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  received_at timestamptz not null,
  source text not null,
  code text not null,
  field text,
  message text not null,
  message_id text,
  -- as it was sent, cut at 32 KB
  raw text,
  import_id uuid,
  row_number bigint
);
create index set_aside_workspace on set_aside (workspace_id, received_at desc);
create index set_aside_message on set_aside (workspace_id, message_id) where message_id is not null;
create index set_aside_import on set_aside (import_id) where import_id is not null;

create table blueprint_version (
  workspace_id uuid not null references workspace on delete cascade,
  version integer not null,
  document jsonb not null,
  applied_at timestamptz not null,
  applied_by text not null,
  note text,
  -- re-evaluation of everybody: how far it is
  people_total bigint not null default 0,
  people_done bigint not null default 0,
  finished_at timestamptz,
  primary key (workspace_id, version)
);

-- Every entry of a stage is an interval of its own. Corrections supersede, nothing is overwritten.
create table stage_interval (
  workspace_id uuid not null,
  id uuid primary key,
  model text not null,
  subject_kind text not null,
  subject_id uuid not null,
  pass integer not null,
  stage text not null,
  visit integer not null,
  door text,
  entered_at timestamptz not null,
  left_at timestamptz,
  -- the stage or outcome it was left for
  left_to text,
  left_reason text,
  -- what let them in: {kind, rule, messageId, holds: […]}
  cause jsonb not null,
  left_cause jsonb,
  version integer not null,
  recorded_at timestamptz not null default now(),
  left_recorded_at timestamptz,
  superseded_at timestamptz
);
create index stage_interval_subject on stage_interval (subject_id, model) where superseded_at is null;
create index stage_interval_model on stage_interval (workspace_id, model, stage, entered_at) where superseded_at is null;

-- One row per subject, model and pass: the first evidence of each stage, imputed where there is none.
create table reach (
  workspace_id uuid not null,
  model text not null,
  subject_id uuid not null,
  pass integer not null,
  subject_kind text not null,
  -- first touch, kept here so that the commonest breakdown joins nothing
  channel text,
  -- bit k set: s(k+1) has no evidence of its own
  imputed integer not null default 0,
  -- outcome that ended the pass, if one did
  outcome text,
  outcome_at timestamptz,
  s1 timestamptz, s2 timestamptz, s3 timestamptz, s4 timestamptz,
  s5 timestamptz, s6 timestamptz, s7 timestamptz, s8 timestamptz,
  s9 timestamptz, s10 timestamptz, s11 timestamptz, s12 timestamptz,
  primary key (workspace_id, model, subject_id, pass)
);

-- Consequences, written with the event that caused them, delivered by jobs. `would_fire`: too old, or from a replay.
create table effect (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null,
  person_id uuid references person on delete cascade,
  account_id uuid references account on delete cascade,
  -- who it goes to: a team, or a user
  team text,
  assignee text,
  reason text,
  detail jsonb not null default '{}',
  -- idempotency: one effect per cause
  cause text not null,
  state text not null check (state in ('open', 'would_fire', 'done', 'dismissed')),
  at timestamptz not null,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  unique (workspace_id, cause)
);
create index effect_open on effect (workspace_id, state, at);
create index effect_person on effect (person_id);

create table audit (
  workspace_id uuid not null,
  id uuid primary key,
  at timestamptz not null default now(),
  actor text not null,
  verb text not null,
  subject text,
  detail jsonb not null default '{}'
);
create index audit_workspace on audit (workspace_id, at);
