-- What each node counted in a minute, for the pages of admins; kept for two days.

create table node_sample (
  -- Name of the machine and port.
  node text not null,
  -- Beginning of the minute, milliseconds UTC.
  at bigint not null,
  -- JSON; versions of the program may differ between nodes.
  content text not null,
  primary key (node, at)
);
create index node_sample_by_time on node_sample (at);
