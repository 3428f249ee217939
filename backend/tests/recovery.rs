//! Lanes that come back damaged: voids, another lane, a lane without a session.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use serde_json::json;
use waybill_domain::{
    Command, Delivery, DeliveryId, Outcome, State,
    calls::{DeliveryDetail, LaneLog, SyncStatus},
    command::{Completion, SignedEnvelope},
    proof::{Evidence, Sha256Hash},
    protocol::{NewLane, Push, PushOutcome, PushReply, Seen, SignedIn, SignedVoid, VERSION, Void},
    rules::{Disposition, Rejected},
};

use crate::support::{Fleet, Phone, delivery, small_photo, uuid};

async fn assigned(fleet: &Fleet) -> (Phone, Delivery) {
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    (fleet.phone(&fleet.mara).await, made)
}

async fn detail(fleet: &Fleet, id: DeliveryId) -> DeliveryDetail {
    fleet.browser(&fleet.dispatcher).await.get(&format!("/api/v1/deliveries/{id}")).await.ok()
}

async fn push(phone: &Phone, push: &Push) -> PushReply {
    phone.client.post("/api/v1/sync/push", push).await.ok()
}

fn void_of(phone: &Phone, sealed: &SignedEnvelope) -> SignedVoid {
    let void = Void {
        v: VERSION,
        lane: phone.lane.id,
        seq: sealed.seq,
        hash: sealed.hash(),
        cmd_id: sealed.header().ok().map(|header| header.cmd_id),
        reason: "the bytes are damaged".to_owned(),
    };
    SignedVoid::seal(&void, &phone.key).expect("JSON")
}

fn noted(text: &str) -> Command {
    Command::Noted { text: text.to_owned() }
}

fn dispositions(reply: &PushReply) -> Vec<(u64, Disposition)> {
    reply.results.iter().map(|result| (result.seq, result.disposition)).collect()
}

#[tokio::test]
async fn a_void_takes_the_place_of_what_cannot_be_sent_and_the_rest_flows() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = assigned(&fleet).await;
    let (one, two, three) =
        (phone.next(made.id, noted("1")), phone.next(made.id, noted("2")), phone.next(made.id, noted("3")));
    let batch = Push {
        voids: vec![void_of(&phone, &two)],
        ..Push::new(phone.lane.id, vec![one.clone(), three.clone()])
    };
    let reply = push(&phone, &batch).await;
    assert_eq!((reply.outcome, reply.last_seq), (PushOutcome::Ok, 3));
    assert_eq!(
        dispositions(&reply),
        [(1, Disposition::Applied), (2, Disposition::Unreadable), (3, Disposition::Applied)]
    );
    assert_eq!(push(&phone, &batch).await, reply, "again is once");
    let late = phone.push(std::slice::from_ref(&two)).await;
    assert_eq!(dispositions(&late), [(2, Disposition::Unreadable)], "its place is taken");
    assert_eq!(detail(&fleet, made.id).await.delivery.rev, 3);
    let dora = fleet.browser(&fleet.dispatcher).await;
    let log: LaneLog = dora.get(&format!("/api/v1/sync/lanes/{}/log", phone.lane.id)).await.ok();
    let kept: SignedVoid =
        serde_json::from_str(log.entries[1].void.as_deref().expect("a void")).expect("JSON");
    kept.verify(&phone.key.verifying_key()).expect("signed by the lane's key");
    let status: SyncStatus = dora.get("/api/v1/sync/status").await.ok();
    assert_eq!(status.lanes.iter().map(|lane| lane.voided).sum::<u64>(), 1);
}

