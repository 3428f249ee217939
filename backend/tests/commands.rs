//! Deliveries over REST: making, finding, working.

use serde_json::json;
use waybill_domain::{
    Delivery, State,
    calls::{Acted, DeliveryDetail, DeliveryPage},
    delivery::Kind,
    rules::Disposition,
    time::{Timestamp, Window},
};

use crate::support::{Fleet, delivery, small_photo, uuid};

#[tokio::test]
async fn making_the_same_delivery_twice_is_once() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mut new = delivery(Some(fleet.mara.id));
    let first = dora.post("/api/v1/deliveries", &new).await;
    let second = dora.post("/api/v1/deliveries", &new).await;
    assert_eq!((first.status, second.status), (201, 200));
    let (first, second): (Delivery, Delivery) = (first.ok(), second.ok());
    assert_eq!(first, second);
    assert_eq!((first.state, first.rev, first.kind), (State::Assigned, 1, Kind::Delivery));
    assert!(first.code.starts_with("WB-"));
    new.new.merchant = "Another".to_owned();
    dora.post("/api/v1/deliveries", &new).await.refused(409, "exists");
}

#[tokio::test]
async fn a_refused_delivery_can_be_put_right_under_its_id() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mut new = delivery(None);
    new.new.dropoff.address.clear();
    dora.post("/api/v1/deliveries", &new).await.invalid("dropoff.address", "must not be empty");
    new.new.dropoff.address = "Gartenstraße 12".to_owned();
    assert_eq!(dora.post("/api/v1/deliveries", &new).await.status, 201);
}

#[tokio::test]
async fn a_command_is_done_once_however_often_it_comes() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let path = format!("/api/v1/deliveries/{}/commands", made.id);
    let act = json!({ "cmd_id": uuid(), "name": "noted", "args": { "text": "The bell is broken" } });
    let first: Acted = mara.post(&path, &act).await.ok();
    let second: Acted = mara.post(&path, &act).await.ok();
    assert_eq!((first.delivery.rev, second.delivery.rev), (2, 2));
    assert_eq!(second.disposition, Disposition::Applied, "the first answer again");
    let mut other = act.clone();
    other["args"]["text"] = json!("Something else");
    mara.post(&path, &other).await.refused(409, "exists");
}

#[tokio::test]
async fn a_whole_delivery_with_its_timeline() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(None)).await.ok();
    let path = format!("/api/v1/deliveries/{}", made.id);
    dora.post(&format!("{path}/assign"), json!({ "driver": fleet.mara.id })).await.ok::<Delivery>();
    for name in ["accept", "arrived_at_pickup", "picked_up", "out_for_delivery", "arrived"] {
        let args = if name == "picked_up" { json!({ "evidence": {} }) } else { json!(null) };
        let act = json!({ "cmd_id": uuid(), "name": name, "args": args });
        mara.post(&format!("{path}/commands"), act).await.ok::<Acted>();
    }
    let evidence = json!({ "photos": [small_photo("door")], "recipient_name": "A. Núñez" });
    let args = json!({ "outcome": "delivered_to_recipient", "evidence": evidence });
    let act = json!({ "cmd_id": uuid(), "name": "completed", "args": args });
    let done: Acted = mara.post(&format!("{path}/commands"), act).await.ok();
    assert_eq!((done.disposition, done.delivery.state), (Disposition::Applied, State::Completed));
    let detail: DeliveryDetail = dora.get(&path).await.ok();
    assert_eq!(detail.timeline.len() as u64, detail.delivery.rev);
    assert_eq!(detail.timeline[0].actor_name, "Mara Vogel");
    assert_eq!(detail.timeline.last().map(|entry| entry.actor_name.as_str()), Some("Dora Dispatch"));
    assert_eq!(detail.proofs.len(), 1);
    assert!(
        !detail.proofs[0].verified && detail.proofs[0].path.is_empty(),
        "the bytes are still on the phone"
    );
    assert!(detail.tracking_path.len() == "/t/".len() + 32, "{}", detail.tracking_path);
}

#[tokio::test]
async fn a_completion_without_its_proof_is_recorded_and_to_be_reviewed() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    let mut new = delivery(Some(fleet.mara.id));
    new.new.dropoff.requirements.signature = true;
    let made: Delivery = dora.post("/api/v1/deliveries", new).await.ok();
    let act =
        json!({ "cmd_id": uuid(), "name": "completed", "args": { "outcome": "delivered_to_recipient" } });
    let done: Acted = mara.post(&format!("/api/v1/deliveries/{}/commands", made.id), act).await.ok();
    assert_eq!((done.disposition, done.delivery.exceptions.len()), (Disposition::NeedsReview, 1));
    let page: DeliveryPage = dora.get("/api/v1/deliveries?group=exceptions").await.ok();
    assert_eq!((page.items.len(), page.counts.exceptions), (1, 1));
}

#[tokio::test]
async fn what_people_enter_in_a_command_has_limits() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.browser(&fleet.mara).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let path = format!("/api/v1/deliveries/{}", made.id);
    let act = |name: &str, args: serde_json::Value| json!({ "cmd_id": uuid(), "name": name, "args": args });
    let noted = act("noted", json!({ "text": "x".repeat(2001) }));
    mara.post(&format!("{path}/commands"), noted)
        .await
        .invalid("args.text", "must be at most 2000 characters");
    let cash = json!({ "amount": { "minor": 5, "currency": "euro" } });
    mara.post(&format!("{path}/commands"), act("cash_collected", cash))
        .await
        .invalid("args.amount.currency", "must be an ISO 4217 code of three capital letters, such as EUR");
    let reason = json!({ "reason": "y".repeat(201) });
    dora.post(&format!("{path}/cancel"), reason).await.invalid("reason", "must be at most 200 characters");
    mara.post(&format!("{path}/commands"), act("fly", json!({}))).await.refused(422, "invalid");
}

