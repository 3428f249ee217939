-- What a person must look at, and what became of it: one row for each exception that was ever opened. The truth is in
-- the log; this is what lists of it are read from.
create table exceptions (
    organization text not null references organizations (id),
    id text not null,
    delivery text not null,
    -- Its name, such as `completed_twice`, and the whole as JSON.
    kind text not null,
    body text not null,
    -- The log's event that opened it, and when that was recorded.
    opened_seq bigint not null,
    opened_at bigint not null,
    -- Null: still open.
    resolved_at bigint,
    -- Null although resolved: by the server itself.
    resolved_by text,
    note text,
    primary key (organization, id, delivery)
);
create index exceptions_open on exceptions (organization, opened_seq) where resolved_at is null;
create index exceptions_all on exceptions (organization, opened_seq);

insert or ignore into exceptions (organization, id, delivery, kind, body, opened_seq, opened_at)
    select organization, json_extract(payload, '$.id'), delivery, json_extract(payload, '$.kind'), payload, seq, recorded_at
    from events
    where payload is not null and json_extract(header, '$.type') = 'exception_opened';
update exceptions set (resolved_at, resolved_by, note) = (
    select e.recorded_at, json_extract(e.header, '$.actor'), json_extract(e.payload, '$.note')
    from events e
    where e.organization = exceptions.organization and e.delivery = exceptions.delivery and e.payload is not null
        and json_extract(e.header, '$.type') = 'exception_resolved'
        and json_extract(e.payload, '$.exception') = exceptions.id
    order by e.seq limit 1
);
