-- A period for what forms took in: what was typed goes, that something was sent stays as a number until its look goes too.
alter table form_submission add emptied_at timestamptz;
create index form_submission_age on form_submission (workspace_id, received_at) where state <> 'spam';
create index form_visit_age on form_visit (workspace_id, seen_at);

-- Who is told that a form brought somebody: these members, and (tell_owner) whoever looks after the person.
create table form_watcher (
  workspace_id uuid not null references workspace on delete cascade,
  form_id uuid not null references form on delete cascade,
  user_id uuid not null references auth_user on delete cascade,
  primary key (form_id, user_id)
);
alter table form add tell_owner boolean not null default true;
-- members were told of it, or it is too old to tell
alter table form_submission add told_at timestamptz;
update form_submission set told_at = received_at;
create index form_submission_untold on form_submission (workspace_id, received_at)
  where told_at is null and state in ('counted', 'cleared');

-- What a member is still to be mailed of; gone with the mail.
create table form_news (
  workspace_id uuid not null references workspace on delete cascade,
  user_id uuid not null references auth_user on delete cascade,
  submission_id uuid not null references form_submission on delete cascade,
  primary key (user_id, submission_id)
);
-- whether somebody wants such mails; the app tells them in any case
alter table digest_choice add forms boolean not null default true;
