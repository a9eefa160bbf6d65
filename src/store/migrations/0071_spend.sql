-- What advertising cost, by day, channel and campaign; and what a completed action should cost at most.

-- A file that was read, or an entry by hand. Undoing one takes its rows out of every number, and can be taken back.
create table spend_batch (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null check (kind in ('file', 'hand')),
  -- whose export it is (core/spend/network.ts); `other` for tables of one's own and entries by hand
  network text not null,
  -- the file, or what the money was for
  name text not null,
  added_at timestamptz not null,
  added_by text not null,
  undone_at timestamptz,
  undone_by text
);
create index spend_batch_list on spend_batch (workspace_id, added_at desc, id desc);

create table spend (
  workspace_id uuid not null,
  batch_id uuid not null references spend_batch on delete cascade,
  -- as the network cuts its days
  day date not null,
  channel text not null,
  -- '': of no campaign
  campaign text not null,
  -- folded (core/text.ts): by which it meets the campaign of a first touch
  campaign_key text not null,
  currency text not null,
  amount_minor bigint not null,
  -- of several batches of one origin, the latest says what a campaign cost on a day: networks correct their figures, and
  -- a file read twice counts once. An entry by hand is its own origin.
  origin text not null,
  primary key (batch_id, day, channel, campaign_key, currency)
);
create index spend_day on spend (workspace_id, day);

create table cpa_target (
  workspace_id uuid not null references workspace on delete cascade,
  -- `stage:<id>` of the lifecycle, or `event:<name>`
  action text not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  set_by text not null,
  set_at timestamptz not null,
  primary key (workspace_id, action)
);
