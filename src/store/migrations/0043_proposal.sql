-- Proposals: what a deal was offered, in which exact words, and what the buyer did with it.

-- What proposals begin with, kept by the team. `content` as core/proposal/starter.ts names it.
create table proposal_template (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  name text not null,
  language text not null check (language in ('en', 'ko', 'ru')),
  content jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text,
  retired_at timestamptz
);
create index proposal_template_workspace on proposal_template (workspace_id) where retired_at is null;

-- One version of a proposal. Once it is sent, content and text never change.
create table proposal (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  deal_id uuid not null references deal on delete cascade,
  -- the first version of the same proposal
  root_id uuid not null,
  version integer not null,
  language text not null check (language in ('en', 'ko', 'ru')),
  currency text not null,
  -- the last day on which it can be accepted, in the workspace's zone
  valid_until date,
  content jsonb not null,
  -- whom it goes to, of the buying group
  person_id uuid references person on delete set null,
  revision integer not null default 1,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  sent_at timestamptz,
  sent_by uuid,
  sent_to text,
  -- word for word what is accepted, frozen when it is sent
  text text,
  text_hash bytea,
  -- SHA-256 of the link's token; the link itself is kept nowhere
  link_hash bytea,
  link_at timestamptz,
  -- first opening by a person
  opened_at timestamptz,
  withdrawn_at timestamptz,
  superseded_at timestamptz,
  check ((sent_at is null) = (text is null) and (text is null) = (text_hash is null))
);
create index proposal_deal on proposal (deal_id);
create index proposal_workspace on proposal (workspace_id, updated_at desc, id desc);
create unique index proposal_link on proposal (link_hash) where link_hash is not null;
create unique index proposal_version on proposal (root_id, version);

-- Each time somebody or something had the page open long enough to read.
create table proposal_open (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  proposal_id uuid not null references proposal on delete cascade,
  -- made up by the page when it is loaded: one loading counts once
  view uuid not null,
  at timestamptz not null,
  verdict text not null check (verdict in ('human', 'machine', 'unsure', 'colleague')),
  reason text,
  seconds integer not null,
  unique (proposal_id, view)
);

-- What the buyer said to it: once.
create table proposal_answer (
  workspace_id uuid not null references workspace on delete cascade,
  proposal_id uuid primary key references proposal on delete cascade,
  answer text not null check (answer in ('accepted', 'declined')),
  option_id text,
  name text,
  email text,
  -- declined: core/proposal/document.ts declineReasons
  reason text,
  words text,
  -- of the text that they had before them
  text_hash bytea not null,
  at timestamptz not null,
  -- with its end cut off
  address text
);

-- What comes up for renewal.
create index deal_renewal on deal (workspace_id, renewal_date) where renewal_date is not null;
