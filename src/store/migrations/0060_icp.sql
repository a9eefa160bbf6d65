-- Who we want: worksheets of the ideal customer, customers' own phrases, and the ICP somebody is working on.

create table icp_worksheet (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  name text not null,
  -- the product or market it is for; empty: all
  scope text not null default '',
  -- {question: words}; questions are those of core/icp/worksheet.ts
  answers jsonb not null default '{}',
  -- the one offered elsewhere; null: not in force
  in_force_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  removed_at timestamptz
);
create index icp_worksheet_workspace on icp_worksheet (workspace_id, created_at);
create unique index icp_worksheet_in_force on icp_worksheet (workspace_id) where in_force_at is not null;

create table icp_phrase (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- in their words
  said text not null,
  tag text not null check (tag in ('problem', 'wish', 'objection', 'benefit', 'wording')),
  source text not null check (source in ('call', 'mail', 'review', 'meeting', 'deal', 'survey', 'other')),
  -- where it can be read or heard again; empty: nowhere
  link text not null default '',
  -- who said it, and of which deal; null: not known
  person_id uuid references person on delete set null,
  deal_id uuid references deal on delete set null,
  said_on date,
  -- what it was kept from, so that it is offered once: `objection:<id>`, `answer:<event id>`
  origin text,
  -- folded, for search
  words text not null,
  created_at timestamptz not null,
  created_by text not null,
  removed_at timestamptz
);
create index icp_phrase_workspace on icp_phrase (workspace_id, created_at desc) where removed_at is null;
create unique index icp_phrase_origin on icp_phrase (workspace_id, origin) where origin is not null and removed_at is null;
create index icp_phrase_person on icp_phrase (person_id) where person_id is not null;
create index icp_phrase_deal on icp_phrase (deal_id) where deal_id is not null;

-- One for the whole team: what the ICP would be, on which version of the blueprint it was begun.
create table icp_draft (
  workspace_id uuid primary key references workspace on delete cascade,
  condition jsonb not null,
  base integer not null,
  changed_at timestamptz not null,
  changed_by text not null
);
