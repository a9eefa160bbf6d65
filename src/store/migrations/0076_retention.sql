-- How long things are kept, and what was removed because its time was over.

-- No row: it is kept.
create table retention_rule (
  workspace_id uuid not null references workspace on delete cascade,
  rule text not null,
  days integer not null check (days > 0),
  -- nothing is removed by it before that
  applies_at timestamptz not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (workspace_id, rule)
);

-- What a rule removed on a day of UTC; numbers only.
create table retention_run (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  rule text not null,
  day date not null,
  -- what was older than this
  cutoff timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  -- {people: 3, events: 120}
  removed jsonb not null,
  unique (workspace_id, rule, day)
);
create index retention_run_workspace on retention_run (workspace_id, started_at desc, id desc);

-- what was kept out, and the mails of a workspace that ended, by age
create index form_submission_spam on form_submission (workspace_id, received_at) where state = 'spam';
create index mail_ended on mail (workspace_id, ended_at) where ended_at is not null;
