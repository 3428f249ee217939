//! A dispatcher at the board.

use harness::{
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
    wait,
};

use crate::scene::{DESK, browser, desk};

#[tokio::test(flavor = "multi_thread")]
async fn assigning_at_the_board_reaches_the_phone_and_the_proof_comes_back_without_a_reload() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let delivery =
        dispatcher.create(samples::photo_and_signature("Kestrel Lane 14", "山田 花子")).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    phone.sign_in(&server.url(), "mara@fleet.test", PASSWORD).await.unwrap();

    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    let row = format!("[data-testid=board-row][data-code={}]", delivery.code);
    screen.css(&row).await.unwrap().click().await.unwrap();
    screen.sees("detail-state", "Unassigned").await;
    screen.click("assign-open").await.unwrap();
    let driver = format!("[data-testid=assign-driver][data-id=\"{}\"]", mara.id);
    screen.css(&driver).await.unwrap().click().await.unwrap();
    screen.sees("detail-state", "Assigned").await;

    wait::until("the phone to get the delivery", || phone.delivery(delivery.id)).await;
    phone.walk_to_the_door(delivery.id).await.unwrap();
    let photos = [1, 2].map(waybill_demo::photo::full_size_photo);
    let evidence = phone.complete(delivery.id, &photos).await.unwrap();
    phone.drained().await.unwrap();

    screen.sees("detail-state", "Delivered").await;
    screen.sees("proof-count", "3 of 3 safe").await;
    screen.click("proof-thumb").await.unwrap();
    screen.sees("proof-sha256", &evidence.photos[0].sha256.to_string()).await;
    screen.client.clone().close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_delivery_appears_on_the_board_of_somebody_who_only_looks() {
    let server = TestServer::start().await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    let delivery =
        dispatcher.create(samples::photo_and_signature("Rose Court 5", "M. Okafor")).await.unwrap();
    screen.css(&format!("[data-testid=board-row][data-code={}]", delivery.code)).await.unwrap();
    screen.client.clone().close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_said_in_place() {
    let server = TestServer::start().await.unwrap();
    let browser = browser(&server, DESK).await.unwrap();
    let screen = &browser.screen;
    screen.fill("sign-in-email", "dispatch@fleet.test").await.unwrap();
    screen.fill("sign-in-password", "not-the-password").await.unwrap();
    screen.click("sign-in-submit").await.unwrap();
    screen.sees("sign-in-error", "password").await;
    screen.client.clone().close().await.unwrap();
}
