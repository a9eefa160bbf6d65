-- Cohort funnels read reach by what is derived from its times, and by entry.

-- shape: bits 0–3 the furthest stage reached (1 … 12, 0 for none), bits 4–15 the imputed ones, bit 16 disordered.
-- Members of the same shape are counted together (store/funnel.ts).
-- disordered: some stage has an earlier time than the one before it; such rows are few and counted one by one.
alter table reach
  add column shape integer not null generated always as (
    (case
      when s12 is not null then 12 when s11 is not null then 11 when s10 is not null then 10
      when s9 is not null then 9 when s8 is not null then 8 when s7 is not null then 7
      when s6 is not null then 6 when s5 is not null then 5 when s4 is not null then 4
      when s3 is not null then 3 when s2 is not null then 2 when s1 is not null then 1
      else 0 end)
    | ((imputed & 4095) << 4)
    | (case when coalesce(s2 < s1, false) or coalesce(s3 < s2, false) or coalesce(s4 < s3, false) or coalesce(s5 < s4, false)
      or coalesce(s6 < s5, false) or coalesce(s7 < s6, false) or coalesce(s8 < s7, false) or coalesce(s9 < s8, false)
      or coalesce(s10 < s9, false) or coalesce(s11 < s10, false) or coalesce(s12 < s11, false)
      then 65536 else 0 end)) stored,
  add column disordered boolean not null generated always as (
    coalesce(s2 < s1, false) or coalesce(s3 < s2, false) or coalesce(s4 < s3, false) or coalesce(s5 < s4, false)
    or coalesce(s6 < s5, false) or coalesce(s7 < s6, false) or coalesce(s8 < s7, false) or coalesce(s9 < s8, false)
    or coalesce(s10 < s9, false) or coalesce(s11 < s10, false) or coalesce(s12 < s11, false)) stored;

-- Nothing is ever grouped by a time itself, only by how it lies to another. Without this the planner expects a group
-- per row from such expressions, and sorts a million rows instead of hashing them into a few hundred cells.
alter table reach
  alter column s1 set (n_distinct = 1), alter column s2 set (n_distinct = 1), alter column s3 set (n_distinct = 1),
  alter column s4 set (n_distinct = 1), alter column s5 set (n_distinct = 1), alter column s6 set (n_distinct = 1),
  alter column s7 set (n_distinct = 1), alter column s8 set (n_distinct = 1), alter column s9 set (n_distinct = 1),
  alter column s10 set (n_distinct = 1), alter column s11 set (n_distinct = 1), alter column s12 set (n_distinct = 1);

-- A stage newly reached changes no indexed column, so that the update stays on its page (heap-only).
alter table reach set (fillfactor = 85);

-- a narrow cohort, and the people behind a number in order of entry
create index reach_entry on reach (workspace_id, model, s1);
create index reach_disordered on reach (workspace_id, model, s1) where disordered;
