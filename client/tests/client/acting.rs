use waybill_domain::{
    Command, State,
    calls::driver::{Draft, SaveDraft, WaitingWhat},
    proof::{BlobKind, BlobRef, Evidence, Sha256Hash},
};

use crate::{
    phone::Phone,
    photos,
    scene::with_one_delivery,
    server::{Network, Server, member},
    town,
};

async fn at_the_door() -> (Server, Phone, waybill_domain::DeliveryId) {
    let (server, phone, id) = with_one_delivery().await;
    server.network(Network::Down);
    phone.drive(id).await;
    (server, phone, id)
}

#[tokio::test]
async fn a_day_is_finished_without_a_network_and_survives_being_killed() {
    let (server, phone, id) = at_the_door().await;
    let evidence = phone.proof(id).await;
    let mine = phone.act(id, town::handed_over(evidence)).await.expect("completes");
    assert_eq!((mine.delivery.state, mine.pending), (State::Completed, 6));
    assert_eq!(server.delivery(id).state, State::Assigned);

    let phone = phone.killed().await;
    let mine = phone.mine(id).await.expect("still there");
    assert_eq!((mine.delivery.state, mine.pending), (State::Completed, 6));
    let room = phone.app.waiting().await.expect("the list");
    assert_eq!(room.items.len(), 8, "six commands and two files");

    server.network(Network::Up);
    let status = phone.drained().await;
    assert_eq!(status.waiting, 0);
    let confirmed = server.delivery(id);
    assert_eq!(confirmed.proof_count(), (2, 2));
    let mine = phone.mine(id).await.expect("there");
    assert_eq!((&mine.delivery, mine.pending), (&confirmed, 0));
}

#[tokio::test]
async fn missing_proof_is_said_before_anything_is_queued() {
    let (_server, phone, id) = at_the_door().await;
    let error = phone.act(id, town::handed_over(Evidence::default())).await.expect_err("proof is missing");
    assert_eq!(error.code(), "missing_proof");
    assert_eq!(error.to_string(), "proof is missing: photo, signature");
    assert_eq!(phone.mine(id).await.map(|mine| mine.pending), Some(5), "only the way to the door is queued");
}

#[tokio::test]
async fn a_command_cannot_commit_to_a_file_that_is_not_here() {
    let (_server, phone, id) = at_the_door().await;
    let mut evidence = phone.proof(id).await;
    evidence.photos[0] = BlobRef { sha256: Sha256Hash::of(b"elsewhere"), ..evidence.photos[0].clone() };
    let error = phone.act(id, town::handed_over(evidence)).await.expect_err("refused");
    assert_eq!(error.code(), "invalid");
    assert_eq!(error.fields()[0].field, "evidence[0]");
}

#[tokio::test]
async fn a_draft_survives_being_killed_and_goes_with_the_completion() {
    let (_server, phone, id) = at_the_door().await;
    let evidence = phone.proof(id).await;
    let unused = phone.app.keep_bytes(id, BlobKind::Photo, photos::jpeg(320, 200)).await.expect("kept");
    let draft = Draft { evidence: evidence.clone(), ..Draft::default() };
    phone.app.save_draft(SaveDraft { delivery: id, draft: Some(draft.clone()) }).await.expect("kept");

    let phone = phone.killed().await;
    assert_eq!(phone.mine(id).await.expect("there").draft, Some(draft));
    let mine = phone.act(id, town::handed_over(evidence)).await.expect("completes");
    assert_eq!(mine.draft, None);
    let gone = waybill_domain::calls::driver::ReadBlob { sha256: unused.sha256 };
    assert_eq!(phone.app.read_blob(gone).await.expect_err("not needed").code(), "no_such_file");
}

#[tokio::test]
async fn the_waiting_room_lists_commands_and_files_and_the_export_holds_them() {
    let (_server, phone, id) = at_the_door().await;
    let evidence = phone.proof(id).await;
    phone.act(id, town::handed_over(evidence)).await.expect("completes");
    let room = phone.app.waiting().await.expect("reads");
    let blobs = room.items.iter().filter(|item| matches!(item.what, WaitingWhat::Blob { .. })).count();
    assert_eq!((room.items.len(), blobs), (8, 2));
    assert!(room.items.iter().all(|item| item.address == "Carrer Major 12" && item.size > 0));

    let path = phone.app.export().await.expect("written");
    let bytes = std::fs::read(path).expect("a file");
    assert_eq!(&bytes[..4], b"PK\x03\x04");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("envelopes.jsonl") && text.contains("arrived_at_pickup") && text.contains(".jpg"));
}

#[tokio::test]
async fn a_delivery_can_be_made_on_the_phone() {
    let server = Server::new();
    let phone = Phone::signed_in(&server).await;
    server.network(Network::Down);
    let id = town::new_id();
    let mine = phone.act(id, Command::Create(Box::new(town::order(None)))).await.expect("made");
    assert_eq!((mine.delivery.state, mine.pending), (State::Accepted, 1));
    server.network(Network::Up);
    phone.drained().await;
    assert_eq!(server.delivery(id).driver, Some(member("mara@example.org")));
}

#[tokio::test]
async fn what_happened_after_a_cancellation_is_recorded() {
    let (server, phone, id) = at_the_door().await;
    server.dispatch(id, Command::Cancel { reason: "closed".to_owned() });
    let evidence = phone.proof(id).await;
    phone.act(id, town::handed_over(evidence)).await.expect("completes");
    server.network(Network::Up);
    phone.drained().await;
    let delivery = server.delivery(id);
    assert_eq!(delivery.state, State::Completed);
    assert!(!delivery.exceptions.is_empty(), "and somebody must look");
}

#[tokio::test]
async fn commands_about_nothing_known_are_refused_in_words() {
    let server = Server::new();
    let phone = Phone::new(&server).await;
    let error = phone.act(town::new_id(), Command::Accept).await.expect_err("nobody is signed in");
    assert_eq!(error.code(), "not_signed_in");
    phone.sign_in("mara@example.org").await.expect("signs in");
    let error = phone.act(town::new_id(), Command::Accept).await.expect_err("unknown");
    assert_eq!(error.code(), "unknown");
}
