-- What is needed when the lane, the phone or the server comes back damaged or older. A lane's database outlives its
-- lane: a phone that was restored from a copy, or has lost its key, goes on under another lane in the same file.

-- The envelope's hash as it was queued: bytes that no longer have it are damaged.
alter table outbox add column hash text;
-- The signed void that takes its place, as JSON.
alter table outbox add column void text;
-- How often the server has refused this very envelope when it was sent alone.
alter table outbox add column refusals integer not null default 0;

create table outcomes_of_lanes (
    id integer primary key autoincrement,
    lane text not null,
    seq integer not null,
    cmd_id text not null unique,
    delivery_id text not null,
    name text not null,
    disposition text not null,
    reason text,
    queued_at integer not null,
    settled_at integer not null,
    -- 1: the driver has seen it and is done with it.
    dismissed integer not null default 0
) strict;
-- Envelopes that the server has taken in, of this lane and of those before it, until they are in a backup of the server.
create table taken (
    id integer primary key autoincrement,
    lane text not null,
    seq integer not null,
    cmd_id text not null,
    delivery_id text not null,
    name text not null,
    envelope text not null,
    signature text not null,
    void text,
    queued_at integer not null,
    -- The cursor of the pull that confirmed it; null: not known.
    cursor integer,
    unique (lane, seq)
) strict;
insert into outcomes_of_lanes
    (lane, seq, cmd_id, delivery_id, name, disposition, reason, queued_at, settled_at)
    select coalesce(case when json_valid(a.envelope) then json_extract(a.envelope, '$.lane') end, ''), o.seq, o.cmd_id,
        o.delivery_id, o.name, o.disposition, o.reason, o.queued_at, o.settled_at
    from outcomes o left join acked a on a.seq = o.seq order by o.seq;
insert into taken (lane, seq, cmd_id, delivery_id, name, envelope, signature, queued_at)
    select coalesce(case when json_valid(a.envelope) then json_extract(a.envelope, '$.lane') end, ''), a.seq,
        coalesce(o.cmd_id, ''), coalesce(o.delivery_id, ''), coalesce(o.name, ''), a.envelope, a.signature,
        coalesce(o.queued_at, 0)
    from acked a left join outcomes o on o.seq = a.seq order by a.seq;
drop table outcomes;
drop table acked;
alter table outcomes_of_lanes rename to outcomes;
create index outcomes_settled on outcomes (settled_at);
create unique index outcomes_place on outcomes (lane, seq);

-- Envelopes that were signed anew for another lane, byte for byte as they were.
create table replaced (
    lane text not null,
    seq integer not null,
    envelope text not null,
    signature text not null,
    replaced_at integer not null,
    primary key (lane, seq)
) strict, without rowid;

-- Commands that cannot be sent. They stay until the driver sends them anew or drops them, and even then.
create table wedged (
    id integer primary key autoincrement,
    cmd_id text not null unique,
    delivery_id text not null,
    name text not null,
    envelope blob not null,
    signature text not null,
    -- Why, in words.
    reason text not null,
    queued_at integer not null,
    state text not null default 'wedged' check (state in ('wedged', 'retried', 'dropped'))
) strict;

-- Deliveries that have left this phone while the server's backups do not yet hold what was done to them.
create table snapshots (
    id text primary key,
    json text not null
) strict, without rowid;

-- The cursor of the first pull after the server had verified the file.
alter table blobs add column safe_cursor integer;
