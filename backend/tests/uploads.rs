//! Proof bytes on their way: resumable, verified, refused with words.

use std::time::Duration;

use reqwest::Method;
use tus_protocol::{StateStore as _, Storage as _};
use waybill_domain::{
    Command, Delivery,
    calls::DeliveryDetail,
    command::Completion,
    outcome::Outcome,
    proof::{Evidence, Sha256Hash},
};

use crate::support::{
    Client, Fleet, PATIENCE, Phone, Reply, create, delivery, jpeg, metadata, photo_of, resume, send,
    small_photo,
};

/// Creates and sends in one piece; the answer to the bytes.
async fn upload(client: &Client, bytes: &[u8]) -> Reply {
    let created = create(client, bytes).await;
    assert_eq!(created.status, 201, "{created:?}");
    send(client, created.header("location"), 0, bytes).await
}

fn completed(evidence: Evidence) -> Command {
    Command::Completed(Box::new(Completion {
        outcome: Outcome::DeliveredToRecipient,
        parcels: Vec::new(),
        evidence,
    }))
}

async fn assigned(fleet: &Fleet) -> Delivery {
    let dora = fleet.browser(&fleet.dispatcher).await;
    dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok()
}

async fn detail(fleet: &Fleet, of: &Delivery) -> DeliveryDetail {
    let dora = fleet.browser(&fleet.dispatcher).await;
    dora.get(&format!("/api/v1/deliveries/{}", of.id)).await.ok()
}

async fn commit(phone: &mut Phone, to: &Delivery, bytes: &[u8]) {
    let evidence = Evidence { photos: vec![photo_of(bytes)], ..Evidence::default() };
    let command = phone.next(to.id, completed(evidence));
    phone.push(&[command]).await;
}

/// Begins an upload whose last byte reaches the file, but which nobody has looked at yet; its location.
async fn all_bytes_there(fleet: &Fleet, client: &Client, photo: &[u8]) -> String {
    let created = create(client, photo).await;
    let location = created.header("location").to_owned();
    let tus = fleet.running.app.uploads.of(fleet.organization).expect("uploads");
    let id = location.rsplit('/').next().expect("an id").parse().expect("an id");
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("upload-offset", "0"),
        ("content-type", "application/offset+octet-stream"),
    ];
    let headers = headers.into_iter().map(|(name, value)| {
        (name.parse::<axum::http::HeaderName>().expect("a name"), value.parse().expect("a value"))
    });
    let headers = tus_protocol::Headers::from_headers(&headers.collect()).expect("headers");
    let body = tus_protocol::RequestBody::from_bytes(photo.to_vec().into());
    tus.patch(headers, &id, body).await.expect("kept");
    location
}

#[tokio::test]
async fn bytes_that_follow_the_completion_verify_the_proof() {
    let fleet = Fleet::start().await;
    let made = assigned(&fleet).await;
    let mut mara = fleet.phone(&fleet.mara).await;
    let photo = jpeg(640, 480, 1);
    commit(&mut mara, &made, &photo).await;
    let before = detail(&fleet, &made).await;
    assert_eq!(before.delivery.proof_count(), (0, 1));
    assert!(before.proofs[0].path.is_empty());

    let sent = upload(&mara.client, &photo).await;
    assert_eq!((sent.status, sent.header("upload-offset")), (204, photo.len().to_string().as_str()));
    let after = detail(&fleet, &made).await;
    assert_eq!(after.delivery.proof_count(), (1, 1));
    assert!(after.proofs[0].verified && after.proofs[0].path.ends_with("/copy"));
}

#[tokio::test]
async fn bytes_that_come_before_the_completion_verify_it_too() {
    let fleet = Fleet::start().await;
    let made = assigned(&fleet).await;
    let mut mara = fleet.phone(&fleet.mara).await;
    let photo = jpeg(320, 240, 2);
    assert_eq!(upload(&mara.client, &photo).await.status, 204);
    commit(&mut mara, &made, &photo).await;
    assert_eq!(detail(&fleet, &made).await.delivery.proof_count(), (1, 1));
}

