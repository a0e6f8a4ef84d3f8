-- Indexes for what is asked each minute and at /admin/digests; nothing in the tables changes.

-- Who is due, without looking at those for whom this day is decided. Its beginning serves what the old one did.
create index subscription_due on subscription (state, timezone, period, coalesce(decided_on, ''), hour);
drop index subscription_by_zone;

-- How the editions of the last days went, without looking at those of all years.
create index digest_delivery_by_day on digest_delivery (day, period, state);
