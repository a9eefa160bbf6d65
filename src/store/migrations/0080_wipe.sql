-- Freed space of the database's files: who was erased stays readable in it until tables are written anew.

-- Of the whole server, as files are: one row.
create table wipe (
  one boolean primary key default true check (one),
  -- somebody asked for it to be done at once, and goes ahead of the next night
  asked_at timestamptz,
  asked_by text,
  started_at timestamptz,
  -- what was deleted before this is in no table's and no index's file any more
  clean_since timestamptz,
  -- likewise of the write-ahead log; null where the server keeps or recycles it by its own rules
  log_clean_since timestamptz,
  -- tables that could not be written anew: {table, reason: busy | large | refused}
  left_over jsonb not null default '[]'
);
insert into wipe default values;
