-- Passkeys, the kinds of notification that somebody wants no mail of, and names of recorded people by their likeness.

create table passkey (
  id text primary key,
  member_id text not null references member (id),
  -- As its authenticator names it, and its public key (COSE): base64url.
  credential_id text not null unique,
  public_key text not null,
  -- Of signatures; 0 for authenticators that don't count.
  counter bigint not null,
  -- JSON list: how a browser reaches the authenticator.
  transports text not null,
  -- What its owner calls it.
  name text not null,
  -- 1: its authenticator keeps it elsewhere, too, so that it isn't lost with a device.
  backed_up bigint not null,
  created_at bigint not null,
  last_used_at bigint
);
create index passkey_by_member on passkey (member_id);

-- What an authenticator is asked to sign, once. purpose: 'sign-in', 'add' (by this member).
create table passkey_challenge (
  challenge_hash text primary key,
  purpose text not null,
  member_id text references member (id),
  created_at bigint not null,
  expires_at bigint not null
);
create index passkey_challenge_by_member on passkey_challenge (member_id);

-- A row: notifications of this kind come without a mail.
create table mail_off (
  person_id text not null references person (id),
  kind text not null,
  primary key (person_id, kind)
);

-- What src/accounts/handles.ts makes of names that look alike.
create index person_by_likeness on person (
  replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(name_key, '-', ''), '_', ''), '.', ''), ' ', ''), 'rn', 'm'), 'vv', 'w'), '0', 'o'), '1', 'l'), 'i', 'l'), '5', 's'), '8', 'b'), '2', 'z')
);

create index notification_by_paper on notification (paper_id, kind);
