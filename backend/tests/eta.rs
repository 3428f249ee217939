//! When drivers will be where.

use std::sync::Arc;

use serde_json::json;
use waybill_backend::{
    config::TravelBy,
    eta::{learn, learned_of},
    store::StoreError,
};
use waybill_domain::{
    Delivery, DeliveryId, Timestamp, Window,
    calls::{Acted, DeliveryDetail, DeliveryPage},
    eta::Etas,
    route::Task,
    tracking::TrackingView,
};
use waybill_routing::eta::{Learned, Place};

use crate::support::{Client, Fleet, Socket, at, from_to, report, until, uuid};

async fn act(client: &Client, id: DeliveryId, command: serde_json::Value) -> Delivery {
    let mut body = json!({ "cmd_id": uuid() });
    for (name, value) in command.as_object().expect("an object") {
        body[name] = value.clone();
    }
    client.post(&format!("/api/v1/deliveries/{id}/commands"), body).await.ok::<Acted>().delivery
}

async fn detail(client: &Client, id: DeliveryId) -> DeliveryDetail {
    client.get(&format!("/api/v1/deliveries/{id}")).await.ok()
}

/// Waits until something is expected of the delivery that is as it should be.
async fn expected(client: &Client, id: DeliveryId, what: &str, right: impl Fn(&Etas) -> bool) -> Etas {
    let right = &right;
    until(what, || async move { Some(detail(client, id).await.etas).filter(right) }).await
}

/// Mara has delivered something seven kilometres away, so many days ago: when she arrived and was done, in minutes after
/// she had picked it up.
async fn delivers(fleet: &Fleet, (dora, mara): (&Client, &Client), day: i64, [arrived, done]: [i64; 2]) {
    let made: Delivery = dora.post("/api/v1/deliveries", from_to(0.0, 7.0, Some(fleet.mara.id))).await.ok();
    let begin = fleet.clock.now().plus_minutes(-day * 24 * 60);
    let when = |minutes| begin.plus_minutes(minutes).to_string();
    let outcome = json!({ "outcome": "delivered_to_recipient" });
    act(mara, made.id, json!({ "name": "picked_up", "args": {}, "occurred_at": when(0) })).await;
    for (name, minutes) in [("out_for_delivery", 1), ("arrived", arrived)] {
        act(mara, made.id, json!({ "name": name, "occurred_at": when(minutes) })).await;
    }
    act(mara, made.id, json!({ "name": "completed", "args": outcome, "occurred_at": when(done) })).await;
}

fn minutes(from: Timestamp, to: Timestamp) -> f64 {
    to.since(from) as f64 / 60_000.0
}

#[tokio::test]
async fn a_driver_who_is_on_the_way_is_expected_in_the_list_the_detail_and_by_the_recipient() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    let made: Delivery = dora.post("/api/v1/deliveries", from_to(5.0, 15.0, Some(fleet.mara.id))).await.ok();
    let before = detail(&dora, made.id).await;
    assert!(before.etas.is_empty(), "nobody knows where she is, so nobody says when she comes");
    let path = format!("/api/v1{}", before.tracking_path.replacen("/t/", "/track/", 1));
    let now = fleet.clock.now();
    report(&mara, 0.0, now).await;
    let etas = expected(&dora, made.id, "a time", |etas| etas.dropoff.is_some()).await;
    let (pickup, dropoff) = (etas.pickup.expect("a pickup"), etas.dropoff.expect("a drop-off"));
    // 1.4 times 5 km at 30 km/h are 14 minutes, and twice that to the drop-off.
    assert!((13.0..16.0).contains(&minutes(now, pickup.at)), "{pickup:?}");
    assert!((43.0..52.0).contains(&minutes(now, dropoff.at)), "{dropoff:?}");
    assert!(pickup.from < pickup.at && pickup.at < pickup.until && pickup.until < dropoff.until);
    let page: DeliveryPage = dora.get("/api/v1/deliveries").await.ok();
    assert!(page.etas.get(&made.id).is_some_and(|etas| etas.dropoff.is_some()), "{:?}", page.etas);
    let nobody = fleet.nobody();
    let view: TrackingView = nobody.get(&path).await.ok();
    assert_eq!(view.expected, None, "she has not said yes yet");
    act(&mara, made.id, json!({ "name": "accept" })).await;
    let told =
        until("a time for the recipient", || async { nobody.get(&path).await.ok::<TrackingView>().expected })
            .await;
    let (Some(first), Some(last)) = (told.from, told.until) else { panic!("{told:?}") };
    assert_eq!((first.as_millis() % 300_000, last.as_millis() % 300_000), (0, 0));
    assert!(first < dropoff.at && dropoff.at < last, "{told:?} {dropoff:?}");
    act(&mara, made.id, json!({ "name": "arrived" })).await;
    let view: TrackingView = nobody.get(&path).await.ok();
    assert_eq!(view.expected, None, "she is there");
    act(&mara, made.id, json!({ "name": "completed", "args": { "outcome": "delivered_to_recipient" } }))
        .await;
    expected(&dora, made.id, "nothing more", Etas::is_empty).await;
}

