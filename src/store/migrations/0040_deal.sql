-- Deals: what sellers work on. A deal is the fold of its deal_event rows (core/deal/fold.ts); every other table here is
-- written from them by actions/deal/write.ts, or is a list that people keep.

-- What was said and done about a deal, in (at, id) order. Never changed; an undone one is withdrawn.
create table deal_event (
  workspace_id uuid not null,
  id uuid primary key,
  deal_id uuid not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  -- names its cause once and for all: what is sent again counts once
  message_id text not null,
  kind text not null,
  data jsonb not null,
  -- who said it: {by, byId}, as events of people keep it
  said_by jsonb not null default '{}',
  import_id uuid,
  withdrawn_at timestamptz
);
create unique index deal_event_message on deal_event (workspace_id, message_id);
create index deal_event_deal on deal_event (deal_id, at, id);
create index deal_event_import on deal_event (import_id) where import_id is not null;

create table deal (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- the id it has in another system, by which imports find it again
  external_id text,
  name text not null,
  account_id uuid references account on delete set null,
  pipeline text not null,
  -- null: out of the order, in `outcome`
  stage text,
  outcome text,
  status text not null check (status in ('open', 'won', 'lost')),
  pass integer not null default 1,
  -- furthest stage of the running pass
  furthest text,
  reason text,
  opened_at timestamptz not null,
  -- the first clock: since when in this stage or outcome
  stage_since timestamptz not null,
  -- won or lost, of the running pass
  closed_at timestamptz,
  -- the second and third clock: their last word, our last action, and what each was: {what, eventId, person}
  theirs_at timestamptz,
  theirs jsonb,
  ours_at timestamptz,
  ours jsonb,
  -- no foreign key: the name outlives the colleague; an imported agent has a name only
  owner_id uuid,
  owner_name text,
  team text,
  amount_minor bigint,
  currency text,
  -- in the workspace's currency, by the rate of the day it closed, else the newest; null: no amount, or no rate
  base_minor bigint,
  close_date date,
  -- first touch of its people, where nobody said otherwise
  source text,
  campaign text,
  renewal_date date,
  why_us text,
  tags text[] not null default '{}',
  competitors text[] not null default '{}',
  links jsonb not null default '[]',
  custom jsonb not null default '{}',
  -- gates ticked by hand: {gate: {at, by}}
  checks jsonb not null default '{}',
  -- newest answer by letter: {budget: {answer, at, person, source, confidence, …}}
  bant jsonb not null default '{}',
  -- newest proof of the sale: {what, reference, at}
  signed jsonb,
  -- earliest open task or meeting; kept by those who write them
  next_step_at timestamptz,
  -- folded words of name, company and people
  words text not null default '',
  -- rises with each change: whoever writes on an old one is told
  revision integer not null,
  import_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index deal_board on deal (workspace_id, pipeline, status, stage);
create index deal_account on deal (account_id) where account_id is not null;
create index deal_owner on deal (workspace_id, owner_id) where owner_id is not null;
create index deal_closed on deal (workspace_id, pipeline, closed_at) where closed_at is not null;
create unique index deal_external on deal (workspace_id, external_id) where external_id is not null;

-- The buying group. A merged person is found through person.merged_into.
create table deal_person (
  workspace_id uuid not null references workspace on delete cascade,
  deal_id uuid not null references deal on delete cascade,
  person_id uuid not null references person on delete cascade,
  -- decision_maker, champion, user, finance, technical, legal, blocker
  roles text[] not null default '{}',
  -- supports, neutral, against, unknown
  stance text not null default 'unknown',
  note text,
  since timestamptz not null,
  primary key (deal_id, person_id)
);
create index deal_person_person on deal_person (person_id);

-- What is sold. Price in minor units of its currency.
create table product (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  name text not null,
  code text,
  price_minor bigint,
  currency text,
  -- other spellings under which imports know it
  aliases text[] not null default '{}',
  created_at timestamptz not null,
  retired_at timestamptz
);
create unique index product_name on product (workspace_id, lower(name));

create table deal_product (
  workspace_id uuid not null references workspace on delete cascade,
  deal_id uuid not null references deal on delete cascade,
  product_id uuid not null references product on delete cascade,
  quantity numeric not null default 1 check (quantity > 0),
  -- of one, minor units of the deal's currency; null: the product's own
  price_minor bigint,
  primary key (deal_id, product_id)
);
create index deal_product_product on deal_product (product_id);

-- What one unit of a currency is worth in the workspace's currency, from that day on.
create table currency_rate (
  workspace_id uuid not null references workspace on delete cascade,
  currency text not null,
  day date not null,
  rate numeric not null check (rate > 0),
  primary key (workspace_id, currency, day)
);

-- Fields that the team has defined for deals; values are facts of the deal under `key`.
create table deal_field (
  workspace_id uuid not null references workspace on delete cascade,
  key text not null,
  label text not null,
  kind text not null check (kind in ('text', 'number', 'date', 'boolean', 'choice')),
  options text[] not null default '{}',
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (workspace_id, key)
);
