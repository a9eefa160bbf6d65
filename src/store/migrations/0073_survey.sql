-- Awareness measures: questions of one sentence with their answers, and what networks counted (likes, shares …).

create table survey (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- the end of its public address; one in the whole server, and ends in letters that nobody guesses
  slug text not null,
  name text not null,
  -- as core/survey/document.ts names it; once somebody has answered, only its words and its place change
  document jsonb not null,
  revision integer not null default 1,
  -- null: it was never shown
  opened_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  retired_at timestamptz
);
create unique index survey_slug on survey (slug);
create index survey_workspace on survey (workspace_id) where retired_at is null;

-- What was answered. Of somebody whose browser is known it is also the event survey:<id>, which says whose it is; else it
-- is a dated count of nobody.
create table survey_answer (
  workspace_id uuid not null,
  -- made of the survey and the page's own number: the same page sending again is the same row
  id uuid primary key,
  survey_id uuid not null references survey on delete cascade,
  answered_at timestamptz not null,
  -- repeated: whoever answered before answers again, not counted
  state text not null check (state in ('counted', 'repeated', 'spam')),
  -- ids of answers; of a scale the number
  chosen text[] not null default '{}',
  -- as typed
  words text,
  -- whether the answer says that they know us, or the problem; null: it is not asked
  says boolean,
  reasons text[] not null default '{}',
  language text not null,
  channel text,
  -- the site it stood on; null: its own page
  host text,
  -- of the browser's id, or of the visit of that day (address, agent): tells who answered before, and nobody else
  visitor bytea not null,
  -- what the flow needs to count it later, where a browser's id may be tied to it; null: nobody's
  sender jsonb,
  -- the flow has said its word about it
  settled_at timestamptz
);
create unique index survey_answer_visitor on survey_answer (survey_id, visitor) where state = 'counted';
create index survey_answer_survey on survey_answer (survey_id, answered_at desc, id desc);
create index survey_answer_waiting on survey_answer (answered_at)
  where sender is not null and settled_at is null and state = 'counted';

-- How often it was in view, by day of the workspace's zone: counts alone, of nobody.
create table survey_look (
  workspace_id uuid not null,
  survey_id uuid not null references survey on delete cascade,
  day date not null,
  -- '': not told
  channel text not null,
  looks integer not null,
  primary key (survey_id, day, channel)
);

-- What was typed, or came by a file or the API, together; taken back and brought back together.
create table signal_batch (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  source text not null check (source in ('hand', 'file', 'api')),
  -- of the file, or what somebody called it
  name text not null,
  created_at timestamptz not null,
  created_by text not null,
  undone_at timestamptz,
  undone_by text
);
create index signal_batch_workspace on signal_batch (workspace_id, created_at desc, id desc);

-- What a network counted on a day, tied to nobody. Said again for the same day, kind, network, campaign and page, the
-- newest batch holds; when it is taken back, the one before it does.
create table signal (
  workspace_id uuid not null,
  batch_id uuid not null references signal_batch on delete cascade,
  day date not null,
  kind text not null,
  network text not null,
  -- '': all of it
  campaign text not null default '',
  url text not null default '',
  count integer not null check (count >= 0),
  primary key (batch_id, day, kind, network, campaign, url)
);
create index signal_day on signal (workspace_id, day);
