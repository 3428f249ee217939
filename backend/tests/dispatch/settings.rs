//! Settings and profiles: checked, kept, and for dispatchers of the same organization.

use serde_json::{Value, json};
use waybill_domain::{
    calls::DriverProfile,
    dispatch::{Profile, Settings, Then, Vehicle},
};

use super::Town;
use crate::support::uuid;

const POLICY: &str = "/api/v1/dispatch/policy";

#[tokio::test]
async fn the_policy_is_kept_per_organization_and_checked_by_field() {
    let town = Town::start().await;
    let dora = &town.dora;
    assert_eq!(dora.get(POLICY).await.ok::<Settings>(), Settings::default());
    let new = json!({ "auto": true, "policy": { "answer_ms": 45_000 }, "stuck": { "then": "cancel" } });
    let kept: Settings = dora.put(POLICY, new).await.ok();
    assert_eq!((kept.auto, kept.policy.answer_ms, kept.stuck.then), (true, 45_000, Then::Cancel));
    assert_eq!(kept.policy.reach_m, 5_000.0, "what is absent is the default");
    assert_eq!(dora.get(POLICY).await.ok::<Settings>(), kept);

    let wrong = |body: Value| async { dora.put(POLICY, body).await };
    wrong(json!({ "policy": { "answer_ms": 10 } }))
        .await
        .invalid("policy.answer_ms", "must be from 1000 (a second) to 86400000 (a day)");
    wrong(json!({ "stuck": { "flag_min": 90, "then_min": 30 } }))
        .await
        .invalid("stuck.then_min", "must be greater than stuck.flag_min");
    wrong(json!({ "automatic": true })).await.invalid("automatic", "is not known here");
    assert_eq!(dora.get(POLICY).await.ok::<Settings>(), kept, "nothing of that was kept");

    let [_, nils, _] = town.fleet.neighbours().await;
    let nils = town.fleet.browser(&nils).await;
    assert_eq!(nils.get(POLICY).await.ok::<Settings>(), Settings::default());
    let mara = town.fleet.browser(&town.fleet.mara).await;
    mara.get(POLICY).await.refused(403, "forbidden");
    mara.put(POLICY, json!({})).await.refused(403, "forbidden");
}

#[tokio::test]
async fn a_profile_is_kept_per_driver_and_checked_by_field() {
    let town = Town::start().await;
    let dora = &town.dora;
    let path = format!("/api/v1/members/{}/profile", town.fleet.mara.id);
    assert_eq!(dora.get(&path).await.ok::<DriverProfile>().profile, Profile::default());
    let new = json!({ "vehicle": "cargo_bike", "rating": 4.2, "blocked_customers": ["Café Aurora"] });
    let kept: DriverProfile = dora.put(&path, new).await.ok();
    assert_eq!((kept.profile.vehicle, kept.profile.rating), (Vehicle::CargoBike, Some(4.2)));
    assert_eq!(dora.get(&path).await.ok::<DriverProfile>(), kept);
    dora.put(&path, json!({ "rating": 0.5 })).await.invalid("rating", "must be from 1 to 5");
    dora.put(&path, json!({ "skills": [""] }))
        .await
        .invalid("skills", "must be names of 1 to 200 characters");

    let of = |id| format!("/api/v1/members/{id}/profile");
    dora.put(&of(town.fleet.admin.id), json!({})).await.invalid("id", "must be a driver");
    dora.get(&of(uuid().into())).await.refused(404, "unknown");
    let [_, nils, _] = town.fleet.neighbours().await;
    let nils = town.fleet.browser(&nils).await;
    nils.get(&path).await.refused(404, "unknown");
    nils.put(&path, json!({})).await.refused(404, "unknown");
    let mara = town.fleet.browser(&town.fleet.mara).await;
    mara.get(&path).await.refused(403, "forbidden");
}

#[tokio::test]
async fn offers_and_decisions_are_for_dispatchers_of_the_same_organization() {
    let town = Town::start().await;
    let (_, driver) = town.driver("Dirk Driver", 200.0).await;
    let id = town.order().await;
    town.asks(id).await;
    let [_, nils, _] = town.fleet.neighbours().await;
    let nils = town.fleet.browser(&nils).await;
    let (dispatch, decisions) =
        (format!("/api/v1/deliveries/{id}/dispatch"), format!("/api/v1/deliveries/{id}/decisions"));
    for (client, status, code) in [(&nils, 404, "unknown"), (&driver, 403, "forbidden")] {
        client.post(&dispatch, json!({})).await.refused(status, code);
        client.delete(&dispatch).await.refused(status, code);
        client.get(&decisions).await.refused(status, code);
    }
    driver.post("/api/v1/dispatch/wave", json!({})).await.refused(403, "forbidden");
}
