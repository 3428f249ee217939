//! A dispatcher and the phones of the fleet.

use harness::{
    phone::TestPhone,
    server::{PASSWORD, TestServer},
    wait,
};
use waybill_domain::calls::driver::Network;

use crate::scene::desk;

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_phone_is_ended_at_the_desk_and_allowed_again_when_it_was_found() {
    let server = TestServer::start().await.unwrap();
    server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    phone.sign_in(&server.url(), "mara@fleet.test", PASSWORD).await.unwrap();

    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    // By the keyboard, as at the board all day.
    screen.css("body").await.unwrap().send_keys("v").await.unwrap();
    screen.sees("device", "Mara Ivanova").await;
    screen.sees("device", "All here").await;
    for key in ["j", "\u{e007}"] {
        screen.client.active_element().await.unwrap().send_keys(key).await.unwrap();
    }
    screen.click("device-end").await.unwrap();
    screen.click("device-end-confirm").await.unwrap();
    screen.sees("device", "Ended").await;
    wait::until("the phone to be signed out", || async {
        (phone.controller.status().network == Network::SignInNeeded).then_some(())
    })
    .await;
    assert!(phone.sign_in(&server.url(), "mara@fleet.test", PASSWORD).await.is_err());

    screen.click("device-allow").await.unwrap();
    screen.find("device-end").await.unwrap();
    phone.sign_in(&server.url(), "mara@fleet.test", PASSWORD).await.unwrap();
    screen.client.clone().close().await.unwrap();
}
