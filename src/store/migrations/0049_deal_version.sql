-- The blueprint version a deal was folded under; another than the one in force: its pipeline may have changed since.
alter table deal add column version integer not null default 0;
create index deal_version on deal (workspace_id, version);
