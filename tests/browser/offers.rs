//! Finding a driver: asked for at the desk, answered on a phone.

use harness::{samples, server::TestServer};
use waybill_domain::{
    State,
    dispatch::{Policy, Settings},
};

use crate::scene::{PHONE, browser, desk, is_near, sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn a_driver_is_asked_from_the_desk_says_yes_and_the_desk_sees_why_it_was_her() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    is_near(&server, &mara).await;
    let dispatcher = server.dispatcher().await.unwrap();
    // Browsers of a busy machine need longer than people.
    let policy = Policy { answer_ms: 600_000, ..Policy::default() };
    dispatcher.set_dispatch(&Settings { policy, ..Settings::default() }).await.unwrap();
    let delivery =
        dispatcher.create(samples::photo_and_signature("Old Mill Road 3", "J. Petersen")).await.unwrap();

    let phone = browser(&server, PHONE).await.unwrap();
    sign_in(&phone.screen, &mara.email).await.unwrap();
    let desk = desk(&server).await.unwrap();
    let row = format!("[data-testid=board-row][data-code={}]", delivery.code);
    desk.screen.css(&row).await.unwrap().click().await.unwrap();
    desk.screen.click("dispatch-find").await.unwrap();
    desk.screen.sees("dispatch-asking", "Asking Mara Ivanova").await;

    phone.screen.sees("offer", "Old Mill Road 3").await;
    phone.screen.click("offer-accept").await.unwrap();
    desk.screen.sees("detail-state", "Accepted").await;
    phone.screen.sees("next-card", "Central depot 1").await;
    let accepted = dispatcher.detail(delivery.id).await.unwrap().delivery;
    assert_eq!((accepted.state, accepted.driver), (State::Accepted, Some(mara.id)));
    for browser in [phone, desk] {
        browser.screen.client.clone().close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_can_be_asked_the_desk_is_told_and_can_read_why() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    is_near(&server, &mara).await;
    let dispatcher = server.dispatcher().await.unwrap();
    let mut heavy = samples::photo_and_signature("Rose Court 5", "A. Souza");
    heavy.handling.skills.insert("cold_chain".into());
    let delivery = dispatcher.create(heavy).await.unwrap();

    let desk = desk(&server).await.unwrap();
    let row = format!("[data-testid=board-row][data-code={}]", delivery.code);
    desk.screen.css(&row).await.unwrap().click().await.unwrap();
    desk.screen.click("dispatch-find").await.unwrap();
    desk.screen.sees("exception", "Nobody").await;
    desk.screen.click("decisions-open").await.unwrap();
    desk.screen.sees("decision", "lacks cold_chain").await;
    desk.screen.client.clone().close().await.unwrap();
}
