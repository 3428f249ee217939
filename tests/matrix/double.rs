//! The same thing twice.

use harness::scene::Scene;
use waybill_domain::{Command, EventBody};

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_is_tapped_twice_is_one_event() {
    let scene = Scene::start().await.unwrap();
    let (id, phone) = (scene.delivery.id, &scene.phone);
    let (first, second) = tokio::join!(phone.act(id, Command::Accept), phone.act(id, Command::Accept));
    assert!(first.is_ok() != second.is_ok(), "the second tap finds it done");
    phone.drained().await.unwrap();
    let accepted =
        scene.timeline().await.unwrap().into_iter().filter(|e| e.event.body == EventBody::Accepted).count();
    assert_eq!(accepted, 1);
}
