-- What waits is listed and counted without reading the envelopes.
create index outbox_waiting on outbox (seq) where void is null;
create index outbox_void on outbox (seq) where void is not null;
