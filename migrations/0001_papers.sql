-- Papers, editions and the people that recorded lists name.
-- Both databases run this text. Times are milliseconds UTC or ISO text, booleans 0/1, JSON is text.

-- One row. change_seq counts the changes of papers: a number is given inside the transaction of its change,
-- so that order of commit is order of number. The epoch is new after each restore.
create table store (
  id bigint primary key,
  store_id text not null,
  epoch text not null,
  change_seq bigint not null
);

create table paper (
  id text primary key,
  source text not null,
  title text not null,
  abstract text not null,
  authors text not null,
  author_count bigint not null,
  published text,
  published_at bigint,
  updated text,
  versions text not null,
  withdrawn bigint not null,
  categories text not null,
  doi text,
  journal_ref text,
  comment text,
  licence text,
  url text,
  venues text not null,
  awards text not null,
  links text not null,
  media text not null,
  organization text,
  keywords text not null,
  ai_summary text,
  ai_summary_model text,
  discussion_id text,
  thumbnail text,
  recorded_votes bigint not null,
  recorded_comments bigint not null,
  change_seq bigint not null
);
create index paper_by_time on paper (published_at, id);
create index paper_by_change on paper (change_seq);
-- Few papers bring votes; those on no list can still trend.
create index paper_with_votes on paper (published_at) where recorded_votes > 0;
create index paper_by_source on paper (source, published_at);

create table paper_category (
  paper_id text not null references paper (id),
  category text not null,
  published_at bigint,
  primary key (paper_id, category)
);
create index paper_category_by_time on paper_category (category, published_at, paper_id);

-- Other names of a paper: scheme doi, acl, openreview … The same DOI may be claimed by two papers.
create table paper_identifier (
  scheme text not null,
  value text not null,
  paper_id text not null references paper (id),
  primary key (scheme, value, paper_id)
);
create index paper_identifier_by_paper on paper_identifier (paper_id);

-- kind: 'recorded' (named by an imported list, can't sign in) or 'member'.
create table person (
  id text primary key,
  kind text not null,
  name text not null,
  name_key text not null,
  fullname text,
  avatar_url text,
  details text not null
);
create index person_by_name on person (name_key);

create table edition_entry (
  day text not null,
  paper_id text not null references paper (id),
  place bigint,
  entered_at bigint,
  submitted_by text references person (id),
  recorded_votes bigint not null,
  recorded_comments bigint not null,
  author_participates bigint,
  primary key (day, paper_id)
);
create index edition_entry_by_paper on edition_entry (paper_id);
create index edition_entry_by_submitter on edition_entry (submitted_by, day);

-- How far each file was read: what makes an interrupted import go on where it stopped.
create table import_progress (
  file_key text primary key,
  file_name text not null,
  records_done bigint not null,
  bad_records bigint not null,
  finished bigint not null,
  updated_at bigint not null
);
