//! Who could take a delivery.

use std::collections::{BTreeSet, HashMap};

use sqlx::SqliteConnection;
use waybill_domain::{
    Delivery, MemberId, Timestamp,
    dispatch::{Candidate, Need, Policy, Vehicle, refusals},
};
use waybill_routing::{
    nearby::{Filter, Near},
    travel::{Profile, StraightLine},
};

use super::{
    duty::{Duty, duty},
    need::plain,
};
use crate::{
    App,
    store::{
        Result,
        dispatch::drivers::{self, Facts},
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
    let filter = Filter { vehicles: need.vehicles, load: need.load, ..Filter::of(delivery.organization) };
    let mut count = FIRST + asked.len();
    loop {
        let near = app.fleet.nearest(from, policy.reach_m, count, &filter);
        let all = near.len() < count || count >= MOST;
        let found = known(conn, app, delivery, need, &near, now).await?;
        let any = found.iter().any(|one| refusals(need, one, asked, policy, now).is_empty());
        if any {
            return Ok(found);
        }
        if all {
            // Nobody: then it is worth knowing who was there and could not.
            let loose = Filter { on_shift: false, ..Filter::of(delivery.organization) };
            let mut near = near;
            near.extend(app.fleet.nearest(from, policy.reach_m, NAMED, &loose));
            near.sort_by_key(|near| near.driver);
            near.dedup_by_key(|near| near.driver);
            return known(conn, app, delivery, need, &near, now).await;
        }
        count = (count * 4).min(MOST);
    }
}

async fn known(
    conn: &mut SqliteConnection,
    app: &App,
    delivery: &Delivery,
    need: &mut Need,
    near: &[Near],
    now: Timestamp,
) -> Result<Vec<Candidate>> {
    let organization = delivery.organization;
    let ids: Vec<MemberId> = near.iter().map(|near| near.driver).collect();
    let facts: HashMap<MemberId, Facts> = drivers::facts(conn, organization, &ids).await?;
    let fix = |id| app.positions.of(organization, id).map(|position| position.fix.at);
    let fixes: Vec<(MemberId, Option<Timestamp>)> = ids.iter().map(|id| (*id, fix(*id))).collect();
    let duties = duty(conn, &app.operated, organization, &fixes, now).await?;
    let mut found = Vec::with_capacity(near.len());
    for (near, duty) in near.iter().zip(duties) {
        let Some(facts) = facts.get(&near.driver) else { continue };
        let unwanted = facts.profile.unwanted_by.iter().any(|name| need.customers.contains(&plain(name)));
        if unwanted {
            need.blocked_drivers.insert(near.driver);
        }
        found.push(candidate(delivery, near, facts, duty, app));
    }
    Ok(found)
}

fn candidate(delivery: &Delivery, near: &Near, facts: &Facts, duty: Duty, app: &App) -> Candidate {
    let profile = &facts.profile;
    let position = app.positions.of(delivery.organization, near.driver);
    let ride = position.map(|position| {
        StraightLine::default().leg(by(profile.vehicle), position.fix.point, delivery.pickup.point)
    });
    // What the driver is asked about takes room already, though it is this very delivery.
    let own = facts.asked.filter(|asked| *asked == delivery.id);
    let load = waybill_domain::dispatch::Load::of(&delivery.parcels);
    Candidate {
        driver: near.driver,
        distance_m: near.distance_m,
        to_pickup_ms: ride.map_or(0, |leg| (leg.seconds * 1_000.0) as i64),
        rating: profile.rating,
        offers: facts.tally,
        active: facts.active,
        vehicle: profile.vehicle,
        capacity: profile.capacity,
        carried: if own.is_some() { facts.carried.less(load) } else { facts.carried },
        skills: profile.skills.clone(),
        zones: profile.zones.clone(),
        blocked_customers: profile.blocked_customers.iter().map(|name| plain(name)).collect(),
        shift: duty.shift,
        breaks: duty.breaks,
        asked: facts.asked.is_some() && own.is_none(),
        declined_at: facts.declined_at,
    }
}

fn by(vehicle: Vehicle) -> Profile {
    match vehicle {
        Vehicle::Foot => Profile::Foot,
        Vehicle::Bicycle | Vehicle::CargoBike => Profile::Bicycle,
        Vehicle::Scooter | Vehicle::Car | Vehicle::Van | Vehicle::Truck => Profile::Car,
    }
}
