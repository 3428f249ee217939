//! What nobody cares for: flagged, escalated, cancelled; and drivers who fell silent.

use serde_json::json;
use waybill_backend::{
    service::{dispatch::look_for_stuck, silence},
    store::{StoreError, dispatch::waiting},
};
use waybill_domain::{
    Command, Delivery, DeliveryId, EventBody, MemberId, State, Timestamp, Window,
    calls::{Acted, Kept},
    exception::ExceptionKind,
};

use super::{
    Town,
    hours::{by_day, town_at},
    says,
};
use crate::support::delivery;

impl Town {
    /// Lets minutes go by; how many were flagged, and for how many more was done.
    async fn minutes(&self, n: i64) -> (usize, usize) {
        self.fleet.clock.advance(n * 60_000);
        look_for_stuck(&self.fleet.running.app).await.expect("looks")
    }

    /// Changes the database behind the server's back.
    async fn damage(&self, sql: &'static str, id: String) {
        let store = &self.fleet.running.app.store;
        let done = store.tx(move |tx| {
            Box::pin(async move {
                sqlx::query(sql).bind(id).execute(tx.conn()).await?;
                Ok::<_, StoreError>(())
            })
        });
        done.await.expect("damages");
    }

    /// Given by hand to a new driver, who accepts it, to be collected from `from` on.
    async fn accepted(&self, name: &str, from: Option<Timestamp>) -> (MemberId, DeliveryId) {
        let (driver, client) = self.driver(name, 100.0).await;
        let mut new = delivery(Some(driver.id));
        new.new.pickup.window = Window { from, until: None };
        let id = self.dora.post("/api/v1/deliveries", new).await.ok::<Delivery>().id;
        says(&client, id, Command::Accept).await.ok::<Acted>();
        (driver.id, id)
    }
}

#[tokio::test]
async fn a_delivery_without_a_driver_is_flagged_after_an_hour_and_escalated_after_two_and_once() {
    let town = Town::start().await;
    let id = town.order().await;
    assert_eq!(town.minutes(59).await, (0, 0));
    let town = town.restart().await;
    town.minutes(2).await;
    assert_eq!(town.kinds(id).await, ["unassigned"], "stopping the server does not stop the time");
    assert_eq!(town.minutes(50).await, (0, 0), "told once");
    town.minutes(10).await;
    let exceptions = town.delivery(id).await.exceptions;
    assert!(
        matches!(exceptions[..], [ref one] if matches!(one.kind, ExceptionKind::Unassigned { escalated: true, .. })),
        "{exceptions:?}"
    );
    assert_eq!(town.minutes(600).await, (0, 0));
    let assign = json!({ "driver": town.fleet.mara.id });
    town.dora.post(&format!("/api/v1/deliveries/{id}/assign"), assign).await.ok::<Delivery>();
    assert!(town.kinds(id).await.is_empty(), "it has a driver");
    town.dora.post(&format!("/api/v1/deliveries/{id}/unassign"), json!({})).await.ok::<Delivery>();
    town.minutes(30).await;
    assert!(town.kinds(id).await.is_empty(), "the time begins anew");
    town.minutes(31).await;
    assert_eq!(town.kinds(id).await, ["unassigned"]);
}

#[tokio::test]
async fn an_organization_may_have_it_cancelled_instead_and_what_is_for_later_is_not_late() {
    let town = Town::start().await;
    let stuck = json!({ "stuck": { "flag_min": 0, "then_min": 90, "then": "cancel" } });
    town.dora.put("/api/v1/dispatch/policy", stuck).await;
    let mut later = delivery(None);
    later.new.pickup.window = Window { from: Some(town.fleet.clock.now().plus_minutes(60)), until: None };
    town.dora.post("/api/v1/deliveries", &later).await.ok::<Delivery>();
    let id = town.order().await;
    town.minutes(91).await;
    let now = town.delivery(id).await;
    assert_eq!((now.state, now.cancel_reason.as_str()), (State::Cancelled, "No driver was found in time."));
    assert_eq!(town.delivery(later.id).await.state, State::Unassigned);
    town.minutes(60).await;
    assert_eq!(town.delivery(later.id).await.state, State::Cancelled);
}

#[tokio::test]
async fn what_a_silent_driver_took_and_has_not_picked_up_is_flagged_and_can_go_to_another() {
    let town = Town::start().await;
    let (silent, client) = town.driver("Sven Silent", 100.0).await;
    let (other, other_client) = town.driver("Olga Other", 800.0).await;
    let id = town.order().await;
    town.asks(id).await;
    says(&client, id, Command::Accept).await.ok::<Acted>();
    town.fleet.clock.advance(11 * 60_000);
    town.stand(&other_client, 800.0).await;
    let app = &town.fleet.running.app;
    silence::look(app).await.expect("looks");
    assert_eq!(town.kinds(id).await, ["driver_silent"]);
    let path = format!("/api/v1/deliveries/{id}/dispatch");
    let reply = town.dora.post(&path, json!({ "reassign": true })).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(town.delivery(id).await.driver, Some(other.id));
    silence::look(app).await.expect("looks");
    assert!(town.kinds(id).await.is_empty(), "it is not {} any more who has it", silent.name);
    let events = town.dora.get(&format!("/api/v1/deliveries/{id}")).await;
    let detail: waybill_domain::calls::DeliveryDetail = events.ok();
    assert!(detail.timeline.iter().any(|entry| entry.event.body == EventBody::Unassigned));
}

