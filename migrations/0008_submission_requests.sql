-- Papers that members submit while no source can be asked about them: looked up later, then submitted or refused.
-- state: 'waiting', 'refused'. What was submitted in the end stands in submission instead.
create table submission_request (
  id text primary key,
  person_id text not null references person (id),
  -- The id by which it is sought; the paper isn't here yet.
  paper_id text not null,
  -- Who is waited for, as a sentence names it.
  source text not null,
  note text,
  -- As in submission.
  media text not null,
  state text not null,
  reason text,
  created_at bigint not null,
  -- Not to be tried before.
  try_at bigint not null,
  decided_at bigint
);
create index submission_request_by_person on submission_request (person_id, created_at);
create index submission_request_by_time on submission_request (state, try_at);
