-- Meetings: what was agreed with whom, its invitation as calendars keep it, how it was prepared and how it went.
create table meeting (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  deal_id uuid references deal on delete cascade,
  account_id uuid references account on delete set null,
  title text not null,
  how text not null check (how in ('in_person', 'phone', 'video', 'chat')),
  -- an address, a number or a link
  place text not null default '',
  agenda text not null default '',
  starts_at timestamptz not null,
  minutes integer not null check (minutes between 5 and 1440),
  -- IANA zone in which the invitation is written
  zone text not null,
  language text not null,
  -- no foreign key: the name outlives the colleague
  organizer_id uuid,
  organizer_name text not null,
  organizer_email text not null,
  -- [{person, name, email, comes}], as they were invited; comes: null until it is known
  attendees jsonb not null default '[]',
  -- iCalendar (RFC 5545): the same for all versions of one meeting, and how often it was changed
  uid text not null,
  sequence integer not null default 0,
  invited boolean not null default false,
  state text not null check (state in ('planned', 'attended', 'missed', 'cancelled')),
  outcome_note text,
  -- {notes: {…}, done: {…}}
  prep jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- rises with each change: whoever writes on an old one is told
  revision integer not null default 1
);
create unique index meeting_uid on meeting (workspace_id, uid);
create index meeting_when on meeting (workspace_id, starts_at);
create index meeting_deal on meeting (deal_id) where deal_id is not null;

create table meeting_person (
  workspace_id uuid not null references workspace on delete cascade,
  meeting_id uuid not null references meeting on delete cascade,
  person_id uuid not null references person on delete cascade,
  primary key (meeting_id, person_id)
);
create index meeting_person_person on meeting_person (person_id);

-- An invitation that goes with a mail: {method, content}
alter table mail add column calendar jsonb;
