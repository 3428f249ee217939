//! One delivery into running routes.

use serde_json::json;
use waybill_domain::{State, Window, calls::Decisions, dispatch::Verdict, plan::Insertion};

use super::*;
use crate::support::from_to;

#[tokio::test]
async fn a_delivery_goes_where_it_costs_least_and_everything_else_stays_in_its_order() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let one_km = make(&dora, from_to(1.0, 1.2, Some(fleet.mara.id))).await;
    let three = make(&dora, from_to(3.0, 3.2, Some(fleet.mara.id))).await;
    make(&dora, from_to(9.0, 9.5, Some(fleet.jonas.id))).await;
    let new = make(&dora, from_to(2.0, 2.2, None)).await;
    let path = format!("/api/v1/deliveries/{}/insert", new.id);
    let before = seq(&dora).await;
    let proposed: Insertion = dora.post(&path, json!({})).await.ok();
    assert_eq!((proposed.route.driver, proposed.committed), (fleet.mara.id, false));
    assert_eq!(seq(&dora).await, before, "a proposal");
    let done: Insertion = dora.post(&path, json!({ "commit": true })).await.ok();
    assert!(done.committed);
    let order: Vec<_> = stops_of(&dora, fleet.mara.id).await;
    let ids: Vec<DeliveryId> = order.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [one_km.id, one_km.id, new.id, new.id, three.id, three.id]);
    assert_eq!(one(&dora, new.id).await.state, State::Assigned);
    let decisions: Decisions = dora.get(&format!("/api/v1/deliveries/{}/decisions", new.id)).await.ok();
    let verdicts: Vec<_> = decisions.decisions.into_iter().map(|decision| decision.verdict).collect();
    assert_eq!(verdicts, [Verdict::Inserted { driver: fleet.mara.id }]);
    dora.post(&path, json!({})).await.refused(409, "illegal_transition");
}

#[tokio::test]
async fn where_no_route_has_a_place_every_driver_comes_with_the_reason() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let mut new = from_to(1.0, 60.0, None);
    new.new.dropoff.window = Window { from: None, until: Some(fleet.clock.now().plus_minutes(5)) };
    let new = make(&dora, new).await;
    let path = format!("/api/v1/deliveries/{}/insert", new.id);
    let problem = dora.post(&path, json!({ "commit": true })).await.refused(409, "no_place");
    assert_eq!(problem.errors.len(), 2);
    assert!(
        problem.errors.iter().all(|error| error.rule.contains("cannot be reached in time")),
        "{problem:?}"
    );
    assert_eq!(one(&dora, new.id).await.driver, None);
}
