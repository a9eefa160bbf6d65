-- Lists of people: sorted, filtered and paged through indexes alone.

-- when somebody was merged into another
alter table person add column merged_at timestamptz;

alter table person_fold
  -- first-touch channel, kept here so that the commonest filter joins nothing
  add column channel text,
  -- engagement with a place for those who have none: its order never changes with time
  add column heat double precision not null generated always as (coalesce(engagement, '-Infinity')) stored,
  -- «recent» is sorted by hours first: an index on last_at itself would make every page view a costly update
  add column last_hour timestamp not null
    generated always as (coalesce(date_trunc('hour', last_at at time zone 'UTC'), '-infinity')) stored;

update person_fold f set channel = p.first_channel from person p where p.id = f.person_id and p.first_channel is not null;

-- Each page is found within one of these; what it filters by besides is included, so that the wide row is read only for
-- those shown. Scanned backwards: best first.
drop index person_fold_engagement, person_fold_stage, person_fold_fit;
create index person_fold_heat on person_fold (workspace_id, heat, person_id) include (stage, channel, fit);
create index person_fold_stage on person_fold (workspace_id, stage, fit, heat, person_id) include (channel);
create index person_fold_channel on person_fold (workspace_id, channel, fit, heat, person_id) include (stage);
create index person_fold_recent on person_fold (workspace_id, last_hour, person_id) include (stage, channel, fit, heat);
