-- What conditions on people read besides: the SQL reader of the rule language (store/segment.ts) answers from these rows
-- what the fold answers from its state.

alter table person
  -- the company's domain by their work address, while they are filed under that company
  add column account_domain text,
  -- {channel, campaign, object} of the first touch whose folded text differs from the text itself
  add column first_folded jsonb;

-- waits for somebody to accept the hand-off
alter table person_fold add column handoff boolean not null default false;

-- whoever was folded before is folded once more by the job, and so fills them
update person_fold set version = 0;
