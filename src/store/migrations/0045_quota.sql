-- What an owner, a team or everybody should win in a week, month or quarter (`2026-W47`, `2026-11`, `2026-Q4`), in minor
-- units of the workspace's currency.
create table quota (
  workspace_id uuid not null references workspace on delete cascade,
  -- `id:<user>`, `name:<owner without an account>`, `team:<team>`, or `all`
  holder text not null,
  period text not null,
  amount_minor bigint not null check (amount_minor > 0),
  set_by text not null,
  set_at timestamptz not null,
  primary key (workspace_id, period, holder)
);
