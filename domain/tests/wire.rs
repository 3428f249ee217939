//! The shape of everything that is stored or sent. A change here is a change of the protocol: it must be additive.

use serde_json::json;
use waybill_domain::{
    Command, EventBody, Fix, Point, State, Window,
    calls::{
        Call, FoundPlace, FoundPlaces, Group, ListDeliveries, OptimizeRoutes, PlaceKind, TileSet,
        TravelAnswer, driver::LocalTile,
    },
    command::SignedEnvelope,
    custody::{Holder, Receiver, Transfer},
    dispatch::{End, Handling, Profile, Settings, TooLate, Vehicle},
    eta::{Delay, DelayReason, Eta, Etas, TravelSource},
    event::Event,
    exception::ExceptionKind,
    geo::LaneFix,
    plan::{Goal, Obstacle, PlanState, PlannedRoute, PlannedStop, RoutePlan, Totals, Unplanned, WhyNot},
    problem::{FieldError, Problem},
    proof::{Evidence, Sha256Hash},
    protocol::*,
    requirements::Requirement,
    route::Task,
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
        Command::Move { rank: 1.5, pickup_rank: None },
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
fn offer_shapes() {
    let since = now();
    let kinds = [
        ExceptionKind::NobodyTookIt,
        ExceptionKind::Unassigned { since, escalated: false },
        ExceptionKind::Unassigned { since, escalated: true },
    ];
    let handling = Handling {
        vehicles: [Vehicle::CargoBike, Vehicle::Van].into_iter().collect(),
        skills: ["cold_chain".to_owned()].into(),
        priority: 2,
    };
    insta::assert_json_snapshot!(json!({
        "events": [
            offered(driver().member),
            EventBody::OfferEnded { driver: driver().member, end: End::RanOut },
            EventBody::OfferEnded { driver: driver().member, end: End::Withdrawn },
        ],
        "offer": delivery_in(State::Offered).offer,
        "exceptions": kinds,
        "over": Rejected::NotYours { offer: Some(TooLate::RanOut) },
        "handling": handling,
        "profile": Profile::default(),
        "settings": Settings::default(),
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
        "batch": FixBatch::new(uuid(6).into(), vec![LaneFix { boot: 1, seq: 2, fix }]),
        "hello": Poke::Hello { seq: 3 },
        "changed": Poke::Changed { seq: 4, deliveries: vec![uuid(3).into()] },
        "position": Poke::Position(DriverPosition { member: driver().member, fix }),
        "expected": Poke::Expected { delivery: uuid(3).into(), etas: etas() },
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
            expected: Some(Window::new(now(), now().plus_minutes(20))),
            outcome: None,
            completed_at: None,
            received_by: String::new(),
            photos: Vec::new(),
            as_of: now(),
        },
    }));
}

fn etas() -> Etas {
    let at = |minutes| now().plus_minutes(minutes);
    let source = TravelSource::RoadGraph;
    let eta = Eta { at: at(10), from: at(8), until: at(15), source, computed_at: now() };
    let delay = Delay { task: Task::Dropoff, due: at(5), expected: at(10), reason: DelayReason::LongStop };
    Etas { pickup: None, dropoff: Some(eta), delay: Some(delay) }
}

#[test]
fn plan_shapes() {
    let stop = PlannedStop {
        delivery: uuid(3).into(),
        task: Task::Pickup,
        arrives: now(),
        begins: now().plus_minutes(1),
        leaves: now().plus_minutes(3),
    };
    let totals = Totals { drivers: 1, unserved: 1, late: 0, driving_s: 600, metres: 5_000 };
    let obstacle = |why| Obstacle { driver: driver().member, why };
    insta::assert_json_snapshot!(json!({
        "ask": OptimizeRoutes {
            drivers: vec![driver().member],
            deliveries: Some(vec![uuid(3).into()]),
            pinned: vec![uuid(3).into()],
            move_accepted: true,
            goal: Goal::FewestDrivers,
            seconds: Some(20),
        },
        "plan": RoutePlan {
            id: uuid(9).into(),
            state: PlanState::Ready,
            by: driver().member,
            made_at: now(),
            goal: Goal::FewestDrivers,
            spent: 1.0,
            after: totals,
            before: Totals { driving_s: 900, ..totals },
            routes: vec![PlannedRoute {
                driver: driver().member,
                departs: now(),
                returns: now().plus_minutes(30),
                driving_s: 600,
                metres: 5_000,
                stops: vec![stop],
                breaks: vec![Window::new(now(), now().plus_minutes(30))],
            }],
            unserved: vec![Unplanned {
                delivery: uuid(4).into(),
                driver: None,
                obstacles: vec![
                    obstacle(WhyNot::NoRoad),
                    obstacle(WhyNot::Skill { skill: "cold_chain".into() }),
                ],
            }],
            reassigned: vec![uuid(3).into()],
            source: TravelSource::RoadGraph,
        },
        "moved": EventBody::Moved { rank: 2.0, pickup_rank: Some(1.0) },
    }));
}

#[test]
fn way_and_address_shapes() {
    let text = str::to_owned;
    let house = FoundPlace {
        kind: PlaceKind::House,
        name: text("Depot"),
        street: text("Hämeentie"),
        number: text("6b"),
        postcode: text("00530"),
        city: text("Helsinki"),
        point: Point { lat: 60.1871, lon: 24.9606 },
        metres: Some(12.0),
        ..FoundPlace::default()
    };
    let kinds =
        [PlaceKind::Interpolated, PlaceKind::Street, PlaceKind::Locality, PlaceKind::Venue, PlaceKind::Other];
    let found = FoundPlaces {
        items: vec![house.labelled(), FoundPlace::default()],
        source: text("map"),
        attribution: text("© OpenStreetMap contributors"),
    };
    let way = TravelAnswer {
        seconds: 120.5,
        metres: 1_500.2,
        polyline: text("_ibE_seK"),
        source: waybill_domain::eta::TravelSource::RoadGraph,
    };
    insta::assert_json_snapshot!(json!({ "found": found, "kinds": kinds, "way": way }));
}

#[test]
fn tile_shapes() {
    let set = TileSet {
        version: "0193a1b2".to_owned(),
        min_zoom: 6,
        max_zoom: 14,
        south_west: Point { lat: 60.14, lon: 24.88 },
        north_east: Point { lat: 60.21, lon: 25.03 },
        bytes: 1 << 20,
        attribution: "© OpenStreetMap contributors".to_owned(),
    };
    let ask = LocalTile { zoom: 14, x: 9_377, y: 4_538 };
    let mut before = json!(set);
    before.as_object_mut().unwrap().remove("attribution");
    let read: TileSet = serde_json::from_value(before).unwrap();
    assert_eq!(read.attribution, "");
    insta::assert_json_snapshot!(json!({ "set": set, "none": None::<TileSet>, "ask": ask }));
}

#[test]
fn what_a_newer_server_says_is_read_as_something_else() {
    let poke: Poke = serde_json::from_value(json!({ "type": "song", "of": "praise" })).unwrap();
    assert_eq!(poke, Poke::Other);
    let why: WhyNot = serde_json::from_value(json!({ "why": "full_moon" })).unwrap();
    assert_eq!(why, WhyNot::Other);
    let source: TravelSource = serde_json::from_value(json!("teleport")).unwrap();
    assert_eq!(source, TravelSource::Other);
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
