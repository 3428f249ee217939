//! Both sides did something meanwhile.

use harness::{phone::TestPhone, scene::Scene};
use waybill_domain::{Command, Delivery, State, rules::Disposition};

/// What dispatch does while the phone cannot hear of it: the phone is off, then on without a network.
async fn meanwhile(mut scene: Scene, command: Command) -> Scene {
    scene.server.stop().await;
    scene.phone.act(scene.delivery.id, Command::Accept).await.unwrap();
    drop(scene.phone);
    scene.server.start_again().await.unwrap();
    scene.dispatcher = scene.server.dispatcher().await.unwrap();
    scene.dispatcher.act(scene.delivery.id, command).await.unwrap();
    scene.server.stop().await;
    scene.phone = TestPhone::open(scene.folder.path()).await.unwrap();
    scene
}

async fn exceptions(scene: &Scene) -> (Delivery, Vec<&'static str>) {
    let delivery = scene.detail().await.unwrap().delivery;
    let kinds = delivery.exceptions.iter().map(|exception| exception.kind.as_str()).collect();
    (delivery, kinds)
}

#[tokio::test(flavor = "multi_thread")]
async fn reassigned_while_offline_and_delivered_by_the_old_driver() {
    let scene = Scene::start().await.unwrap();
    let other = scene.server.driver("Leo Brandt", "leo@fleet.test").await.unwrap().id;
    let mut scene = meanwhile(scene, Command::Assign { driver: other }).await;
    scene.deliver().await.unwrap();
    scene.network_returns().await.unwrap();

    let (delivery, kinds) = exceptions(&scene).await;
    assert_eq!(delivery.driver, Some(other), "not silently taken back");
    assert_eq!(delivery.proof_count(), (3, 3), "the old driver's proof is kept and safe");
    assert!(kinds.contains(&"worked_after_reassign"), "{kinds:?}");
    let notices = scene.phone.waiting().await.unwrap().notices;
    assert!(notices.iter().any(|notice| notice.disposition == Disposition::NeedsReview), "{notices:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_in_transit_and_delivered() {
    let mut scene =
        meanwhile(Scene::start().await.unwrap(), Command::Cancel { reason: "shop closed".into() }).await;
    scene.deliver().await.unwrap();
    scene.network_returns().await.unwrap();
    let (delivery, kinds) = exceptions(&scene).await;
    assert_eq!(delivery.state, State::Completed);
    assert_eq!(delivery.proof_count(), (3, 3));
    assert!(kinds.contains(&"worked_after_cancel"), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_before_the_acceptance_came_through_rolls_the_phone_back_and_says_why() {
    let mut scene =
        meanwhile(Scene::start().await.unwrap(), Command::Cancel { reason: "shop closed".into() }).await;
    scene.network_returns().await.unwrap();
    let mine = scene.phone.delivery(scene.delivery.id).await;
    assert!(mine.is_none_or(|mine| mine.delivery.state == State::Cancelled));
    let notices = scene.phone.waiting().await.unwrap().notices;
    let notice = notices.iter().find(|notice| notice.name == "accept").unwrap();
    assert_eq!(notice.disposition, Disposition::Rejected);
    assert_eq!(notice.reason.as_ref().map(|reason| reason.code()), Some("cancelled"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_edited_while_the_driver_is_offline_arrives_and_nothing_done_is_lost() {
    let moved =
        waybill_domain::command::StopPatch { address: Some("Linden Avenue 29".into()), ..Default::default() };
    let patch = waybill_domain::command::Patch { dropoff: Some(moved), ..Default::default() };
    let mut scene = meanwhile(Scene::start().await.unwrap(), Command::Edit(Box::new(patch))).await;
    scene.deliver().await.unwrap();
    scene.network_returns().await.unwrap();
    let (delivery, kinds) = exceptions(&scene).await;
    assert_eq!((delivery.state, delivery.dropoff.address.as_str()), (State::Completed, "Linden Avenue 29"));
    assert!(kinds.is_empty(), "{kinds:?}");
}
