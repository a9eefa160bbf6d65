-- Companies are found by the beginnings of the words of name and domain, folded by us (core/search-words.ts).
alter table account add column search tsvector;
update account set search = to_tsvector('simple', name || ' ' || coalesce(translate(domain, '.-', '  '), ''));
create index account_search on account using gin (search);
