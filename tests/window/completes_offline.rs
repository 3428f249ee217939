//! Server stopped, completion with photos and signature, app killed, app started, server started: everything arrives.

use harness::{dispatcher::Dispatcher, driver::Screen, process::ServerProcess, samples, wait};
use sha2::{Digest as _, Sha256};
use waybill_domain::{Outcome, State};

use crate::app::{self, App};

const STEPS: [&str; 5] = ["accepted", "arrived_at_pickup", "picked_up", "out_for_delivery", "arrived"];

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_completed_offline_survives_a_kill_and_arrives_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (server_data, phone_data) = (folder.path().join("server"), folder.path().join("phone"));
    ServerProcess::fill_demo(&server_data, 3, 12).unwrap();
    let mut server =
        ServerProcess::start(&server_data, &harness::address::steady().unwrap().to_string()).unwrap();
    let url = server.url.clone();

    let admin = Dispatcher::sign_in(&url, "admin@demo.waybill.app", "waybill").await.unwrap();
    let driver =
        admin.add_driver("Zoë Παπαδοπούλου", "zoe@demo.waybill.app", "steering-wheel").await.unwrap();
    let delivery = admin.create(samples::photo_and_signature("Kestrel Lane 14", "山田 花子")).await.unwrap();
    admin.assign(delivery.id, driver.id).await.unwrap();

    let phone = App::new(&phone_data, &url).unwrap();
    let screen = phone.open().await.unwrap();
    app::sign_in(&screen, "zoe@demo.waybill.app", "steering-wheel").await.unwrap();
    screen.sees("next-card", "Central depot 1").await;
    for state in STEPS {
        app::press(&screen, "primary-step").await.unwrap();
        wait::until(&format!("the server to hear {state}"), || async {
            let now = admin.detail(delivery.id).await.ok()?.delivery.state;
            (now.as_str() == state).then_some(())
        })
        .await;
    }

    screen.sees("next-card", "Kestrel Lane 14").await;
    app::go(&screen, "nav-waiting").await.unwrap();
    screen.sees("waiting-count", "0").await;
    app::go(&screen, "nav-today").await.unwrap();

    server.kill().unwrap();
    screen.sees("net-chip", "Offline").await;
    screen.click("primary-step").await.unwrap();
    for seed in [1, 2] {
        app::take_photo(&screen, &waybill_demo::photo::full_size_photo(seed)).await.unwrap();
        screen.sees("item-photo", &format!("{seed}")).await;
    }
    screen.click("item-signature").await.unwrap();
    app::sign(&screen).await.unwrap();
    app::slide_to_complete(&screen).await.unwrap();
    app::go(&screen, "nav-waiting").await.unwrap();
    screen.sees("waiting-count", "4").await;

    assert!(phone.kill().unwrap() >= 1, "the app was not running");
    drop(screen);
    let screen = phone.open().await.unwrap();
    app::go(&screen, "nav-waiting").await.unwrap();
    screen.sees("waiting-count", "4").await;

    let _server = ServerProcess::start(&server_data, url.trim_start_matches("http://")).unwrap();
    screen.sees("waiting-count", "0").await;

    let admin = Dispatcher::sign_in(&url, "admin@demo.waybill.app", "waybill").await.unwrap();
    let detail = admin.detail(delivery.id).await.unwrap();
    assert_eq!(detail.delivery.state, State::Completed);
    assert_eq!(detail.delivery.outcome, Some(Outcome::DeliveredToRecipient));
    assert_eq!(detail.proofs.len(), 3);
    for proof in &detail.proofs {
        assert!(proof.verified);
        let path = format!("/api/v1/deliveries/{}/proofs/{}", delivery.id, proof.blob.sha256);
        let bytes = admin.bytes(&path).await.unwrap();
        assert_eq!(bytes.len() as u64, proof.blob.size);
        assert_eq!(Sha256::digest(&bytes).as_slice(), proof.blob.sha256.0);
    }

    let browser = Screen::browser(&folder.path().join("chromium"), (1440, 900), false).await.unwrap();
    browser.client.goto(&url).await.unwrap();
    app::sign_in(&browser, "dispatch@demo.waybill.app", "waybill").await.unwrap();
    browser.fill("board-search", &delivery.code).await.unwrap();
    browser
        .css(&format!("[data-testid=board-row][data-code={}]", delivery.code))
        .await
        .unwrap()
        .click()
        .await
        .unwrap();
    browser.sees("detail-state", "Delivered").await;
    browser.sees("proof-count", "3 of 3 safe").await;
    browser.client.close().await.unwrap();
    screen.client.close().await.unwrap();
}
