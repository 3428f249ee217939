//! A plan is a preview until it is committed, as a whole.

use serde_json::json;
use waybill_domain::{
    State,
    calls::{Acted, Decisions, DriverWay},
    dispatch::Verdict,
    plan::{Insertion, PlanState, RoutePlan},
};

use super::*;
use crate::support::{from_to, uuid};

#[tokio::test]
async fn a_plan_changes_nothing_until_it_is_committed_and_then_all_that_it_says() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let mut made = Vec::new();
    for km in [1.0, 2.0, 9.0, 8.0] {
        made.push(make(&dora, from_to(km, km + 0.4, None)).await);
    }
    let before = seq(&dora).await;
    let plan = planned(&dora, quick()).await;
    assert_eq!((plan.state, plan.spent, plan.unserved.len()), (PlanState::Ready, 1.0, 0));
    assert_eq!((plan.before.unserved, plan.after.unserved), (4, 0));
    assert_eq!(seq(&dora).await, before, "a preview");
    let committed: RoutePlan = dora.post(&format!("{}/commit", path(&plan)), json!({})).await.ok();
    assert_eq!(committed.state, PlanState::Committed);
    for (delivery, near) in made.iter().zip([&fleet.mara, &fleet.mara, &fleet.jonas, &fleet.jonas]) {
        let now = one(&dora, delivery.id).await;
        assert_eq!((now.driver, now.state), (Some(near.id), State::Assigned));
    }
    for route in &plan.routes {
        let said: Vec<_> = route.stops.iter().map(|stop| (stop.delivery, stop.task)).collect();
        assert_eq!(stops_of(&dora, route.driver).await, said, "drivers see the order of the plan");
    }
    for (delivery, near) in made.iter().zip([&fleet.mara, &fleet.mara, &fleet.jonas, &fleet.jonas]) {
        let path = format!("/api/v1/deliveries/{}/decisions", delivery.id);
        let verdicts: Vec<_> = dora
            .get(&path)
            .await
            .ok::<Decisions>()
            .decisions
            .into_iter()
            .map(|decision| decision.verdict)
            .collect();
        assert_eq!(verdicts, [Verdict::Planned { driver: near.id, plan: plan.id }]);
    }
    let after = seq(&dora).await;
    let again: RoutePlan = dora.post(&format!("{}/commit", path(&plan)), json!({})).await.ok();
    assert_eq!((again.state, seq(&dora).await), (PlanState::Committed, after), "once is enough");
}

#[tokio::test]
async fn the_way_of_a_planned_route_leads_from_its_first_stop_to_its_last() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    for km in [1.0, 2.0] {
        make(&dora, from_to(km, km + 0.4, None)).await;
    }
    let plan = planned(&dora, quick()).await;
    let [route] = &plan.routes[..] else { panic!("one driver is near: {plan:?}") };
    let ways = |driver| format!("{}/ways/{driver}", path(&plan));
    let way: DriverWay = dora.get(&ways(route.driver)).await.ok();
    let stops: Vec<_> = way.legs.iter().map(|leg| (leg.delivery, leg.task)).collect();
    assert_eq!(stops, route.stops.iter().map(|stop| (stop.delivery, stop.task)).collect::<Vec<_>>());
    let metres: f64 = way.legs.iter().map(|leg| leg.travel.metres).sum();
    // 1.4 times the straight line, from the pickup at one kilometre to the drop-off at 2.4.
    assert!((1_900.0..2_000.0).contains(&metres), "{metres}");
    let nobodys: DriverWay = dora.get(&ways(fleet.dispatcher.id)).await.ok();
    assert_eq!(nobodys, DriverWay::default());
    let [_, nils, _] = fleet.neighbours().await;
    fleet.browser(&nils).await.get(&ways(route.driver)).await.refused(404, "unknown");
}

