//! Push: each command has its own answer, and nothing blocks what is behind it.

use serde_json::json;
use waybill_domain::{
    Command, Delivery, DeliveryId, State,
    calls::DeliveryDetail,
    command::{Completion, SignedEnvelope},
    outcome::Outcome,
    proof::Evidence,
    protocol::{PushOutcome, PushReply},
    rules::{Disposition, Rejected},
};

use crate::support::{Fleet, Phone, delivery, new_delivery, uuid};

async fn assigned(fleet: &Fleet) -> (Phone, DeliveryId) {
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    (fleet.phone(&fleet.mara).await, made.id)
}

fn dispositions(reply: &PushReply) -> Vec<(u64, Disposition)> {
    reply.results.iter().map(|result| (result.seq, result.disposition)).collect()
}

fn noted(text: &str) -> Command {
    Command::Noted { text: text.to_owned() }
}

async fn detail(fleet: &Fleet, id: DeliveryId) -> DeliveryDetail {
    fleet.browser(&fleet.dispatcher).await.get(&format!("/api/v1/deliveries/{id}")).await.ok()
}

#[tokio::test]
async fn a_day_goes_up_in_one_batch() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let completion = Completion {
        outcome: Outcome::DeliveredToRecipient,
        parcels: Vec::new(),
        evidence: Evidence { recipient_name: "A. Núñez".to_owned(), ..Evidence::default() },
    };
    let batch: Vec<_> = [
        Command::Accept,
        Command::ArrivedAtPickup,
        Command::PickedUp { evidence: Evidence::default() },
        Command::OutForDelivery,
        Command::Arrived,
        Command::Completed(Box::new(completion)),
    ]
    .into_iter()
    .map(|command| phone.next(id, command))
    .collect();
    let reply = phone.push(&batch).await;
    assert_eq!((reply.outcome, reply.last_seq), (PushOutcome::Ok, 6));
    assert!(reply.results.iter().all(|result| result.disposition == Disposition::Applied), "{reply:?}");
    let detail = detail(&fleet, id).await;
    assert_eq!(detail.delivery.state, State::Completed);
    let lanes: Vec<_> = detail.timeline.iter().filter_map(|entry| entry.event.lane).collect();
    assert!(lanes.len() == 9 && lanes.iter().all(|lane| *lane == phone.lane.id));
}

#[tokio::test]
async fn the_same_batch_again_gets_the_same_answers_and_does_nothing() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let batch =
        [phone.next(id, noted("one")), phone.next(id, Command::Unassign), phone.next(id, noted("two"))];
    let first = phone.push(&batch).await;
    assert_eq!(
        dispositions(&first),
        [(1, Disposition::Applied), (2, Disposition::Rejected), (3, Disposition::Applied)]
    );
    assert_eq!(first.results[1].reason, Some(Rejected::Forbidden), "a rejection moves the lane on");
    let rev = detail(&fleet, id).await.delivery.rev;
    let again = phone.push(&batch).await;
    assert_eq!(first, again);
    assert_eq!(detail(&fleet, id).await.delivery.rev, rev);
}

#[tokio::test]
async fn the_same_command_through_another_lane_is_a_duplicate() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let first = phone.next(id, noted("one"));
    phone.push(std::slice::from_ref(&first)).await;
    let mut restored = fleet.phone(&fleet.mara).await;
    let mut envelope = restored.envelope(id, noted("one"));
    envelope.cmd_id = first.open().expect("readable").cmd_id;
    let sealed = SignedEnvelope::seal(&envelope, &restored.key).expect("JSON");
    restored.took(&sealed);
    let reply = restored.push(&[sealed]).await;
    assert_eq!(dispositions(&reply), [(1, Disposition::Duplicate)]);
    assert_eq!(detail(&fleet, id).await.delivery.rev, 2);
}

