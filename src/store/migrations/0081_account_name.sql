-- What each who may name a company calls it (core/account-name.ts); account.name is the one that counts.
alter table account add names jsonb not null default '{}';

-- who told the names so far is not known of each: they stay as those of a trusted source
update account set names = jsonb_build_object('trusted', facts ->> 'name')
where jsonb_typeof(facts -> 'name') = 'string' and btrim(facts ->> 'name') <> '';
-- added by name alone
update account a set names = jsonb_build_object('made', name)
where names = '{}' and name <> '' and name is distinct from domain
  and not exists (select from account_key k
    where k.workspace_id = a.workspace_id and k.account_id = a.id and k.value = a.name);

-- Companies called by their domain alone, of whose people something has changed: the job asks what those call it.
create table account_name_look (
  id bigint generated always as identity primary key,
  workspace_id uuid not null references workspace on delete cascade,
  account_id uuid not null
);
-- whoever told it before
insert into account_name_look (workspace_id, account_id)
select distinct a.workspace_id, a.id from account a
join person p on p.workspace_id = a.workspace_id and p.account_id = a.id and p.facts ? 'company'
where not a.names ?| '{trusted,made}' and a.domain is not null;
