-- What members do: votes, discussion, submissions, claims, and keeping it kind.

-- Counted anew from their rows whenever one changes; shown beside the recorded numbers.
alter table paper add column member_votes bigint not null default 0;
alter table paper add column member_comments bigint not null default 0;

create table vote (
  paper_id text not null references paper (id),
  person_id text not null references person (id),
  cast_at bigint not null,
  -- What it counts for in trending: less from new accounts.
  weight double precision not null,
  primary key (paper_id, person_id)
);
create index vote_by_person on vote (person_id, cast_at);

-- All votes of members on a paper, in trending, count like one vote cast at this moment: each counts half every 48 hours,
-- so that the sum of many is that of one cast later. Counted anew from the rows whenever one changes.
create table trending_vote (
  paper_id text primary key references paper (id),
  counts_as_cast_at double precision not null
);
create index trending_vote_by_moment on trending_vote (counts_as_cast_at);

-- person_id is null once its writer has gone; the thread stays readable.
create table comment (
  id text primary key,
  paper_id text not null references paper (id),
  parent_id text references comment (id),
  person_id text references person (id),
  body text not null,
  created_at bigint not null,
  edited_at bigint,
  deleted_at bigint,
  hidden_at bigint,
  hidden_reason text,
  votes bigint not null
);
create index comment_by_paper on comment (paper_id, created_at);
create index comment_by_person on comment (person_id, created_at);
create index comment_by_parent on comment (parent_id);

-- Earlier texts of edited comments.
create table comment_version (
  comment_id text not null references comment (id),
  number bigint not null,
  body text not null,
  written_at bigint not null,
  primary key (comment_id, number)
);

create table comment_vote (
  comment_id text not null references comment (id),
  person_id text not null references person (id),
  cast_at bigint not null,
  primary key (comment_id, person_id)
);

create table comment_reaction (
  comment_id text not null references comment (id),
  person_id text not null references person (id),
  reaction text not null,
  primary key (comment_id, person_id, reaction)
);

create table thread_lock (
  paper_id text primary key references paper (id),
  reason text not null,
  locked_by text references person (id),
  locked_at bigint not null
);

create table thread_mute (
  paper_id text not null references paper (id),
  person_id text not null references person (id),
  primary key (paper_id, person_id)
);

-- kind: 'reply', 'mention', 'comment', 'claim', 'submission', 'moderation'
create table notification (
  id text primary key,
  person_id text not null references person (id),
  kind text not null,
  actor_id text references person (id),
  paper_id text references paper (id),
  comment_id text references comment (id),
  sentence text,
  created_at bigint not null,
  read_at bigint,
  mailed_at bigint
);
create index notification_by_person on notification (person_id, created_at);
create index notification_unread on notification (person_id) where read_at is null;
create index notification_by_comment on notification (comment_id);

-- state: 'waiting', 'listed', 'refused', 'withdrawn'
create table submission (
  id text primary key,
  paper_id text not null references paper (id),
  person_id text references person (id),
  day text not null,
  state text not null,
  note text,
  -- Addresses of pictures and films, as JSON: the paper's once it is listed.
  media text not null,
  reason text,
  decided_by text references person (id),
  created_at bigint not null,
  decided_at bigint
);
create index submission_by_paper on submission (paper_id);
create index submission_by_state on submission (state, created_at);
create index submission_by_person on submission (person_id, created_at);

-- An author's name on a paper claimed by a member. state: 'waiting', 'approved', 'refused'
create table claim (
  id text primary key,
  paper_id text not null references paper (id),
  author_name text not null,
  person_id text not null references person (id),
  evidence text not null,
  state text not null,
  reason text,
  shown bigint not null,
  decided_by text references person (id),
  created_at bigint not null,
  decided_at bigint
);
create index claim_by_person on claim (person_id);
create index claim_by_paper on claim (paper_id);
create index claim_by_state on claim (state, created_at);

-- A person of an imported list who is a member here: only an admin says so.
create table person_link (
  recorded_id text primary key references person (id),
  member_id text not null references person (id),
  linked_by text references person (id),
  linked_at bigint not null
);
create index person_link_by_member on person_link (member_id);

-- subject_kind: 'comment', 'paper', 'person'. state: 'open', 'settled'
create table report (
  id text primary key,
  subject_kind text not null,
  subject_id text not null,
  person_id text references person (id),
  reason text not null,
  created_at bigint not null,
  state text not null,
  settled_by text references person (id),
  settled_at bigint
);
create index report_by_state on report (state, created_at);
create index report_by_subject on report (subject_kind, subject_id);

-- The public log: who did what to what, and why. undone_by names the entry that took it back.
create table moderation_entry (
  id text primary key,
  at bigint not null,
  person_id text references person (id),
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  reason text not null,
  undoes text references moderation_entry (id)
);
create index moderation_entry_by_time on moderation_entry (at);
create index moderation_entry_by_subject on moderation_entry (subject_kind, subject_id);

create table domain_ban (
  domain text primary key,
  reason text not null,
  banned_by text references person (id),
  banned_at bigint not null
);
