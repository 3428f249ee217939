-- What an organization has planned: when it serves, its depots, vehicles, zones, and when its drivers work.
create table operation_items (
    organization text not null references organizations (id),
    -- calendar, depot, vehicle, zone or roster.
    kind text not null,
    -- Of a roster the driver's, of the calendar the organization's.
    id text not null,
    rev bigint not null,
    -- The item as JSON.
    body text not null,
    changed_at bigint not null,
    changed_by text not null references members (id),
    primary key (organization, kind, id)
);

-- Grows with every change of an item and gives it its revision, so that one that was removed and made again has another.
create table operation_heads (
    organization text primary key references organizations (id),
    rev bigint not null
);

-- What is known of a driver and a zone or depot near by; goes on after a restart where it was.
create table geofence_watches (
    organization text not null references organizations (id),
    member text not null references members (id),
    kind text not null,
    place text not null,
    -- The watch as JSON.
    state text not null,
    primary key (organization, member, kind, place)
);

-- Who went into a zone or depot, stayed, or went out.
create table geofence_events (
    organization text not null references organizations (id),
    seq bigint not null,
    member text not null references members (id),
    kind text not null,
    place text not null,
    -- What the place was called then.
    name text not null,
    event text not null,
    -- By the fix that showed it.
    at bigint not null,
    recorded_at bigint not null,
    lat double precision not null,
    lon double precision not null,
    primary key (organization, seq)
);
create index geofence_events_of_member on geofence_events (organization, member, seq);
create index geofence_events_of_place on geofence_events (organization, place, seq);
