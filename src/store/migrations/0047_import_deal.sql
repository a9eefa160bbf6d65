-- Imports of deals, of their stage history, of products and of teams.
alter table import drop constraint import_kind_check;
alter table import add constraint import_kind_check
  check (kind in ('people', 'companies', 'events', 'deals', 'deal_history', 'products', 'teams'));
alter table import_mapping drop constraint import_mapping_kind_check;
alter table import_mapping add constraint import_mapping_kind_check
  check (kind in ('people', 'companies', 'events', 'deals', 'deal_history', 'products', 'teams'));

-- What in rows that count matched nothing: a product spelt another way, a blank company, an agent whom nobody knows. Named
-- here, never guessed.
create table import_notice (
  workspace_id uuid not null references workspace on delete cascade,
  import_id uuid not null references import on delete cascade,
  code text not null,
  -- as it stands in the file; '' where a cell was blank
  value text not null,
  count bigint not null,
  -- numbers of the first thousand of these rows, as a spreadsheet counts
  rows bigint[] not null,
  primary key (import_id, code, value)
);

-- What stood there before an import wrote over it: undoing gives it back. Null: there was nothing.
create table import_before (
  workspace_id uuid not null references workspace on delete cascade,
  import_id uuid not null references import on delete cascade,
  what text not null check (what in ('product', 'agent')),
  key text not null,
  before jsonb,
  primary key (import_id, what, key)
);

-- Who sells, by the name that deals carry: their team and manager. Colleagues with an account here are users; agents of
-- another system need none.
create table sales_agent (
  workspace_id uuid not null references workspace on delete cascade,
  -- the name, folded
  key text not null,
  name text not null,
  team text,
  manager text,
  primary key (workspace_id, key)
);

create index deal_by_import on deal (import_id) where import_id is not null;
