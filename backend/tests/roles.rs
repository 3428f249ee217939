//! Who may do what: every route, every role, and another organization.

use serde_json::{Value, json};
use waybill_domain::{Delivery, Member, Role, calls::DeliveryPage, protocol::PullPage};

use crate::support::{Client, Fleet, delivery, patch_notes, uuid};

/// A route as it is tried: method, path, body.
fn routes(fleet: &Fleet, existing: &Delivery) -> Vec<(&'static str, String, Value)> {
    let one = format!("/api/v1/deliveries/{}", existing.id);
    let act = |name: &str| json!({ "cmd_id": uuid(), "name": name });
    let new_member = json!({
        "name": "New", "email": format!("{}@test.example", uuid()), "role": "driver", "password": "long enough"
    });
    vec![
        ("GET", "/api/v1/session".to_owned(), Value::Null),
        ("GET", "/api/v1/members".to_owned(), Value::Null),
        ("POST", "/api/v1/members".to_owned(), new_member),
        ("PATCH", format!("/api/v1/members/{}", fleet.jonas.id), json!({ "vehicle": "Van 2" })),
        ("GET", "/api/v1/deliveries".to_owned(), Value::Null),
        ("POST", "/api/v1/deliveries".to_owned(), json!(delivery(None))),
        ("GET", one.clone(), Value::Null),
        ("PATCH", format!("{one}?base_rev={}", existing.rev), json!(patch_notes("x"))),
        ("POST", format!("{one}/assign"), json!({ "driver": fleet.jonas.id })),
        ("POST", format!("{one}/unassign"), json!({})),
        ("POST", format!("{one}/cancel"), json!({ "reason": "x" })),
        ("POST", format!("{one}/commands"), act("accept")),
        ("GET", "/api/v1/sync/pull".to_owned(), Value::Null),
        ("POST", "/api/v1/sync/push".to_owned(), json!({ "v": 1, "lane": uuid(), "commands": [] })),
    ]
}

/// The status of each route, on a fresh delivery that Mara has.
async fn tried(fleet: &Fleet, client: &Client) -> Vec<u16> {
    let dora = fleet.browser(&fleet.dispatcher).await;
    let count = routes(fleet, &dora.post("/api/v1/deliveries", delivery(None)).await.ok()).len();
    let mut statuses = Vec::new();
    for i in 0..count {
        let fresh: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
        let (method, path, body) = routes(fleet, &fresh).remove(i);
        let body = (!body.is_null()).then_some(body);
        let reply = client.send(method.parse().expect("a method"), &path, body).await;
        if reply.status >= 400 {
            reply.problem();
        }
        statuses.push(reply.status);
    }
    statuses
}

#[tokio::test]
async fn every_route_answers_every_role_as_it_must() {
    let fleet = Fleet::start().await;
    let [_, _, stranger] = fleet.neighbours().await;
    let merchant = fleet.enroll("Mia Merchant", Role::Merchant).await;
    let customer = fleet.enroll("Carl Customer", Role::Customer).await;
    let all: [(Option<&Member>, [u16; 14]); 7] = [
        //                     who  list add chg  list make read edit asgn unas canc acc  pull push
        (Some(&fleet.admin), [200, 200, 201, 200, 200, 201, 200, 200, 200, 200, 200, 403, 200, 403]),
        (Some(&fleet.dispatcher), [200, 200, 403, 403, 200, 201, 200, 200, 200, 200, 200, 403, 200, 403]),
        (Some(&fleet.mara), [200, 200, 403, 403, 200, 201, 200, 200, 403, 403, 403, 200, 200, 403]),
        // A colleague learns nothing about what was never his.
        (Some(&fleet.jonas), [200, 200, 403, 403, 200, 201, 404, 404, 403, 403, 403, 404, 200, 403]),
        (Some(&merchant), [200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403]),
        (Some(&customer), [200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403]),
        (None, [401; 14]),
    ];
    for (member, expected) in all {
        let client = match member {
            Some(member) => fleet.browser(member).await,
            None => fleet.nobody(),
        };
        let found = tried(&fleet, &client).await;
        assert_eq!(found, expected, "{:?}", member.map(|member| &member.name));
    }
    let other = tried(&fleet, &fleet.browser(&stranger).await).await;
    assert_eq!(other, [200, 200, 403, 403, 200, 201, 404, 404, 403, 403, 403, 404, 200, 403]);
}

#[tokio::test]
async fn another_organization_sees_and_changes_nothing() {
    let fleet = Fleet::start().await;
    let [admin, dispatcher, _] = fleet.neighbours().await;
    for member in [&admin, &dispatcher] {
        let client = fleet.browser(member).await;
        let statuses = tried(&fleet, &client).await;
        let made = if member.role == Role::Admin { [201, 404] } else { [403, 403] };
        let expected = [200, 200, made[0], made[1], 200, 201, 404, 404, 404, 404, 404, 403, 200, 403];
        assert_eq!(statuses, expected, "{}", member.name);
        let members: Vec<Member> = client.get("/api/v1/members").await.ok();
        assert!(
            members.iter().all(|member| !member.email.ends_with("@test.example") || member.name == "New")
        );
        let pulled: PullPage = client.get("/api/v1/sync/pull").await.ok();
        let listed: DeliveryPage = client.get("/api/v1/deliveries").await.ok();
        assert_eq!(pulled.patch.len(), listed.items.len());
        assert!(listed.items.iter().all(|delivery| delivery.driver.is_none()), "only their own");
    }
}

#[tokio::test]
async fn two_organizations_may_use_the_same_id() {
    let fleet = Fleet::start().await;
    let [_, nils, _] = fleet.neighbours().await;
    let (dora, nils) = (fleet.browser(&fleet.dispatcher).await, fleet.browser(&nils).await);
    let new = delivery(None);
    assert_eq!(dora.post("/api/v1/deliveries", &new).await.status, 201);
    assert_eq!(nils.post("/api/v1/deliveries", &new).await.status, 201, "no oracle, no clash");
}

#[tokio::test]
async fn an_admin_manages_people_but_not_the_own_rights() {
    let fleet = Fleet::start().await;
    let ada = fleet.browser(&fleet.admin).await;
    let own = format!("/api/v1/members/{}", fleet.admin.id);
    ada.patch(&own, json!({ "role": "driver" })).await.refused(409, "own_account");
    ada.patch(&own, json!({ "disabled": true })).await.refused(409, "own_account");
    let new = json!({
        "name": "Łukasz Żak", "email": "Lukasz@Test.example", "role": "driver", "password": "long enough"
    });
    let added: Member = ada.post("/api/v1/members", &new).await.ok();
    assert_eq!((added.name.as_str(), added.email.as_str()), ("Łukasz Żak", "lukasz@test.example"));
    ada.post("/api/v1/members", &new).await.refused(409, "email_taken");
    let bad = json!({ "name": "X", "email": "nowhere", "role": "driver", "password": "long enough" });
    ada.post("/api/v1/members", bad).await.invalid("email", "must be an e-mail address");
    let path = format!("/api/v1/members/{}", added.id);
    let changed: Member = ada.patch(&path, json!({ "role": "dispatcher", "phone": "110" })).await.ok();
    assert_eq!((changed.role, changed.phone.as_str()), (Role::Dispatcher, "110"));
}
