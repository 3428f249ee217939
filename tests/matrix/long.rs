//! A phone that was off for longer than anybody expects.

use harness::scene::Scene;
use waybill_domain::State;

const DAYS_31: i64 = 31 * 24 * 60 * 60_000;

#[tokio::test(flavor = "multi_thread")]
async fn what_a_phone_did_before_it_was_off_for_31_days_arrives_whole() {
    let mut scene = Scene::start().await.unwrap();
    let gone = scene.given("Old Mill Road 3").await.unwrap();
    harness::wait::until("the phone to get it", || scene.phone.delivery(gone.id)).await;
    let cancel = waybill_domain::Command::Cancel { reason: "ordered twice".into() };
    scene.server.stop().await;
    scene.deliver().await.unwrap();
    scene.phone.deliver(gone.id).await.unwrap();
    // While the phone is off, one of the two is called off and leaves the window of what phones hold.
    let folder = scene.folder.path().to_owned();
    scene.phone.controller.shut_down().await;
    drop(scene.phone);
    scene.server.start_again().await.unwrap();
    let dispatcher = scene.server.dispatcher().await.unwrap();
    dispatcher.act(gone.id, cancel).await.unwrap();
    scene.server.clock.advance(DAYS_31);
    scene.phone = harness::phone::TestPhone::open(&folder).await.unwrap();
    scene.phone.drained().await.unwrap();
    let dispatcher = scene.server.dispatcher().await.unwrap();
    for id in [scene.delivery.id, gone.id] {
        let delivery = dispatcher.detail(id).await.unwrap().delivery;
        assert_eq!((delivery.state, delivery.proof_count()), (State::Completed, (3, 3)));
        assert_eq!(delivery.driver, Some(scene.driver.id));
    }
}
