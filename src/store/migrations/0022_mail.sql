-- Mail (outbox, attempts, transport), notifications in the app, what the notifying jobs remember.

create table mail (
  -- null: a mail of the server itself (a password reset), which belongs to no workspace
  workspace_id uuid references workspace on delete cascade,
  id uuid primary key,
  kind text not null,
  -- idempotency: one mail per cause
  cause text not null,
  to_address text not null,
  to_name text,
  subject text not null,
  body text not null,
  html text,
  -- it carries a one-time link: its text is erased once it is sent or given up
  secret boolean not null default false,
  -- held: no transport to send it by, or a demo; it stands in the outbox
  state text not null check (state in ('waiting', 'sending', 'held', 'sent', 'failed', 'cancelled')),
  -- fixed at the first attempt, so that a mail sent twice is recognised by the receiver
  message_id text,
  attempts integer not null default 0,
  -- waiting: not before; sending: taken by a job that is believed to live until then
  next_at timestamptz,
  created_at timestamptz not null,
  -- when it was sent, failed for good, or was cancelled
  ended_at timestamptz,
  -- the last answer, in the server's own words
  last_answer text,
  unique nulls not distinct (workspace_id, cause)
);
create index mail_due on mail (next_at) where state in ('waiting', 'sending');
create index mail_workspace on mail (workspace_id, created_at desc, id desc);

create table mail_attempt (
  workspace_id uuid references workspace on delete cascade,
  mail_id uuid not null references mail on delete cascade,
  number integer not null,
  at timestamptz not null,
  -- what it came to, and the server's answer: its code when it gave one
  outcome text not null check (outcome in ('sent', 'temporary', 'permanent')),
  code integer,
  answer text not null,
  -- host and port it was given to
  server text,
  took_ms integer not null,
  primary key (mail_id, number)
);

-- How a workspace sends. Without a row, or switched off: by the operator's transport, when there is one.
create table mail_transport (
  workspace_id uuid primary key references workspace on delete cascade,
  enabled boolean not null,
  host text not null,
  port integer not null,
  security text not null check (security in ('tls', 'starttls', 'none')),
  username text,
  -- sealed with a key that the database does not hold
  password text,
  from_address text not null,
  from_name text,
  reply_to text,
  updated_at timestamptz not null,
  updated_by text not null,
  -- what came of the last test
  tested_at timestamptz,
  test_ok boolean,
  test_answer text
);

create table notification (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  user_id uuid not null references auth_user on delete cascade,
  kind text not null,
  -- idempotency: one per user and cause
  cause text not null,
  person_id uuid references person on delete cascade,
  -- address within the app
  link text,
  -- what its sentence is filled with
  data jsonb not null default '{}',
  at timestamptz not null,
  read_at timestamptz,
  unique (workspace_id, user_id, cause)
);
create index notification_user on notification (workspace_id, user_id, at desc, id desc);
create index notification_unread on notification (workspace_id, user_id) where read_at is null;
create index notification_cause on notification (workspace_id, cause);
create index notification_person on notification (person_id) where person_id is not null;

-- How often somebody wants the digest by mail; daily without a row.
create table digest_choice (
  workspace_id uuid not null references workspace on delete cascade,
  user_id uuid not null references auth_user on delete cascade,
  frequency text not null check (frequency in ('daily', 'weekly', 'off')),
  updated_at timestamptz not null,
  primary key (workspace_id, user_id)
);

-- Who is hot now, and since when: whoever is new here became hot.
create table hot_person (
  workspace_id uuid not null references workspace on delete cascade,
  person_id uuid not null references person on delete cascade,
  since timestamptz not null,
  -- last seen hot
  seen_at timestamptz not null,
  -- null: hot already when we began to look, or out of an import
  told_at timestamptz,
  primary key (workspace_id, person_id)
);
create index hot_person_since on hot_person (workspace_id, since desc);
create index hot_person_person on hot_person (person_id);

-- When a job last looked at a workspace.
create table notice_look (
  workspace_id uuid not null references workspace on delete cascade,
  what text not null,
  at timestamptz not null,
  primary key (workspace_id, what)
);
