-- Sign-in (better-auth's tables, as its compileMigrations() prints them), membership and set-up.

create table auth_user (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp,
  -- language of the screens and of mails: en, ko, ru; null: as the browser asks
  locale text
);

create table auth_session (
  id uuid primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id uuid not null references auth_user on delete cascade
);
create index auth_session_user_id_idx on auth_session (user_id);

-- ways to sign in: a password (hashed by better-auth), later passkeys and OIDC
create table auth_credential (
  id uuid primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references auth_user on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index auth_credential_user_id_idx on auth_credential (user_id);

create table auth_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index auth_verification_identifier_idx on auth_verification (identifier);

create table auth_rate_limit (
  id uuid primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);

-- the key that signs session cookies, made at the first start unless HOURGLASS_SECRET gives one
create table auth_secret (
  name text primary key,
  value text not null,
  created_at timestamptz not null default now()
);

create table workspace_member (
  workspace_id uuid not null references workspace on delete cascade,
  user_id uuid not null references auth_user on delete cascade,
  role text not null check (role in ('admin', 'marketer', 'sdr', 'seller', 'manager', 'success', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index workspace_member_user on workspace_member (user_id);

-- The one-time link of a server that nobody owns yet; only the newest is good.
create table setup_token (
  hash bytea primary key,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
