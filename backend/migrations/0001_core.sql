-- Ids are UUIDs in text form, instants are milliseconds since 1970 in UTC, hashes are 32 bytes.

create table organizations (
    id text primary key,
    name text not null,
    -- IANA name of the zone in which the fleet's day begins and ends.
    time_zone text not null,
    created_at bigint not null
);

-- One row an organization: the last lock a transaction takes, so that sequences follow the order of commits.
create table log_heads (
    organization text primary key references organizations (id),
    -- Another epoch says: this is not the log you knew.
    epoch text not null,
    seq bigint not null,
    hash blob not null
);

create table members (
    id text primary key,
    organization text not null references organizations (id),
    name text not null,
    -- Lower case. People sign in with nothing but this, so it is one of its kind on the whole server.
    email text not null unique,
    role text not null,
    vehicle text not null,
    phone text not null,
    disabled boolean not null,
    password_hash text not null,
    created_at bigint not null
);
create index members_of_organization on members (organization, name);

create table devices (
    id text not null,
    member text not null references members (id),
    name text not null,
    platform text not null,
    first_seen_at bigint not null,
    last_seen_at bigint not null,
    primary key (id, member)
);

create table lanes (
    id text primary key,
    organization text not null references organizations (id),
    member text not null references members (id),
    device text not null,
    -- Ed25519, 32 bytes.
    public_key blob not null,
    last_seq bigint not null,
    last_hash blob not null,
    created_at bigint not null,
    unique (organization, member, device, public_key)
);

-- What came in through a lane, byte for byte, whatever became of it.
create table lane_commands (
    lane text not null references lanes (id),
    seq bigint not null,
    cmd_id text not null,
    hash blob not null,
    envelope text not null,
    signature text not null,
    received_at bigint not null,
    disposition text not null,
    -- Why it was not simply applied, as JSON.
    reason text,
    primary key (lane, seq)
);

create table sessions (
    id text primary key,
    organization text not null references organizations (id),
    member text not null references members (id),
    -- Null for a browser.
    lane text references lanes (id),
    created_at bigint not null,
    last_seen_at bigint not null,
    -- Moves on with use.
    expires_at bigint not null,
    ended_at bigint,
    -- From this and a refresh token follows its successor, so that the same one can be given again.
    refresh_secret blob not null,
    -- Hash of the refresh token that was used last, or given out first.
    refresh_current blob,
    -- Hash of its successor, given out and not used yet.
    refresh_next blob
);
create index sessions_of_member on sessions (member);
create index sessions_refresh_current on sessions (refresh_current);
create index sessions_refresh_next on sessions (refresh_next);

-- Access tokens of apps and cookies of browsers, by their hash.
create table access_tokens (
    hash blob primary key,
    session text not null references sessions (id),
    expires_at bigint not null
);
create index access_tokens_of_session on access_tokens (session);

-- Refresh tokens whose successor has been used: one that comes again was stolen.
create table refresh_used (
    hash blob primary key,
    session text not null references sessions (id)
);
create index refresh_used_of_session on refresh_used (session);

create table deliveries (
    id text not null,
    organization text not null references organizations (id),
    code text not null,
    state text not null,
    -- Whether the outcome is one of the delivered ones; null while it is not completed.
    delivered boolean,
    final boolean not null,
    open_exceptions bigint not null,
    -- Delivered within the window.
    on_time boolean not null,
    driver text,
    -- The drop-off window's end; far in the future where there is none.
    due_at bigint not null,
    rev bigint not null,
    -- Sequence and time of the last event about it.
    changed_seq bigint not null,
    changed_at bigint not null,
    -- The whole delivery as JSON.
    body text not null,
    -- Phones make the ids: one fleet's id says nothing about another's.
    primary key (organization, id)
);
-- Wide enough to filter by state without reading the rows.
create index deliveries_due on deliveries (organization, due_at, id, state, delivered);
create index deliveries_driver_due on deliveries (organization, driver, due_at, id);
create index deliveries_changed on deliveries (organization, changed_seq);
create index deliveries_driver on deliveries (organization, driver, changed_seq);
create index deliveries_open on deliveries (organization, due_at, id) where not final;
create index deliveries_exceptions on deliveries (organization, due_at, id) where open_exceptions > 0;

-- What a search goes through; apart from the deliveries, whose rows are ten times as wide.
create table delivery_words (
    organization text not null,
    delivery text not null,
    -- Lower case: code, addresses, people, merchant, parcels.
    words text not null,
    primary key (organization, delivery),
    foreign key (organization, delivery) references deliveries (organization, id)
);

-- Kept beside every change of a delivery, so that the board's chips cost one row.
create table delivery_counts (
    organization text primary key references organizations (id),
    total bigint not null,
    unassigned bigint not null,
    on_the_way bigint not null,
    failed bigint not null,
    delivered bigint not null,
    cancelled bigint not null,
    exceptions bigint not null,
    on_time bigint not null
);

-- The log: everything that has become true, in order.
create table events (
    organization text not null references organizations (id),
    seq bigint not null,
    delivery text not null,
    recorded_at bigint not null,
    driver_before text,
    driver_after text,
    -- JSON, covered by `hash` as it is.
    header text not null,
    -- JSON, covered by `payload_hash`; null once erased by law.
    payload text,
    salt blob not null,
    payload_hash blob not null,
    -- The chain's head after this event.
    hash blob not null,
    primary key (organization, seq)
);
create index events_of_delivery on events (organization, delivery, seq);
create index events_losing_driver on events (organization, driver_before, seq) where driver_before is not null;

-- What became of each command, by its idempotency key.
create table command_results (
    organization text not null references organizations (id),
    cmd_id text not null,
    -- Over member, delivery and command: the same key with other content is not the same command.
    digest blob not null,
    disposition text not null,
    reason text,
    primary key (organization, cmd_id)
);

-- Which deliveries commit to which proof bytes.
create table proof_commits (
    organization text not null references organizations (id),
    sha256 text not null,
    delivery text not null,
    primary key (organization, sha256, delivery),
    foreign key (organization, delivery) references deliveries (organization, id)
);

-- Proof bytes that were received and verified; the bytes themselves are files.
create table blobs (
    organization text not null references organizations (id),
    sha256 text not null,
    size bigint not null,
    mime text not null,
    received_at bigint not null,
    primary key (organization, sha256)
);

-- Public links.
create table tracking_tokens (
    token text primary key,
    organization text not null,
    delivery text not null,
    unique (organization, delivery),
    foreign key (organization, delivery) references deliveries (organization, id)
);

-- Who looked at what.
create table reads (
    organization text not null,
    member text not null,
    delivery text not null,
    what text not null,
    at bigint not null
);
create index reads_of_delivery on reads (organization, delivery, at);
