-- Who has ever belonged to an account: a fact about it that comes late concerns also those who have left since.
create table account_member (
  workspace_id uuid not null,
  account_id uuid not null,
  person_id uuid not null,
  primary key (workspace_id, account_id, person_id)
);

insert into account_member (workspace_id, account_id, person_id)
select distinct workspace_id, account_id, person_id from event
where account_id is not null and account_by is not null and person_id is not null;
