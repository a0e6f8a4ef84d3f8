-- Work to do, written in the transaction of its cause. state: ready, running, done, failed.
-- A key names work that must exist once only, for example one run of one schedule.
create table job (
  id text primary key,
  kind text not null,
  payload text not null,
  key text unique,
  state text not null,
  run_at bigint not null,
  attempts bigint not null,
  max_attempts bigint not null,
  locked_until bigint,
  last_error text,
  created_at bigint not null,
  finished_at bigint
);
create index job_due on job (state, run_at);
