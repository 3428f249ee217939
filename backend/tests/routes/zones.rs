//! Plans keep to who works where.

use serde_json::json;
use waybill_domain::{
    calls::Kept,
    dispatch::Profile,
    plan::{Insertion, WhyNot},
};

use super::{refused::reasons, *};
use crate::{
    operations::circle,
    support::{from_to, uuid},
};

/// A zone around the stops at these kilometres, with drivers of its own.
async fn zone(dora: &Client, name: &str, km: f64, drivers: &[MemberId]) {
    let center = from_to(km, km, None).new.pickup.point;
    let zone = json!({ "name": name, "shape": circle(center.lat, center.lon, 1_500.0), "drivers": drivers });
    dora.put(&format!("/api/v1/zones/{}?base_rev=0", uuid()), zone).await.ok::<Kept<Value>>();
}

async fn works_in(dora: &Client, driver: MemberId, zones: &[&str]) {
    let zones = zones.iter().map(|zone| (*zone).to_owned()).collect();
    let profile = Profile { zones, ..Profile::default() };
    dora.put(&format!("/api/v1/members/{driver}/profile"), profile).await.ok::<Value>();
}

#[tokio::test]
async fn a_zone_with_drivers_of_its_own_is_planned_for_them() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    zone(&dora, "Mitte", 1.0, &[fleet.jonas.id]).await;
    // It lies at Mara's door.
    let made = make(&dora, from_to(1.0, 1.4, None)).await;
    let plan = planned(&dora, quick()).await;
    let drivers: Vec<_> = plan.routes.iter().map(|route| route.driver).collect();
    assert_eq!(drivers, [fleet.jonas.id]);
    let only = json!({ "seconds": 1, "drivers": [fleet.mara.id] });
    let plan = planned(&dora, only).await;
    assert_eq!(reasons(&plan, made.id), [WhyNot::Barred]);
    let insert = format!("/api/v1/deliveries/{}/insert", made.id);
    let found: Insertion = dora.post(&insert, json!({})).await.ok();
    assert_eq!(found.route.driver, fleet.jonas.id);
}

#[tokio::test]
async fn a_driver_who_works_in_one_zone_is_planned_nothing_in_another() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    zone(&dora, "West", 1.0, &[]).await;
    zone(&dora, "East", 9.0, &[]).await;
    works_in(&dora, fleet.mara.id, &["East"]).await;
    let west = make(&dora, from_to(1.0, 1.4, None)).await;
    let east = make(&dora, from_to(9.0, 9.4, None)).await;
    let plan = planned(&dora, json!({ "seconds": 1, "drivers": [fleet.mara.id] })).await;
    assert_eq!(reasons(&plan, west.id), [WhyNot::Barred]);
    let planned: Vec<_> =
        plan.routes.iter().flat_map(|route| &route.stops).map(|stop| stop.delivery).collect();
    assert_eq!(planned, [east.id, east.id]);
}
