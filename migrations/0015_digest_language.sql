-- The language of dates, and what was sent long ago in less room.

-- BCP 47, of those that can be chosen.
alter table subscription add column language text not null default 'en-GB';

-- Of who wants everything they follow: what came until then (milliseconds UTC) was looked at for them. Null: nothing yet.
alter table subscription add column followed_until bigint;

-- Of a delivery that left long ago: the ids of its papers as a JSON list, in their order; its rows of digest_paper are
-- gone. Null: they are there.
alter table digest_delivery add column papers text;

-- The editions in which papers were sent whose rows are gone. Where a paper comes back, only who was sent one of these
-- can have had it.
create table digest_past_paper (
  paper_id text not null,
  period text not null,
  day text not null,
  primary key (paper_id, period, day)
);
