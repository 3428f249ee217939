-- Who takes what: how each organization wants it, what is known about drivers, offers and how they were decided.

-- As JSON; no row: the defaults.
create table dispatch_settings (
    organization text primary key references organizations (id),
    body text not null
);

-- Vehicle, capacity, skills and so on, as JSON; no row: the defaults.
create table driver_profiles (
    organization text not null references organizations (id),
    member text not null references members (id),
    body text not null,
    primary key (organization, member)
);

-- How offers to each driver ended. Those that were taken back do not count.
create table driver_tallies (
    organization text not null references organizations (id),
    member text not null references members (id),
    made bigint not null,
    accepted bigint not null,
    -- The last one that was declined or not answered.
    declined_at bigint,
    primary key (organization, member)
);

-- The offers of each delivery that is, or was, offered.
create table offers (
    organization text not null references organizations (id),
    delivery text not null,
    -- `open`, `asking`, `taken`, `nobody` or `closed`.
    phase text not null,
    -- When something has to be done about it: somebody is to be asked, an offer runs out, another round begins. Timers are
    -- nothing but this column, so a restart loses none.
    due_at bigint,
    -- All of it as JSON.
    body text not null,
    primary key (organization, delivery),
    foreign key (organization, delivery) references deliveries (organization, id)
);
create index offers_due on offers (due_at) where due_at is not null;

-- Every decision whom to ask, or whom to give it to, with all that led to it, as JSON.
create table decisions (
    organization text not null references organizations (id),
    delivery text not null,
    n bigint not null,
    at bigint not null,
    body text not null,
    primary key (organization, delivery, n),
    foreign key (organization, delivery) references deliveries (organization, id)
);

-- Deliveries without a driver, kept beside every change of a delivery.
create table waiting (
    organization text not null references organizations (id),
    delivery text not null,
    since bigint not null,
    -- When its pickup window begins, or `since` where that is later: what is ordered for tomorrow is not late today.
    ready_at bigint not null,
    flagged_at bigint,
    escalated_at bigint,
    primary key (organization, delivery),
    foreign key (organization, delivery) references deliveries (organization, id)
);
create index waiting_ready on waiting (organization, ready_at);
insert into waiting (organization, delivery, since, ready_at)
    select organization, id, changed_at, max(changed_at,
        coalesce(cast(strftime('%s', json_extract(body, '$.pickup.window.from')) as integer) * 1000, changed_at))
    from deliveries where state in ('unassigned', 'offered');
