-- What the sources said, how far each was asked, and when which host may be asked again.

-- The one origin that has spoken of this paper, so that the row is its statement; null: see the table statement.
alter table paper add column sole_origin text;
update paper set sole_origin = 'import';
alter table paper add column citations bigint;
-- A hash of the title's letters and digits: finds the same paper under another id. Null: not computed yet.
alter table paper add column title_key bigint;
create index paper_by_title on paper (title_key);

-- What one origin says of one paper, under the id by which it said it (record_id): after two ids were merged the
-- statements of both stand at one paper. content is a record as JSON.
create table statement (
  record_id text not null,
  origin text not null,
  paper_id text not null references paper (id),
  content text not null,
  primary key (record_id, origin)
);
create index statement_by_paper on statement (paper_id);

-- Two ids that turned out to be one paper. moved: what went from the alias to the paper (JSON), for undoing it.
-- An undone merge stays, so that no rule makes it again. change_seq tells the search to forget the alias.
create table paper_merge (
  alias_id text primary key,
  paper_id text not null,
  reason text not null,
  moved text not null,
  merged_at bigint not null,
  merged_by text,
  undone_at bigint,
  change_seq bigint not null
);
create index paper_merge_by_paper on paper_merge (paper_id);
create index paper_merge_by_change on paper_merge (change_seq);

-- How far work that goes on by itself has come.
create table mark (
  name text primary key,
  value text not null
);

-- Who made an entry of an edition: null for people (lists, curators), 'rule' for the published formula.
alter table edition_entry add column chosen_by text;
alter table edition_entry add column score double precision;

-- A source as this site asks it: how far it came, whether it rests, who is asking it now.
create table source_state (
  source text primary key,
  -- The harvest under way (JSON): range, cursor, run. Null: none.
  harvest text,
  -- Last day, UTC, up to which everything was harvested.
  done_through text,
  -- When the newest paper that it brought was published.
  newest text,
  -- What the last whole answer said for conditional requests (JSON).
  validators text,
  paused bigint not null,
  failures bigint not null,
  -- Not to be asked before.
  retry_at bigint,
  leased_by text,
  leased_until bigint
);

create table source_run (
  id text primary key,
  source text not null,
  -- 'schedule', 'command' or 'admin'
  cause text not null,
  started_at bigint not null,
  finished_at bigint,
  -- 'running', 'done', 'waiting', 'failed', 'stopped'
  state text not null,
  since text,
  until text,
  pages bigint not null,
  records bigint not null,
  added bigint not null,
  changed bigint not null,
  bad bigint not null,
  total bigint,
  last_error text
);
create index source_run_by_source on source_run (source, started_at);

-- Records that a source sent and that can't be used, the newest few of each source.
create table source_bad_record (
  source text not null,
  place text not null,
  reason text not null,
  seen_at bigint not null,
  primary key (source, place)
);

-- One request at a time and a pause after it, for all processes and nodes together.
create table host_turn (
  host text primary key,
  next_at bigint not null,
  held_by text,
  held_until bigint
);

-- What arXiv announced on a day: the day of the list, not of the announcing evening.
create table announcement (
  day text not null,
  paper_id text not null references paper (id),
  kind text not null,
  primary key (day, paper_id)
);

-- When a look-up source was last asked about a paper.
create table lookup (
  source text not null,
  paper_id text not null references paper (id),
  asked_at bigint not null,
  found bigint not null,
  primary key (source, paper_id)
);
create index lookup_by_time on lookup (source, asked_at);