#[tokio::test]
async fn one_photo_of_two_deliveries_is_sent_once() {
    let fleet = Fleet::start().await;
    let (first, second) = (assigned(&fleet).await, assigned(&fleet).await);
    let mut mara = fleet.phone(&fleet.mara).await;
    let photo = jpeg(320, 240, 3);
    commit(&mut mara, &first, &photo).await;
    commit(&mut mara, &second, &photo).await;
    upload(&mara.client, &photo).await;
    for one in [&first, &second] {
        assert_eq!(detail(&fleet, one).await.delivery.proof_count(), (1, 1));
    }
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_after_a_restart() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await;
    let photo = jpeg(1600, 1200, 4);
    let third = photo.len() / 3;
    let created = create(&mara.client, &photo).await;
    let location = created.header("location").to_owned();
    assert_eq!(send(&mara.client, &location, 0, &photo[..third]).await.status, 204);

    let fleet = fleet.restart().await;
    let client = fleet.nobody().with("authorization", format!("Bearer {}", mara.tokens.access));
    let known = resume(&client, &location).await;
    assert_eq!(known.header("upload-offset"), third.to_string());
    assert_eq!(known.header("upload-length"), photo.len().to_string());
    assert_eq!(send(&client, &location, third, &photo[third..]).await.status, 204);

    let done = resume(&client, &location).await;
    assert_eq!((done.status, done.header("upload-offset")), (200, photo.len().to_string().as_str()));
}

#[tokio::test]
async fn all_bytes_there_but_not_verified_when_the_server_stopped_is_made_good() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await;
    let photo = jpeg(200, 200, 5);
    let location = all_bytes_there(&fleet, &mara.client, &photo).await;

    let fleet = fleet.restart().await;
    let client = fleet.nobody().with("authorization", format!("Bearer {}", mara.tokens.access));
    let asked = resume(&client, &location).await;
    assert_eq!(asked.header("upload-offset"), photo.len().to_string());
    let again = create(&client, &photo).await;
    assert_eq!(again.header("upload-offset"), photo.len().to_string(), "verified, so not needed again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_asks_while_the_sweep_ends_an_upload_hears_that_it_is_done() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await;
    for n in 0..60 {
        let photo = jpeg(40, 30, n);
        let location = all_bytes_there(&fleet, &mara.client, &photo).await;
        let app = fleet.running.app.clone();
        let sweep = tokio::spawn(async move { waybill_backend::blobs::sweep_uploads(&app).await });
        let asked = futures::future::join_all((0..8).map(|_| resume(&mara.client, &location))).await;
        sweep.await.expect("no panic").expect("swept");
        for said in asked {
            assert_eq!((said.status, said.header("upload-offset")), (200, photo.len().to_string().as_str()));
        }
    }
}

#[tokio::test]
async fn bytes_that_are_known_need_not_be_sent() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await;
    let photo = jpeg(160, 120, 6);
    upload(&mara.client, &photo).await;
    let again = create(&mara.client, &photo).await;
    assert_eq!((again.status, again.header("upload-offset")), (201, photo.len().to_string().as_str()));
    let asked = resume(&mara.client, again.header("location")).await;
    assert_eq!(asked.header("upload-offset"), asked.header("upload-length"));
}

#[tokio::test]
async fn creation_may_carry_the_bytes() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await;
    let photo = jpeg(100, 80, 7);
    let hash = Sha256Hash::of(&photo).to_string();
    let created = mara
        .client
        .with("tus-resumable", "1.0.0")
        .with("upload-length", photo.len().to_string())
        .with("upload-metadata", metadata(&hash, "image/jpeg"))
        .bytes(Method::POST, "/api/v1/uploads", "application/offset+octet-stream", photo.clone())
        .await;
    assert_eq!((created.status, created.header("upload-offset")), (201, photo.len().to_string().as_str()));
    let again = create(&mara.client, &photo).await;
    assert_eq!(again.header("upload-offset"), photo.len().to_string());
}

#[tokio::test]
async fn bytes_that_are_not_what_was_promised_are_dropped_and_can_be_sent_again() {
    let fleet = Fleet::start().await;
    let made = assigned(&fleet).await;
    let mut mara = fleet.phone(&fleet.mara).await;
    let photo = jpeg(300, 200, 10);
    commit(&mut mara, &made, &photo).await;
    let mut broken = photo.clone();
    let middle = broken.len() / 2;
    broken[middle] ^= 0x40;
    let created = create(&mara.client, &photo).await;
    let location = created.header("location");
    send(&mara.client, location, 0, &broken).await.refused(460, "wrong_hash");
    assert_eq!(resume(&mara.client, location).await.status, 404, "dropped");
    assert_eq!(detail(&fleet, &made).await.delivery.proof_count(), (0, 1));

    assert_eq!(upload(&mara.client, &photo).await.status, 204);
    assert_eq!(detail(&fleet, &made).await.delivery.proof_count(), (1, 1));
}

