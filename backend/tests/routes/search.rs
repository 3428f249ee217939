//! The search behind a plan: how far it is, and how it ends.

use serde_json::json;
use waybill_domain::plan::{PlanState, RoutePlan};

use super::*;
use crate::support::from_to;

/// More work than is done in a moment.
async fn long(fleet: &Fleet, dora: &Client) -> RoutePlan {
    apart(fleet).await;
    for k in 0..40 {
        let km = f64::from(k % 10);
        make(dora, from_to(km, f64::from(k * 7 % 10), None)).await;
    }
    dora.post("/api/v1/routes/optimize", json!({ "seconds": 300 })).await.ok()
}

#[tokio::test]
async fn a_search_that_is_cancelled_leaves_nothing_to_commit_and_room_for_the_next() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let plan = long(&fleet, &dora).await;
    until("something found", || async {
        let now: RoutePlan = dora.get(&path(&plan)).await.ok();
        (now.state == PlanState::Running && now.spent > 0.0 && now.after.drivers > 0).then_some(())
    })
    .await;
    dora.post("/api/v1/routes/optimize", json!({})).await.refused(409, "plan_running");
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.refused(409, "wrong_plan_state");
    dora.delete(&path(&plan)).await.ok::<RoutePlan>();
    let cancelled = ended(&dora, &plan).await;
    assert_eq!((cancelled.state, cancelled.routes.len()), (PlanState::Cancelled, 0));
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.refused(409, "wrong_plan_state");
    until("room", || async {
        let reply = dora.post("/api/v1/routes/optimize", quick()).await;
        (reply.status == 202).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_search_that_is_stopped_gives_the_best_so_far() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let plan = long(&fleet, &dora).await;
    dora.post(&format!("{}/stop", path(&plan)), json!({})).await.ok::<RoutePlan>();
    let ready = ended(&dora, &plan).await;
    assert_eq!((ready.state, ready.before.unserved), (PlanState::Ready, 40));
    let stops: usize = ready.routes.iter().map(|route| route.stops.len()).sum();
    assert_eq!(stops + 2 * ready.unserved.len(), 80, "every delivery is planned, or comes with reasons");
    dora.post(&format!("{}/stop", path(&plan)), json!({})).await.refused(409, "wrong_plan_state");
}

#[tokio::test]
async fn a_search_that_the_server_did_not_end_is_said_to_be_interrupted() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let plan = long(&fleet, &dora).await;
    let fleet = fleet.restart().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    assert_eq!(ended(&dora, &plan).await.state, PlanState::Interrupted);
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.refused(409, "wrong_plan_state");
}
