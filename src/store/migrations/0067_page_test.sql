-- A/B tests of landing pages: what was planned before, and how it ended. One runs at a time on a page.
create table page_test (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  page_id uuid not null references page on delete cascade,
  -- of which published version the variants are
  version integer not null,
  -- core/page/test.ts: variants with weights, conversion, days, baseline, difference, power, sample
  plan jsonb not null,
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz,
  ended_by text,
  -- the variant that was made the page, by hand; null: none was
  winner text
);
create index page_test_page on page_test (page_id, started_at desc);
create index page_test_workspace on page_test (workspace_id);
create unique index page_test_running on page_test (page_id) where ended_at is null;
