-- What members follow, when they last looked at lists, and when papers came.

-- kind: 'author', 'keyword', 'category', 'person', 'organisation'. value: what papers are compared with, label: as people read
-- it. Of a person value is their id, so that a new handle changes nothing.
create table follow (
  member_id text not null references member (id),
  kind text not null,
  value text not null,
  label text not null,
  created_at bigint not null,
  primary key (member_id, kind, value)
);
create index follow_by_value on follow (kind, value);

-- A visit begins after a pause. seen_at: when the list was looked at last; before_at: when the visit before this one ended,
-- null during the first.
create table list_visit (
  member_id text not null references member (id),
  list text not null,
  seen_at bigint not null,
  before_at bigint,
  primary key (member_id, list)
);

-- Papers that came by harvest or submission in the last weeks, and when. Files that are imported are no news.
create table new_paper (
  paper_id text primary key,
  arrived_at bigint not null
);
create index new_paper_by_time on new_paper (arrived_at, paper_id);

-- Few papers name an organisation.
create index paper_with_organization on paper (published_at, id) where organization is not null;

-- 'trending': the edition; 'followed': also what came and fits what the reader chose and follows.
alter table subscription add column scope text not null default 'trending';

-- JSON: what it was chosen for; null: it stood in the edition.
alter table digest_paper add column reason text;
