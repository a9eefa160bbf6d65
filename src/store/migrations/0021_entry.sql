-- Entry: second factor, passkeys, invitations, password resets, API keys, and an audit that can be asked.

-- better-auth's two-factor and passkey plugins, under names of ours
alter table auth_user add column two_factor_enabled boolean not null default false;

create table auth_second_factor (
  id uuid primary key,
  user_id uuid not null unique references auth_user on delete cascade,
  -- both encrypted with the server's secret
  secret text not null,
  backup_codes text not null,
  -- false until the first code was right
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

create table auth_passkey (
  id uuid primary key,
  user_id uuid not null references auth_user on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null unique,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz default current_timestamp,
  aaguid text
);
create index auth_passkey_user on auth_passkey (user_id);

create table invitation (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  -- lower case
  email text not null,
  role text not null check (role in ('admin', 'marketer', 'sdr', 'seller', 'manager', 'success', 'viewer')),
  -- of the mail and the page: en, ko, ru
  language text not null,
  -- sha256 of the link's token; a new link replaces it
  hash bytea not null unique,
  invited_by uuid references auth_user on delete set null,
  created_at timestamptz not null default now(),
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references auth_user on delete set null,
  revoked_at timestamptz
);
create unique index invitation_open on invitation (workspace_id, email) where accepted_at is null and revoked_at is null;

create table password_reset (
  -- sha256 of the link's token
  hash bytea primary key,
  user_id uuid not null references auth_user on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_reset_user on password_reset (user_id);

-- How often something was tried in a window of time, such as the current password by one session.
create table attempt (
  -- sha256 of what is counted: no address stands here in the open
  key bytea primary key,
  started_at timestamptz not null,
  count integer not null
);

-- A key that acts for a member (personal) or for a program (service), never further than its holder's role.
create table api_key (
  workspace_id uuid not null references workspace on delete cascade,
  id uuid primary key,
  kind text not null check (kind in ('personal', 'service')),
  name text not null,
  -- whose role bounds it: its maker; a service key passes to whoever removes its maker
  holder_id uuid not null references auth_user on delete cascade,
  -- permissions of core/permission.ts
  scopes text[] not null,
  -- sha256 of the key
  hash bytea not null unique,
  -- its first characters
  shown text not null,
  created_at timestamptz not null default now(),
  -- null: never
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_key_workspace on api_key (workspace_id);
create index api_key_holder on api_key (holder_id);

-- the viewer reads newest first, by actor or by verb
create index audit_time on audit (workspace_id, at desc, id desc);
create index audit_actor on audit (workspace_id, actor, at desc, id desc);
create index audit_verb on audit (workspace_id, verb, at desc, id desc);
drop index audit_workspace;
