-- How often programs asked in the window of time that runs, counted by all nodes together. Worth nothing after a crash.
create unlogged table call_window (
  -- hash of a token or of an address of the network
  asker text primary key,
  -- milliseconds UTC
  began bigint not null,
  calls bigint not null
);
