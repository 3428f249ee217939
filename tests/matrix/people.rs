//! Members, roles and devices change while a phone cannot hear of it.

use harness::{
    dispatcher::Dispatcher,
    phone::TestPhone,
    scene::{MARA, Scene},
    server::PASSWORD,
    wait,
};
use serde_json::json;
use waybill_domain::{
    Command, EventBody, State,
    calls::driver::{Network, SignOutHere},
    rules::Disposition,
};

async fn admin(scene: &Scene) -> Dispatcher {
    Dispatcher::sign_in(&scene.server.url(), "admin@fleet.test", PASSWORD).await.unwrap()
}

/// The driver delivers offline; meanwhile the office does `change`; then the phone comes back.
async fn delivered_meanwhile(change: impl AsyncFnOnce(&Scene)) -> Scene {
    let mut scene = Scene::start().await.unwrap();
    scene.phone.drained().await.unwrap();
    scene.server.stop().await;
    scene.deliver().await.unwrap();
    scene.phone.controller.shut_down().await;
    let folder = scene.folder.path().to_owned();
    drop(scene.phone);
    scene.server.start_again().await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    // Nobody is at the phone while the office works.
    let away = tempfile::tempdir().unwrap();
    scene.phone = TestPhone::open(away.path()).await.unwrap();
    change(&scene).await;
    scene.phone = TestPhone::open(&folder).await.unwrap();
    scene
}

