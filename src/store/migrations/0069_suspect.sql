-- Outbound: lists of people we write to before they know us, and who is left alone. Who is on a list is events
-- (suspect_listed, list_removed); these rows say on what ground, and are found fast.

create table suspect_list (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- the stable word by which events and rules name it
  key text not null,
  name text not null,
  about text not null default '',
  owner_id text,
  -- where the names come from, in a colleague's words
  source text not null,
  basis text not null check (basis in ('legitimate_interest', 'consent_passed_on', 'public_source', 'own_contact')),
  -- why that basis holds
  reason text not null,
  created_at timestamptz not null,
  created_by text not null,
  archived_at timestamptz,
  unique (workspace_id, key)
);

create table suspect_member (
  workspace_id uuid not null,
  list_id uuid not null references suspect_list on delete cascade,
  person_id uuid not null,
  added_at timestamptz not null,
  added_by text not null,
  -- as it was when they were added
  source text not null,
  basis text not null,
  reason text not null,
  -- the addition it came with, which can be undone
  bulk uuid,
  primary key (list_id, person_id)
);
create index suspect_member_person on suspect_member (workspace_id, person_id);
create index suspect_member_list on suspect_member (list_id, added_at desc, person_id);

-- Whom we do not write to as new business: do-not-contact, competitors, customers. Kept after it was taken back.
create table exclusion (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null check (kind in ('do_not_contact', 'competitor', 'customer')),
  subject text not null check (subject in ('person', 'company', 'domain')),
  -- the id of the person or company, or the domain
  value text not null,
  reason text not null,
  added_at timestamptz not null,
  added_by text not null,
  -- the relationship that the company had before, to go back to
  before text,
  removed_at timestamptz,
  removed_by text
);
create unique index exclusion_one on exclusion (workspace_id, kind, subject, value) where removed_at is null;
create index exclusion_list on exclusion (workspace_id, kind, added_at desc, id);

-- somebody is found by a profile alone (core/suspect/profile.ts)
create index person_linkedin on person (workspace_id, (substring(lower(facts ->> 'linkedin') from '/(?:in|pub)/([^/?#[:space:]]+)')))
  where facts ? 'linkedin';
