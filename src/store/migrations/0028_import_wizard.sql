-- The import wizard: uploaded files, the work on them that goes on by itself, mappings worth keeping. Holidays of the
-- workspace and the answers of its set-up guide.

create table import_upload (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  file_name text not null,
  bytes bigint not null,
  -- it brings rows back, mended, that this import had set aside
  mends uuid,
  created_by text not null,
  created_at timestamptz not null,
  -- the file is gone from the data folder: its rows are in, or nobody wanted them
  removed_at timestamptz
);
create index import_upload_waiting on import_upload (workspace_id, created_at) where removed_at is null;

-- Dry runs, runs and undoings: done by the server, whoever looks. What is `running` after a restart is taken up again.
create table import_task (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null check (kind in ('dry_run', 'run', 'undo')),
  upload_id uuid references import_upload on delete cascade,
  import_id uuid references import on delete cascade,
  -- mapping and options as the verb took them
  request jsonb not null,
  -- on whose behalf
  actor jsonb not null,
  state text not null check (state in ('waiting', 'running', 'paused', 'done', 'failed', 'canceled')),
  wish text check (wish in ('pause', 'cancel')),
  progress jsonb,
  result jsonb,
  problem jsonb,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);
create index import_task_open on import_task (created_at) where state in ('waiting', 'running');
create index import_task_upload on import_task (upload_id, created_at);
create index import_task_import on import_task (import_id, created_at) where import_id is not null;

create table import_mapping (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null check (kind in ('people', 'companies', 'events')),
  name text not null,
  mapping jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  unique (workspace_id, kind, name)
);

-- Days on which the team does not work, in the workspace's zone.
create table holiday (
  workspace_id uuid not null references workspace on delete cascade,
  day date not null,
  name text not null,
  primary key (workspace_id, day)
);

-- What was answered in each step of the set-up guide.
create table setup_answer (
  workspace_id uuid not null references workspace on delete cascade,
  step text not null check (step in ('customer', 'stages', 'triggers', 'size')),
  answers jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null,
  primary key (workspace_id, step)
);