#[tokio::test]
async fn a_missing_sequence_is_a_gap() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let (one, _lost, three) =
        (phone.next(id, noted("1")), phone.next(id, noted("2")), phone.next(id, noted("3")));
    let reply = phone.push(&[one, three]).await;
    assert_eq!((reply.outcome, reply.last_seq), (PushOutcome::Gap, 1));
    assert_eq!(dispositions(&reply), [(1, Disposition::Applied)]);
}

#[tokio::test]
async fn another_envelope_under_a_taken_sequence_is_a_fork() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let other = SignedEnvelope::seal(&phone.envelope(id, noted("other")), &phone.key).expect("JSON");
    let one = phone.next(id, noted("one"));
    phone.push(&[one]).await;
    let reply = phone.push(&[other]).await;
    assert_eq!((reply.outcome, reply.last_seq, reply.results.len()), (PushOutcome::Fork, 1, 0));
}

#[tokio::test]
async fn an_envelope_that_points_at_another_past_is_a_fork() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let one = phone.next(id, noted("one"));
    phone.push(&[one]).await;
    let mut envelope = phone.envelope(id, noted("two"));
    envelope.prev_hash = waybill_domain::proof::Sha256Hash::of(b"another past");
    let sealed = SignedEnvelope::seal(&envelope, &phone.key).expect("JSON");
    let reply = phone.push(&[sealed]).await;
    assert_eq!((reply.outcome, reply.last_seq), (PushOutcome::Fork, 1));
}

#[tokio::test]
async fn a_wrong_signature_is_kept_aside_and_does_not_block_what_follows() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let other = fleet.phone(&fleet.mara).await;
    let forged = SignedEnvelope::seal(&phone.envelope(id, noted("forged")), &other.key).expect("JSON");
    phone.took(&forged);
    let honest = phone.next(id, noted("honest"));
    let reply = phone.push(&[forged, honest]).await;
    assert_eq!(dispositions(&reply), [(1, Disposition::Quarantined), (2, Disposition::Applied)]);
    let Some(Rejected::Invalid { errors }) = &reply.results[0].reason else { panic!("{reply:?}") };
    assert_eq!(errors[0].field, "signature");
    assert_eq!(detail(&fleet, id).await.delivery.rev, 2, "only the honest one did something");
}

#[tokio::test]
async fn bytes_that_cannot_be_read_are_kept_and_the_lane_moves_on() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let readable = phone.next(id, noted("fine"));
    let mut future = serde_json::to_value(phone.envelope(id, noted("x"))).expect("JSON");
    future["name"] = json!("teleported");
    let future = sign(&phone, 2, &future.to_string());
    phone.took(&future);
    let garbage = sign(&phone, 3, "\u{0}not json");
    phone.took(&garbage);
    let after = phone.next(id, noted("after"));
    let batch = [readable, future, garbage, after];
    let reply = phone.push(&batch).await;
    assert_eq!(
        dispositions(&reply),
        [
            (1, Disposition::Applied),
            (2, Disposition::Unreadable),
            (3, Disposition::Unreadable),
            (4, Disposition::Applied)
        ]
    );
    assert_eq!(reply, phone.push(&batch).await, "a replay of the same bytes is answered the same");
}

pub(crate) fn sign(phone: &Phone, seq: u64, text: &str) -> SignedEnvelope {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use ed25519_dalek::Signer as _;
    let signature = phone.key.sign(&[b"waybill.envelope.v1\0", text.as_bytes()].concat());
    SignedEnvelope { seq, envelope: text.to_owned(), signature: STANDARD.encode(signature.to_bytes()) }
}

