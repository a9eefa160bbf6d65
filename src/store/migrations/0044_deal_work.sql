-- What stands in the way of a deal: doubts that were raised, and proofs that were asked for before the purchase.

create table objection (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  deal_id uuid not null references deal on delete cascade,
  -- who raised it; null: not known
  person_id uuid references person on delete set null,
  kind text not null check (kind in ('price', 'timing', 'need', 'trust', 'competitor', 'authority', 'product', 'risk', 'other')),
  -- in their words
  said text not null,
  -- what we answered; null: nothing yet
  answer text,
  -- what happened next, in words
  next text,
  -- open: nobody knows yet; settled: no longer in the way; stands: it still is
  state text not null default 'open' check (state in ('open', 'settled', 'stands')),
  raised_at timestamptz not null,
  by text,
  changed_at timestamptz not null,
  removed_at timestamptz
);
create index objection_deal on objection (deal_id);
create index objection_kind on objection (workspace_id, kind, changed_at) where removed_at is null;

create table proof (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  deal_id uuid not null references deal on delete cascade,
  -- who asked for it; null: not known
  person_id uuid references person on delete set null,
  -- what they want to see
  what text not null,
  -- the colleague who owes it; no foreign key: the name outlives the colleague
  owner_id uuid,
  owner_name text,
  due date,
  asked_at timestamptz not null,
  by text,
  -- null: still owed
  given_at timestamptz,
  link text,
  removed_at timestamptz
);
create index proof_deal on proof (deal_id);
create index proof_owed on proof (workspace_id, due) where given_at is null and removed_at is null;

-- Answers to questions, for the answers kept by question.
create index deal_event_answer on deal_event (workspace_id, kind) where kind in ('answered', 'said');
