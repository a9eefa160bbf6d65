-- Forms: what is asked, in which version, who looked, and what was sent.

create table form (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- the end of its public address; one in the whole server, and ends in letters that nobody guesses
  slug text not null,
  name text not null,
  -- as core/form/document.ts names it; what is being worked on, and whoever writes on an old revision is told
  draft jsonb not null,
  revision integer not null default 1,
  -- the version that is shown; null: none
  published integer,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  retired_at timestamptz
);
create unique index form_slug on form (slug);
create index form_workspace on form (workspace_id) where retired_at is null;

-- What strangers saw; never changed.
create table form_version (
  workspace_id uuid not null references workspace on delete cascade,
  form_id uuid not null references form on delete cascade,
  version integer not null,
  document jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (form_id, version)
);

-- What was sent. Its facts reach the person by the event form:<id>, which also says whose it is.
create table form_submission (
  workspace_id uuid not null,
  -- made of the form, the page's own id and what was filled in: the same sent again is the same row
  id uuid primary key,
  form_id uuid not null references form on delete cascade,
  version integer not null,
  received_at timestamptz not null,
  -- repeated: the same answers of the same address again, counted once; cleared: kept out, then let in by a colleague
  state text not null check (state in ('counted', 'repeated', 'spam', 'cleared')),
  -- as typed, by field
  fields jsonb not null,
  email text,
  -- why it was kept out, and what was only noted (free_mail …)
  reasons text[] not null default '{}',
  marks text[] not null default '{}',
  language text not null,
  -- of what was filled in and by whom: tells repetitions
  digest bytea not null,
  -- what the flow needs to count it, now or later: {anonymousId, agent, signals, page, campaign, clickIds, tracking, host}
  visitor jsonb not null,
  -- with its end cut off
  address text,
  -- the look at the form that it came of
  visit_id uuid,
  -- ms from the page's making to its sending
  took_ms bigint,
  -- the flow answered otherwise than by counting it, or was asked again after a stop: not asked once more
  settled_at timestamptz,
  decided_at timestamptz,
  decided_by text
);
create index form_submission_form on form_submission (form_id, received_at desc, id desc);
create index form_submission_digest on form_submission (form_id, digest);
create index form_submission_email on form_submission (workspace_id, email) where email is not null;

-- One look at a form: no person, no address, no value of a field.
create table form_visit (
  workspace_id uuid not null,
  -- made by the page
  id uuid primary key,
  form_id uuid not null references form on delete cascade,
  version integer not null,
  seen_at timestamptz not null,
  started_at timestamptz,
  -- the last field that was touched
  field text,
  sent_at timestamptz,
  language text not null,
  device text not null check (device in ('desktop', 'mobile', 'tablet', 'other')),
  channel text,
  -- the site that it stands on; null: its own page
  host text,
  machine boolean not null default false
);
create index form_visit_form on form_visit (form_id, seen_at);
