-- What is needed when a lane, a phone or the server itself comes back damaged or older.

-- A lane that was followed by another: its phone was restored from a copy, or has lost its key.
alter table lanes add column closed_at bigint;
alter table lanes add column successor text;
-- The last time something came in through it.
alter table lanes add column last_seen_at bigint;
-- The last sequence that the last backup holds.
alter table lanes add column backed_up_seq bigint not null default 0;

-- From then on the device only gets rid of what it holds: no session, no pull.
alter table devices add column revoked_at bigint;

-- The signed void as JSON, where the phone could not send the envelope itself. `hash` is then the envelope's.
alter table lane_commands add column void text;
create index lane_commands_notable on lane_commands (lane, disposition) where disposition <> 'applied';

-- Which proof bytes the commands of a lane commit to, so that it can be said what is still on which phone.
create table lane_blobs (
    lane text not null references lanes (id),
    seq bigint not null,
    organization text not null,
    sha256 text not null,
    size bigint not null,
    primary key (lane, sha256)
);
insert into lane_blobs (lane, seq, organization, sha256, size)
    select c.lane, min(c.seq), l.organization, json_extract(b.value, '$.sha256'), json_extract(b.value, '$.size')
    from lane_commands c join lanes l on l.id = c.lane,
        json_each(case when json_valid(c.envelope) then c.envelope else '{}' end, '$.blobs') b
    where json_extract(b.value, '$.sha256') is not null and json_extract(b.value, '$.size') is not null
    group by c.lane, json_extract(b.value, '$.sha256');

-- How far the last backup reaches. Another epoch than the log's: it says nothing about this log.
create table backups (
    organization text primary key references organizations (id),
    epoch text not null,
    log_seq bigint not null,
    taken_at bigint not null
);
