-- How many people a stage should gain in a week, month or quarter (`2026-W47`, `2026-11`, `2026-Q4`).
create table gtm_target (
  workspace_id uuid not null references workspace on delete cascade,
  model text not null,
  period text not null,
  stage text not null,
  people integer not null check (people > 0),
  set_by text not null,
  set_at timestamptz not null,
  primary key (workspace_id, model, period, stage)
);

-- Visits of nobody, counted by channel; few events are such.
create index event_cookieless on event (workspace_id, time) where cookieless;