#[tokio::test]
async fn the_list_filters_searches_and_pages() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let now = fleet.clock.now();
    for i in 0..25_i64 {
        let mut new = delivery((i % 5 == 0).then_some(fleet.mara.id));
        new.new.code = format!("T-{i:02}");
        new.new.dropoff.window = Window { from: None, until: Some(now.plus_minutes(60 * (24 - i) - 90)) };
        if i == 7 {
            new.new.dropoff.contact.name = "Ελένη Παπαδοπούλου".to_owned();
            new.new.dropoff.address = "東京都港区 3-1 100%".to_owned();
        }
        dora.post("/api/v1/deliveries", new).await.ok::<Delivery>();
    }
    let all: DeliveryPage = dora.get("/api/v1/deliveries").await.ok();
    let counts = all.counts;
    assert_eq!((counts.all, counts.unassigned, counts.on_the_way, counts.late), (25, 20, 5, 2));
    assert_eq!((all.items.len(), all.next), (25, None));
    let mut codes = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: DeliveryPage = dora.get(&format!("/api/v1/deliveries?limit=7{cursor}")).await.ok();
        codes.extend(page.items.into_iter().map(|delivery| delivery.code));
        let Some(next) = page.next else { break };
        cursor = format!("&cursor={next}");
    }
    let expected: Vec<_> = (0..25).rev().map(|i| format!("T-{i:02}")).collect();
    assert_eq!(codes, expected, "by the end of the window, each once");
    for q in ["παπαδοπούλου", "ΕΛΈΝΗ", "港区", "100%25", "t-07 apotheke"] {
        let found: DeliveryPage = dora.get(&format!("/api/v1/deliveries?q={q}")).await.ok();
        let codes: Vec<_> = found.items.iter().map(|delivery| delivery.code.as_str()).collect();
        assert_eq!(codes, ["T-07"], "{q}");
    }
    let none: DeliveryPage = dora.get("/api/v1/deliveries?q=t-07%20nobody").await.ok();
    assert!(none.items.is_empty(), "all words must occur");
    let path = format!("/api/v1/deliveries?driver={}&group=late", fleet.mara.id);
    let late: DeliveryPage = dora.get(&path).await.ok();
    assert!(late.items.iter().all(|delivery| delivery.is_late(now)));
    let mara = fleet.browser(&fleet.mara).await;
    let own: DeliveryPage = mara.get("/api/v1/deliveries").await.ok();
    assert_eq!((own.items.len(), own.counts.all), (5, 5), "a driver sees the own ones only");
}

#[tokio::test]
async fn a_board_catches_up_from_a_sequence() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(dora.post("/api/v1/deliveries", delivery(None)).await.ok::<Delivery>().id);
    }
    let seq = dora.get("/api/v1/deliveries").await.ok::<DeliveryPage>().seq;
    assert_eq!(seq, 3);
    for id in [ids[2], ids[0]] {
        let mara = json!({ "driver": fleet.mara.id });
        dora.post(&format!("/api/v1/deliveries/{id}/assign"), mara).await.ok::<Delivery>();
    }
    let page: DeliveryPage = dora.get("/api/v1/deliveries?changed_after=3&limit=1").await.ok();
    assert_eq!(page.items[0].id, ids[0], "newest change first");
    let next = page.next.expect("one more");
    let page: DeliveryPage =
        dora.get(&format!("/api/v1/deliveries?changed_after=3&limit=1&cursor={next}")).await.ok();
    assert_eq!((page.items[0].id, page.next, page.seq), (ids[2], None, 5));
}

#[tokio::test]
async fn counts_follow_every_change() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mut new = delivery(Some(fleet.mara.id));
    new.new.dropoff.window = Window { from: None, until: Some(Timestamp::from_millis(4_000_000_000_000)) };
    let made: Delivery = dora.post("/api/v1/deliveries", new).await.ok();
    let gone: Delivery = dora.post("/api/v1/deliveries", delivery(None)).await.ok();
    let cancel = json!({ "reason": "ordered twice" });
    dora.post(&format!("/api/v1/deliveries/{}/cancel", gone.id), cancel).await.ok::<Delivery>();
    let mara = fleet.browser(&fleet.mara).await;
    let act =
        json!({ "cmd_id": uuid(), "name": "completed", "args": { "outcome": "delivered_to_recipient" } });
    mara.post(&format!("/api/v1/deliveries/{}/commands", made.id), act).await.ok::<Acted>();
    for client in [&dora, &mara] {
        let counts = client.get("/api/v1/deliveries").await.ok::<DeliveryPage>().counts;
        assert_eq!((counts.unassigned, counts.on_the_way, counts.delivered, counts.on_time), (0, 0, 1, 1));
    }
    let counts = dora.get("/api/v1/deliveries").await.ok::<DeliveryPage>().counts;
    assert_eq!((counts.all, counts.cancelled), (2, 1));
}
