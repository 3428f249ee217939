//! Goods that change vans: one driver with a browser, the other with the app, the office in between.

use harness::{
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
    wait,
};
use waybill_domain::{Command, custody::Receiver, proof::Evidence};

use crate::scene::{PHONE, browser, confirm, sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn goods_are_a_colleagues_once_both_have_said_so() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let yusuf = server.driver("Yusuf Demir", "yusuf@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let made = dispatcher.create(samples::photo_and_signature("Rose Court 5", "M. Okafor")).await.unwrap();
    dispatcher.assign(made.id, mara.id).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    phone.sign_in(&server.url(), "mara@fleet.test", PASSWORD).await.unwrap();
    wait::until("the phone to get the delivery", || phone.delivery(made.id)).await;
    phone.walk_to_the_door(made.id).await.unwrap();
    phone.drained().await.unwrap();

    let browser = browser(&server, PHONE).await.unwrap();
    let screen = &browser.screen;
    sign_in(screen, "yusuf@fleet.test").await.unwrap();
    screen.find("nav-today").await.unwrap();
    dispatcher.act(made.id, Command::Transfer { to: yusuf.id }).await.unwrap();
    screen.sees("take-card", "From Mara Ivanova").await;
    confirm(screen, "taken-over").await.unwrap();
    wait::until("the server to hear of it", || async {
        let transfer = dispatcher.detail(made.id).await.ok()?.delivery.transfer?;
        transfer.taken_at.map(|_| ())
    })
    .await;
    assert_eq!(
        dispatcher.detail(made.id).await.unwrap().delivery.driver,
        Some(mara.id),
        "one word is not two"
    );

    let to = Receiver::Driver { member: yusuf.id };
    phone.act(made.id, Command::HandedOver { to, evidence: Evidence::default() }).await.unwrap();
    phone.drained().await.unwrap();
    let delivery = dispatcher.detail(made.id).await.unwrap().delivery;
    assert_eq!((delivery.driver, delivery.transfer), (Some(yusuf.id), None));
    screen.sees("next-card", "Rose Court 5").await;
    screen.client.clone().close().await.unwrap();
}
