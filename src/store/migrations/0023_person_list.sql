-- Lists over a million people read narrow tables: one row a person with what they are sorted and filtered by, and one
-- row for each word somebody is found by. Triggers keep both, as they would an index: whoever writes person or
-- person_fold need not know of them.

-- Of each word its beginnings of one, two and three letters are bits of 64. Whoever lacks a bit of what is looked for
-- is passed over by the index alone; whoever has them all is looked at in full.
create function search_signature(words text[]) returns bigint language sql immutable strict parallel safe as $$
  select coalesce(bit_or(1::bigint << ((((
      ((ascii(w) * 961::bigint + case when n > 1 then ascii(substr(w, 2, 1)) else 0 end * 31
        + case when n > 2 then ascii(substr(w, 3, 1)) else 0 end) * 4 + n) & 1073741823
    ) * 2654435761) & 4294967295) >> 26)::integer), 0)
  from unnest(words) w, generate_series(1, 3) n where char_length(w) >= n
$$;

alter table person
  -- the words by which the person is found (core/search-words.ts): another is found when it begins one of them
  add column words text[] not null default '{}',
  -- name, else mail address, folded: what lists are sorted by
  add column sort_name text collate "C";
update person set
  words = coalesce((select array_agg(w) from unnest(tsvector_to_array(search)) w where w not like '%@%'), '{}'),
  sort_name = lower(normalize(coalesce(name, email), NFKC))
where search is not null or name is not null or email is not null;
alter table person
  drop column search,
  add column signature bigint not null generated always as (search_signature(words)) stored;
create index person_name on person (workspace_id, sort_name, id) where sort_name is not null;

create table person_word (
  workspace_id uuid not null,
  word text collate "C" not null,
  person_id uuid not null,
  primary key (workspace_id, word, person_id)
);
-- how many have a word decides how it is looked for
alter table person_word alter column word set statistics 1000;
insert into person_word select p.workspace_id, w, p.id from person p, unnest(p.words) w on conflict do nothing;

create function person_word_insert() returns trigger language plpgsql as $$
begin
  insert into person_word select p.workspace_id, w, p.id from made p, unnest(p.words) w on conflict do nothing;
  return null;
end $$;
create function person_word_update() returns trigger language plpgsql as $$
begin
  delete from person_word where workspace_id = old.workspace_id and person_id = old.id
    and word = any (array(select unnest(old.words) except select unnest(new.words)));
  insert into person_word select new.workspace_id, w, new.id
    from (select unnest(new.words) as w except select unnest(old.words)) n on conflict do nothing;
  update person_list set signature = new.signature where workspace_id = new.workspace_id and person_id = new.id;
  return null;
end $$;
create function person_word_delete() returns trigger language plpgsql as $$
begin
  delete from person_word where workspace_id = old.workspace_id and word = any (old.words) and person_id = old.id;
  return null;
end $$;
create trigger person_word_insert after insert on person referencing new table as made
  for each statement execute function person_word_insert();
create trigger person_word_update after update on person for each row
  when (old.words is distinct from new.words) execute function person_word_update();
create trigger person_word_delete after delete on person for each row
  when (old.words <> '{}') execute function person_word_delete();

create table person_list (
  workspace_id uuid not null,
  person_id uuid not null,
  -- engagement in log form, -Infinity for none; fit in points
  heat double precision not null,
  fit double precision not null,
  -- of the lifecycle
  stage text,
  -- first touch
  channel text,
  -- the ten minutes of their last event: its exact time would make every page view a costly update
  last_span timestamp not null,
  signature bigint not null,
  primary key (workspace_id, person_id)
) with (fillfactor = 90);
insert into person_list
select f.workspace_id, f.person_id, f.heat, f.fit, f.stage, f.channel, f.last_span, p.signature
from person_fold f join person p on p.id = f.person_id;

-- Each page is found within one of these; what it filters by besides is included. Scanned backwards: best first.
drop index if exists person_fold_heat, person_fold_stage, person_fold_channel, person_fold_recent;
alter table person_fold drop constraint person_fold_pkey, add primary key (person_id);
create index person_list_heat on person_list (workspace_id, heat, person_id) include (stage, channel, fit, signature);
create index person_list_stage on person_list (workspace_id, stage, fit, heat, person_id) include (channel, signature);
create index person_list_channel on person_list (workspace_id, channel, fit, heat, person_id) include (stage, signature);
create index person_list_recent on person_list (workspace_id, last_span, person_id)
  include (stage, channel, fit, heat, signature);

create function person_list_insert() returns trigger language plpgsql as $$
begin
  insert into person_list
  select f.workspace_id, f.person_id, f.heat, f.fit, f.stage, f.channel, f.last_span, coalesce(p.signature, 0)
  from made f left join person p on p.id = f.person_id
  on conflict (workspace_id, person_id) do update set heat = excluded.heat, fit = excluded.fit, stage = excluded.stage,
    channel = excluded.channel, last_span = excluded.last_span, signature = excluded.signature;
  return null;
end $$;
create function person_list_update() returns trigger language plpgsql as $$
begin
  update person_list set heat = new.heat, fit = new.fit, stage = new.stage, channel = new.channel,
    last_span = new.last_span
  where workspace_id = new.workspace_id and person_id = new.person_id;
  return null;
end $$;
create function person_list_delete() returns trigger language plpgsql as $$
begin
  delete from person_list l using gone f where l.workspace_id = f.workspace_id and l.person_id = f.person_id;
  return null;
end $$;
create trigger person_list_insert after insert on person_fold referencing new table as made
  for each statement execute function person_list_insert();
create trigger person_list_update after update on person_fold for each row
  when (old.heat <> new.heat or old.fit <> new.fit or old.stage is distinct from new.stage
    or old.channel is distinct from new.channel or old.last_span <> new.last_span)
  execute function person_list_update();
create trigger person_list_delete after delete on person_fold referencing old table as gone
  for each statement execute function person_list_delete();
