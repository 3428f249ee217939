//! Who is asked, and what stands against the others.

use serde_json::json;
use waybill_domain::{
    Command, Delivery, DeliveryId, MemberId,
    calls::{Acted, driver::Shift},
    dispatch::{Handling, Refusal, Vehicle, Verdict},
    id::DeviceId,
    protocol::{FixBatch, FixReceipt},
};

use super::{Town, says};
use crate::support::{delivery, uuid};

impl Town {
    async fn profile(&self, driver: MemberId, profile: serde_json::Value) {
        let reply = self.dora.put(&format!("/api/v1/members/{driver}/profile"), profile).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        self.pass(0).await;
    }

    async fn fragile(&self, handling: Handling) -> DeliveryId {
        let mut new = delivery(None);
        new.new.handling = handling;
        self.dora.post("/api/v1/deliveries", new).await.ok::<Delivery>().id
    }

    /// What stands against `driver` in the last decision.
    async fn against(&self, id: DeliveryId, driver: MemberId) -> Vec<Refusal> {
        let last = self.decisions(id).await.pop().expect("it was decided");
        let judged = last.candidates.into_iter().find(|judged| judged.driver == driver);
        judged.map(|judged| judged.refusals).unwrap_or_default()
    }
}

#[tokio::test]
async fn vehicle_skills_room_and_block_lists_decide_who_may_be_asked() {
    let town = Town::start().await;
    let (bike, _) = town.driver("Bea Bike", 50.0).await;
    let (warm, _) = town.driver("Will Warm", 100.0).await;
    let (small, _) = town.driver("Sue Small", 150.0).await;
    let (unloved, _) = town.driver("Uwe Unloved", 200.0).await;
    let (right, _) = town.driver("Rita Right", 1_500.0).await;
    town.profile(bike.id, json!({ "vehicle": "bicycle", "skills": ["cold_chain"] })).await;
    let tiny = json!({ "weight_g": 100, "volume_cm3": 1_000_000, "count": 10 });
    town.profile(small.id, json!({ "skills": ["cold_chain"], "capacity": tiny })).await;
    town.profile(unloved.id, json!({ "skills": ["cold_chain"], "unwanted_by": ["LÖWEN-Apotheke "] })).await;
    town.profile(right.id, json!({ "skills": ["cold_chain", "lift"], "rating": 4.9 })).await;
    let id = town
        .fragile(Handling {
            vehicles: [Vehicle::Van, Vehicle::Car].into_iter().collect(),
            skills: ["cold_chain".to_owned()].into(),
            priority: 1,
        })
        .await;
    assert_eq!(town.asks(id).await, right.id);
    let decision = town.decisions(id).await.remove(0);
    assert!(matches!(decision.verdict, Verdict::Ask { driver, .. } if driver == right.id));
    let best = decision.candidates[0].clone();
    assert!(best.factors.distance > 0.6 && best.factors.rating > 0.9 && best.score > 0.5, "{best:?}");
    let skills = ["cold_chain".to_owned()].into();
    assert_eq!(town.against(id, warm.id).await, [Refusal::MissingSkills { skills }]);
    assert_eq!(town.against(id, unloved.id).await, [Refusal::BlockedByCustomer]);

    // When nobody is left, the decision names those too whom the grid had not even brought up.
    town.pass(30).await;
    let refused = town.against(id, bike.id).await;
    assert_eq!(refused, [Refusal::WrongVehicle { vehicle: Vehicle::Bicycle }]);
    assert!(matches!(town.against(id, small.id).await[..], [Refusal::NoRoom { .. }]));
    assert_eq!(town.against(id, right.id).await.first(), Some(&Refusal::AlreadyAsked));
    assert_eq!(town.kinds(id).await, ["nobody_took_it"]);
}

#[tokio::test]
async fn a_driver_answers_one_offer_at_a_time_and_has_only_so_many_deliveries() {
    let town = Town::start().await;
    let (driver, client) = town.driver("Dirk Driver", 200.0).await;
    town.dora.put("/api/v1/dispatch/policy", json!({ "policy": { "max_active": 1 } })).await;
    let (first, second) = (town.order().await, town.order().await);
    assert_eq!(town.asks(first).await, driver.id);
    town.dispatch(second).await;
    assert_eq!(town.against(second, driver.id).await, [Refusal::BeingAsked]);
    says(&client, first, Command::Accept).await.ok::<Acted>();
    town.pass(120).await;
    assert_eq!(town.against(second, driver.id).await, [Refusal::Busy { active: 1 }]);
}

#[tokio::test]
async fn who_has_not_been_heard_of_for_a_quarter_of_an_hour_is_off_duty() {
    let town = Town::start().await;
    let (driver, client) = town.driver("Dirk Driver", 200.0).await;
    town.fleet.clock.advance(16 * 60_000);
    let id = town.order().await;
    town.dispatch(id).await;
    assert_eq!(town.against(id, driver.id).await, [Refusal::OffShift]);
    town.stand(&client, 300.0).await;
    assert_eq!(town.asks(id).await, driver.id);
}

#[tokio::test]
async fn who_has_told_the_phone_of_a_break_or_the_end_of_work_is_not_asked() {
    let town = Town::start().await;
    let (driver, client) = town.driver("Dirk Driver", 200.0).await;
    let tells = async |shift: Shift| {
        let batch = FixBatch { shift: Some(shift), ..FixBatch::new(DeviceId(uuid()), Vec::new()) };
        client.post("/api/v1/positions", batch).await.ok::<FixReceipt>();
    };
    let id = town.order().await;
    tells(Shift::Break).await;
    town.dispatch(id).await;
    assert_eq!(town.against(id, driver.id).await, [Refusal::OnBreak { until: None }]);
    tells(Shift::Off).await;
    town.dispatch(id).await;
    assert_eq!(town.against(id, driver.id).await, [Refusal::OffShift]);
    tells(Shift::On).await;
    assert_eq!(town.asks(id).await, driver.id);
}

#[tokio::test]
async fn a_driver_who_may_not_work_any_more_is_not_asked() {
    let town = Town::start().await;
    let (driver, _) = town.driver("Dirk Driver", 200.0).await;
    let ada = town.fleet.browser(&town.fleet.admin).await;
    ada.patch(&format!("/api/v1/members/{}", driver.id), json!({ "disabled": true })).await;
    let id = town.order().await;
    let decision = town.dispatch(id).await.decision.expect("it was decided");
    assert_eq!((decision.verdict, decision.candidates.len()), (Verdict::NobodyNear, 0));
}
