//! What changed since a plan was made.

use serde_json::json;
use waybill_domain::{
    State,
    calls::Acted,
    dispatch::Profile,
    plan::{PlanState, RoutePlan},
};

use super::*;
use crate::{
    operations::{fleet_at, span},
    support::{from_to, uuid},
};

#[tokio::test]
async fn a_plan_that_something_changed_under_does_nothing_and_names_what_changed() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let made = [
        make(&dora, from_to(1.0, 1.5, None)).await,
        make(&dora, from_to(2.0, 2.5, None)).await,
        make(&dora, from_to(3.0, 3.5, None)).await,
    ];
    let plan = planned(&dora, quick()).await;
    let give = json!({ "driver": fleet.jonas.id });
    dora.post(&format!("/api/v1/deliveries/{}/assign", made[1].id), give).await.ok::<Delivery>();
    let off = json!({ "reason": "ordered twice" });
    dora.post(&format!("/api/v1/deliveries/{}/cancel", made[2].id), off).await.ok::<Delivery>();
    let before = seq(&dora).await;
    let problem = dora.post(&format!("{}/commit", path(&plan)), json!({})).await.refused(409, "plan_stale");
    let named: Vec<_> = problem.errors.iter().map(|e| (e.field.as_str(), e.rule.as_str())).collect();
    let mut expected =
        vec![(made[1].code.as_str(), "has another driver now"), (made[2].code.as_str(), "is over")];
    expected.sort_by_key(|(code, _)| made.iter().position(|delivery| delivery.code == *code));
    assert_eq!(named, expected);
    assert_eq!(seq(&dora).await, before, "nothing was done");
    assert_eq!(one(&dora, made[0].id).await.state, State::Unassigned);
}

#[tokio::test]
async fn a_delivery_that_came_to_a_driver_meanwhile_is_named() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    make(&dora, from_to(1.0, 1.5, None)).await;
    let plan = planned(&dora, quick()).await;
    let new = make(&dora, from_to(0.5, 0.7, Some(fleet.mara.id))).await;
    let problem = dora.post(&format!("{}/commit", path(&plan)), json!({})).await.refused(409, "plan_stale");
    assert_eq!(problem.errors[0].field, new.code);
}

#[tokio::test]
async fn a_driver_who_gets_on_with_the_own_work_does_not_stand_against_a_plan() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    apart(&fleet).await;
    let hers = make(&dora, from_to(0.1, 0.5, Some(fleet.mara.id))).await;
    let act = |name: &str| {
        let body = json!({ "cmd_id": uuid(), "name": name });
        let path = format!("/api/v1/deliveries/{}/commands", hers.id);
        let mara = mara.clone();
        async move { mara.post(&path, body).await.ok::<Acted>() }
    };
    act("accept").await;
    act("arrived_at_pickup").await;
    let free = make(&dora, from_to(1.0, 1.5, None)).await;
    let plan = planned(&dora, quick()).await;
    mara.post(
        &format!("/api/v1/deliveries/{}/commands", hers.id),
        json!({ "cmd_id": uuid(), "name": "picked_up", "args": {} }),
    )
    .await
    .ok::<Acted>();
    act("out_for_delivery").await;
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.ok::<RoutePlan>();
    assert_eq!(one(&dora, free.id).await.driver, Some(fleet.mara.id));
    assert_eq!(one(&dora, hers.id).await.state, State::OutForDelivery);
}

#[tokio::test]
async fn a_plan_that_is_ready_is_there_after_a_restart_and_can_be_committed() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let made = make(&dora, from_to(1.0, 1.5, None)).await;
    let plan = planned(&dora, quick()).await;
    let fleet = fleet.restart().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    assert_eq!(dora.get(&path(&plan)).await.ok::<RoutePlan>(), plan);
    dora.post(&format!("{}/commit", path(&plan)), json!({})).await.ok::<RoutePlan>();
    assert_eq!(one(&dora, made.id).await.driver, Some(fleet.mara.id));
    let undone: RoutePlan = dora.post(&format!("{}/undo", path(&plan)), json!({})).await.ok();
    assert_eq!((undone.id, one(&dora, made.id).await.driver), (plan.id, None));
}

#[tokio::test]
async fn a_plan_that_is_committed_and_thrown_away_at_once_is_one_of_the_two() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    for _ in 0..6 {
        let made = make(&dora, from_to(1.0, 1.5, None)).await;
        let plan = planned(&dora, quick()).await;
        let (commit, own) = (format!("{}/commit", path(&plan)), path(&plan));
        let (committed, cancelled) = tokio::join!(dora.post(&commit, json!({})), dora.delete(&own));
        let is_given = one(&dora, made.id).await.driver.is_some();
        assert_eq!((committed.status == 200, cancelled.status == 200), (is_given, !is_given));
        let state = dora.get(&own).await.ok::<RoutePlan>().state;
        assert_eq!(state, if is_given { PlanState::Committed } else { PlanState::Cancelled });
    }
}

#[tokio::test]
async fn a_delivery_that_asks_for_more_since_a_plan_was_made_is_named() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let made = make(&dora, from_to(1.0, 1.5, None)).await;
    let plan = planned(&dora, quick()).await;
    let cold = json!({ "handling": { "skills": ["cold_chain"] } });
    let change = json!({ "cmd_id": uuid(), "name": "edit", "args": cold });
    dora.post(&format!("/api/v1/deliveries/{}/commands", made.id), change).await.ok::<Acted>();
    let problem = dora.post(&format!("{}/commit", path(&plan)), json!({})).await.refused(409, "plan_stale");
    let named: Vec<_> = problem.errors.iter().map(|e| (e.field.as_str(), e.rule.as_str())).collect();
    assert_eq!(named, [(made.code.as_str(), "was edited")]);
    assert_eq!(one(&dora, made.id).await.driver, None);
}

#[tokio::test]
async fn a_driver_who_may_not_or_does_not_work_any_more_gets_nothing_by_an_older_plan() {
    let fleet = fleet_at("2032-11-22T09:00:00Z").await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    apart(&fleet).await;
    let mut cold = from_to(1.0, 1.5, None);
    cold.new.handling.skills = ["cold_chain".to_owned()].into();
    let profile = |skills: &[&str]| {
        let skills = skills.iter().map(|skill| (*skill).to_owned()).collect();
        let path = format!("/api/v1/members/{}/profile", fleet.mara.id);
        let dora = dora.clone();
        async move { dora.put(&path, Profile { skills, ..Profile::default() }).await.ok::<Value>() }
    };
    profile(&["cold_chain"]).await;
    let cold = make(&dora, cold).await;
    let plan = planned(&dora, quick()).await;
    let commit = || async { dora.post(&format!("{}/commit", path(&plan)), json!({})).await };
    profile(&[]).await;
    let problem = commit().await.refused(409, "plan_stale");
    let rule = "may not be carried by the driver of the plan any more";
    assert_eq!((&problem.errors[0].field, problem.errors[0].rule.as_str()), (&cold.code, rule));
    profile(&["cold_chain"]).await;
    let roster = json!({ "days": [{ "day": "2032-11-22", "shifts": [{ "span": span("14:00", "18:00") }] }] });
    dora.put(&format!("/api/v1/rosters/{}?base_rev=0", fleet.mara.id), roster).await.ok::<Value>();
    let problem = commit().await.refused(409, "plan_stale");
    let rule = "is planned for when its driver does not work any more";
    assert_eq!((&problem.errors[0].field, problem.errors[0].rule.as_str()), (&cold.code, rule));
    assert_eq!(one(&dora, cold.id).await.driver, None);
}
