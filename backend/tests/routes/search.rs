//! The search behind a plan: how far it is, and how it ends.

use serde_json::json;
use tokio::net::TcpListener;
use waybill_backend::config::TravelBy;
use waybill_domain::plan::{Goal, PlanState, PlanSummary, RoutePlan};

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
    planned(&dora, quick()).await;
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

#[tokio::test]
async fn whoever_left_the_page_finds_the_plans_again() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let list = || async { dora.get("/api/v1/routes/plans").await.ok::<Vec<PlanSummary>>() };
    assert_eq!(list().await, []);
    let first = long(&fleet, &dora).await;
    let running = until("something found", || async {
        let [plan] = &list().await[..] else { panic!("one plan") };
        (plan.state == PlanState::Running && plan.spent > 0.0 && plan.after.drivers > 0).then(|| plan.clone())
    })
    .await;
    assert_eq!((running.id, running.by, running.goal), (first.id, fleet.dispatcher.id, Goal::Time));
    dora.post(&format!("{}/stop", path(&first)), json!({})).await.ok::<RoutePlan>();
    let first = ended(&dora, &first).await;
    let second = planned(&dora, json!({ "seconds": 1, "goal": "distance" })).await;
    let listed: Vec<_> = list().await.into_iter().map(|plan| (plan.id, plan.state, plan.goal)).collect();
    let ready = PlanState::Ready;
    assert_eq!(listed, [(second.id, ready, Goal::Distance), (first.id, ready, Goal::Time)]);
    let mara = fleet.browser(&fleet.mara).await;
    mara.get("/api/v1/routes/plans").await.refused(403, "forbidden");
    let [_, nils, _] = fleet.neighbours().await;
    let nils = fleet.browser(&nils).await;
    assert_eq!(nils.get("/api/v1/routes/plans").await.ok::<Vec<PlanSummary>>(), []);
}

#[tokio::test]
async fn a_search_by_distance_does_not_tell_its_metres_as_seconds() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    for k in 0..20 {
        make(&dora, from_to(f64::from(k % 10), f64::from(k * 7 % 10), None)).await;
    }
    let ask = json!({ "seconds": 300, "goal": "distance" });
    let plan: RoutePlan = dora.post("/api/v1/routes/optimize", ask).await.ok();
    let after = until("something found", || async {
        let now: RoutePlan = dora.get(&path(&plan)).await.ok();
        (now.after.drivers > 0).then_some(now.after)
    })
    .await;
    assert_eq!(after.driving_s, 0, "not known yet");
    assert!(after.metres > 1_000, "{after:?}");
    dora.delete(&path(&plan)).await.ok::<RoutePlan>();
}

#[tokio::test]
async fn whoever_goes_away_while_the_map_is_asked_leaves_room_for_the_next_plan() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = silent.local_addr().expect("an address");
    let fleet = Fleet::start_with(|config| {
        config.travel = TravelBy::Osrm;
        config.travel_url = format!("http://{address}");
    })
    .await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    make(&dora, from_to(1.0, 2.0, None)).await;
    let asking = {
        let dora = dora.clone();
        tokio::spawn(async move { dora.post("/api/v1/routes/optimize", quick()).await })
    };
    let held = silent.accept().await.expect("the map is asked");
    dora.post("/api/v1/routes/optimize", quick()).await.refused(409, "plan_running");
    asking.abort();
    // From here on nobody is at that address, and the straight line answers.
    drop(silent);
    let plan = until("room", || async {
        let reply = dora.post("/api/v1/routes/optimize", quick()).await;
        (reply.status == 202).then(|| reply.ok::<RoutePlan>())
    })
    .await;
    assert_eq!(ended(&dora, &plan).await.state, PlanState::Ready);
    drop(held);
}
