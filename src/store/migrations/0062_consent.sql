-- Consent: what may be agreed to and in which words, requests that wait for the address's owner, who is never written to.
-- What somebody agreed to or took back is events (consent_requested, consent_granted, consent_withdrawn).

-- What somebody may agree to. A workspace without a row has the built-in ones (core/consent/builtin.ts).
create table purpose (
  workspace_id uuid not null references workspace on delete cascade,
  -- a stable word: events, rules and people's consent name it
  id text not null,
  name jsonb not null,
  channel text not null check (channel in ('mail', 'phone', 'network', 'site', 'ads', 'other')),
  legal_basis text not null check (legal_basis in ('consent', 'legitimate_interest', 'opt_out')),
  double_opt_in boolean not null,
  place integer not null,
  -- no longer asked for; what was agreed to stays readable, and can be taken back
  retired_at timestamptz,
  primary key (workspace_id, id)
);

-- The words by which people were asked, version by version; never changed, never deleted.
create table wording (
  workspace_id uuid not null references workspace on delete cascade,
  purpose text not null,
  version integer not null check (version > 0),
  text jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (workspace_id, purpose, version),
  foreign key (workspace_id, purpose) references purpose (workspace_id, id) on delete cascade
);

-- Who sends, the rules of the country, how the banner looks; no row: nothing was set.
create table consent_setting (
  workspace_id uuid primary key references workspace on delete cascade,
  sender jsonb not null default '{}',
  rules jsonb not null default '{}',
  banner jsonb not null default '{}',
  updated_at timestamptz not null,
  updated_by text not null
);

-- Asked for by a form, not yet confirmed by whoever owns the address.
create table consent_request (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- what brought it about, once and for all: a form sent twice asks once
  cause text not null,
  email text not null,
  language text not null check (language in ('en', 'ko', 'ru')),
  -- [{purpose, wording, text}] as shown
  purposes jsonb not null,
  source text not null,
  -- {address, agent, page} of the asking
  proof jsonb not null default '{}',
  -- sha256 of the link's token; a new link replaces the one before
  token_hash bytea unique,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  -- mails so far, and the last one
  sent integer not null,
  sent_at timestamptz,
  confirmed_at timestamptz,
  unique (workspace_id, cause)
);
create index consent_request_open on consent_request (workspace_id, asked_at desc, id) where confirmed_at is null;
create index consent_request_email on consent_request (workspace_id, email, asked_at);

-- Who is never written to, whatever lists say: a keyed hash of the address, and nothing else of them.
create table suppression (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null check (kind in ('email', 'phone')),
  hash bytea not null,
  reason text not null check (reason in ('hand', 'import', 'complaint', 'bounce', 'erasure')),
  at timestamptz not null,
  by text not null,
  unique (workspace_id, hash)
);
create index suppression_at on suppression (workspace_id, at desc, id);

-- what links are signed by and addresses hashed with: made here once, so that reading never has to make it
insert into auth_secret (name, value)
values ('consent', replace(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))
on conflict (name) do nothing;

-- the ledger, and who agreed to anything
create index event_consent on event (workspace_id, time desc, id desc)
  where name in ('consent_requested', 'consent_granted', 'consent_withdrawn', 'consent_reminded', 'email_complained');
create index person_consented on person (workspace_id, id) where consent <> '{}';
-- whom the collector does not follow
create index person_untracked on person (workspace_id, id) where consent #>> '{tracking,state}' = 'withdrawn';

-- a mail that can be unsubscribed by one click (RFC 8058): where
alter table mail add column unsubscribe text;
