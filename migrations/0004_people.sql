-- Members of this site: who they are, how they sign in, what they may do. The tables member, session, account and
-- verification are those of the library for accounts, with its columns: dates are ISO text there, booleans 0/1.

-- id is that of the row in person, whose name is the handle. name repeats the handle.
create table member (
  id text primary key,
  name text not null,
  -- Equal for names that could be taken for each other. Of those who left only a hash stays.
  likeness text not null unique,
  email text not null unique,
  email_verified bigint not null,
  image text,
  created_at text not null,
  updated_at text not null,
  -- 'reader', 'curator', 'moderator', 'admin'
  role text not null,
  -- 'active', 'unnamed' (signed in by a service, chose no name yet), 'suspended' (until suspended_until), 'banned',
  -- 'leaving' (while what is theirs is deleted), 'deleted'
  state text not null,
  suspended_until bigint,
  -- Made in the shell or invited: limits for new accounts don't hold.
  vouched bigint not null
);

create table session (
  id text primary key,
  user_id text not null references member (id),
  token text not null unique,
  expires_at text not null,
  created_at text not null,
  updated_at text not null,
  ip_address text,
  user_agent text
);
create index session_by_user on session (user_id);

-- Ways to sign in: provider_id 'credential' is a password (hashed), others are services.
create table account (
  id text primary key,
  user_id text not null references member (id),
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at text,
  refresh_token_expires_at text,
  scope text,
  password text,
  created_at text not null,
  updated_at text not null
);
create index account_by_user on account (user_id);
create index account_by_provider on account (provider_id, account_id);

create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at text not null,
  created_at text not null,
  updated_at text not null
);
create index verification_by_identifier on verification (identifier);

-- One row for each secret that is accepted; the newest signs. Never leaves the store but in a backup.
create table secret_key (
  id text primary key,
  value text not null,
  created_at bigint not null
);

-- Links that work once: the owner's link that the server prints, and those of mails. purpose: 'owner', 'sign-up',
-- 'sign-in', 'password', 'address'.
create table sign_in_link (
  token_hash text primary key,
  purpose text not null,
  member_id text references member (id),
  -- The mail address to which it was sent.
  address text,
  -- JSON: what is done by it.
  details text,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index sign_in_link_by_member on sign_in_link (member_id);

create table api_token (
  id text primary key,
  person_id text not null references person (id),
  name text not null,
  token_hash text not null unique,
  -- JSON list; null: whatever its person may do.
  scopes text,
  created_at bigint not null,
  last_used_at bigint,
  expires_at bigint
);
create index api_token_by_person on api_token (person_id);

create table invitation (
  token_hash text primary key,
  role text not null,
  invited_by text references person (id),
  created_at bigint not null,
  expires_at bigint not null,
  used_by text references person (id),
  used_at bigint
);

-- Mails wait here until they are sent; state: 'waiting', 'sending', 'sent', 'failed', 'doubtful'.
create table mail (
  id text primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  kind text not null,
  state text not null,
  attempts bigint not null,
  send_at bigint not null,
  created_at bigint not null,
  sent_at bigint,
  last_error text
);
create index mail_by_state on mail (state, send_at);

-- Attempts that are counted against a limit: a key (what, and by whom), and the window in which they happened.
create table attempt (
  key text not null,
  window_start bigint not null,
  attempts bigint not null,
  primary key (key, window_start)
);
