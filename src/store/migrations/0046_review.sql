-- Hygiene of deals, weekly reviews, and what is asked of stages.

-- How long past stays of a stage lasted, the last first, without looking at those of people.
create index stage_interval_ended on stage_interval (workspace_id, model, stage, left_at desc) include (entered_at)
  where subject_kind = 'deal' and superseded_at is null and left_at is not null;
-- Words of theirs, the last first, and the one before each in its deal.
create index deal_event_theirs on deal_event (workspace_id, at desc) include (deal_id)
  where kind = 'touched' and data ->> 'side' = 'theirs' and withdrawn_at is null;
create index deal_event_theirs_of on deal_event (deal_id, at desc)
  where kind = 'touched' and data ->> 'side' = 'theirs' and withdrawn_at is null;

-- A review: a manager goes through what needs attention, one by one.
create table deal_review (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- null: all
  pipeline text,
  owner text,
  state text not null check (state in ('running', 'paused', 'done')),
  -- each step is explained once
  guided boolean not null,
  started_at timestamptz not null,
  -- no foreign key: the name outlives the colleague
  started_by uuid,
  started_by_name text not null,
  -- who was there: [{id, name}]; id null: somebody without an account here
  present jsonb not null default '[]',
  -- what was spent on it, counted between one deed and the next
  seconds integer not null default 0,
  -- the last deed while it runs; null while it is paused
  seen_at timestamptz,
  finished_at timestamptz,
  note text,
  -- how things stood when it began: {open, troubled, kinds: {…}}
  stood jsonb not null,
  revision integer not null default 1
);
create index deal_review_started on deal_review (workspace_id, started_at desc, id desc);

-- What a review goes through, in the order of `place`, as it stood when the review began.
create table deal_review_item (
  workspace_id uuid not null references workspace on delete cascade,
  review_id uuid not null references deal_review on delete cascade,
  place integer not null,
  part text not null check (part in ('attention', 'moving', 'lost', 'won')),
  -- no foreign key: the review stays true when a deal is gone
  deal_id uuid not null,
  -- {name, company, owner, stage, amountMinor, currency, baseMinor, status}
  deal jsonb not null,
  -- why it is here
  why jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'decided', 'skipped')),
  decision text check (decision in ('keep', 'push', 'close_date', 'owner', 'lose', 'coach')),
  note text,
  -- {closeDate}, {ownerId, ownerName}, {outcome, reason}
  detail jsonb not null default '{}',
  seconds integer not null default 0,
  at timestamptz,
  by_name text,
  task_id uuid,
  -- what it wrote of the deal, so that it can be taken back
  event_ids uuid[] not null default '{}',
  primary key (review_id, place)
);
create index deal_review_item_deal on deal_review_item (deal_id);

-- What was asked of a stage: `leak`, what we promise where people leave; `test`, why the stage is there at all.
create table stage_question (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  pipeline text not null,
  stage text not null,
  kind text not null check (kind in ('leak', 'test')),
  -- by the name of the question
  answers jsonb not null,
  -- yes, no; null: not answered
  meets_need boolean,
  meets_goal boolean,
  -- what was changed, by whom, from which day on
  change text,
  change_by text,
  change_day date,
  opened_at timestamptz not null,
  opened_by text not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  revision integer not null default 1
);
create index stage_question_stage on stage_question (workspace_id, pipeline, stage, opened_at desc);
