//! One driver at a time, until one accepts or nobody is left.

use serde_json::json;
use waybill_domain::{
    Command, Delivery, State, Window,
    calls::{Acted, DriverProfile},
    dispatch::{Phase, Tally, Verdict},
    protocol::PatchOp,
    rules::Disposition,
};

use super::{Town, no, says};
use crate::support::delivery;

#[tokio::test]
async fn a_no_and_a_silence_move_on_to_the_next_driver_and_a_yes_ends_it() {
    let town = Town::start().await;
    let (near, near_client) = town.driver("Nora Near", 100.0).await;
    let (middle, _) = town.driver("Mick Middle", 600.0).await;
    let (far, far_client) = town.driver("Fay Far", 1_200.0).await;
    let id = town.order().await;
    assert_eq!(town.asks(id).await, near.id);
    assert_eq!(town.asks(id).await, near.id, "asking for it again does not ask another driver");
    assert!(near_client.get(&format!("/api/v1/deliveries/{id}")).await.status == 200, "who is asked sees it");
    far_client.get(&format!("/api/v1/deliveries/{id}")).await.refused(404, "unknown");

    says(&near_client, id, no()).await.ok::<Acted>();
    town.pass(0).await;
    assert_eq!(town.delivery(id).await.driver, Some(middle.id));
    town.pass(29).await;
    assert_eq!(town.delivery(id).await.driver, Some(middle.id), "the time is not over yet");
    town.pass(1).await;
    assert_eq!(town.delivery(id).await.driver, Some(far.id));

    let acted: Acted = says(&far_client, id, Command::Accept).await.ok();
    assert_eq!((acted.delivery.state, acted.delivery.driver), (State::Accepted, Some(far.id)));
    assert_eq!(town.phase(id).await, Phase::Taken { driver: far.id });
    town.pass(600).await;
    assert_eq!(town.delivery(id).await.driver, Some(far.id), "nothing is due any more");
    let verdicts: Vec<_> = town.decisions(id).await.into_iter().map(|one| one.driver()).collect();
    assert_eq!(verdicts, [Some(near.id), Some(middle.id), Some(far.id)], "each choice is kept");
    for (driver, accepted) in [(&near, 0), (&middle, 0), (&far, 1)] {
        let path = format!("/api/v1/members/{}/profile", driver.id);
        let profile: DriverProfile = town.dora.get(&path).await.ok();
        assert_eq!(profile.offers, Tally { made: 1, accepted });
        assert_eq!(profile.declined_at.is_some(), accepted == 0);
    }
}

#[tokio::test]
async fn a_yes_after_the_time_is_told_why_and_the_phone_gives_it_back() {
    let town = Town::start().await;
    let (mara, _) = town.driver("Marla Late", 100.0).await;
    let mut phone = town.fleet.phone(&mara).await;
    let id = town.order().await;
    assert_eq!(town.asks(id).await, mara.id);
    let first = phone.pull(None, 0).await;
    assert!(matches!(&first.patch[..], [PatchOp::Put { delivery }] if delivery.offer.is_some()));
    // The server's clock decides, also before anybody noticed that the time is over.
    town.fleet.clock.advance(30_000);
    let yes = phone.next(id, Command::Accept);
    let answer = phone.push(&[yes]).await.results.remove(0);
    assert_eq!(answer.disposition, Disposition::Rejected);
    assert_eq!(answer.reason.map(|reason| reason.code()), Some("offer_over"));
    town.pass(0).await;
    let page = phone.pull(Some((&first.epoch, first.cursor)), 0).await;
    assert!(matches!(&page.patch[..], [PatchOp::Revoke { .. }]), "{:?}", page.patch);
    let again = phone.next(id, Command::Accept);
    let answer = phone.push(&[again]).await.results.remove(0);
    assert_eq!(answer.reason.map(|reason| reason.code()), Some("offer_over"));
    let (_, stranger) = town.driver("Sam Stranger", 9_000.0).await;
    says(&stranger, id, Command::Accept).await.refused(404, "unknown");
}

#[tokio::test]
async fn an_offer_goes_on_where_it_stood_when_the_server_was_started_again() {
    let town = Town::start().await;
    let (near, _) = town.driver("Nora Near", 100.0).await;
    let (next, _) = town.driver("Nick Next", 600.0).await;
    let id = town.order().await;
    assert_eq!(town.asks(id).await, near.id);
    let town = town.restart().await;
    town.pass(29).await;
    assert_eq!(town.delivery(id).await.driver, Some(near.id), "it has not run out by stopping");
    town.pass(1).await;
    assert_eq!(town.delivery(id).await.driver, Some(next.id), "the timer and the drivers' places are there");
    let town = town.restart().await;
    let client = town.fleet.browser(&next).await;
    says(&client, id, Command::Accept).await.ok::<Acted>();
    assert_eq!(town.delivery(id).await.state, State::Accepted);
}

