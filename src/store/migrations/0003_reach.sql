-- Cohort funnels read all of one model's reach, and every person model has a row a person: each model lies by itself, so
-- that the others cost nothing. By hash, since models are data; with 17 the built-in person models share no partition.

alter table reach rename to reach_before;
alter table reach_before drop constraint reach_pkey;

create table reach (
  workspace_id uuid not null,
  model text not null,
  subject_id uuid not null,
  pass integer not null,
  subject_kind text not null,
  -- first touch, kept here so that the commonest breakdown joins nothing
  channel text,
  -- bit k set: s(k+1) has no evidence of its own
  imputed integer not null default 0,
  -- outcome that ended the pass, if one did
  outcome text,
  outcome_at timestamptz,
  s1 timestamptz, s2 timestamptz, s3 timestamptz, s4 timestamptz,
  s5 timestamptz, s6 timestamptz, s7 timestamptz, s8 timestamptz,
  s9 timestamptz, s10 timestamptz, s11 timestamptz, s12 timestamptz,
  -- some stage has an earlier time than the one before it; such rows are few and counted one by one
  disordered boolean not null generated always as (
    coalesce(s2 < s1, false) or coalesce(s3 < s2, false) or coalesce(s4 < s3, false) or coalesce(s5 < s4, false)
    or coalesce(s6 < s5, false) or coalesce(s7 < s6, false) or coalesce(s8 < s7, false) or coalesce(s9 < s8, false)
    or coalesce(s10 < s9, false) or coalesce(s11 < s10, false) or coalesce(s12 < s11, false)) stored,
  -- bits 0–3 the furthest stage reached (1 … 12, 0 for none), bits 4–15 the imputed ones, bit 16 disordered: members of
  -- one shape are counted together (store/funnel.ts)
  shape integer not null generated always as (
    (case
      when s12 is not null then 12 when s11 is not null then 11 when s10 is not null then 10
      when s9 is not null then 9 when s8 is not null then 8 when s7 is not null then 7
      when s6 is not null then 6 when s5 is not null then 5 when s4 is not null then 4
      when s3 is not null then 3 when s2 is not null then 2 when s1 is not null then 1
      else 0 end)
    | ((imputed & 4095) << 4)
    | (case when
        coalesce(s2 < s1, false) or coalesce(s3 < s2, false) or coalesce(s4 < s3, false) or coalesce(s5 < s4, false)
        or coalesce(s6 < s5, false) or coalesce(s7 < s6, false) or coalesce(s8 < s7, false) or coalesce(s9 < s8, false)
        or coalesce(s10 < s9, false) or coalesce(s11 < s10, false) or coalesce(s12 < s11, false)
      then 65536 else 0 end)) stored,
  -- subject before model: a fold writes all models of a person, and a cohort is found by its entry
  primary key (workspace_id, subject_id, model, pass)
) partition by hash (model);

-- A narrow cohort, and the people behind a number in order of entry. A stage newly reached changes no indexed column, so
-- that its update stays on the page (heap-only), where fillfactor leaves room.
create index reach_entry on reach (workspace_id, model, s1);
create index reach_disordered on reach (workspace_id, model, s1) where disordered;

-- Nothing is ever grouped by a time itself, only by how it lies to another. Unless told (n_distinct), the planner expects
-- a group per row from such expressions, and sorts a million rows instead of hashing them into a few hundred cells.
do $$
begin
  for remainder in 0 .. 16 loop
    execute format('create table reach_%s partition of reach for values with (modulus 17, remainder %s)
      with (fillfactor = 85)', remainder, remainder);
    for k in 1 .. 12 loop
      execute format('alter table reach_%s alter column s%s set (n_distinct = 1)', remainder, k);
    end loop;
  end loop;
end $$;

insert into reach (workspace_id, model, subject_id, pass, subject_kind, channel, imputed, outcome, outcome_at,
  s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12)
select workspace_id, model, subject_id, pass, subject_kind, channel, imputed, outcome, outcome_at,
  s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12
from reach_before;
drop table reach_before;
