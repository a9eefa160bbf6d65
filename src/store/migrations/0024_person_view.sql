-- Saved views of the list of people: filter, order and columns under a name.
create table person_view (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  name text not null,
  -- who made it; only they and admins or managers may change it
  owner_id text not null,
  shared boolean not null default false,
  -- {q, condition, sort, columns}
  query jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index person_view_workspace on person_view (workspace_id, lower(name));
-- what somebody sees when they open the list without asking for anything
create table person_view_default (
  workspace_id uuid not null references workspace on delete cascade,
  user_id text not null,
  view_id uuid not null references person_view on delete cascade,
  primary key (workspace_id, user_id)
);

-- A saved condition on people. Its people are found when asked for; who came and who left is noted by a job.
create table segment (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  name text not null,
  about text not null default '',
  condition jsonb not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- as of the last look: when, how many, why it could not be done
  looked_at timestamptz,
  people integer,
  trouble text,
  -- too many to note each coming and going
  counted_only boolean not null default false
);
create index segment_workspace on segment (workspace_id, lower(name));
create table segment_member (
  workspace_id uuid not null,
  segment_id uuid not null references segment on delete cascade,
  person_id uuid not null,
  since timestamptz not null,
  primary key (segment_id, person_id)
);
create table segment_change (
  workspace_id uuid not null,
  segment_id uuid not null references segment on delete cascade,
  person_id uuid not null,
  at timestamptz not null,
  joined boolean not null
);
create index segment_change_segment on segment_change (segment_id, at desc, person_id);

-- What was done to many people at once; its events carry the id as import_id, so that all can be withdrawn together.
create table person_bulk (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  action jsonb not null,
  people integer not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  undone_at timestamptz
);
create index person_bulk_workspace on person_bulk (workspace_id, created_at);

-- Leave to take a list out as a file, asked for by a change and used once by a download.
create table person_export (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  user_id text not null,
  query jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index person_export_expires on person_export (expires_at);
