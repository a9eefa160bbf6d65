-- Erasure of people: what was asked, what came of it, by which keyed hashes the erased are known again and refused.

create table erasure (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null check (kind in ('person', 'list')),
  reason text not null check (reason in ('request', 'objection', 'withdrawn', 'not_needed', 'unlawful')),
  note text not null default '',
  -- asked: waits for somebody who may; running: is being done, or is taken up again after a stop
  state text not null check (state in ('asked', 'running', 'done', 'declined')),
  asked_at timestamptz not null,
  asked_by text not null,
  decided_at timestamptz,
  decided_by text,
  done_at timestamptz,
  -- people or addresses that were asked for, and how many people were found and erased
  targets integer not null,
  people integer not null default 0,
  -- anonymous: rows that went or were cleaned, by what they were; networks that have had the address
  counts jsonb not null default '{}',
  recipients text[] not null default '{}',
  -- old versions of rows and what the planner kept of them are gone from the database's files too
  tidied_at timestamptz
);
create index erasure_workspace on erasure (workspace_id, asked_at desc, id desc);
create index erasure_open on erasure (asked_at) where state = 'running' or (state = 'done' and tidied_at is null);

-- Whom an erasure is about, for as long as it waits; what names them goes with the erasure itself.
create table erasure_target (
  workspace_id uuid not null references workspace on delete cascade,
  erasure_id uuid not null references erasure on delete cascade,
  number integer not null,
  person_id uuid,
  address text,
  done_at timestamptz,
  primary key (erasure_id, number)
);
create index erasure_target_person on erasure_target (workspace_id, person_id) where person_id is not null;

-- Mail addresses, user ids and cookies of the erased, as keyed hashes: what comes of them later is refused.
create table erased_key (
  workspace_id uuid not null references workspace on delete cascade,
  hash bytea not null,
  at timestamptz not null,
  primary key (workspace_id, hash)
);

-- Counts of the past keep the erased under ids drawn by lot, which nothing else knows: one a person and model.
create table anonymous_subject (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  model text not null
);
create index anonymous_subject_model on anonymous_subject (workspace_id, model);

-- A text without what names somebody: ids become the id of nobody, addresses one that cannot exist, anything else a mark.
-- `once`: the column must not hold the same twice, so each is another nobody.
create function erase_text(said text, ids text, mails text, words text, once boolean) returns text
language plpgsql volatile as $$
begin
  if said is null then return null; end if;
  if mails is not null then
    said := regexp_replace(said, mails,
      case when once then 'erased-' || gen_random_uuid()::text else 'erased' end || '@erased.invalid', 'gi');
  end if;
  if words is not null then
    said := regexp_replace(said, words,
      case when once then '[erased ' || gen_random_uuid()::text || ']' else '[erased]' end, 'gi');
  end if;
  if ids is not null then
    said := regexp_replace(said, ids,
      case when once then gen_random_uuid()::text else '00000000-0000-0000-0000-000000000000' end, 'gi');
  end if;
  return said;
end $$;

-- The same for data, in keys and values. An object that says by an id whom it is about loses their name and address too.
create function erase_json(data jsonb, ids text, mails text, words text) returns jsonb
language plpgsql volatile as $$
declare
  about boolean;
begin
  case jsonb_typeof(data)
    when 'string' then
      return to_jsonb(erase_text(data #>> '{}', ids, mails, words, false));
    when 'number' then
      return case when erase_text(data::text, ids, mails, words, false) = data::text then data else 'null'::jsonb end;
    when 'array' then
      return coalesce((select jsonb_agg(erase_json(one, ids, mails, words) order by place)
        from jsonb_array_elements(data) with ordinality as t(one, place)), '[]'::jsonb);
    when 'object' then
      about := ids is not null and exists (select from jsonb_each(data) where jsonb_typeof(value) = 'string'
        and key in ('id', 'person', 'personId', 'person_id') and value #>> '{}' ~* ids);
      return coalesce((select jsonb_object_agg(erase_text(key, ids, mails, words, false),
          case when about and jsonb_typeof(value) = 'string' and key in ('name', 'firstName', 'lastName', 'phone')
              then to_jsonb('[erased]'::text)
            when about and jsonb_typeof(value) = 'string' and key = 'email' then to_jsonb('erased@erased.invalid'::text)
            else erase_json(value, ids, mails, words) end)
        from jsonb_each(data)), '{}'::jsonb);
    else
      return data;
  end case;
end $$;
