-- Who is perhaps the same person, over the whole workspace: found in the background, since comparing everybody with
-- everybody takes longer than a page may.

-- whoever is to be compared, being new or changed
create table duplicate_look (
  workspace_id uuid not null references workspace on delete cascade,
  person_id uuid primary key,
  at timestamptz not null default clock_timestamp()
);
create index duplicate_look_order on duplicate_look (workspace_id, at, person_id);

create table duplicate_pair (
  workspace_id uuid not null references workspace on delete cascade,
  -- the smaller id stands first
  one uuid not null references person on delete cascade,
  other uuid not null references person on delete cascade,
  -- the surer, the greater (core/duplicate.ts)
  weight integer not null,
  primary key (workspace_id, one, other),
  check (one < other)
);
create index duplicate_pair_order on duplicate_pair (workspace_id, weight desc, one, other);
create index duplicate_pair_one on duplicate_pair (one);
create index duplicate_pair_other on duplicate_pair (other);

insert into duplicate_look (workspace_id, person_id)
  select workspace_id, id from person where words <> '{}' and merged_into is null;

create function duplicate_look_insert() returns trigger language plpgsql as $$
begin
  insert into duplicate_look (workspace_id, person_id) select p.workspace_id, p.id from made p where p.words <> '{}'
    on conflict (person_id) do update set at = clock_timestamp();
  return null;
end $$;
create function duplicate_look_update() returns trigger language plpgsql as $$
begin
  insert into duplicate_look (workspace_id, person_id) values (new.workspace_id, new.id)
    on conflict (person_id) do update set at = clock_timestamp();
  return null;
end $$;
create trigger duplicate_look_insert after insert on person referencing new table as made
  for each statement execute function duplicate_look_insert();
create trigger duplicate_look_update after update on person for each row
  when (old.words is distinct from new.words or old.account_id is distinct from new.account_id
    or old.merged_into is distinct from new.merged_into)
  execute function duplicate_look_update();