#[tokio::test]
async fn a_fact_about_what_was_never_the_members_is_quarantined_whether_or_not_it_exists() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let others: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.jonas.id))).await.ok();
    let mut phone = fleet.phone(&fleet.mara).await;
    let batch = [
        phone.next(others.id, Command::Arrived),
        phone.next(DeliveryId(uuid()), Command::Arrived),
        phone.next(others.id, Command::Accept),
        phone.next(DeliveryId(uuid()), Command::Accept),
    ];
    let reply = phone.push(&batch).await;
    assert_eq!(
        dispositions(&reply),
        [
            (1, Disposition::Quarantined),
            (2, Disposition::Quarantined),
            (3, Disposition::Rejected),
            (4, Disposition::Rejected)
        ]
    );
    let reasons: Vec<_> = reply.results.iter().map(|result| result.reason.clone()).collect();
    assert_eq!(reasons[0], reasons[1], "no oracle");
    assert_eq!(reasons[2], reasons[3], "no oracle");
    assert_eq!(detail(&fleet, others.id).await.delivery.rev, 1);
}

#[tokio::test]
async fn work_after_a_reassignment_is_kept_and_reviewed() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let jonas = json!({ "driver": fleet.jonas.id });
    dora.post(&format!("/api/v1/deliveries/{id}/assign"), jonas).await.ok::<Delivery>();
    let completion = Completion {
        outcome: Outcome::DeliveredToRecipient,
        parcels: Vec::new(),
        evidence: Evidence { note: "left at the door".to_owned(), ..Evidence::default() },
    };
    let late = phone.next(id, Command::Completed(Box::new(completion)));
    let reply = phone.push(&[late]).await;
    assert_eq!(dispositions(&reply), [(1, Disposition::NeedsReview)]);
    let detail = detail(&fleet, id).await;
    assert_eq!((detail.delivery.exceptions.len(), detail.delivery.proofs.len()), (1, 1));
    assert_eq!(detail.delivery.driver, Some(fleet.jonas.id));
}

#[tokio::test]
async fn a_delivery_made_on_a_phone_is_the_drivers() {
    let fleet = Fleet::start().await;
    let mut phone = fleet.phone(&fleet.mara).await;
    let id = DeliveryId(uuid());
    let create = phone.next(id, Command::Create(Box::new(new_delivery(None))));
    let reply = phone.push(&[create]).await;
    assert_eq!(dispositions(&reply), [(1, Disposition::Applied)]);
    let detail = detail(&fleet, id).await;
    assert_eq!((detail.delivery.driver, detail.delivery.state), (Some(fleet.mara.id), State::Accepted));
    assert!(!detail.tracking_path.is_empty());
}

#[tokio::test]
async fn a_push_must_be_of_the_sessions_own_lane_and_of_decent_size() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let jonas = fleet.phone(&fleet.jonas).await;
    let one = phone.next(id, noted("one"));
    let push = json!({ "v": 1, "lane": phone.lane.id, "commands": [one] });
    jonas.client.post("/api/v1/sync/push", &push).await.refused(403, "wrong_lane");
    let many = vec![&one; 201];
    let push = json!({ "v": 1, "lane": phone.lane.id, "commands": many });
    phone.client.post("/api/v1/sync/push", &push).await.invalid("commands", "must be at most 200 commands");
    let large = SignedEnvelope { envelope: "x".repeat(256 * 1024 + 1), ..one.clone() };
    let push = json!({ "v": 1, "lane": phone.lane.id, "commands": [one, large] });
    phone
        .client
        .post("/api/v1/sync/push", &push)
        .await
        .invalid("commands[1].envelope", "must be at most 262144 bytes");
    assert_eq!(detail(&fleet, id).await.delivery.rev, 1);
}

#[tokio::test]
async fn an_expired_token_keeps_the_queue() {
    let fleet = Fleet::start().await;
    let (mut phone, id) = assigned(&fleet).await;
    let one = phone.next(id, noted("one"));
    fleet.clock.advance(16 * 60_000);
    let push = json!({ "v": 1, "lane": phone.lane.id, "commands": [one] });
    phone.client.post("/api/v1/sync/push", &push).await.refused(401, "token_expired");
    let again = phone.again(fleet.nobody(), &fleet.mara).await;
    assert_eq!((again.lane.id, again.lane.last_seq), (phone.lane.id, 0));
    let reply = again.push(&[one]).await;
    assert_eq!(dispositions(&reply), [(1, Disposition::Applied)]);
}
