-- Mail that came back, and complaints about mail.
create table bounce (
  -- Of the mail and the kind or, where no mail is named, of the report: the same said twice is one row.
  id text primary key,
  -- In lower case.
  email text not null,
  -- 'soft', 'hard', 'complaint'.
  kind text not null,
  -- 1: it names a mail of ours by something that only its recipient knows, or who says it showed the secret.
  proven bigint not null,
  -- Where it came from: 'mailbox', 'webhook', 'command', 'refusal'.
  source text not null,
  -- The mail: 'm' with the id of one of the outbox, 'd' with that of a digest.
  mail text,
  mail_sent_at bigint,
  -- Enhanced status code such as 5.1.1.
  status text,
  -- What the other server said.
  detail text,
  received_at bigint not null,
  -- 0 once the address was taken off the list: what came back before counts no more.
  counted bigint not null
);
create index bounce_by_email on bounce (email, received_at);
create index bounce_by_time on bounce (received_at, id);

-- What was written to an address lately is asked for each report.
create index mail_by_recipient on mail (recipient, sent_at);
