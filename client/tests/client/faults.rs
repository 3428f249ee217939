use waybill_domain::{
    Command, State,
    calls::{
        Call as _, GetMap, ListMembers, ListPositions,
        driver::{Network as Seen, SignOutHere},
    },
};

use crate::{
    phone::Phone,
    scene::with_one_delivery,
    server::{Network, Server},
};

#[tokio::test]
async fn a_portal_page_is_not_taken_for_the_server() {
    let (server, phone, id) = with_one_delivery().await;
    server.network(Network::Portal);
    phone.act(id, Command::Accept).await.expect("accepts");
    phone.until("offline", |status| status.network == Seen::Offline).await;
    let item = phone.app.waiting().await.expect("reads").items.remove(0);
    assert!(item.last_error.contains("Wi-Fi"), "{}", item.last_error);
    let error = phone.app.call(ListPositions::NAME, serde_json::json!({})).await.expect_err("no server");
    assert_eq!(error.code(), "not_the_server");
    server.network(Network::Up);
    phone.drained().await;
    assert_eq!(server.delivery(id).state, State::Accepted);
}

#[tokio::test]
async fn an_ended_access_token_is_renewed_without_anybody_noticing() {
    let (server, phone, id) = with_one_delivery().await;
    server.expire();
    phone.act(id, Command::Accept).await.expect("accepts");
    let status = phone.drained().await;
    assert_ne!(status.network, Seen::SignInNeeded);
    let refreshes = server.state().requests.iter().filter(|r| r.ends_with("/refresh")).count();
    assert_eq!(refreshes, 1, "all who waited shared one refresh");
}

#[tokio::test]
async fn an_ended_session_keeps_the_queue_until_the_member_signs_in_again() {
    let (server, phone, id) = with_one_delivery().await;
    server.end_sessions();
    phone.act(id, Command::Accept).await.expect("accepts");
    let status = phone.until("asked to sign in", |s| s.network == Seen::SignInNeeded).await;
    assert_eq!(status.waiting, 1);
    let lane = phone.app.lane();
    phone.sign_in("mara@example.org").await.expect("signs in");
    assert_eq!(phone.app.lane(), lane, "the same lane with its queue");
    phone.drained().await;
    assert_eq!(server.delivery(id).state, State::Accepted);
}

#[tokio::test]
async fn signing_out_with_a_queue_must_be_meant() {
    let (server, phone, id) = with_one_delivery().await;
    server.network(Network::Down);
    phone.act(id, Command::Accept).await.expect("accepts");
    let error = phone.app.sign_out(SignOutHere { leave_queued: false }).await.expect_err("refused");
    assert_eq!(error.code(), "outbox_not_empty");
    phone.app.sign_out(SignOutHere { leave_queued: true }).await.expect("signs out");
    assert_eq!(phone.app.status().session, None);

    let phone = phone.killed().await;
    assert_eq!(phone.app.status().session, None, "still signed out");
    server.network(Network::Up);
    phone.sign_in("mara@example.org").await.expect("signs in");
    phone.drained().await;
    assert_eq!(server.delivery(id).state, State::Accepted);
}

#[tokio::test]
async fn the_map_and_the_colleagues_are_known_without_a_network() {
    let (server, phone, _) = with_one_delivery().await;
    assert!(phone.app.local_map().await.expect("reads").is_some());
    server.network(Network::Down);
    let phone = phone.killed().await;
    assert!(phone.app.local_map().await.expect("reads").is_some());
    let map = phone.app.call(GetMap::NAME, serde_json::json!({})).await.expect("from here");
    assert_eq!(map["type"], "FeatureCollection");
    let colleagues = phone.app.call(ListMembers::NAME, serde_json::json!({})).await.expect("from here");
    assert_eq!(colleagues[0]["name"], "mara@example.org", "goods can be handed to them without a network");
}

#[tokio::test]
async fn calls_are_checked_by_name_and_type() {
    let (_server, phone, _) = with_one_delivery().await;
    let members = phone.app.call(ListMembers::NAME, serde_json::json!({})).await.expect("answers");
    assert_eq!(members[0]["email"], "mara@example.org");
    let error = phone.app.call("drop_tables", serde_json::json!({})).await.expect_err("unknown");
    assert_eq!(error.code(), "unknown_call");
    let error = phone.app.call("get_delivery", serde_json::json!({ "id": 5 })).await.expect_err("bad id");
    assert_eq!(error.fields()[0].field, "args.id");
}

#[tokio::test]
async fn a_wrong_password_is_the_servers_word() {
    let server = Server::new();
    let phone = Phone::new(&server).await;
    let error = phone.sign_in("nobody@example.org").await.expect_err("refused");
    assert_eq!(error.code(), "wrong_credentials");
    assert!(!error.retry_helps());
    server.network(Network::Down);
    let error = phone.sign_in("mara@example.org").await.expect_err("offline");
    assert_eq!(error.code(), "offline");
    assert!(error.retry_helps());
}