#[tokio::test]
async fn how_the_way_goes_that_is_being_driven_moves_what_is_expected() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    let made: Delivery = dora.post("/api/v1/deliveries", from_to(0.0, 20.0, Some(fleet.mara.id))).await.ok();
    let now = fleet.clock.now();
    // 5 km, which should take 14 minutes, took 24.
    let when = |minutes| now.plus_minutes(minutes).to_string();
    act(&mara, made.id, json!({ "name": "picked_up", "args": {}, "occurred_at": when(-25) })).await;
    act(&mara, made.id, json!({ "name": "out_for_delivery", "occurred_at": when(-24) })).await;
    report(&mara, 5.0, now).await;
    let rest = |etas: &Etas| etas.dropoff.map(|dropoff| minutes(now, dropoff.at));
    let usual = expected(&dora, made.id, "a time", |etas| etas.dropoff.is_some()).await;
    assert!(
        rest(&usual).is_some_and(|rest| (38.0..45.0).contains(&rest)),
        "the log is not read yet: {usual:?}"
    );
    learn(&fleet.running.app).await.expect("the database answers");
    fleet.clock.advance(31_000);
    expected(&dora, made.id, "a later time", |etas| rest(etas).is_some_and(|rest| rest > 60.0)).await;
}

#[tokio::test]
async fn sockets_hear_of_new_times_and_only_those_who_may() {
    let fleet = Fleet::start().await;
    let (mara, jonas) = (fleet.phone(&fleet.mara).await, fleet.phone(&fleet.jonas).await);
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mut at_mara = Socket::bearer(&fleet, &mara.tokens.access).await;
    let mut at_jonas = Socket::bearer(&fleet, &jonas.tokens.access).await;
    let hers: Delivery = dora.post("/api/v1/deliveries", from_to(1.0, 2.0, Some(fleet.mara.id))).await.ok();
    let his: Delivery = dora.post("/api/v1/deliveries", from_to(1.0, 2.0, Some(fleet.jonas.id))).await.ok();
    report(&mara.client, 0.0, fleet.clock.now()).await;
    assert!(at_mara.expected(hers.id).await.dropoff.is_some());
    report(&jonas.client, 0.0, fleet.clock.now()).await;
    assert!(at_jonas.expected(his.id).await.dropoff.is_some());
    assert!(detail(&jonas.client, his.id).await.etas.dropoff.is_some());
}

#[tokio::test]
async fn a_window_that_will_be_missed_is_an_alarm_until_it_is_put_right() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    let now = fleet.clock.now();
    let mut new = from_to(5.0, 15.0, Some(fleet.mara.id));
    new.new.dropoff.window = Window { from: None, until: Some(now.plus_minutes(20)) };
    let made: Delivery = dora.post("/api/v1/deliveries", new).await.ok();
    report(&mara, 0.0, now).await;
    let late = expected(&dora, made.id, "an alarm", |etas| etas.delay.is_some()).await;
    let delay = late.delay.expect("an alarm");
    assert_eq!((delay.task, Some(delay.due)), (Task::Dropoff, made.dropoff.window.until));
    assert!(delay.expected > delay.due);
    let later = json!({ "dropoff": { "window": { "until": now.plus_minutes(300) } } });
    dora.patch(&format!("/api/v1/deliveries/{}?base_rev={}", made.id, made.rev), later)
        .await
        .ok::<Delivery>();
    expected(&dora, made.id, "no alarm", |etas| etas.delay.is_none() && etas.dropoff.is_some()).await;
}

