//! Along which roads a driver will go.

use serde_json::json;
use waybill_domain::{
    Delivery, DeliveryId, MemberId, Point,
    calls::{Acted, CreateDelivery, DriverWay},
    polyline::decode,
    route::Task,
};
use waybill_routing::travel::TravelSource;

use crate::{
    support::{Client, Fleet, new_delivery, report_at, uuid},
    travel::town,
};

fn from_to(from: Point, to: Point, driver: MemberId) -> CreateDelivery {
    let mut new = new_delivery(Some(driver));
    (new.pickup.point, new.dropoff.point) = (from, to);
    CreateDelivery { id: DeliveryId(uuid()), new }
}

async fn way(client: &Client, driver: MemberId) -> DriverWay {
    client.get(&format!("/api/v1/members/{driver}/way")).await.ok()
}

fn stops(way: &DriverWay) -> Vec<(DeliveryId, Task)> {
    way.legs.iter().map(|leg| (leg.delivery, leg.task)).collect()
}

#[tokio::test]
async fn the_way_leads_along_the_roads_from_the_driver_through_every_stop() {
    let fleet = Fleet::start().await;
    let [west, east] = town(&fleet).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    let id = fleet.mara.id;
    assert_eq!(way(&dora, id).await, DriverWay::default(), "nothing is to be done");
    let made: Delivery = dora.post("/api/v1/deliveries", from_to(east, west, id)).await.ok();
    let unseen = way(&dora, id).await;
    assert_eq!(stops(&unseen), [(made.id, Task::Pickup), (made.id, Task::Dropoff)]);
    assert_eq!(unseen.legs[0].travel.metres, 0.0, "nobody knows where she is: it begins at the first stop");
    report_at(&mara, west, fleet.clock.now()).await;
    let seen = way(&dora, id).await;
    assert_eq!(stops(&seen), stops(&unseen));
    let crow = west.distance_m(east);
    for (leg, [from, to]) in seen.legs.iter().zip([[west, east], [east, west]]) {
        assert_eq!(leg.travel.source, TravelSource::RoadGraph);
        assert!(leg.travel.metres > crow, "{leg:?}");
        let line = decode(&leg.travel.polyline, 6).expect("a line");
        assert!(line.len() > 5 && line[0].distance_m(from) < 60.0, "{line:?}");
        assert!(line[line.len() - 1].distance_m(to) < 60.0, "{line:?}");
    }
    let picked_up = json!({ "cmd_id": uuid(), "name": "picked_up", "args": {} });
    mara.post(&format!("/api/v1/deliveries/{}/commands", made.id), picked_up).await.ok::<Acted>();
    assert_eq!(stops(&way(&dora, id).await), [(made.id, Task::Dropoff)], "what is done lies behind her");
}

#[tokio::test]
async fn where_no_road_leads_the_way_is_straight_and_says_so() {
    let fleet = Fleet::start().await;
    let [west, east] = town(&fleet).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let at_sea = Point { lat: west.lat + 0.5, lon: west.lon };
    dora.post("/api/v1/deliveries", from_to(east, at_sea, fleet.mara.id)).await.ok::<Delivery>();
    let legs = way(&dora, fleet.mara.id).await.legs;
    assert_eq!(legs[1].travel.source, TravelSource::StraightLine);
    assert_eq!(decode(&legs[1].travel.polyline, 6).expect("a line").len(), 2);
}

#[tokio::test]
async fn only_drivers_have_ways() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let path = |id: MemberId| format!("/api/v1/members/{id}/way");
    dora.get(&path(fleet.dispatcher.id)).await.invalid("id", "must be a driver");
    dora.get(&path(MemberId(uuid()))).await.refused(404, "unknown");
    let mara = fleet.browser(&fleet.mara).await;
    mara.get(&path(fleet.mara.id)).await.refused(403, "forbidden");
    let [_, nils, _] = fleet.neighbours().await;
    fleet.browser(&nils).await.get(&path(fleet.mara.id)).await.refused(404, "unknown");
}
