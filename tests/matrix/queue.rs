//! A phone that was without a network for very long.

use harness::{
    phone::TestPhone,
    scene::MARA,
    server::{PASSWORD, TestServer},
    vfs::Disk,
    wait,
};
use waybill_domain::{Command, EventBody};

const DELIVERIES: usize = 50;
const EACH: usize = 100;

/// Both databases lie in memory: what is tested is the number, not the disk.
#[tokio::test(flavor = "multi_thread")]
async fn five_thousand_queued_commands_arrive_once_and_in_order() {
    let (servers, phones, folder) = (Disk::new(), Disk::new(), tempfile::tempdir().unwrap());
    let mut server = TestServer::start_on(Some(servers.name())).await.unwrap();
    let driver = server.driver("Mara Ivanova", MARA).await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let mut deliveries = Vec::new();
    for n in 0..DELIVERIES {
        deliveries.push(dispatcher.give(driver.id, &format!("Linden Avenue {n}")).await.unwrap());
    }
    let phone = TestPhone::open_on(folder.path(), Some(phones.name())).await.unwrap();
    phone.sign_in(&server.url(), MARA, PASSWORD).await.unwrap();
    wait::until("the phone to get all of them", || async {
        (phone.controller.my_deliveries().await.ok()?.len() == DELIVERIES).then_some(())
    })
    .await;
    server.stop().await;
    for n in 0..EACH {
        for delivery in &deliveries {
            phone.act(delivery.id, Command::Noted { text: format!("note {n}") }).await.unwrap();
        }
    }
    assert_eq!(phone.waiting().await.unwrap().items.len(), DELIVERIES * EACH);

    server.start_again().await.unwrap();
    let drained = tokio::time::timeout(std::time::Duration::from_secs(300), phone.controller.drained()).await;
    assert_eq!(drained.expect("in time").unwrap().waiting, 0);
    let dispatcher = server.dispatcher().await.unwrap();
    // The newest comes first.
    let expected: Vec<_> = (0..EACH).rev().map(|n| format!("note {n}")).collect();
    for delivery in &deliveries {
        let timeline = dispatcher.detail(delivery.id).await.unwrap().timeline;
        let notes: Vec<_> = timeline
            .into_iter()
            .filter_map(|entry| match entry.event.body {
                EventBody::Noted { text } => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(notes, expected);
    }
}