#[tokio::test]
async fn what_a_door_takes_is_learned_once_and_known_after_a_restart() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    let door = Place(at(7.0));
    let median = |fleet: &Fleet| {
        let (app, id) = (fleet.running.app.clone(), fleet.organization);
        async move { learned_of(&app, id).await.expect("a fleet").visit_s(Task::Dropoff, door, 12) }
    };
    let before = median(&fleet).await;
    for day in 1..=6 {
        delivers(&fleet, (&dora, &mara), day, [20, 50]).await;
    }
    assert!(learn(&fleet.running.app).await.expect("the database answers") > 0);
    let after = median(&fleet).await;
    assert!(after > before * 2.5 && after < 1_900.0, "{before} {after}");
    assert_eq!(learn(&fleet.running.app).await.expect("the database answers"), 0, "nothing is learned twice");
    let fleet = fleet.restart().await;
    assert_eq!(learn(&fleet.running.app).await.expect("the database answers"), 0);
    assert_eq!(median(&fleet).await, after);
}

/// Mara has taken three times as long as the map says, six days long; then the source of travel times is another.
async fn slow_by_another_map(travel: TravelBy) -> Fleet {
    let fleet = Fleet::start_with(|config| config.travel = travel).await;
    let clients = (&fleet.browser(&fleet.dispatcher).await, &fleet.browser(&fleet.mara).await);
    for day in 2..=7 {
        // The map says 20 minutes.
        delivers(&fleet, clients, day, [60, 90]).await;
    }
    learn(&fleet.running.app).await.expect("the database answers");
    let change = fleet.running.app.store.tx(|tx| {
        Box::pin(async move {
            sqlx::query("update learned_to set source = 'osrm'").execute(tx.conn()).await?;
            Ok::<_, StoreError>(())
        })
    });
    change.await.expect("the database answers");
    fleet
}

async fn known(fleet: &Fleet) -> Arc<Learned> {
    learned_of(&fleet.running.app, fleet.organization).await.expect("a fleet")
}

#[tokio::test]
async fn what_was_learned_against_another_map_is_forgotten_and_what_stops_take_is_not() {
    let fleet = slow_by_another_map(TravelBy::Straight).await;
    let (door, mara) = (Place(at(7.0)), fleet.mara.id);
    let slow = known(&fleet).await;
    assert!(slow.leg(mara, door, 12).mean > 0.08, "{:?}", slow.leg(mara, door, 12));
    let clients = (&fleet.browser(&fleet.dispatcher).await, &fleet.browser(&fleet.mara).await);
    delivers(&fleet, clients, 1, [21, 51]).await;
    learn(&fleet.running.app).await.expect("the database answers");
    let afresh = known(&fleet).await;
    assert!(afresh.leg(mara, door, 12).mean < 0.04, "{:?}", afresh.leg(mara, door, 12));
    let stop = |learned: &Learned| learned.visit_s(Task::Dropoff, door, 12);
    assert!((stop(&afresh) / stop(&slow) - 1.0).abs() < 0.1, "{} {}", stop(&slow), stop(&afresh));
    let fleet = fleet.restart().await;
    let kept = known(&fleet).await.leg(mara, door, 12);
    assert_eq!(kept, afresh.leg(mara, door, 12), "it is forgotten in the database too");
}

#[tokio::test]
async fn a_map_that_is_missing_forgets_nothing_and_teaches_nothing() {
    let fleet = slow_by_another_map(TravelBy::Map).await;
    let (door, mara) = (Place(at(7.0)), fleet.mara.id);
    let before = known(&fleet).await.leg(mara, door, 12);
    let clients = (&fleet.browser(&fleet.dispatcher).await, &fleet.browser(&fleet.mara).await);
    delivers(&fleet, clients, 1, [21, 51]).await;
    assert!(learn(&fleet.running.app).await.expect("the database answers") > 0);
    assert_eq!(known(&fleet).await.leg(mara, door, 12), before);
}
