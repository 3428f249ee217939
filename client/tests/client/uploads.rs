use waybill_domain::proof::BlobKind;

use crate::{
    phone::Phone,
    photos,
    scene::with_one_delivery,
    server::{Network, Server},
    town,
};

async fn completed_offline() -> (Server, Phone, waybill_domain::DeliveryId, waybill_domain::proof::BlobRef) {
    let (server, phone, id) = with_one_delivery().await;
    server.network(Network::Down);
    phone.drive(id).await;
    let mut evidence = phone.proof(id).await;
    let large = phone.app.keep_bytes(id, BlobKind::Photo, photos::noisy_jpeg(1_400, 1_050)).await;
    let large = large.expect("kept");
    assert!(large.size > 300_000, "more than one chunk, not {}", large.size);
    evidence.photos.push(large.clone());
    phone.act(id, town::handed_over(evidence)).await.expect("completes");
    (server, phone, id, large)
}

#[tokio::test]
async fn an_upload_goes_on_where_it_broke_off() {
    let (server, phone, id, large) = completed_offline().await;
    {
        let mut state = server.state();
        state.network = Network::Up;
        // The two small files, and the first chunk of the large one.
        state.chunks_left = Some(3);
    }
    phone.app.retry_now().await.expect("tries");
    phone
        .until("part of it is there", |_| {
            server.state().uploads.values().any(|(sha, _, bytes)| *sha == large.sha256 && !bytes.is_empty())
        })
        .await;
    let phone = phone.killed().await;
    server.state().chunks_left = None;
    phone.drained().await;
    assert_eq!(server.delivery(id).proof_count(), (3, 3));
    let creations = server.state().requests.iter().filter(|r| *r == "POST /api/v1/uploads").count();
    assert_eq!(creations, 3, "nothing was begun twice");
}

#[tokio::test]
async fn an_upload_that_the_server_forgot_begins_again() {
    let (server, phone, id, _) = completed_offline().await;
    {
        let mut state = server.state();
        state.network = Network::Up;
        state.chunks_left = Some(3);
    }
    phone.app.retry_now().await.expect("tries");
    phone
        .until("part of it is there", |_| {
            server.state().uploads.values().any(|(_, _, bytes)| !bytes.is_empty())
        })
        .await;
    {
        let mut state = server.state();
        state.uploads.clear();
        state.chunks_left = None;
    }
    phone.drained().await;
    assert_eq!(server.delivery(id).proof_count(), (3, 3));
}

#[tokio::test]
async fn a_file_that_was_damaged_here_is_not_sent_and_holds_up_no_other() {
    let (server, phone, id, large) = completed_offline().await;
    let lane = phone.app.lane().expect("a lane");
    let file = phone.folder().join(format!("data/lanes/{lane}/blobs/{}.jpg", large.sha256));
    let mut bytes = std::fs::read(&file).expect("the file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).expect("written");
    server.network(Network::Up);
    phone.app.retry_now().await.expect("tries");
    phone.until("the others are safe", |status| status.waiting == 1).await;
    phone.until("the reason is kept", |_| server.delivery(id).proof_count() == (2, 3)).await;
    assert!(!server.state().blobs.contains_key(&large.sha256));
}
