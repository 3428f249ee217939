//! The shape of everything that is stored or sent. A change here is a change of the protocol: it must be additive.

use serde_json::json;
use waybill_domain::{
    Command, EventBody, Fix, Point, State,
    calls::{Call, Group, ListDeliveries},
    command::SignedEnvelope,
    custody::{Holder, Receiver, Transfer},
    event::Event,
    exception::ExceptionKind,
    geo::LaneFix,
    problem::{FieldError, Problem},
    proof::{Evidence, Sha256Hash},
    protocol::*,
    requirements::Requirement,
    rules::{Disposition, Rejected},
    tracking::{RecipientStatus, TrackingView},
};

use crate::{envelope, fixtures::*};

#[test]
fn envelope_shape() {
    insta::assert_json_snapshot!(envelope::sample());
}

#[test]
fn delivery_shape() {
    insta::assert_json_snapshot!(delivery_in(State::Completed));
}

#[test]
fn command_shapes() {
    let commands = [
        Command::Create(Box::new(new_delivery())),
        Command::Assign { driver: driver().member },
        Command::Unassign,
        Command::Accept,
        Command::Cancel { reason: "closed".into() },
        Command::Move { rank: 1.5 },
        picked_up(),
        Command::Arrived,
        completed(),
        Command::Noted { text: "gate code 12".into() },
    ];
    insta::assert_json_snapshot!(commands);
}

#[test]
fn custody_shapes() {
    let back = Command::HandedOver {
        to: Receiver::Sender,
        evidence: Evidence { scans: vec!["P1".into()], ..Evidence::default() },
    };
    let moved = EventBody::CustodyChanged {
        parcels: vec![parcel(1, None).id],
        from: Holder::Sender,
        to: Holder::driver(driver().member),
    };
    let transfer = Transfer { to: other().member, asked_at: now(), given_at: Some(now()), taken_at: None };
    insta::assert_json_snapshot!(json!({
        "commands": [
            Command::Transfer { to: other().member },
            Command::CallOffTransfer,
            handed_over(other().member),
            back,
            taken_over(),
        ],
        "events": [
            moved,
            EventBody::TransferAsked { to: other().member },
            EventBody::TransferCalledOff { to: other().member },
            EventBody::HandoverGiven { to: other().member },
            EventBody::HandoverTaken { by: other().member },
            EventBody::Transferred { to: other().member },
        ],
        "transfer": transfer,
    }));
}

#[test]
fn event_shape() {
    insta::assert_json_snapshot!(Event {
        seq: 12,
        delivery_id: uuid(3).into(),
        at: now(),
        recorded_at: now().plus_minutes(30),
        actor: Some(driver().member),
        lane: Some(uuid(2).into()),
        command: Some(uuid(1).into()),
        driver_before: Some(driver().member),
        driver_after: Some(driver().member),
        taker_before: None,
        taker_after: None,
        body: EventBody::FactNoted { name: "arrived".into(), reason: "already_past".into() },
    });
}

#[test]
fn push_and_pull_shapes() {
    let signed = SignedEnvelope { seq: 7, envelope: "{}".into(), signature: "c2ln".into() };
    let result = CommandResult {
        seq: 7,
        cmd_id: uuid(1).into(),
        disposition: Disposition::NeedsReview,
        reason: Some(Rejected::MissingProof { requirements: vec![Requirement::Photo] }),
    };
    let page = PullPage {
        epoch: "e1".into(),
        reset: false,
        cursor: 12,
        patch: vec![
            PatchOp::Del { id: uuid(4).into() },
            PatchOp::Revoke { id: uuid(5).into(), driver: Some(other().member) },
        ],
        results: vec![result.clone()],
        tail: None,
    };
    insta::assert_json_snapshot!(json!({
        "push": Push::new(uuid(2).into(), vec![signed]),
        "ok": PushReply { outcome: PushOutcome::Ok, last_seq: 7, results: vec![result] },
        "gap": PushReply { outcome: PushOutcome::Gap, last_seq: 5, results: vec![] },
        "pull": page,
    }));
}

#[test]
fn position_and_poke_shapes() {
    let fix = Fix {
        point: Point::new(53.55, 10.0).unwrap(),
        at: now(),
        accuracy_m: Some(5.0),
        speed_mps: None,
        heading_deg: Some(90.0),
        battery_pct: Some(71),
    };
    insta::assert_json_snapshot!(json!({
        "batch": FixBatch { device: uuid(6).into(), fixes: vec![LaneFix { boot: 1, seq: 2, fix }] },
        "hello": Poke::Hello { seq: 3 },
        "changed": Poke::Changed { seq: 4, deliveries: vec![uuid(3).into()] },
        "position": Poke::Position(DriverPosition { member: driver().member, fix }),
    }));
}

#[test]
fn problem_and_tracking_shapes() {
    insta::assert_json_snapshot!(json!({
        "problem": Problem {
            code: "invalid".into(),
            title: "dropoff.address must not be empty".into(),
            status: 422,
            detail: String::new(),
            errors: vec![FieldError::new("dropoff.address", "must not be empty")],
            request_id: Some("r1".into()),
        },
        "tracking": TrackingView {
            code: "WB-7K3F".into(),
            status: RecipientStatus::OnTheWay,
            organization: "Linden Couriers".into(),
            merchant: "Café Aurora".into(),
            address: "Linden Avenue 27".into(),
            destination: Point::new(53.55, 10.0).unwrap(),
            window: Default::default(),
            parcels: 2,
            driver: Some("Mara".into()),
            position: None,
            position_at: None,
            outcome: None,
            completed_at: None,
            received_by: String::new(),
            photos: Vec::new(),
            as_of: now(),
        },
    }));
}

#[test]
fn hashes_are_hex_and_nothing_else() {
    let hash = Sha256Hash::of(b"abc");
    let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(hash.to_string(), text);
    assert_eq!(text.parse::<Sha256Hash>().unwrap(), hash);
    assert!("ba78".parse::<Sha256Hash>().is_err());
    assert!(serde_json::from_str::<Sha256Hash>("\"zz\"").is_err());
}

#[test]
fn a_query_is_percent_encoded() {
    let call =
        ListDeliveries { group: Some(Group::OnTheWay), q: "Größe & Co".into(), ..Default::default() };
    assert_eq!(call.request().path, "/api/v1/deliveries?group=on_the_way&q=Gr%C3%B6%C3%9Fe%20%26%20Co");
}

#[test]
fn an_exception_of_a_newer_server_is_still_an_exception() {
    let json = json!({
        "id": uuid(9), "kind": "lost_in_space", "planet": "Mars",
        "command": uuid(9), "by": driver().member, "at": now(),
    });
    let exception: waybill_domain::exception::Exception = serde_json::from_value(json).unwrap();
    assert_eq!(exception.kind, ExceptionKind::Other);
}