#[tokio::test]
async fn what_is_under_way_accepted_or_pinned_stays_with_its_driver() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    apart(&fleet).await;
    for (step, pinned, free, moves) in [
        (None, false, false, true),
        (None, true, false, false),
        (Some(json!({ "name": "accept" })), false, false, false),
        (Some(json!({ "name": "accept" })), false, true, true),
        (Some(json!({ "name": "picked_up", "args": {} })), false, true, false),
    ] {
        // It lies at Jonas's door, and Mara has it.
        let made = make(&dora, from_to(9.5, 9.9, Some(fleet.mara.id))).await;
        let one = format!("/api/v1/deliveries/{}", made.id);
        if let Some(mut step) = step.clone() {
            step["cmd_id"] = json!(uuid());
            mara.post(&format!("{one}/commands"), step).await.ok::<Acted>();
        }
        let pins = if pinned { vec![made.id] } else { Vec::new() };
        let plan = planned(&dora, json!({ "seconds": 1, "pinned": pins, "move_accepted": free })).await;
        let expected = if moves { vec![made.id] } else { Vec::new() };
        assert_eq!(plan.reassigned, expected, "{step:?} {pinned} {free}");
        dora.post(&format!("{one}/cancel"), json!({ "reason": "done with it" })).await.ok::<Delivery>();
    }
}

#[tokio::test]
async fn each_driver_has_a_visit_of_their_own_where_several_collect() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    for driver in [&fleet.mara, &fleet.jonas] {
        let client = fleet.browser(driver).await;
        for km in [4.0, 6.0] {
            let made = make(&dora, from_to(5.0, km, Some(driver.id))).await;
            let yes = json!({ "cmd_id": uuid(), "name": "accept" });
            client.post(&format!("/api/v1/deliveries/{}/commands", made.id), yes).await.ok::<Acted>();
        }
    }
    let collecting = |plan: &RoutePlan| -> i64 {
        let route = plan.routes.iter().find(|route| route.driver == fleet.mara.id).expect("a route");
        let pickups = route.stops.iter().filter(|stop| stop.task == Task::Pickup);
        pickups.map(|stop| stop.leaves.since(stop.begins)).sum()
    };
    let both = planned(&dora, quick()).await;
    let alone = planned(&dora, json!({ "seconds": 1, "drivers": [fleet.mara.id] })).await;
    assert_eq!(collecting(&both), collecting(&alone));
}

#[tokio::test]
async fn more_than_a_few_hundred_deliveries_are_no_reason_to_plan_nothing() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let many = (0..520).map(|k| make(&dora, from_to(f64::from(k % 10), f64::from(k % 7), None)));
    let made = futures::future::join_all(many).await;
    let path = format!("/api/v1/deliveries/{}/insert", made[0].id);
    let found: Insertion = dora.post(&path, json!({})).await.ok();
    assert_eq!(found.delivery, made[0].id);
    let plan: RoutePlan = dora.post("/api/v1/routes/optimize", json!({ "seconds": 300 })).await.ok();
    assert_eq!(plan.before.unserved, 520);
    dora.delete(&super::path(&plan)).await.ok::<RoutePlan>();
}

#[tokio::test]
async fn a_plan_is_taken_back_as_a_whole_while_nothing_happened_since() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let hers = make(&dora, from_to(9.0, 9.5, Some(fleet.mara.id))).await;
    let free = make(&dora, from_to(8.5, 9.2, None)).await;
    let plan = planned(&dora, quick()).await;
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.ok::<RoutePlan>();
    assert_eq!(one(&dora, hers.id).await.driver, Some(fleet.jonas.id));
    let undone: RoutePlan = dora.post(&format!("{}/undo", path(&plan)), json!({})).await.ok();
    assert_eq!(undone.state, PlanState::Undone);
    let (hers, free) = (one(&dora, hers.id).await, one(&dora, free.id).await);
    assert_eq!((hers.driver, free.driver, free.state), (Some(fleet.mara.id), None, State::Unassigned));
    assert_eq!(hers.rank, hers.pickup_rank.expect("a place of its own"));
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.refused(409, "wrong_plan_state");

    let plan = planned(&dora, quick()).await;
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.ok::<RoutePlan>();
    let jonas = fleet.browser(&fleet.jonas).await;
    let yes = json!({ "cmd_id": uuid(), "name": "accept" });
    jonas.post(&format!("/api/v1/deliveries/{}/commands", free.id), yes).await.ok::<Acted>();
    let before = seq(&dora).await;
    let problem = dora.post(&format!("{}/undo", path(&plan)), json!({})).await.refused(409, "changed_since");
    assert_eq!(problem.errors.len(), 1);
    assert_eq!(problem.errors[0].field, free.code);
    assert_eq!(seq(&dora).await, before, "nothing was done");
}
