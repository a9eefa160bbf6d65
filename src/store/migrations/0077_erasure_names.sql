-- Names that somebody else bears too: what is done with them, and where they stayed.

alter table erasure
  -- tied: they go where they are about the person; everywhere: wherever they do not belong to whoever else is called so
  add column shared_names text not null default 'tied' check (shared_names in ('tied', 'everywhere')),
  -- texts in which one stayed
  add column kept integer not null default 0;

-- Where one stayed, to be looked through by hand: ids only. Goes when that is done, or with time.
create table erasure_place (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key default gen_random_uuid(),
  erasure_id uuid not null references erasure on delete cascade,
  -- the table of the text
  place text not null,
  row_id uuid,
  person_id uuid,
  account_id uuid,
  deal_id uuid
);
create index erasure_place_erasure on erasure_place (erasure_id, place);
create index erasure_place_person on erasure_place (workspace_id, person_id) where person_id is not null;
