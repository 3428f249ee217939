//! A driver with a browser on a phone.

use harness::{samples, server::TestServer, wait};
use waybill_domain::State;

use crate::scene::{PHONE, browser, sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn a_driver_sees_the_next_stop_and_accepts_it() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let browser = browser(&server, PHONE).await.unwrap();
    let screen = &browser.screen;
    sign_in(screen, "mara@fleet.test").await.unwrap();

    let delivery =
        dispatcher.create(samples::photo_and_signature("Old Mill Road 3", "J. Petersen")).await.unwrap();
    dispatcher.assign(delivery.id, mara.id).await.unwrap();
    screen.sees("next-card", "Central depot 1").await;
    screen.click("primary-step").await.unwrap();
    wait::until("the server to hear of it", || async {
        let state = dispatcher.detail(delivery.id).await.ok()?.delivery.state;
        (state == State::Accepted).then_some(())
    })
    .await;
    screen.client.clone().close().await.unwrap();
}