#[tokio::test]
async fn what_was_done_about_the_oldest_does_not_hide_the_others() {
    let town = Town::start().await;
    let (first, second, third) = (town.order().await, town.order().await, town.order().await);
    let (organization, now) = (town.fleet.organization, town.fleet.clock.now().plus_minutes(180));
    let store = &town.fleet.running.app.store;
    let late = store.tx(move |tx| {
        Box::pin(async move {
            for id in [first, second] {
                waiting::mark(tx.conn(), organization, id, true, now).await?;
            }
            waiting::late(tx.conn(), organization, Some(now), Some(now), 2).await
        })
    });
    let late: Vec<_> = late.await.expect("reads").into_iter().map(|one| one.delivery).collect();
    assert_eq!(late, [third]);
}

#[tokio::test]
async fn an_order_that_is_put_off_is_flagged_anew_when_its_new_time_has_passed() {
    let town = Town::start().await;
    let id = town.order().await;
    town.minutes(121).await;
    assert_eq!(town.kinds(id).await, ["unassigned"]);
    let from = town.fleet.clock.now().plus_minutes(120);
    let rev = town.delivery(id).await.rev;
    let later = json!({ "pickup": { "window": { "from": from } } });
    let path = format!("/api/v1/deliveries/{id}?base_rev={rev}");
    town.dora.patch(&path, later).await.ok::<Delivery>();
    assert!(town.kinds(id).await.is_empty(), "it is not late any more");
    assert_eq!(town.minutes(170).await, (0, 0));
    town.minutes(15).await;
    assert_eq!(town.kinds(id).await, ["unassigned"]);
}

#[tokio::test]
async fn what_cannot_be_read_holds_up_no_other_delivery_and_no_other_organization() {
    let town = Town::start().await;
    let [_, nils, _] = town.fleet.neighbours().await;
    let nils = town.fleet.browser(&nils).await;
    let theirs: Delivery = nils.post("/api/v1/deliveries", delivery(None)).await.ok();
    let (broken, id) = (town.order().await, town.order().await);
    let (_, silent) = town.accepted("Sven Silent", None).await;
    town.damage("update deliveries set body = '{}' where id = $1", broken.to_string()).await;
    // The server looks by itself too, so how many it finds is not this test's to count.
    town.minutes(61).await;
    assert_eq!(town.kinds(id).await, ["unassigned"]);

    let bad = "insert into dispatch_settings (organization, body) values ($1, 'nonsense')";
    town.damage(bad, town.fleet.organization.to_string()).await;
    town.minutes(61).await;
    let path = format!("/api/v1/deliveries/{}", theirs.id);
    let neighbours: Delivery = nils.get(&path).await.ok::<waybill_domain::calls::DeliveryDetail>().delivery;
    assert!(
        matches!(neighbours.exceptions[..], [ref one] if matches!(one.kind, ExceptionKind::Unassigned { escalated: true, .. })),
        "{:?}",
        neighbours.exceptions
    );

    silence::look(&town.fleet.running.app).await.expect("looks");
    assert_eq!(town.kinds(silent).await, ["driver_silent"]);
}

#[tokio::test]
async fn a_silent_driver_who_accepted_what_was_given_by_hand_is_flagged_once_it_can_be_begun() {
    let town = Town::start().await;
    let now = town.fleet.clock.now();
    let (_, given) = town.accepted("Sven Silent", None).await;
    let (_, tomorrow) = town.accepted("Tom Tomorrow", Some(now.plus_minutes(24 * 60))).await;
    let (off, resting) = town.accepted("Olga Off", None).await;
    let roster = json!({ "week": [] });
    let path = format!("/api/v1/rosters/{off}?base_rev=0");
    town.dora.put(&path, roster).await.ok::<Kept<serde_json::Value>>();
    town.fleet.clock.advance(11 * 60_000);
    let app = &town.fleet.running.app;
    assert_eq!(silence::look(app).await.expect("looks"), (1, 0));
    assert_eq!(town.kinds(given).await, ["driver_silent"]);
    assert!(town.kinds(tomorrow).await.is_empty(), "it is for tomorrow");
    assert!(town.kinds(resting).await.is_empty(), "nobody expects her to be heard of");
}

#[tokio::test]
async fn what_is_ordered_at_night_waits_from_the_morning_on() {
    // Three at night in Berlin; service begins at nine.
    let town = town_at("2032-11-22T02:00:00Z").await;
    by_day(&town).await;
    let id = town.order().await;
    assert_eq!(town.minutes(180).await, (0, 0), "nobody could have begun");
    assert_eq!(town.minutes(239).await, (0, 0));
    town.minutes(2).await;
    assert_eq!(town.kinds(id).await, ["unassigned"]);
}
