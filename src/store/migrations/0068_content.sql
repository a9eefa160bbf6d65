-- The content library: what there is to read, in which languages, the files of it, and the links by which it is given
-- out. What was read is no table of ours: it is the events, found by the paths, titles and ids that belong to an asset.

create table content_asset (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  title text not null,
  about text not null default '',
  -- a content kind of the blueprint
  kind text not null,
  -- empty: those of the kind
  bands text[] not null default '{}',
  -- stage of the buyer journey; null: the one its kind speaks for
  stage text,
  -- ids of the blueprint; empty: for everybody
  personas text[] not null default '{}',
  -- as people write them; empty: for every industry
  industries text[] not null default '{}',
  product_id uuid references product on delete set null,
  -- no foreign key: the name outlives the colleague
  owner_id uuid,
  owner_name text,
  -- from this day on somebody should look at it again
  review_on date,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  -- counts changes: who changes what they have not seen is told
  revision integer not null default 1
);
create index content_asset_workspace on content_asset (workspace_id, created_at desc, id);

-- Files of assets, in parts, so that none is ever whole in memory and backups hold them.
create table content_file (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  asset_id uuid not null references content_asset on delete cascade,
  name text not null,
  -- by its first bytes, never by what the browser said
  type text not null,
  bytes bigint not null,
  sha256 bytea not null,
  created_by text not null,
  created_at timestamptz not null
);
create index content_file_asset on content_file (asset_id);

create table content_file_part (
  workspace_id uuid not null references workspace on delete cascade,
  file_id uuid not null references content_file on delete cascade,
  part integer not null,
  body bytea not null,
  primary key (file_id, part)
);
-- compressed already, all of them
alter table content_file_part alter column body set storage external;

-- One asset in one language.
create table content_version (
  workspace_id uuid not null references workspace on delete cascade,
  asset_id uuid not null references content_asset on delete cascade,
  -- ISO 639-1
  language text not null,
  title text not null,
  -- where it stands on the customer's site: the whole address, and the paths that are it (`*` for any run of characters)
  url text,
  path text,
  file_id uuid references content_file on delete set null,
  primary key (asset_id, language)
);
create index content_version_workspace on content_version (workspace_id, asset_id);

-- An asset given to a person, or put into a campaign.
create table content_link (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  asset_id uuid not null references content_asset on delete cascade,
  -- null: the reader's own
  language text,
  -- sha256 of the token in its address
  token_hash bytea not null unique,
  person_id uuid references person on delete cascade,
  campaign text,
  -- the form that gave it
  form text,
  created_by text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index content_link_asset on content_link (workspace_id, asset_id, created_at desc);
create index content_link_person on content_link (person_id) where person_id is not null;

-- Which events came through which link: who read is theirs to say.
create table content_link_read (
  workspace_id uuid not null references workspace on delete cascade,
  link_id uuid not null references content_link on delete cascade,
  asset_id uuid not null references content_asset on delete cascade,
  message_id text not null,
  at timestamptz not null,
  primary key (link_id, message_id)
);
create index content_link_read_asset on content_link_read (workspace_id, asset_id);

-- Paths with readers that are no content of ours: nobody need look at them again.
create table content_ignored (
  workspace_id uuid not null references workspace on delete cascade,
  path text not null,
  by text not null,
  at timestamptz not null,
  primary key (workspace_id, path)
);

-- Of those who stood in a stage of the lifecycle within the last year: how many went on, of those who had read the asset
-- there, and of the others. Counted anew each night.
create table content_lift (
  workspace_id uuid not null references workspace on delete cascade,
  asset_id uuid not null references content_asset on delete cascade,
  stage text not null,
  readers integer not null,
  readers_on integer not null,
  others integer not null,
  others_on integer not null,
  -- from first reading it there to the next stage
  median_ms double precision,
  counted_at timestamptz not null,
  primary key (workspace_id, asset_id, stage)
);

-- What was read in a period is read from the events of that period alone. They lie in the table as they came, so the
-- smallest of all indexes does, and costs the flow next to nothing.
create index event_time on event using brin (time) with (pages_per_range = 32, autosummarize = on);
