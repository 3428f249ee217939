-- What a fleet's own days have taught of how long ways and stops take, part by part.
create table learned (
    organization text not null references organizations (id),
    -- `pickup`, `dropoff`, `speed` or `recent`.
    model text not null,
    -- Which part, such as `all`, `hour:17`, `driver:…`, or `deviation`.
    part text not null,
    -- How many values it stands for (of `recent`: its variance), and their mean.
    n double precision not null,
    mean double precision not null,
    -- Of `recent`: its moment.
    at bigint not null,
    primary key (organization, model, part)
);

-- How far a log has been learned from.
create table learned_to (
    organization text primary key references organizations (id),
    seq bigint not null
);

-- Where and when each driver last finished a stop: the next way is measured from there.
create table learned_trails (
    organization text not null references organizations (id),
    driver text not null,
    at bigint not null,
    lat double precision not null,
    lon double precision not null,
    primary key (organization, driver)
);

-- Plans of routes: previews, and what was committed of them.
create table route_plans (
    organization text not null references organizations (id),
    id text not null,
    state text not null,
    made_at bigint not null,
    -- The plan as JSON, as its readers get it.
    body text not null,
    -- What it was made from, and what committing it changed, as JSON; null once that is of no use.
    basis text,
    primary key (organization, id)
);
create index route_plans_by_age on route_plans (made_at);