#[tokio::test]
async fn a_void_that_the_lane_has_not_signed_takes_no_place() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = assigned(&fleet).await;
    let one = phone.next(made.id, noted("1"));
    let mut void = void_of(&phone, &one);
    void.void = void.void.replace("damaged", "forged");
    let batch = Push { voids: vec![void], ..Push::new(phone.lane.id, Vec::new()) };
    let rule = "must be made by the lane's key over these bytes";
    phone.client.post("/api/v1/sync/push", &batch).await.invalid("voids[0].signature", rule);
    let other = fleet.phone(&fleet.mara).await;
    let elsewhere = SignedVoid::seal(
        &Void {
            v: VERSION,
            lane: other.lane.id,
            seq: 1,
            hash: Sha256Hash::ZERO,
            cmd_id: None,
            reason: String::new(),
        },
        &phone.key,
    );
    let batch = Push { voids: vec![elsewhere.expect("JSON")], ..Push::new(phone.lane.id, Vec::new()) };
    let rule = "must be a void of this lane and sequence";
    phone.client.post("/api/v1/sync/push", &batch).await.invalid("voids[0].void", rule);
    assert_eq!(phone.push(&[one]).await.last_seq, 1);
}

async fn new_lane(phone: &Phone, key: &SigningKey, device: &str) -> crate::support::Reply {
    let ask = json!({
        "device": {
            "id": device, "name": "Pixel 9", "platform": "android",
            "public_key": STANDARD.encode(key.verifying_key().as_bytes()),
        },
        "replaces": phone.lane.id,
    });
    let typed: NewLane = serde_json::from_value(ask).expect("a NewLane");
    phone.client.post("/api/v1/session/lane", typed).await
}

#[tokio::test]
async fn a_phone_with_a_session_opens_another_lane_without_a_password() {
    let fleet = Fleet::start().await;
    let (phone, _) = assigned(&fleet).await;
    let key = SigningKey::from_bytes(&[7; 32]);
    let device = phone.device_id();
    let opened: SignedIn = new_lane(&phone, &key, &device).await.ok();
    let lane = opened.lane.expect("a lane");
    assert_ne!(lane.id, phone.lane.id);
    assert_eq!((lane.last_seq, opened.session.member.id), (0, fleet.mara.id));
    let again: SignedIn = new_lane(&phone, &key, &device).await.ok();
    assert_eq!(again.lane.expect("a lane").id, lane.id, "the same key finds the same lane");
    let dora = fleet.browser(&fleet.dispatcher).await;
    let status: SyncStatus = dora.get("/api/v1/sync/status").await.ok();
    let old = status.lanes.iter().find(|status| status.lane == phone.lane.id).expect("the old lane");
    assert_eq!(old.successor, Some(lane.id));
    new_lane(&phone, &key, &uuid().to_string()).await.refused(403, "wrong_lane");
    let jonas = fleet.phone(&fleet.jonas).await;
    let stolen = Phone { lane: phone.lane.clone(), ..jonas };
    new_lane(&stolen, &key, &device).await.refused(403, "wrong_lane");
}

async fn drain(fleet: &Fleet, phone: &Phone, commands: &[SignedEnvelope]) -> crate::support::Reply {
    fleet.nobody().post("/api/v1/sync/drain", Push::new(phone.lane.id, commands.to_vec())).await
}

#[tokio::test]
async fn a_disabled_driver_still_hands_in_what_happened_and_somebody_looks_at_it() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = assigned(&fleet).await;
    let admin = fleet.browser(&fleet.admin).await;
    let path = format!("/api/v1/members/{}", fleet.mara.id);
    admin.patch(&path, json!({ "disabled": true })).await.ok::<serde_json::Value>();
    let completion = Completion {
        outcome: Outcome::DeliveredToRecipient,
        parcels: Vec::new(),
        evidence: Evidence { note: "handed to A. Núñez".to_owned(), ..Evidence::default() },
    };
    let batch =
        [phone.next(made.id, Command::Accept), phone.next(made.id, Command::Completed(Box::new(completion)))];
    phone
        .client
        .post("/api/v1/sync/push", Push::new(phone.lane.id, batch.to_vec()))
        .await
        .refused(401, "not_signed_in");
    let reply: PushReply = drain(&fleet, &phone, &batch).await.ok();
    assert_eq!(dispositions(&reply), [(1, Disposition::Rejected), (2, Disposition::NeedsReview)]);
    assert_eq!(reply.results[0].reason, Some(Rejected::Forbidden));
    let delivery = detail(&fleet, made.id).await.delivery;
    assert_eq!((delivery.state, delivery.proofs.len(), delivery.exceptions.len()), (State::Completed, 1, 1));
    let again: PushReply = drain(&fleet, &phone, &batch).await.ok();
    assert_eq!(again, reply);
    phone
        .client
        .get(&format!("/api/v1/sync/pull?lane={}", phone.lane.id))
        .await
        .refused(401, "not_signed_in");
}

