//! Bad input: each gets its code, its field and its rule, and changes nothing.

use reqwest::Method;
use serde_json::{Value, json};
use waybill_domain::{
    Delivery,
    calls::{DeliveryDetail, DeliveryPage},
};

use crate::support::{Fleet, delivery, patch_notes, uuid};

#[tokio::test]
async fn broken_json_is_named_with_its_place() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let reply = dora.raw(Method::POST, "/api/v1/deliveries", "{\"id\": ").await;
    let problem = reply.refused(400, "broken_json");
    assert!(problem.detail.contains("line 1 column"), "{problem:?}");
}

#[tokio::test]
async fn text_after_the_json_is_broken_json() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.mara.id;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(None)).await.ok();
    let body = format!("{{\"driver\":\"{mara}\"}} trailing");
    dora.raw(Method::POST, &format!("/api/v1/deliveries/{}/assign", made.id), body)
        .await
        .refused(400, "broken_json");
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused() {
    let fleet = Fleet::start().await;
    let reply =
        fleet.nobody().with("content-type", "text/plain").send(Method::POST, "/api/v1/session", None).await;
    reply.refused(415, "not_json");
}

#[tokio::test]
async fn a_delivery_with_wrong_fields_names_each() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let good = serde_json::to_value(delivery(None)).expect("JSON");
    let long = "ä".repeat(201);
    let cases: [(&str, Value, &str, &str); 12] = [
        ("/dropoff/point/lat", json!(91.0), "dropoff.point.lat", "must be between -90 and 90 degrees"),
        ("/pickup/point/lon", json!(-180.5), "pickup.point.lon", "must be between -180 and 180 degrees"),
        ("/dropoff/address", json!(long), "dropoff.address", "must be at most 200 characters"),
        ("/dropoff/address", json!("  "), "dropoff.address", "must not be empty"),
        ("/dropoff/contact/name", json!(long), "dropoff.contact.name", "must be at most 200 characters"),
        ("/dropoff/notes", json!("x".repeat(2001)), "dropoff.notes", "must be at most 2000 characters"),
        ("/parcels", json!([]), "parcels", "must have 1 to 100 parcels"),
        ("/parcels/0/quantity", json!(0), "parcels[0].quantity", "must be at least 1"),
        ("/merchant", json!(7), "merchant", "invalid type: integer `7`, expected a string"),
        (
            "/dropoff/window",
            json!({ "from": "2026-11-20T12:00:00Z", "until": "2026-11-20T11:00:00Z" }),
            "dropoff.window.until",
            "must not be before window.from",
        ),
        (
            "/dropoff/window",
            json!({ "from": "yesterday" }),
            "dropoff.window.from",
            "must be an RFC 3339 instant such as 2026-11-20T10:50:00Z",
        ),
        ("/driver", json!(uuid()), "driver", "must be a driver of this organization"),
    ];
    for (pointer, value, field, rule) in cases {
        let mut body = good.clone();
        put(&mut body, pointer, value);
        dora.post("/api/v1/deliveries", body).await.invalid(field, rule);
    }
    let page: DeliveryPage = dora.get("/api/v1/deliveries").await.ok();
    assert_eq!((page.counts.all, page.seq), (0, 0), "nothing was made");
    dora.post("/api/v1/deliveries", good).await.ok::<Delivery>();
}

fn put(body: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    body.pointer_mut(parent)
        .and_then(Value::as_object_mut)
        .expect("an object")
        .insert(name.to_owned(), value);
}

#[tokio::test]
async fn a_missing_field_is_named() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mut body = serde_json::to_value(delivery(None)).expect("JSON");
    body["dropoff"].as_object_mut().expect("an object").remove("address");
    dora.post("/api/v1/deliveries", body).await.invalid("dropoff.address", "is missing");
    dora.post("/api/v1/deliveries", json!({})).await.invalid("id", "is missing");
}

