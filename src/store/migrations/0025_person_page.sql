-- What the page of a person keeps beside events: notes, the fields a team has defined, and pairs that are no duplicates.

-- Filed under the person it was written about, also after a merge: an unmerge gives it back.
create table note (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  -- no foreign key: the words outlive the colleague
  author_id uuid,
  author text not null,
  body text not null,
  at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz
);
create index note_person on note (workspace_id, person_id, at);

-- A fact that the team has given a name and a kind; its value is a fact of the person like any other, under `key`.
create table person_field (
  workspace_id uuid not null references workspace on delete cascade,
  key text not null,
  label text not null,
  kind text not null check (kind in ('text', 'number', 'date', 'boolean', 'choice')),
  options text[] not null default '{}',
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (workspace_id, key)
);

-- «These two are not one»: the smaller id stands first.
create table duplicate_dismissed (
  workspace_id uuid not null references workspace on delete cascade,
  one uuid not null references person on delete cascade,
  other uuid not null references person on delete cascade,
  at timestamptz not null,
  by text not null,
  primary key (workspace_id, one, other),
  check (one < other)
);
create index duplicate_dismissed_other on duplicate_dismissed (workspace_id, other);