#[tokio::test]
async fn a_revoked_device_only_hands_in_until_it_is_allowed_again() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = assigned(&fleet).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let path = format!("/api/v1/sync/lanes/{}", phone.lane.id);
    phone.client.post(&format!("{path}/revoke"), json!({})).await.refused(403, "forbidden");
    assert_eq!(dora.post(&format!("{path}/revoke"), json!({})).await.status, 204);
    phone.client.get("/api/v1/session").await.refused(401, "not_signed_in");
    phone.try_again(fleet.nobody(), &fleet.mara).await.refused(403, "device_revoked");
    let arrived = phone.next(made.id, Command::Arrived);
    let reply: PushReply = drain(&fleet, &phone, &[arrived]).await.ok();
    assert_eq!(dispositions(&reply), [(1, Disposition::NeedsReview)]);
    assert_eq!(dora.post(&format!("{path}/allow"), json!({})).await.status, 204);
    let mut phone = phone.again(fleet.nobody(), &fleet.mara).await;
    let batch = [phone.next(made.id, noted("back"))];
    assert_eq!(dispositions(&phone.push(&batch).await), [(2, Disposition::Applied)]);
}

#[tokio::test]
async fn without_a_session_nothing_is_taken_that_the_lane_has_not_signed() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = assigned(&fleet).await;
    let mut forged = phone.next(made.id, Command::Arrived);
    forged.envelope = forged.envelope.replace("arrived", "picked_up");
    drain(&fleet, &phone, &[forged]).await.refused(403, "bad_signature");
    drain(&fleet, &phone, &[]).await.refused(403, "bad_signature");
    let elsewhere = Push::new(waybill_domain::LaneId(uuid()), Vec::new());
    fleet.nobody().post("/api/v1/sync/drain", elsewhere).await.refused(404, "unknown");
    assert_eq!(detail(&fleet, made.id).await.delivery.rev, 1);
}

#[tokio::test]
async fn a_delivery_that_the_server_lost_is_reopened_from_the_phones_snapshot() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = assigned(&fleet).await;
    let mut lost = made.clone();
    lost.id = DeliveryId(uuid());
    lost.state = State::PickedUp;
    let photo = small_photo("a photo");
    let evidence = Evidence { photos: vec![photo.clone()], ..Evidence::default() };
    let completion = Completion { outcome: Outcome::DeliveredToRecipient, parcels: Vec::new(), evidence };
    let commands = vec![
        phone.next(lost.id, Command::Accept),
        phone.next(lost.id, Command::PickedUp { evidence: Evidence::default() }),
        phone.next(lost.id, Command::Completed(Box::new(completion))),
    ];
    let batch = Push { snapshots: vec![lost.clone()], ..Push::new(phone.lane.id, commands) };
    let reply = push(&phone, &batch).await;
    assert!(reply.results.iter().all(|result| result.disposition == Disposition::Applied), "{reply:?}");
    let found = detail(&fleet, lost.id).await;
    assert_eq!((found.delivery.state, &found.delivery.dropoff), (State::Completed, &lost.dropoff));
    assert_eq!(found.delivery.proof_count(), (0, 1));
    assert_eq!(found.delivery.exceptions.len(), 1, "the office hears of it once");
    assert!(!found.tracking_path.is_empty());
}

