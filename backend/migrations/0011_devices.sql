-- A member may carry several devices, and what one of them brings late must not be lost because another was heard since:
-- each is watched by itself.
alter table geofence_watches rename to geofence_watches_of_members;
create table geofence_watches (
    organization text not null references organizations (id),
    member text not null references members (id),
    device text not null,
    kind text not null,
    place text not null,
    -- The watch as JSON.
    state text not null,
    primary key (organization, member, device, kind, place)
);

-- The newest fix of each device.
create table device_fixes (
    organization text not null references organizations (id),
    member text not null references members (id),
    device text not null,
    at bigint not null,
    primary key (organization, member, device)
);
insert into device_fixes (organization, member, device, at)
    select organization, member, device, max(at) from fixes group by organization, member, device;

-- A stay that was known goes on with the device that was heard last.
insert into geofence_watches (organization, member, device, kind, place, state)
    select w.organization, w.member, d.device, w.kind, w.place, w.state
    from geofence_watches_of_members w
    join device_fixes d on d.organization = w.organization and d.member = w.member
    where not exists (
        select 1 from device_fixes o where o.organization = d.organization and o.member = d.member
            and (o.at > d.at or o.at = d.at and o.device > d.device));
drop table geofence_watches_of_members;

-- By how many milliseconds the server put a fix back, or forward, since the device's clock was wrong when it was sent.
alter table fixes add column corrected_ms bigint;

-- What each driver's phone said last about the driver's work: `on`, `break` or `off`.
create table driver_shifts (
    organization text not null references organizations (id),
    member text not null references members (id),
    shift text not null,
    -- By the server's clock.
    told_at bigint not null,
    primary key (organization, member)
);
