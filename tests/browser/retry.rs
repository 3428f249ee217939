//! What could not be delivered goes out again from the desk.

use harness::{
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
    wait,
};
use waybill_domain::{Command, Outcome, State, calls::ListDeliveries, command::Failure, proof::Evidence};

use crate::scene::desk;

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_in_vain_is_tried_again_once_from_the_desk() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let mut new = samples::photo_and_signature("Kestrel Lane 14", "Ana Souza");
    new.driver = Some(mara.id);
    let failed = dispatcher.create(new).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    phone.sign_in(&server.url(), "mara@fleet.test", PASSWORD).await.unwrap();
    wait::until("the phone to get the delivery", || phone.delivery(failed.id)).await;
    phone.walk_to_the_door(failed.id).await.unwrap();
    let failure = Failure { reason: Outcome::FailedNotHome, evidence: Evidence::default() };
    phone.act(failed.id, Command::AttemptFailed(Box::new(failure))).await.unwrap();
    phone.drained().await.unwrap();

    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    screen.client.goto(&format!("{}/board/{}", server.url(), failed.id)).await.unwrap();
    screen.click("retry-open").await.unwrap();
    screen.sees("retry", "Kestrel Lane 14").await;
    screen.click("retry-confirm").await.unwrap();
    screen.sees("detail-state", "Unassigned").await;
    screen.sees("attempt-before", "Attempt 2").await;

    let page = dispatcher.call(&ListDeliveries::default()).await.unwrap();
    let next = page.items.into_iter().find(|delivery| delivery.follows == Some(failed.id)).unwrap();
    assert_eq!(
        (next.state, next.attempt, next.dropoff.address.as_str()),
        (State::Unassigned, 2, "Kestrel Lane 14")
    );
    assert!(next.parcels.iter().all(|parcel| parcel.outcome.is_none()));

    screen.click("attempt-before").await.unwrap();
    screen.sees("attempt-after", &next.code).await;
    let buttons = "return document.querySelectorAll('[data-testid=retry-open]').length";
    assert_eq!(screen.script(buttons, Vec::new()).await.unwrap(), 0, "it has been tried again already");
    screen.client.clone().close().await.unwrap();
}
