-- Who is about to take a delivery's goods over from its driver, and so may see it too.
alter table deliveries add column taker text;
create index deliveries_taker on deliveries (organization, taker, changed_seq) where taker is not null;
alter table events add column taker_before text;
alter table events add column taker_after text;
create index events_losing_taker on events (organization, taker_before, seq) where taker_before is not null;