async fn completed_under_review(scene: &Scene) {
    let delivery = wait::until("what happened to be handed in", || async {
        let delivery = scene.dispatcher.detail(scene.delivery.id).await.ok()?.delivery;
        (delivery.state == State::Completed).then_some(delivery)
    })
    .await;
    assert_eq!(delivery.proofs.len(), 1, "with its proof");
    assert!(!delivery.exceptions.is_empty(), "and somebody must look");
    wait::until("the driver to be told", || async {
        (scene.phone.controller.status().network == Network::SignInNeeded).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_driver_who_was_disabled_while_offline_still_hands_in_what_happened() {
    let scene = delivered_meanwhile(async |scene: &Scene| {
        admin(scene).await.change_member(scene.driver.id, json!({ "disabled": true })).await.unwrap();
    })
    .await;
    completed_under_review(&scene).await;
    assert!(scene.phone.sign_in(&scene.server.url(), MARA, PASSWORD).await.is_err(), "but stays out");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_was_revoked_while_offline_still_hands_in_what_happened() {
    let mut lane = None;
    let scene = delivered_meanwhile(async |scene: &Scene| {
        let status = scene.dispatcher.call(&waybill_domain::calls::GetSyncStatus {}).await.unwrap();
        let found = status.lanes.iter().find(|status| status.member == scene.driver.id).unwrap().lane;
        lane = Some(found);
        scene.dispatcher.revoke(found).await.unwrap();
    })
    .await;
    completed_under_review(&scene).await;
    assert_eq!(scene.phone.controller.lane(), lane);
    let refused = scene.phone.sign_in(&scene.server.url(), MARA, PASSWORD).await.unwrap_err();
    assert!(refused.to_string().contains("revoked"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_changed_mid_queue_loses_no_fact_and_the_queue_empties() {
    for role in ["dispatcher", "merchant"] {
        let scene = delivered_meanwhile(async |scene: &Scene| {
            admin(scene).await.change_member(scene.driver.id, json!({ "role": role })).await.unwrap();
        })
        .await;
        let status = wait::until("the queue to empty", || async {
            let status = scene.phone.controller.status();
            (status.waiting == 0).then_some(status)
        })
        .await;
        assert_ne!(status.network, Network::SignInNeeded);
        let detail = scene.dispatcher.detail(scene.delivery.id).await.unwrap();
        let told = detail.timeline.iter().filter(|e| e.event.actor == Some(scene.driver.id)).count();
        assert!(told >= 5, "{role}: every fact is in the log: {told}");
        assert_eq!(detail.delivery.proofs.len(), 1, "{role}: with its proof");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_member_s_phone_hands_in_the_first_one_s_work_under_the_first_one_s_name() {
    let mut scene = Scene::start().await.unwrap();
    let leo = scene.server.driver("Leo Brandt", "leo@fleet.test").await.unwrap();
    scene.server.stop().await;
    scene.phone.deliver(scene.delivery.id).await.unwrap();
    scene.phone.controller.sign_out(SignOutHere { leave_queued: true }).await.unwrap();
    scene.server.start_again().await.unwrap();
    scene.phone.sign_in(&scene.server.url(), "leo@fleet.test", PASSWORD).await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    let delivery = wait::until("Mara's work to arrive", || async {
        let delivery = scene.dispatcher.detail(scene.delivery.id).await.ok()?.delivery;
        (delivery.state == State::Completed).then_some(delivery)
    })
    .await;
    assert_eq!((delivery.driver, delivery.proofs[0].by), (Some(scene.driver.id), scene.driver.id));
    let actors: Vec<_> = scene.timeline().await.unwrap().into_iter().filter_map(|e| e.event.actor).collect();
    assert!(!actors.contains(&leo.id), "nothing of it under Leo's name");
    assert!(scene.phone.delivery(scene.delivery.id).await.is_none(), "and Leo sees nothing of it");
    scene.phone.controller.sign_out(SignOutHere { leave_queued: false }).await.unwrap();
    scene.phone.sign_in(&scene.server.url(), MARA, PASSWORD).await.unwrap();
    scene.phone.drained().await.unwrap();
    let delivery = scene.dispatcher.detail(scene.delivery.id).await.unwrap().delivery;
    assert_eq!(delivery.proof_count(), (3, 3), "the files follow when she is back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_out_with_a_full_outbox_says_so_and_keeps_everything() {
    let mut scene = Scene::start().await.unwrap();
    scene.server.stop().await;
    scene.phone.deliver(scene.delivery.id).await.unwrap();
    let refused = scene.phone.controller.sign_out(SignOutHere { leave_queued: false }).await.unwrap_err();
    assert!(refused.to_string().contains("not yet on the server"), "{refused}");
    scene.phone.controller.sign_out(SignOutHere { leave_queued: true }).await.unwrap();
    let phone = scene.phone.killed_and_started().await.unwrap();
    assert!(phone.controller.status().session.is_none());
    scene.server.start_again().await.unwrap();
    phone.sign_in(&scene.server.url(), MARA, PASSWORD).await.unwrap();
    phone.drained().await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    let delivery = scene.dispatcher.detail(scene.delivery.id).await.unwrap().delivery;
    assert_eq!((delivery.state, delivery.proof_count()), (State::Completed, (3, 3)));
    let accepted = EventBody::Accepted;
    let twice = scene.dispatcher.detail(scene.delivery.id).await.unwrap().timeline;
    assert_eq!(twice.iter().filter(|entry| entry.event.body == accepted).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_about_a_delivery_that_was_never_the_drivers_gets_the_same_answer_whether_it_exists() {
    let scene = Scene::start().await.unwrap();
    let leo = scene.server.driver("Leo Brandt", "leo@fleet.test").await.unwrap();
    let his = scene.dispatcher.give(leo.id, "Rose Court 5").await.unwrap();
    let mut wire = harness::wire::WirePhone::sign_in(&scene.server.url(), MARA, PASSWORD).await.unwrap();
    let nobody = waybill_domain::DeliveryId(uuid::Uuid::now_v7());
    let batch =
        [wire.seal(his.id, &Command::Arrived).unwrap(), wire.seal(nobody, &Command::Arrived).unwrap()];
    let reply = wire.push(&batch).await.unwrap();
    let answers: Vec<_> = reply.results.into_iter().map(|r| (r.disposition, r.reason)).collect();
    assert_eq!(answers[0], answers[1], "no oracle");
    assert_eq!(answers[0].0, Disposition::Quarantined);
    let kept = scene.dispatcher.call(&waybill_domain::calls::GetSyncStatus {}).await.unwrap();
    assert_eq!(
        kept.lanes.iter().map(|lane| lane.quarantined).sum::<u64>(),
        2,
        "kept, and seen by the office"
    );
}