#[tokio::test]
async fn unknown_ids_and_routes_are_problems() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    dora.get(&format!("/api/v1/deliveries/{}", uuid())).await.refused(404, "unknown");
    dora.get("/api/v1/deliveries/not-an-id").await.refused(404, "unknown");
    dora.post(&format!("/api/v1/deliveries/{}/cancel", uuid()), json!({ "reason": "x" }))
        .await
        .refused(404, "unknown");
    dora.get("/api/v1/nothing").await.refused(404, "unknown");
    dora.delete("/api/v1/deliveries").await.refused(405, "method_not_allowed");
}

#[tokio::test]
async fn an_illegal_transition_is_refused_and_changes_nothing() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(None)).await.ok();
    let path = format!("/api/v1/deliveries/{}", made.id);
    dora.post(&format!("{path}/unassign"), json!({})).await.refused(409, "illegal_transition");
    dora.post(&format!("{path}/cancel"), json!({ "reason": "called" })).await.ok::<Delivery>();
    let mara = json!({ "driver": fleet.mara.id });
    dora.post(&format!("{path}/assign"), mara).await.refused(409, "cancelled");
    let detail: DeliveryDetail = dora.get(&path).await.ok();
    assert_eq!((detail.delivery.rev, detail.timeline.len()), (2, 2));
}

#[tokio::test]
async fn a_stale_revision_is_refused_with_the_present_one() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(None)).await.ok();
    let path = format!("/api/v1/deliveries/{}?base_rev=1", made.id);
    let edited: Delivery = dora.patch(&path, patch_notes("Ring twice")).await.ok();
    assert_eq!((edited.rev, edited.dropoff.notes.as_str()), (2, "Ring twice"));
    let problem = dora.patch(&path, patch_notes("Ring once")).await.refused(409, "stale_revision");
    assert_eq!(problem.errors[0].field, "base_rev");
    assert_eq!(problem.errors[0].rule, "must be the present revision, 2");
    let bare = format!("/api/v1/deliveries/{}", made.id);
    dora.patch(&bare, patch_notes("x")).await.invalid("base_rev", "is missing");
    let detail: DeliveryDetail = dora.get(&bare).await.ok();
    assert_eq!(detail.delivery.dropoff.notes, "Ring twice");
}

#[tokio::test]
async fn what_is_not_known_in_a_change_is_named() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(None)).await.ok();
    let path = format!("/api/v1/deliveries/{}?base_rev=1", made.id);
    dora.patch(&path, json!({ "dropoff": { "adress": "x" } }))
        .await
        .invalid("dropoff.adress", "is not known here");
    let path = format!("/api/v1/deliveries/{}/assign", made.id);
    dora.post(&path, json!({ "driver": "mara" })).await.refused(422, "invalid");
}

#[tokio::test]
async fn queries_are_checked() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    dora.get("/api/v1/deliveries?limit=0").await.invalid("limit", "must be 1 to 500");
    dora.get("/api/v1/deliveries?limit=x").await.invalid("limit", "invalid digit found in string");
    dora.get("/api/v1/deliveries?cursor=x")
        .await
        .invalid("cursor", "must be the `next` of a page of the same list");
    let long = "a".repeat(201);
    dora.get(&format!("/api/v1/deliveries?q={long}"))
        .await
        .invalid("q", "must be at most 10 words and 200 characters");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_by_its_length_alone() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    // 200 MB are announced and not one of them is read.
    let stream = futures::stream::pending::<Result<Vec<u8>, std::io::Error>>();
    let body = reqwest::Body::wrap_stream(stream);
    let announced = dora.with("content-length", "200000000");
    announced.raw(Method::POST, "/api/v1/deliveries", body).await.refused(413, "too_large");
    let long = format!("\"{}\"", "x".repeat(2_000_000));
    dora.raw(Method::POST, "/api/v1/deliveries", long).await.refused(413, "too_large");
}
