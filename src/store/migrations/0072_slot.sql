-- Personalised slots: what a marked box of a site or of a landing page shows to whom.

create table slot (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- as pages name it: data-hg-slot="hero"; never changes, since it stands in somebody's HTML
  key text not null,
  name text not null,
  -- core/slot/document.ts: what is being written
  draft jsonb not null,
  -- counts up with every change of the draft
  revision integer not null default 1,
  -- the version that decides; null: everybody sees the default
  live_version integer,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  -- out of the list
  retired_at timestamptz
);
create unique index slot_key on slot (workspace_id, key);

-- What was published; never changes. Its measurement is its own: who saw another version counts for that one.
create table slot_version (
  workspace_id uuid not null references workspace on delete cascade,
  slot_id uuid not null references slot on delete cascade,
  version integer not null,
  content jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (slot_id, version)
);
create index slot_version_workspace on slot_version (workspace_id);

-- Who was in view of a slot, for its measurement.
create index event_slot on event (workspace_id, (props ->> 'slot'), time)
  where name = 'slot_shown' and props ->> 'slot' is not null;
-- What a browser told of itself, and what a trusted source said of it: by these a decision knows how much of a person a
-- browser may be answered from, by key and in one statement.
create index event_told on event (workspace_id, anonymous_id, time) where traits is not null and anonymous_id is not null;
create index event_proven on event (workspace_id, anonymous_id)
  where trust = 'secret' and anonymous_id is not null and (email is not null or user_id is not null);
