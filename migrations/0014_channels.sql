-- Channels: where the digest goes besides mail, as messages to a community or a program.

-- kind: 'slack', 'discord', 'matrix', 'mastodon', 'webhook'. period: 'daily', 'weekly'. state: 'active', 'paused' by an admin,
-- 'disabled' by itself. categories and keywords are JSON lists; both empty: all papers.
create table channel (
  id text primary key,
  name text not null,
  kind text not null,
  -- Where messages go. With Slack and Discord whoever knows it can write there.
  address text not null,
  -- The token of Matrix and Mastodon, or what signs for webhooks; else null.
  secret text,
  -- JSON, by kind: the room, who may see it, how long a message may be.
  options text not null,
  period text not null,
  -- From this hour (0 to 23) of the time zone on.
  hour bigint not null,
  timezone text not null,
  categories text not null,
  keywords text not null,
  -- At most so many in one digest.
  most_papers bigint not null,
  state text not null,
  -- Why it is disabled.
  reason text,
  -- Since when nothing has arrived there; null while things arrive.
  failing_since bigint,
  -- The last day, in the time zone, for which it was decided what to send.
  decided_on text,
  created_at bigint not null
);

-- One a channel, period and edition; tests beside them. state: 'waiting', 'sending', 'sent', 'failed', 'doubtful'.
create table channel_delivery (
  id text primary key,
  channel_id text not null references channel (id),
  -- 'daily', 'weekly' or 'test'.
  period text not null,
  -- The edition's day, of a week its Sunday; of a test its own id.
  day text not null,
  state text not null,
  attempts bigint not null,
  -- While it waits: not before. While it is sent: since when.
  due_at bigint not null,
  created_at bigint not null,
  sent_at bigint,
  -- The messages as they are sent (JSON list), composed at the first try; emptied after a month.
  messages text,
  -- What the service called those that arrived (JSON list), in their order: the rest is still to be sent.
  arrived text not null,
  -- Grows when all of it is sent once more: services then take it for something new.
  round bigint not null,
  -- Since when nobody knows whether the message under way arrived; null where that is known.
  unsure_since bigint,
  -- Of the last try: when, the answer's status, milliseconds, how the answer begins; or why there was none.
  tried_at bigint,
  status bigint,
  took_ms bigint,
  answer text,
  problem text
);
create unique index channel_delivery_once on channel_delivery (channel_id, period, day);
create index channel_delivery_due on channel_delivery (state, due_at, id);
create index channel_delivery_by_channel on channel_delivery (channel_id, created_at);

-- Papers that a channel was sent, in their order: none is sent there again.
create table channel_paper (
  channel_id text not null references channel (id),
  paper_id text not null,
  delivery_id text not null references channel_delivery (id),
  place bigint not null,
  primary key (channel_id, paper_id)
);
create index channel_paper_by_delivery on channel_paper (delivery_id, place);
