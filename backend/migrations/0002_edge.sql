-- Positions. They are not events: they have their own lane, and the log is none the longer for them.
create table fixes (
    organization text not null references organizations (id),
    member text not null references members (id),
    device text not null,
    -- Which boot of the device, and which fix of that boot: names the fix once and for ever.
    boot bigint not null,
    seq bigint not null,
    -- By the receiver's clock; this is where the fix belongs, however late it came.
    at bigint not null,
    received_at bigint not null,
    lat double precision not null,
    lon double precision not null,
    accuracy_m real,
    speed_mps real,
    heading_deg real,
    battery_pct bigint,
    primary key (organization, member, device, boot, seq)
);
create index fixes_of_day on fixes (organization, member, at);

-- The newest fix of each driver, so that a restart does not have to search for it.
create table last_fixes (
    organization text not null references organizations (id),
    member text not null references members (id),
    at bigint not null,
    -- The fix as JSON.
    body text not null,
    primary key (organization, member)
);

-- Uploads whose bytes have moved to the blob store: a phone that lost the last answer asks again and gets it.
create table finished_uploads (
    organization text not null references organizations (id),
    id text not null,
    member text not null references members (id),
    sha256 text not null,
    size bigint not null,
    finished_at bigint not null,
    primary key (organization, id)
);
create index finished_uploads_age on finished_uploads (finished_at);
