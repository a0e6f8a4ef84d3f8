-- ORCIDs of authors, as a registry of DOIs has them from who published the paper. record_id: the id under which it was said,
-- which may lead to another paper since (paper_merge).
create table author_orcid (
  record_id text not null,
  -- Bare: 0000-0002-1825-0097.
  orcid text not null,
  author_name text not null,
  primary key (record_id, orcid)
);
create index author_orcid_by_orcid on author_orcid (orcid);
