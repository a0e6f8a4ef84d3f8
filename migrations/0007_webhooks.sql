-- Addresses that are told what happens here, what they are told, and how that went.

-- Papers that came by harvest or submission, as batches in the order of the store's changes; whoever tells of them takes
-- the rows away. Files that are imported leave none.
create table paper_addition (
  change_seq bigint primary key,
  paper_ids text not null
);

-- state: 'active', 'paused' by an admin, 'disabled' by itself, 'deleted' until the night. events and categories are JSON lists; no categories: all.
create table webhook (
  id text primary key,
  url text not null,
  events text not null,
  categories text not null,
  state text not null,
  -- Why it is disabled.
  reason text,
  secret text not null,
  -- Signs beside the new one until then.
  previous_secret text,
  previous_until bigint,
  -- Since when nothing has arrived there; null while things arrive.
  failing_since bigint,
  created_by text references person (id),
  created_at bigint not null
);

-- subject: the comment or the day that it is about. content: what is told of, as JSON; body: the bytes that are sent,
-- written at the first sending, and taken back when what they say must not be said any more.
create table webhook_event (
  id text primary key,
  type text not null,
  at bigint not null,
  subject text not null,
  content text not null,
  body text
);
create index webhook_event_by_subject on webhook_event (subject);
create index webhook_event_by_time on webhook_event (at);

-- state: 'waiting', 'sending', 'delivered', 'failed'
create table webhook_delivery (
  id text primary key,
  webhook_id text not null references webhook (id),
  event_id text not null references webhook_event (id),
  state text not null,
  attempts bigint not null,
  -- While it waits: not before. While it is sent: until then it is its sender's alone.
  due_at bigint not null,
  created_at bigint not null,
  -- Of the last try: when, the answer's status, milliseconds, how the answer begins; or why there was none.
  tried_at bigint,
  status bigint,
  took_ms bigint,
  answer text,
  problem text
);
create index webhook_delivery_due on webhook_delivery (state, due_at);
create index webhook_delivery_by_webhook on webhook_delivery (webhook_id, created_at);
create index webhook_delivery_by_event on webhook_delivery (event_id);
create index webhook_delivery_by_time on webhook_delivery (created_at);

-- Papers of the last days' lists that were told of; an empty paper_id: the closing of that day's edition.
create table webhook_told (
  day text not null,
  paper_id text not null,
  primary key (day, paper_id)
);
