-- Landing pages: drafts, what was published, their pictures, what stands at which address, and what is tried against what.

create table page (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  name text not null,
  -- core/page/document.ts: what is being written
  draft jsonb not null,
  -- counts up with every change of the draft
  revision integer not null default 1,
  -- the version that the public sees; null: none
  live_version integer,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  -- taken off the web after it had been there: its address says 410
  unpublished_at timestamptz,
  -- out of the list
  retired_at timestamptz
);
create index page_workspace on page (workspace_id, updated_at desc, id desc);

-- Addresses under /l/, unique on this server. Earlier ones of a page lead to the present one.
create table page_slug (
  workspace_id uuid not null references workspace on delete cascade,
  slug text primary key,
  page_id uuid not null references page on delete cascade,
  current boolean not null
);
create unique index page_slug_current on page_slug (page_id) where current;

-- What was published; never changes. Going back publishes an earlier content as a new version.
create table page_version (
  workspace_id uuid not null references workspace on delete cascade,
  page_id uuid not null references page on delete cascade,
  version integer not null,
  content jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  note text,
  -- it says what that version said
  restored_from integer,
  primary key (page_id, version)
);
create index page_version_workspace on page_version (workspace_id);

-- Pictures: of a type that was looked at, without what cameras write into them, under a name of ours.
create table picture (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- png, jpeg, webp
  type text not null,
  width integer not null,
  height integer not null,
  size integer not null,
  -- SHA-256 of what is kept: the same picture is kept once
  hash bytea not null,
  body bytea not null,
  -- as it was called when it was uploaded, for the list
  name text not null,
  alt text not null default '',
  created_at timestamptz not null,
  created_by text not null
);
create unique index picture_hash on picture (workspace_id, hash);
create index picture_workspace on picture (workspace_id, created_at desc, id desc);

-- Ids of retargeting tags, as core/page/tags.ts names them.
create table page_setting (
  workspace_id uuid primary key references workspace on delete cascade,
  tags jsonb not null,
  updated_at timestamptz not null,
  updated_by text not null
);

-- Views of landing pages among the events: by page, and by visitor, for who saw which variant first.
create index event_landing on event (workspace_id, (props ->> 'landing'), time)
  where name = 'page_viewed' and props ->> 'landing' is not null;
create index event_landing_visitor on event (workspace_id, (props ->> 'landing'), anonymous_id)
  where name = 'page_viewed' and props ->> 'landing' is not null;
