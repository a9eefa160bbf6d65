-- Tasks, what was logged of calls, mails and meetings, hand-offs that are answered by a deadline, and who gets them.

-- Something to be done about a person, a deal or a company.
create table task (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null
    check (kind in ('call', 'mail', 'meeting', 'todo', 'handoff', 'contract', 'proof', 'referral', 'rehearsal')),
  -- in somebody's words; empty: its kind says enough
  title text not null default '',
  note text,
  person_id uuid references person on delete cascade,
  deal_id uuid references deal on delete cascade,
  account_id uuid references account on delete cascade,
  -- the day in the workspace's zone when it was set, and the moment: by the clock where `timed`, else where the day begins
  due_day date not null,
  due_at timestamptz not null,
  timed boolean not null default false,
  -- said to them
  promised boolean not null default false,
  -- no foreign key: the name outlives the colleague. Null: whoever comes first
  assignee_id uuid,
  assignee_name text,
  -- which attempt of the follow-up plan
  attempt integer check (attempt > 0),
  source text not null default 'hand' check (source in ('hand', 'plan', 'trigger', 'handoff', 'proposal')),
  -- names what brought it about once and for all: not made twice
  cause text,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  snoozed integer not null default 0,
  created_at timestamptz not null,
  created_by text not null,
  created_by_id text not null,
  done_at timestamptz,
  done_by text,
  -- rises with each change: whoever writes on an old one is told
  revision integer not null default 1
);
create unique index task_cause on task (workspace_id, cause) where cause is not null;
create index task_open on task (workspace_id, due_at, id) where state = 'open';
create index task_assignee on task (workspace_id, assignee_id, due_at) where state = 'open';
create index task_done on task (workspace_id, done_at desc, id) where state <> 'open';
create index task_person on task (person_id) where person_id is not null;
create index task_deal on task (deal_id) where deal_id is not null;
create index task_account on task (account_id) where account_id is not null;

-- A call, mail or meeting as a colleague logged it: what it wrote elsewhere, so that it can be taken back.
create table touch (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  person_id uuid references person on delete cascade,
  deal_id uuid references deal on delete cascade,
  kind text not null check (kind in ('call', 'mail', 'meeting')),
  outcome text not null,
  -- they said something themselves: attempts are counted anew from here
  reached boolean not null,
  ours boolean not null,
  attempt integer,
  note text,
  at timestamptz not null,
  logged_at timestamptz not null,
  by_id text not null,
  by_name text not null,
  -- the task that it did, and the one that it planned
  task_id uuid references task on delete set null,
  next_task_id uuid references task on delete set null,
  -- the event of the person that says it, or those of the deal
  message_id text,
  deal_event_ids uuid[] not null default '{}',
  withdrawn_at timestamptz
);
create index touch_person on touch (person_id, at) where person_id is not null;
create index touch_deal on touch (deal_id, at) where deal_id is not null;
create index touch_at on touch (workspace_id, at desc);

-- How the team follows up (core/task/plan.ts); no row: the plan that comes with the product.
create table follow_up (
  workspace_id uuid primary key references workspace on delete cascade,
  plan jsonb not null,
  within jsonb not null,
  work_from numeric not null,
  work_until numeric not null
);

-- Who gets what is handed over, asked in order of `place`; the first rule that finds somebody decides.
create table routing_rule (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  place integer not null,
  name text not null,
  team text check (team in ('sdr', 'sales', 'success', 'account_owner')),
  condition jsonb,
  way text not null check (way in ('round_robin', 'least_loaded', 'account_owner', 'person')),
  members uuid[] not null default '{}',
  -- whose turn it was last; read and written under a lock on the row, so that turns are fair
  last_id uuid,
  created_at timestamptz not null
);
create index routing_rule_place on routing_rule (workspace_id, place);

-- Hand-offs: to whom and why, by when, what was known at that moment, and what was answered.
alter table effect
  add column assignee_id uuid,
  -- {userId, name, rule, way, load}: why it is theirs
  add column assigned jsonb,
  add column due_at timestamptz,
  -- why they were handed over, what they read, who else is there: as it stood when it was opened
  add column evidence jsonb,
  add column answer text check (answer in ('accepted', 'qualified', 'returned')),
  add column answered_by text,
  add column answer_reason text,
  add column answer_note text,
  -- since when it is known that the deadline has passed
  add column overdue_told_at timestamptz;
create index effect_due on effect (workspace_id, due_at) where state = 'open' and due_at is not null;
create index effect_assignee on effect (workspace_id, assignee_id) where state = 'open' and assignee_id is not null;

-- what was accepted or returned by an event, and stood open all the same
update effect e set state = 'done', done_at = now(), detail = e.detail || '{"closedBy": "migration"}'
  from person p join person_fold f on f.person_id = coalesce(p.merged_into, p.id)
 where e.person_id = p.id and e.kind = 'handoff' and e.state = 'open' and not f.handoff;
