-- A member's own mail address is changed by a link that went to the new one.
create table email_change (
  -- sha256 of the link's token
  hash bytea primary key,
  user_id uuid not null references auth_user on delete cascade,
  -- the new one, lower case
  email text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index email_change_user on email_change (user_id);