#[tokio::test]
async fn what_nobody_takes_is_looked_at_by_a_person_and_offered_again_a_little_later() {
    let town = Town::start().await;
    let id = town.order().await;
    let dispatched = town.dispatch(id).await;
    assert_eq!(dispatched.decision.map(|decision| decision.verdict), Some(Verdict::NobodyNear));
    assert_eq!(dispatched.delivery.state, State::Unassigned);
    assert_eq!(town.kinds(id).await, ["nobody_took_it"]);
    town.pass(121).await;
    assert_eq!(town.decisions(id).await.len(), 2, "another round");
    assert_eq!(town.kinds(id).await, ["nobody_took_it"], "told once");

    let (driver, client) = town.driver("Dirk Driver", 200.0).await;
    town.pass(120).await;
    assert_eq!(town.delivery(id).await.driver, Some(driver.id));
    assert_eq!(town.kinds(id).await, ["nobody_took_it"], "he has not taken it yet");
    says(&client, id, Command::Accept).await.ok::<Acted>();
    assert!(town.kinds(id).await.is_empty(), "somebody took it");
}

#[tokio::test]
async fn a_dispatcher_takes_an_offer_back_or_decides_otherwise() {
    let town = Town::start().await;
    let (near, near_client) = town.driver("Nora Near", 100.0).await;
    let path = |id| format!("/api/v1/deliveries/{id}/dispatch");
    let id = town.order().await;
    town.asks(id).await;
    let back: Delivery = town.dora.delete(&path(id)).await.ok();
    assert_eq!((back.state, back.driver), (State::Unassigned, None));
    says(&near_client, id, Command::Accept).await.refused(409, "offer_over");
    town.pass(3_600).await;
    assert_eq!(town.phase(id).await, Phase::Closed);
    town.stand(&near_client, 100.0).await;
    assert_eq!(town.asks(id).await, near.id, "who did nothing wrong is asked again");

    let assign = json!({ "driver": town.fleet.jonas.id });
    town.dora.post(&format!("/api/v1/deliveries/{id}/assign"), assign).await.ok::<Delivery>();
    says(&near_client, id, Command::Accept).await.refused(409, "offer_over");
    assert_eq!(town.phase(id).await, Phase::Closed);
    town.dora.post(&path(id), json!({})).await.refused(409, "already_past");
    let profile: DriverProfile = town.dora.get(&format!("/api/v1/members/{}/profile", near.id)).await.ok();
    assert_eq!(profile.offers, Tally::default(), "what was taken back counts for nobody");

    town.dora
        .post(&format!("/api/v1/deliveries/{id}/cancel"), json!({ "reason": "closed" }))
        .await
        .ok::<Delivery>();
    town.dora.post(&path(id), json!({})).await.refused(409, "cancelled");
}

#[tokio::test]
async fn new_deliveries_are_offered_by_themselves_where_that_is_wanted() {
    let town = Town::start().await;
    let (driver, client) = town.driver("Dirk Driver", 200.0).await;
    let by_hand = town.order().await;
    town.dora.put("/api/v1/dispatch/policy", json!({ "auto": true, "ahead_min": 20 })).await;
    let id = town.order().await;
    let mut tomorrow = delivery(None);
    tomorrow.new.pickup.window = Window { from: Some(town.fleet.clock.now().plus_minutes(60)), until: None };
    town.dora.post("/api/v1/deliveries", &tomorrow).await.ok::<Delivery>();
    town.pass(0).await;
    assert_eq!(town.delivery(id).await.driver, Some(driver.id));
    assert_eq!(town.delivery(by_hand).await.state, State::Unassigned, "it was there before");
    assert_eq!(town.delivery(tomorrow.id).await.state, State::Unassigned, "its time has not come");
    says(&client, id, Command::Accept).await.ok::<Acted>();
    says(&client, id, no()).await.ok::<Acted>();
    town.pass(0).await;
    assert_eq!(town.delivery(id).await.driver, None, "who gave it back is not asked again");
    assert_eq!(town.kinds(id).await, ["nobody_took_it"]);
    town.pass(41 * 60).await;
    town.stand(&client, 200.0).await;
    town.pass(120).await;
    assert_eq!(town.delivery(tomorrow.id).await.driver, Some(driver.id), "20 minutes before it can be had");
}

#[tokio::test]
async fn who_picked_the_goods_up_without_saying_yes_has_taken_it() {
    let town = Town::start().await;
    let (driver, client) = town.driver("Dirk Driver", 200.0).await;
    let id = town.order().await;
    town.asks(id).await;
    says(&client, id, Command::PickedUp { evidence: Default::default() }).await.ok::<Acted>();
    town.pass(60).await;
    let now = town.delivery(id).await;
    assert_eq!((now.state, now.driver), (State::PickedUp, Some(driver.id)));
    assert_eq!(town.phase(id).await, Phase::Taken { driver: driver.id });
    let path = format!("/api/v1/deliveries/{id}/dispatch");
    town.dora.post(&path, json!({ "reassign": true })).await.refused(409, "in_custody");
}

#[tokio::test]
async fn what_a_driver_has_and_has_not_picked_up_can_be_offered_to_others() {
    let town = Town::start().await;
    let (first, client) = town.driver("Felix First", 100.0).await;
    let (second, _) = town.driver("Sina Second", 900.0).await;
    let id = town.order().await;
    town.asks(id).await;
    says(&client, id, Command::Accept).await.ok::<Acted>();
    let path = format!("/api/v1/deliveries/{id}/dispatch");
    town.dora.post(&path, json!({})).await.refused(409, "already_past");
    town.dora.post(&path, json!({ "reassign": true })).await;
    assert_eq!(town.delivery(id).await.driver, Some(second.id), "not {:?} again", first.id);
}
