//! Who could take a delivery.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;
use waybill_domain::{
    Delivery, MemberId, Timestamp,
    dispatch::{Candidate, Load, Need, Policy, Refusal, Settings, plain, refusals},
    operations::Operations,
};
use waybill_routing::{
    nearby::{Filter, Near},
    travel::Leg,
};

use super::{
    duty::{Duty, duty},
    need::need_of,
    ways::{by_road, ways},
};
use crate::{
    App,
    store::{
        Result,
        dispatch::{
            drivers::{self, Facts},
            offers,
        },
    },
};

/// Drivers who are judged at first.
const FIRST: usize = 12;
/// Drivers who are judged at most.
const MOST: usize = 768;
/// Of those who cannot be asked anyway, so many are named where nobody can.
const NAMED: usize = 12;

/// The drivers near the pickup stop of `delivery`, with all that is known about them in this transaction; and whom its
/// customers do not want, into `need`. More and more are looked at until somebody can be asked.
pub(super) async fn candidates(
    conn: &mut SqliteConnection,
    app: &App,
    delivery: &Delivery,
    need: &mut Need,
    asked: &BTreeSet<MemberId>,
    policy: &Policy,
    now: Timestamp,
) -> Result<Vec<Candidate>> {
    let from = delivery.pickup.point;
    let everybody = Filter::of(delivery.organization);
    // The index knows drivers with the vehicles they have of their own.
    let operations = app.operated.of(conn, delivery.organization).await?;
    let fitting = Filter { vehicles: need.vehicles, load: need.load, ..everybody };
    let filter = if operations.gives_vehicles() { everybody } else { fitting };
    let mut count = FIRST + asked.len();
    loop {
        let near = app.fleet.nearest(from, policy.reach_m, count, &filter);
        let all = near.len() < count || count >= MOST;
        let found = known(conn, app, &operations, delivery, need, &near, now).await?;
        let any = found.iter().any(|one| refusals(need, one, asked, policy, now).is_empty());
        if any {
            return Ok(found);
        }
        if all {
            // Nobody: then it is worth knowing who was there and could not.
            let loose = Filter { on_shift: false, ..everybody };
            let mut near = near;
            near.extend(app.fleet.nearest(from, policy.reach_m, NAMED, &loose));
            near.sort_by_key(|near| near.driver);
            near.dedup_by_key(|near| near.driver);
            return known(conn, app, &operations, delivery, need, &near, now).await;
        }
        count = (count * 4).min(MOST);
    }
}

/// What stands now against giving `delivery` to `driver`, by what this transaction knows.
pub(super) async fn against(
    conn: &mut SqliteConnection,
    app: &App,
    delivery: &Delivery,
    driver: MemberId,
    settings: &Settings,
    now: Timestamp,
) -> Result<Vec<Refusal>> {
    let mut need = need_of(conn, app, delivery, settings, now).await?;
    if let Some(closed) = need.closed {
        return Ok(vec![closed]);
    }
    let organization = delivery.organization;
    let asked = offers::get(conn, organization, delivery.id).await?;
    let asked = asked.map(|offers| offers.already_asked()).unwrap_or_default();
    let operations = app.operated.of(conn, organization).await?;
    let fix = app.positions.of(organization, driver).map(|position| position.fix);
    let distance_m = fix.map_or(f64::INFINITY, |fix| fix.point.distance_m(delivery.pickup.point));
    let near = [Near { driver, distance_m }];
    let found = known(conn, app, &operations, delivery, &mut need, &near, now).await?;
    // Who is not there does not drive any more.
    Ok(found
        .first()
        .map_or_else(|| vec![Refusal::OffShift], |one| refusals(&need, one, &asked, &settings.policy, now)))
}

/// What is known of `near`: the people themselves, what they do now, in which vehicle, and the way they have.
async fn known(
    conn: &mut SqliteConnection,
    app: &App,
    operations: &Operations,
    delivery: &Delivery,
    need: &mut Need,
    near: &[Near],
    now: Timestamp,
) -> Result<Vec<Candidate>> {
    let organization = delivery.organization;
    let ids: Vec<MemberId> = near.iter().map(|near| near.driver).collect();
    let mut facts = drivers::facts(conn, organization, &ids).await?;
    let (mut drivers, mut starts) = (Vec::with_capacity(near.len()), Vec::with_capacity(near.len()));
    for near in near {
        let Some(facts) = facts.remove(&near.driver) else { continue };
        if facts.profile.unwanted_by.iter().any(|name| need.customers.contains(&plain(name))) {
            need.blocked_drivers.insert(near.driver);
        }
        let fix = app.positions.of(organization, near.driver).map(|position| position.fix);
        let seen = fix.as_ref().map(|fix| fix.at);
        let duty = duty(operations, near.driver, facts.told, seen, now);
        let (profile, mode) = operations.equipped(facts.profile, duty.planned.as_ref());
        starts.push((mode, fix.map_or(delivery.pickup.point, |fix| fix.point)));
        drivers.push((near, Facts { profile, ..facts }, duty));
    }
    let rides = ways(app, &starts, delivery.pickup.point).await.into_iter();
    let found = drivers.into_iter().zip(rides).map(|((near, facts, duty), ride)| {
        // The reach is a circle for those whom only a straight line leads here, and metres of road with a map.
        let metres = match ride {
            Some(leg) if by_road(app) => leg.metres,
            Some(_) => near.distance_m,
            None => f64::INFINITY,
        };
        let seconds = ride.map_or(0.0, |leg| leg.seconds);
        candidate(delivery, near.driver, facts, duty, Leg { metres, seconds })
    });
    Ok(found.collect())
}

fn candidate(delivery: &Delivery, driver: MemberId, facts: Facts, duty: Duty, ride: Leg) -> Candidate {
    let profile = facts.profile;
    // What the driver is asked about takes room already, though it is this very delivery.
    let own = facts.asked.filter(|asked| *asked == delivery.id);
    let load = Load::of(&delivery.parcels);
    Candidate {
        driver,
        distance_m: ride.metres,
        to_pickup_ms: (ride.seconds * 1_000.0) as i64,
        rating: profile.rating,
        offers: facts.tally,
        active: facts.active,
        vehicle: profile.vehicle,
        capacity: profile.capacity,
        carried: if own.is_some() { facts.carried.less(load) } else { facts.carried },
        skills: profile.skills,
        zones: profile.zones,
        blocked_customers: profile.blocked_customers.iter().map(|name| plain(name)).collect(),
        shift: duty.shift,
        breaks: duty.breaks,
        asked: facts.asked.is_some() && own.is_none(),
        declined_at: facts.declined_at,
    }
}
