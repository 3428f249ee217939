//! The way that lies before a driver, or would by a plan, along the roads.

use std::time::Duration;

use futures::{FutureExt as _, StreamExt as _, stream};
use tokio::time::{Instant, timeout_at};
use waybill_domain::{
    DeliveryId, MemberId, OrganizationId, Point, State,
    calls::{DriverWay, WayLeg},
    plan::RoutePlan,
    route::{self, Task},
};
use waybill_routing::travel::{StraightLine, TravelMode, Way};

use super::working;
use crate::{
    App,
    store::{Result, deliveries},
    travel::answer,
};

/// How long a map server is waited for, all legs together; then the rest is straight.
const PATIENCE: Duration = Duration::from_secs(3);
/// How many legs are asked for at once.
const TOGETHER: usize = 8;
/// How far ahead one looks, in stops.
const STOPS_MAX: usize = 200;

/// A stop, and where it is.
type Stop = ((DeliveryId, Task), Point);

/// The way that lies before `driver`, through all stops that were agreed to.
///
/// # Errors
/// Where the database fails.
pub async fn way_ahead(app: &App, organization: OrganizationId, driver: MemberId) -> Result<DriverWay> {
    let now = app.clock.now();
    let mut snapshot = app.store.snapshot().await?;
    let open = deliveries::open_of_driver(&mut snapshot, organization, driver).await?;
    let mode = working(app, &mut snapshot, organization, driver, now).await?.mode;
    drop(snapshot);
    let agreed = open.iter().filter(|delivery| delivery.state != State::Offered);
    let stops = route::stops(agreed).into_iter().map(|stop| (stop.id(), stop.point())).collect();
    let here = app.positions.of(organization, driver).map(|position| position.fix.point);
    Ok(through(app, mode, here, stops).await)
}

/// The way through the stops that a plan has for `driver`, from the first one on. Of what is deleted meanwhile nothing is said.
///
/// # Errors
/// Where the database fails.
pub async fn way_planned(
    app: &App,
    organization: OrganizationId,
    plan: &RoutePlan,
    driver: MemberId,
) -> Result<DriverWay> {
    let now = app.clock.now();
    let mut snapshot = app.store.snapshot().await?;
    let mode = working(app, &mut snapshot, organization, driver, now).await?.mode;
    let mut stops = Vec::new();
    for planned in plan.routes.iter().filter(|route| route.driver == driver).flat_map(|route| &route.stops) {
        let delivery = deliveries::get(&mut snapshot, organization, planned.delivery).await?;
        let point = delivery.map(|delivery| delivery.stop(planned.task).point);
        stops.extend(point.map(|point| ((planned.delivery, planned.task), point)));
    }
    drop(snapshot);
    Ok(through(app, mode, None, stops).await)
}

/// From `here`, or else from the first stop, to each stop in turn.
async fn through(app: &App, mode: TravelMode, here: Option<Point>, mut stops: Vec<Stop>) -> DriverWay {
    stops.truncate(STOPS_MAX);
    let Some(mut from) = here.or_else(|| Some(stops.first()?.1)) else {
        return DriverWay::default();
    };
    let until = Instant::now() + PATIENCE;
    let mut asked = Vec::with_capacity(stops.len());
    for ((delivery, task), to) in stops {
        let way = way(app, mode, (std::mem::replace(&mut from, to), to), until);
        asked.push(way.map(move |way| WayLeg { delivery, task, travel: answer(&way) }));
    }
    DriverWay { legs: stream::iter(asked).buffered(TOGETHER).collect().await }
}

/// One way, straight where nobody knows it in time.
async fn way(app: &App, mode: TravelMode, (from, to): (Point, Point), until: Instant) -> Way {
    match timeout_at(until, app.travel.way(mode, from, to)).await {
        Ok(Ok(way)) => way,
        Ok(Err(_)) | Err(_) => StraightLine::default().direct(mode, from, to),
    }
}
