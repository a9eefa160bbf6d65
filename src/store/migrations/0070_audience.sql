-- Audiences: a saved segment for a purpose, as a live list that knows who was in it and when, and the log of every file
-- that was made of it for an advertising network. People by id alone: who is erased is taken out of these rows.

create table audience (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  name text not null,
  segment_id uuid references segment on delete set null,
  -- as of the last look; goes on holding when the segment is deleted
  condition jsonb not null,
  purpose text not null,
  created_at timestamptz not null,
  created_by text not null,
  archived_at timestamptz,
  looked_at timestamptz,
  -- chosen by the condition at the last look, and of those the ones that may be reached
  chosen integer,
  members integer,
  -- why others may not: {no_consent: 3, …}
  barred jsonb not null default '{}',
  trouble text
);
create index audience_workspace on audience (workspace_id, lower(name));

-- from when to when somebody was in it, and why they left
create table audience_stay (
  workspace_id uuid not null,
  audience_id uuid not null references audience on delete cascade,
  person_id uuid not null,
  entered_at timestamptz not null,
  left_at timestamptz,
  -- segment, or a reason of core/consent/purpose.ts
  left_why text
);
create unique index audience_stay_open on audience_stay (audience_id, person_id) where left_at is null;
create index audience_stay_entered on audience_stay (audience_id, entered_at);
create index audience_stay_left on audience_stay (audience_id, left_at) where left_at is not null;
create index audience_stay_person on audience_stay (workspace_id, person_id);

-- which network gets a file by itself, and how often
create table audience_schedule (
  workspace_id uuid not null,
  audience_id uuid not null references audience on delete cascade,
  network text not null,
  every text not null check (every in ('day', 'week')),
  next_at timestamptz not null,
  set_by text not null,
  primary key (audience_id, network)
);

create table audience_export (
  workspace_id uuid not null,
  id uuid primary key,
  audience_id uuid not null references audience on delete cascade,
  network text not null,
  purpose text not null,
  made_at timestamptz not null,
  made_by text not null,
  -- the file can be fetched until then
  expires_at timestamptz not null,
  -- the one before for this network, by which those who left are told
  previous uuid,
  included integer not null,
  -- {no_consent: 3, no_address: 2, …}
  left_out jsonb not null
);
create index audience_export_audience on audience_export (audience_id, made_at desc, id);

create table audience_export_person (
  workspace_id uuid not null,
  export_id uuid not null references audience_export on delete cascade,
  person_id uuid not null,
  -- null: they are in the file; else why they are not
  why text,
  primary key (export_id, person_id)
);
create index audience_export_person_person on audience_export_person (workspace_id, person_id);
