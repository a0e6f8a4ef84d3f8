-- The digest: who gets it by mail, what they were sent, and addresses that are never written to.

-- state: 'unconfirmed', 'confirmed', 'unsubscribed'. period: 'daily', 'weekly', 'off'.
create table subscription (
  id text primary key,
  -- In lower case.
  email text not null,
  state text not null,
  period text not null,
  -- From this hour (0 to 23) of the time zone on.
  hour bigint not null,
  timezone text not null,
  -- JSON lists; both empty: all papers.
  categories text not null,
  keywords text not null,
  -- Nothing before this day, in the time zone.
  paused_until text,
  created_at bigint not null,
  -- When the button of the confirmation was pressed.
  consented_at bigint,
  unsubscribed_at bigint,
  -- Of the link that confirms: works once, and until then.
  token_hash text,
  token_expires_at bigint,
  -- The last day, in the time zone, for which it was decided what to send.
  decided_on text
);
create unique index subscription_by_email on subscription (email);
create unique index subscription_by_token on subscription (token_hash);
create index subscription_by_zone on subscription (state, timezone, hour);

-- Outlives the subscription: a keyed hash, from which no address can be read.
create table suppressed_address (
  address_hash text primary key,
  -- 'asked' by who has it, or set by an 'admin'.
  reason text not null,
  created_at bigint not null
);

-- One a recipient, period and edition. state: 'waiting', 'sending', 'sent', 'failed', 'doubtful', 'dropped'.
create table digest_delivery (
  id text primary key,
  subscription_id text not null references subscription (id),
  period text not null,
  -- The edition's day; of a week its Sunday.
  day text not null,
  -- Of the recipient: so many a while go to one.
  domain text not null,
  state text not null,
  attempts bigint not null,
  -- While it waits: not before. While it is sent: since when.
  due_at bigint not null,
  created_at bigint not null,
  sent_at bigint,
  problem text
);
create unique index digest_delivery_once on digest_delivery (subscription_id, period, day);
-- With the id: those of one minute are many, and the first of them is asked for each time.
create index digest_delivery_due on digest_delivery (state, due_at, id);

-- Papers that somebody was sent, in their order: none is sent to them again.
create table digest_paper (
  subscription_id text not null references subscription (id),
  paper_id text not null,
  delivery_id text not null references digest_delivery (id),
  place bigint not null,
  primary key (subscription_id, paper_id)
);
create index digest_paper_by_delivery on digest_paper (delivery_id, place);

-- Where a mail’s List-Unsubscribe leads; null for those that nobody subscribes to.
alter table mail add column unsubscribe_url text;
