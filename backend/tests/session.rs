//! Signing in and staying signed in.

use serde_json::json;
use waybill_domain::{
    Member,
    protocol::{SessionInfo, SignedIn, Tokens},
};

use crate::support::{Fleet, PASSWORD};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

#[tokio::test]
async fn a_browser_gets_a_cookie_and_no_tokens() {
    let fleet = Fleet::start().await;
    let ask = json!({ "email": " Dora@TEST.example ", "password": PASSWORD });
    let reply = fleet.nobody().post("/api/v1/session", ask).await;
    let cookie = reply.header("set-cookie").to_owned();
    assert!(cookie.starts_with("waybill_session="), "{cookie}");
    assert!(cookie.contains("; HttpOnly; SameSite=Strict"), "{cookie}");
    assert!(!cookie.contains("Secure"), "not over http: {cookie}");
    let signed: SignedIn = reply.ok();
    assert_eq!((signed.tokens, signed.lane), (None, None));
    let dora = fleet.browser(&fleet.dispatcher).await;
    let who: SessionInfo = dora.get("/api/v1/session").await.ok();
    assert_eq!((who.member.name.as_str(), who.organization.name.as_str()), ("Dora Dispatch", "Test fleet"));
}

#[tokio::test]
async fn behind_https_the_cookie_is_secure() {
    let fleet = Fleet::start_with(|config| config.public_url = "https://waybill.example".to_owned()).await;
    let ask = json!({ "email": "dora@test.example", "password": PASSWORD });
    let reply = fleet.nobody().post("/api/v1/session", ask).await;
    assert!(reply.header("set-cookie").contains("; Secure"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let fleet = Fleet::start().await;
    let mut answers = Vec::new();
    for email in ["dora@test.example", "nobody@test.example"] {
        let ask = json!({ "email": email, "password": "wrong horse" });
        let reply = fleet.nobody().post("/api/v1/session", ask).await;
        let mut problem = reply.refused(401, "wrong_credentials");
        problem.request_id = None;
        answers.push(problem);
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn too_many_wrong_passwords_have_to_wait() {
    let fleet = Fleet::start_with(|config| config.sign_in_tries = 3).await;
    let nobody = fleet.nobody();
    let wrong = json!({ "email": "dora@test.example", "password": "wrong horse" });
    let right = json!({ "email": "dora@test.example", "password": PASSWORD });
    for _ in 0..3 {
        nobody.post("/api/v1/session", &wrong).await.refused(401, "wrong_credentials");
    }
    let reply = nobody.post("/api/v1/session", &right).await;
    reply.refused(429, "too_many_tries");
    assert!(reply.header("retry-after").parse::<u64>().expect("seconds") > 0);
    fleet.browser(&fleet.mara).await;
    fleet.clock.advance(16 * MINUTE);
    nobody.post("/api/v1/session", &right).await.ok::<SignedIn>();
}

#[tokio::test]
async fn a_browser_stays_signed_in_while_it_is_used() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    for _ in 0..4 {
        fleet.clock.advance(10 * DAY);
        dora.get("/api/v1/session").await.ok::<SessionInfo>();
    }
    fleet.clock.advance(15 * DAY);
    dora.get("/api/v1/session").await.refused(401, "not_signed_in");
}

#[tokio::test]
async fn a_change_by_cookie_must_come_from_our_own_pages() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    dora.without("x-waybill").delete("/api/v1/session").await.refused(403, "csrf");
    let elsewhere = dora.with("origin", "https://evil.example");
    elsewhere.delete("/api/v1/session").await.refused(403, "wrong_origin");
    elsewhere.get("/api/v1/session").await.refused(403, "wrong_origin");
    let ask = json!({ "email": "dora@test.example", "password": PASSWORD });
    let nobody = fleet.nobody();
    nobody
        .with("origin", "https://evil.example")
        .post("/api/v1/session", ask)
        .await
        .refused(403, "wrong_origin");
    let ours = dora.with("origin", fleet.running.url());
    assert_eq!(ours.delete("/api/v1/session").await.status, 204);
}

#[tokio::test]
async fn behind_a_proxy_the_public_urls_pages_are_ours() {
    let fleet = Fleet::start_with(|config| config.public_url = "https://waybill.example/".to_owned()).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    dora.with("origin", "https://waybill.example").get("/api/v1/session").await.ok::<SessionInfo>();
    dora.with("origin", "https://other.example").get("/api/v1/session").await.refused(403, "wrong_origin");
}

#[tokio::test]
async fn a_right_password_does_not_wipe_out_the_wrong_ones_from_an_address() {
    let fleet = Fleet::start_with(|config| config.sign_in_tries_per_address = 3).await;
    let nobody = fleet.nobody();
    for _ in 0..3 {
        fleet.browser(&fleet.mara).await;
        let wrong = json!({ "email": "dora@test.example", "password": "wrong horse" });
        nobody.post("/api/v1/session", wrong).await.refused(401, "wrong_credentials");
    }
    let right = json!({ "email": "mara@test.example", "password": PASSWORD });
    nobody.post("/api/v1/session", right).await.refused(429, "too_many_tries");
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once() {
    let fleet = Fleet::start().await;
    let phone = fleet.phone(&fleet.mara).await;
    assert_eq!(phone.client.delete("/api/v1/session").await.status, 204);
    phone.client.get("/api/v1/session").await.refused(401, "not_signed_in");
    let refresh = json!({ "refresh": phone.tokens.refresh });
    fleet.nobody().post("/api/v1/session/refresh", refresh).await.refused(401, "session_ended");
}

#[tokio::test]
async fn an_expired_access_token_says_so_and_a_refresh_helps() {
    let fleet = Fleet::start().await;
    let phone = fleet.phone(&fleet.mara).await;
    fleet
        .nobody()
        .with("authorization", "Bearer nonsense")
        .get("/api/v1/session")
        .await
        .refused(401, "not_signed_in");
    fleet.nobody().get("/api/v1/session").await.refused(401, "not_signed_in");
    fleet.clock.advance(15 * MINUTE);
    phone.client.get("/api/v1/session").await.refused(401, "token_expired");
    let tokens = refresh(&fleet, &phone.tokens.refresh).await;
    let client = phone.client.with("authorization", format!("Bearer {}", tokens.access));
    client.get("/api/v1/session").await.ok::<SessionInfo>();
}

async fn refresh(fleet: &Fleet, token: &str) -> Tokens {
    fleet.nobody().post("/api/v1/session/refresh", json!({ "refresh": token })).await.ok()
}

#[tokio::test]
async fn a_lost_refresh_answer_can_be_asked_for_again() {
    let fleet = Fleet::start().await;
    let first = fleet.phone(&fleet.mara).await.tokens.refresh;
    let lost = refresh(&fleet, &first).await;
    let again = refresh(&fleet, &first).await;
    assert_eq!(lost.refresh, again.refresh, "the same successor until it is used");
    assert_ne!(lost.access, again.access);
    for access in [&lost.access, &again.access] {
        let client = fleet.nobody().with("authorization", format!("Bearer {access}"));
        client.get("/api/v1/session").await.ok::<SessionInfo>();
    }
}

#[tokio::test]
async fn a_refresh_token_that_comes_after_its_successor_ends_the_session() {
    let fleet = Fleet::start().await;
    let first = fleet.phone(&fleet.mara).await.tokens.refresh;
    let second = refresh(&fleet, &first).await;
    let third = refresh(&fleet, &second.refresh).await;
    let stolen = json!({ "refresh": first });
    fleet.nobody().post("/api/v1/session/refresh", stolen).await.refused(401, "session_ended");
    let client = fleet.nobody().with("authorization", format!("Bearer {}", third.access));
    client.get("/api/v1/session").await.refused(401, "not_signed_in");
    let last = json!({ "refresh": third.refresh });
    fleet.nobody().post("/api/v1/session/refresh", last).await.refused(401, "session_ended");
}

#[tokio::test]
async fn two_refreshes_at_once_agree() {
    let fleet = Fleet::start().await;
    let first = fleet.phone(&fleet.mara).await.tokens.refresh;
    let (a, b) = tokio::join!(refresh(&fleet, &first), refresh(&fleet, &first));
    assert_eq!(a.refresh, b.refresh);
    refresh(&fleet, &a.refresh).await;
}

#[tokio::test]
async fn the_same_phone_finds_its_lane_again_and_another_key_opens_another() {
    let fleet = Fleet::start().await;
    let phone = fleet.phone(&fleet.mara).await;
    let again = phone.again(fleet.nobody(), &fleet.mara).await;
    assert_eq!(phone.lane, again.lane);
    let other = fleet.phone(&fleet.mara).await;
    assert_ne!(phone.lane.id, other.lane.id);
    let colleague = phone.again(fleet.nobody(), &fleet.jonas).await;
    assert_ne!(phone.lane.id, colleague.lane.id, "nobody's work goes under another's name");
}

#[tokio::test]
async fn a_device_key_that_is_no_key_is_refused() {
    let fleet = Fleet::start().await;
    let device = json!({ "id": fleet.mara.id, "name": "x", "platform": "android", "public_key": "AAAA" });
    let ask = json!({ "email": "mara@test.example", "password": PASSWORD, "device": device });
    fleet
        .nobody()
        .post("/api/v1/session", ask)
        .await
        .invalid("device.public_key", "must be base64 of an Ed25519 public key of 32 bytes");
}

#[tokio::test]
async fn a_disabled_member_is_signed_out_and_stays_out() {
    let fleet = Fleet::start().await;
    let ada = fleet.browser(&fleet.admin).await;
    let phone = fleet.phone(&fleet.mara).await;
    let path = format!("/api/v1/members/{}", fleet.mara.id);
    let member: Member = ada.patch(&path, json!({ "disabled": true })).await.ok();
    assert!(member.disabled);
    phone.client.get("/api/v1/session").await.refused(401, "not_signed_in");
    let ask = json!({ "email": "mara@test.example", "password": PASSWORD });
    fleet.nobody().post("/api/v1/session", ask).await.refused(401, "wrong_credentials");
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let fleet = Fleet::start().await;
    let ada = fleet.browser(&fleet.admin).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let path = format!("/api/v1/members/{}", fleet.dispatcher.id);
    ada.patch(&path, json!({ "password": "short" }))
        .await
        .invalid("password", "must have 7 to 1000 characters");
    dora.get("/api/v1/session").await.ok::<SessionInfo>();
    ada.patch(&path, json!({ "password": "battery staple" })).await.ok::<Member>();
    dora.get("/api/v1/session").await.refused(401, "not_signed_in");
}
