-- Searches that members keep, what each has found since, and what of it they were told.

-- mode: 'hybrid', 'lexical', 'semantic'. cadence: 'at-once', 'daily', 'weekly', 'off'.
create table saved_search (
  id text primary key,
  member_id text not null references member (id),
  name text not null,
  -- As typed, with its filters.
  query text not null,
  mode text not null,
  cadence text not null,
  created_at bigint not null,
  -- Cosine of the last of its best papers by meaning, and when it was looked up; null: not yet, or there is none.
  nearness double precision,
  nearness_at bigint,
  -- While something was found that they were not told: not to be told before.
  due_at bigint,
  told_at bigint
);
create unique index saved_search_once on saved_search (member_id, query, mode);
create index saved_search_due on saved_search (due_at) where due_at is not null;

-- What a search found. why: 'words', 'meaning'. told_at null: not told yet.
create table saved_search_paper (
  saved_search_id text not null references saved_search (id),
  paper_id text not null,
  why text not null,
  found_at bigint not null,
  told_at bigint,
  primary key (saved_search_id, paper_id)
);
create index saved_search_paper_untold on saved_search_paper (saved_search_id) where told_at is null;
create index saved_search_paper_by_time on saved_search_paper (saved_search_id, found_at);

-- A mail that looks like a letter: its HTML. Null: its paragraphs as they are. Letters go to many, and wait behind mails
-- for which somebody waits.
alter table mail add column html text;
create index mail_without_letters on mail (state, send_at) where html is null;
-- Of what a search found. Whether its member still wants it is looked up before it leaves.
alter table mail add column saved_search_id text;
create index mail_of_search on mail (saved_search_id) where saved_search_id is not null;
