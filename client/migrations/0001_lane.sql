-- One lane's database: what the server confirmed, what waits to be sent, and the proof files.

-- Single values: session, cursor, epoch, sequence. Missing means not known yet.
create table meta (
    key text primary key,
    value text not null
) strict, without rowid;

-- What the server confirmed. Never touched by what happens on this device.
create table srv_deliveries (
    id text primary key,
    json text not null,
    -- 1: no longer this member's; kept until its last pending work has gone.
    revoked integer not null default 0 check (revoked in (0, 1))
) strict, without rowid;

-- Pages of a pull under way, merged into srv_deliveries with the last one, so that a reader never sees half a pull.
create table incoming (
    id text primary key,
    op text not null check (op in ('put', 'del', 'revoke')),
    json text not null default ''
) strict, without rowid;

-- Commands on their way, as the exact bytes that were signed. Rows leave only with the page that confirms them.
create table outbox (
    id integer primary key autoincrement,
    seq integer not null unique,
    cmd_id text not null unique,
    delivery_id text not null,
    name text not null,
    envelope text not null,
    signature text not null,
    queued_at integer not null,
    attempts integer not null default 0,
    last_error text not null default '',
    -- The server's answer as JSON, from the moment it is known.
    result text
) strict;
create index outbox_delivery on outbox (delivery_id);

-- Answers, written in the transaction that removes the outbox row.
create table outcomes (
    seq integer primary key,
    cmd_id text not null unique,
    delivery_id text not null,
    name text not null,
    disposition text not null,
    reason text,
    queued_at integer not null,
    settled_at integer not null
) strict;
create index outcomes_settled on outcomes (settled_at);

-- Envelopes the server has taken in, kept so that a server restored from a backup can be told again.
create table acked (
    seq integer primary key,
    envelope text not null,
    signature text not null
) strict;

-- Proof files. The path is relative to the lane's folder: app folders move.
create table blobs (
    sha256 text primary key,
    path text not null,
    size integer not null,
    mime text not null,
    kind text not null,
    delivery_id text not null,
    kept_at integer not null,
    state text not null default 'draft' check (state in ('draft', 'queued', 'safe')),
    -- The command that committed to it.
    cmd_seq integer,
    upload_url text,
    sent integer not null default 0,
    attempts integer not null default 0,
    last_error text not null default '',
    retry_at integer not null default 0,
    safe_at integer
) strict;
create index blobs_state on blobs (state);

-- Completions under way.
create table drafts (
    delivery_id text primary key,
    json text not null,
    saved_at integer not null
) strict, without rowid;

-- The location lane.
create table gps (
    boot integer not null,
    seq integer not null,
    json text not null,
    attempts integer not null default 0,
    -- 1: the server refuses it; kept, not sent again.
    refused integer not null default 0,
    primary key (boot, seq)
) strict, without rowid;
