//! A dispatcher and two sides that contradict each other.

use harness::server::TestServer;

use crate::{
    contest::{REASON, delivered_though_cancelled},
    scene::desk,
};

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_stand_with_their_evidence_until_a_person_has_said_what_was_found() {
    let mut server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let delivery =
        delivered_though_cancelled(&mut server, folder.path(), (mara.id, "mara@fleet.test")).await.unwrap();
    assert_eq!(delivery.exceptions.len(), 1);

    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    screen.find("board-row").await.unwrap();
    screen.client.goto(&format!("{}/exceptions", server.url())).await.unwrap();
    screen.sees("exception", "Kestrel Lane 14").await;
    screen.sees("exception", "Mara Ivanova").await;
    screen.sees("exception", REASON).await;
    // The driver's photos and signature are there to be looked at, and not only counted.
    let files = screen
        .script("return document.querySelectorAll('[data-testid=exception] .shots img').length", vec![]);
    assert_eq!(files.await.unwrap(), 3);

    screen.click("exception-open").await.unwrap();
    screen.fill("exception-note", "The sender keeps the money: Ana has it.").await.unwrap();
    screen.click("exception-resolve").await.unwrap();
    screen.sees("exceptions", "Nothing needs you").await;
    screen.click("exceptions-settled").await.unwrap();
    screen.sees("exception-found", "The sender keeps the money: Ana has it.").await;
    let dispatcher = server.dispatcher().await.unwrap();
    assert!(dispatcher.detail(delivery.id).await.unwrap().delivery.exceptions.is_empty());
    screen.client.clone().close().await.unwrap();
}
