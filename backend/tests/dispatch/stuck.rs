//! What nobody cares for: flagged, escalated, cancelled; and drivers who fell silent.

use serde_json::json;
use waybill_backend::service::{dispatch::look_for_stuck, silence};
use waybill_domain::{Command, Delivery, EventBody, State, Window, calls::Acted, exception::ExceptionKind};

use super::{Town, says};
use crate::support::delivery;

impl Town {
    /// Lets minutes go by; how many were flagged, and for how many more was done.
    async fn minutes(&self, n: i64) -> (usize, usize) {
        self.fleet.clock.advance(n * 60_000);
        look_for_stuck(&self.fleet.running.app).await.expect("looks")
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
