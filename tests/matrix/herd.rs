//! Everybody comes back at the same moment.

use std::time::Duration;

use harness::{
    scene::{MARA, Scene},
    server::PASSWORD,
    wire::WirePhone,
};
use rand::Rng as _;
use waybill_backend::store::log;
use waybill_domain::{Command, EventBody, command::SignedEnvelope};

const PHONES: usize = 1_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_phones_that_come_back_at_once_are_all_served() {
    let scene = Scene::start().await.unwrap();
    let id = scene.delivery.id;
    let http = reqwest::Client::new();
    let mut phones: Vec<(WirePhone, SignedEnvelope)> = Vec::new();
    for n in 0..PHONES {
        let signed_in = WirePhone::sign_in_through(http.clone(), &scene.server.url(), MARA, PASSWORD).await;
        let mut phone = signed_in.unwrap();
        let sealed = phone.seal(id, &Command::Noted { text: format!("phone {n}") }).unwrap();
        phones.push((phone, sealed));
    }

    // The server went away and is back; each phone pulls and pushes, and waits only when it is told to.
    let tasks: Vec<_> =
        phones.into_iter().map(|(phone, sealed)| tokio::spawn(comes_back(phone, sealed))).collect();
    let live = format!("{}/health/live", scene.server.url());
    let alive = tokio::time::timeout(Duration::from_secs(60), http.get(live).send()).await.unwrap().unwrap();
    assert!(alive.status().is_success(), "the server lives through it");
    for task in tasks {
        task.await.unwrap();
    }

    let mut notes: Vec<_> = scene
        .timeline()
        .await
        .unwrap()
        .into_iter()
        .filter_map(|entry| match entry.event.body {
            EventBody::Noted { text } => Some(text),
            _ => None,
        })
        .collect();
    notes.sort();
    let mut expected: Vec<_> = (0..PHONES).map(|n| format!("phone {n}")).collect();
    expected.sort();
    assert_eq!(notes, expected, "each once");
    let mut snapshot = scene.server.app().unwrap().store.snapshot().await.unwrap();
    log::verify(&mut snapshot, scene.server.organization).await.unwrap().unwrap();
}

/// Pulls and pushes until both are answered; busy servers are asked again.
async fn comes_back(phone: WirePhone, sealed: SignedEnvelope) {
    let url = format!("{}/api/v1/sync/pull?lane={}&acked=0", phone.url, phone.lane());
    for _ in 0..40 {
        let pulled = phone.http.get(&url).bearer_auth(&phone.tokens.access).send().await;
        let pulled = pulled.is_ok_and(|answer| answer.status().is_success());
        if pulled && phone.push(std::slice::from_ref(&sealed)).await.is_ok_and(|reply| reply.last_seq == 1) {
            return;
        }
        let pause = rand::rng().random_range(100..1_000);
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    panic!("a phone was not served");
}