#[tokio::test]
async fn a_snapshot_of_what_is_somebody_elses_changes_nothing_and_is_kept_beside_it() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = assigned(&fleet).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let other: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.jonas.id))).await.ok();
    let claimed = Delivery { driver: Some(fleet.mara.id), ..other.clone() };
    let commands = vec![phone.next(other.id, Command::Arrived)];
    let batch = Push { snapshots: vec![claimed], ..Push::new(phone.lane.id, commands) };
    let reply = push(&phone, &batch).await;
    assert_eq!(dispositions(&reply), [(1, Disposition::NeedsReview)]);
    let found = detail(&fleet, other.id).await.delivery;
    assert_eq!((found.state, found.driver), (State::Assigned, Some(fleet.jonas.id)));
    assert_eq!(found.exceptions.len(), 1);
    // A snapshot that does not name the member vouches for nothing.
    let commands = vec![phone.next(DeliveryId(uuid()), Command::Arrived)];
    let batch = Push { snapshots: vec![made], ..Push::new(phone.lane.id, commands) };
    assert_eq!(dispositions(&push(&phone, &batch).await), [(2, Disposition::Quarantined)]);
}

#[tokio::test]
async fn a_phone_that_knows_another_log_must_pull_before_it_pushes() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = assigned(&fleet).await;
    let page = phone.pull(None, 0).await;
    let head = page.tail.as_ref().map(|tail| tail.head);
    let commands = vec![phone.next(made.id, Command::Arrived)];
    let batch = |seen| Push { seen: Some(seen), ..Push::new(phone.lane.id, commands.clone()) };
    let right = Seen { epoch: page.epoch.clone(), cursor: page.cursor, head };
    for wrong in [
        Seen { epoch: "another".to_owned(), ..right.clone() },
        Seen { cursor: page.cursor + 1, ..right.clone() },
        Seen { head: Some(Sha256Hash::of(b"another past")), ..right.clone() },
    ] {
        phone.client.post("/api/v1/sync/push", batch(wrong)).await.refused(409, "epoch_changed");
    }
    assert_eq!(push(&phone, &batch(right)).await.last_seq, 1);
    let past = format!(
        "/api/v1/sync/pull?lane={}&epoch={}&cursor={}&head={}",
        phone.lane.id,
        page.epoch,
        page.cursor,
        Sha256Hash::of(b"another past")
    );
    assert!(phone.client.get(&past).await.ok::<waybill_domain::protocol::PullPage>().reset);
}

#[tokio::test]
async fn an_app_that_is_too_old_pulls_nothing_and_still_hands_in() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = assigned(&fleet).await;
    phone.client.get(&format!("/api/v1/sync/pull?v=0&lane={}", phone.lane.id)).await.refused(426, "too_old");
    let commands = vec![phone.next(made.id, Command::Arrived)];
    let old = Push { v: 0, ..Push::new(phone.lane.id, commands) };
    assert_eq!(dispositions(&push(&phone, &old).await), [(1, Disposition::Applied)]);
}

#[tokio::test]
async fn a_lane_of_somebody_who_no_longer_drives_still_learns_what_became_of_its_commands() {
    let fleet = Fleet::start().await;
    let (mut phone, made) = assigned(&fleet).await;
    let admin = fleet.browser(&fleet.admin).await;
    let path = format!("/api/v1/members/{}", fleet.mara.id);
    admin.patch(&path, json!({ "role": "merchant" })).await.ok::<serde_json::Value>();
    let arrived = phone.next(made.id, Command::Arrived);
    let reply = phone.push(&[arrived]).await;
    assert_eq!(dispositions(&reply), [(1, Disposition::AppliedLate)], "kept, whatever the role");
    let path = format!("/api/v1/sync/pull?lane={}", phone.lane.id);
    phone.client.get(&path).await.refused(403, "forbidden");
    let page: waybill_domain::protocol::PullPage =
        phone.client.get(&format!("{path}&results_only=true")).await.ok();
    assert!(page.patch.is_empty() && !page.reset);
    assert_eq!((page.results, page.tail.map(|tail| tail.last_seq)), (reply.results, Some(1)));
}