#[tokio::test]
async fn a_phone_that_comes_back_takes_over_from_its_old_connection() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await.client;
    let photo = jpeg(800, 600, 13);
    let created = create(&mara, &photo).await;
    let location = created.header("location").to_owned();
    // A connection that goes on so slowly that it never ends, and is never silent for long either.
    let first = photo[..64].to_vec();
    let dripping = futures::stream::unfold(first, |chunk| async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Some((Ok::<_, std::io::Error>(chunk), vec![0]))
    });
    let hanging = mara
        .with("tus-resumable", "1.0.0")
        .with("upload-offset", "0")
        .with("content-length", photo.len().to_string());
    let path = location.clone();
    let hanging = tokio::spawn(async move {
        let body = reqwest::Body::wrap_stream(dripping);
        hanging.bytes(Method::PATCH, &path, "application/offset+octet-stream", body).await.status
    });
    let id = location.rsplit('/').next().expect("an id").to_owned();
    let tus = fleet.running.app.uploads.of(fleet.organization).expect("uploads");
    let arrived = async || {
        let state = tus.state_store_arc().get(&id).await.expect("a state").expect("an upload");
        let handle = state.storage_handle().expect("a file");
        tus.storage_arc().size(&handle).await.expect("a size").unwrap_or(0)
    };
    while arrived().await == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let whole = tokio::time::timeout(PATIENCE, send(&mara, &location, 0, &photo));
    let sent = whole.await.expect("it does not wait for the old connection");
    assert_eq!(sent.status, 204, "{sent:?}");
    hanging.abort();
    let known = create(&mara, &photo).await;
    assert_eq!(known.header("upload-offset"), photo.len().to_string());
}

#[tokio::test]
async fn stale_uploads_are_swept_and_unfinished_ones_can_be_given_up() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await.client;
    let (first, second) = (create(&mara, &jpeg(90, 90, 14)).await, create(&mara, &jpeg(90, 90, 15)).await);
    assert!(!first.header("upload-expires").is_empty());
    let gone = mara.with("tus-resumable", "1.0.0").delete(second.header("location")).await;
    assert_eq!(gone.status, 204);
    assert_eq!(resume(&mara, second.header("location")).await.status, 404);

    let app = &fleet.running.app;
    let state = app.config.data_dir.join(format!("uploads/{}/state", fleet.organization));
    let (left, fresh) = (state.join("left.json.1.tmp"), state.join("fresh.json.2.tmp"));
    for file in [&left, &fresh] {
        std::fs::write(file, "{").expect("written");
    }
    let days_ago = std::time::SystemTime::now() - Duration::from_secs(4 * 86_400);
    let file = std::fs::File::options().write(true).open(&left).expect("a file");
    file.set_modified(days_ago).expect("as if a server had been killed then");
    assert_eq!(waybill_backend::blobs::sweep_uploads(app).await.expect("swept"), (0, 0));
    assert!(!left.exists() && fresh.exists());
    fleet.clock.advance(73 * 3_600_000);
    assert_eq!(waybill_backend::blobs::sweep_uploads(app).await.expect("swept"), (0, 1));
}

#[tokio::test]
async fn the_server_says_what_it_can_do() {
    let fleet = Fleet::start().await;
    let said = fleet.nobody().send(Method::OPTIONS, "/api/v1/uploads", None).await;
    assert_eq!(said.status, 200);
    assert_eq!(said.header("tus-version"), "1.0.0");
    assert_eq!(said.header("tus-max-size"), "8388608");
    for extension in ["creation", "creation-with-upload", "checksum", "expiration", "termination"] {
        assert!(said.header("tus-extension").split(',').any(|one| one == extension), "{said:?}");
    }
}

#[tokio::test]
async fn a_commitment_without_bytes_stays_open() {
    let fleet = Fleet::start().await;
    let made = assigned(&fleet).await;
    let mut mara = fleet.phone(&fleet.mara).await;
    let evidence = Evidence { photos: vec![small_photo("not sent")], ..Evidence::default() };
    let command = mara.next(made.id, completed(evidence));
    mara.push(&[command]).await;
    let detail = detail(&fleet, &made).await;
    assert!(!detail.proofs[0].verified);
    let dora = fleet.browser(&fleet.dispatcher).await;
    let path = format!("/api/v1/deliveries/{}/proofs/{}", made.id, detail.proofs[0].blob.sha256);
    dora.get(&path).await.refused(404, "not_received");
}
