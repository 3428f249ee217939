//! Phones that are shared, and sessions that end.

use harness::{
    phone::TestPhone,
    scene::{MARA, Scene},
    server::PASSWORD,
    wait,
};
use waybill_domain::{Command, EventBody, State, calls::driver::Network, calls::driver::SignOutHere};

#[tokio::test(flavor = "multi_thread")]
async fn another_member_on_the_same_phone_never_sends_the_first_one_s_work() {
    let Scene { mut server, driver: mara, phone, delivery, folder: _folder, .. } =
        Scene::start().await.unwrap();
    server.driver("Leo Brandt", "leo@fleet.test").await.unwrap();

    server.stop().await;
    phone.act(delivery.id, Command::Accept).await.unwrap();
    let refused = phone.controller.sign_out(SignOutHere { leave_queued: false }).await;
    assert!(refused.is_err(), "signing out with a full outbox asks first");
    phone.controller.sign_out(SignOutHere { leave_queued: true }).await.unwrap();

    server.start_again().await.unwrap();
    phone.sign_in(&server.url(), "leo@fleet.test", PASSWORD).await.unwrap();
    phone.drained().await.unwrap();
    assert!(phone.delivery(delivery.id).await.is_none(), "Leo sees nothing of Mara's");
    let dispatcher = server.dispatcher().await.unwrap();
    let accepted = wait::until("Mara's work to go up by her own signature", || async {
        let timeline = dispatcher.detail(delivery.id).await.ok()?.timeline;
        timeline.into_iter().find(|entry| entry.event.body == EventBody::Accepted)
    })
    .await;
    assert_eq!(accepted.event.actor, Some(mara.id), "under her name, while Leo is signed in");

    phone.controller.sign_out(SignOutHere { leave_queued: false }).await.unwrap();
    phone.sign_in(&server.url(), MARA, PASSWORD).await.unwrap();
    phone.drained().await.unwrap();
    assert_eq!(dispatcher.detail(delivery.id).await.unwrap().delivery.state, State::Accepted);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_access_token_that_ended_while_offline_is_renewed_and_the_queue_goes_up() {
    let Scene { mut server, phone, delivery, folder: _folder, .. } = Scene::start().await.unwrap();

    server.stop().await;
    phone.act(delivery.id, Command::Accept).await.unwrap();
    server.clock.advance(8 * 60 * 60_000);
    server.start_again().await.unwrap();
    let status = phone.drained().await.unwrap();
    assert_eq!(status.network, Network::Online);
    let dispatcher = server.dispatcher().await.unwrap();
    assert_eq!(dispatcher.detail(delivery.id).await.unwrap().delivery.state, State::Accepted);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_phones_of_one_driver_agree_in_the_end() {
    let Scene { server, phone, delivery, folder: _folder, .. } = Scene::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let second = TestPhone::open(folder.path()).await.unwrap();
    second.sign_in(&server.url(), MARA, PASSWORD).await.unwrap();
    let phones = [phone, second];
    wait::until("the second phone to get the delivery", || phones[1].delivery(delivery.id)).await;
    phones[0].act(delivery.id, Command::Accept).await.unwrap();
    phones[0].drained().await.unwrap();
    wait::until("the other phone to hear of it", || async {
        let mine = phones[1].delivery(delivery.id).await?;
        (mine.delivery.state == State::Accepted).then_some(())
    })
    .await;
    phones[1].act(delivery.id, Command::ArrivedAtPickup).await.unwrap();
    phones[1].drained().await.unwrap();
    phones[0].drained().await.unwrap();
    let seen = phones[0].delivery(delivery.id).await.unwrap();
    assert_eq!(seen.delivery.state, State::ArrivedAtPickup);
}
