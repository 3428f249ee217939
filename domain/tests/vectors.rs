//! Golden vectors of the wire, in `docs/vectors.json`: real keys, bytes and hashes, so that another client can be written
//! against them. `UPDATE_VECTORS=1` writes them anew, which is a change of the protocol.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use waybill_domain::{
    Command, Envelope, State,
    certificate::{self, Enrolment, HexBytes, Person, Phone, Receipt, Signed},
    chain,
    command::SignedEnvelope,
    geo::{Fix, LaneFix, Point},
    problem::{FieldError, Problem},
    proof::Sha256Hash,
    protocol::*,
    rules::{Disposition, Rejected},
};

use crate::{envelope, fixtures::*, table};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/vectors.json");
const LANE_SECRET: [u8; 32] = [7; 32];
const ISSUER_SECRET: [u8; 32] = [9; 32];

/// The vectors, by name. Whatever goes in has been read back from its own JSON first.
#[derive(Default)]
struct Vectors(Map<String, Value>);

impl Vectors {
    fn add<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
        &mut self,
        name: &str,
        message: &T,
    ) {
        let json = serde_json::to_value(message).unwrap();
        assert_eq!(&serde_json::from_value::<T>(json.clone()).unwrap(), message, "{name}");
        self.0.insert(name.to_owned(), json);
    }
}

fn lane_key() -> SigningKey {
    SigningKey::from_bytes(&LANE_SECRET)
}

/// One envelope for each command, in one lane, each pointing at the one before.
fn envelopes() -> Vec<SignedEnvelope> {
    let mut prev_hash = Sha256Hash::ZERO;
    let mut sealed = Vec::new();
    for (n, (row, _)) in table::TABLE.iter().enumerate() {
        let (_, command): (_, Command) = table::sample(row);
        let seq = n as u64 + 1;
        let cmd_id = uuid(500 + u128::from(seq)).into();
        let blobs = command.blobs();
        let next = Envelope { cmd_id, seq, command, blobs, prev_hash, ..envelope::sample() };
        let next = SignedEnvelope::seal(&next, &lane_key()).unwrap();
        prev_hash = next.hash();
        sealed.push(next);
    }
    sealed
}

fn statements(vectors: &mut Vectors, first: &SignedEnvelope) {
    let issuer_key = SigningKey::from_bytes(&ISSUER_SECRET);
    let issuer = HexBytes(issuer_key.verifying_key().to_bytes());
    let enrolment = Enrolment {
        v: certificate::VERSION,
        issuer,
        organization: Person { id: uuid(100).into(), name: "Linden Couriers".into() },
        member: Person { id: driver().member, name: "Mara Okafor".into() },
        device: Phone { id: uuid(6).into(), name: "Pixel 9".into() },
        lane: uuid(2).into(),
        public_key: HexBytes(lane_key().verifying_key().to_bytes()),
        opened_at: now(),
        issued_at: now(),
    };
    vectors.add("enrolment", &Signed::seal(&enrolment, &issuer_key).unwrap());
    let receipt = Receipt {
        v: certificate::VERSION,
        issuer,
        organization: uuid(100).into(),
        lane: uuid(2).into(),
        seq: 1,
        envelope: first.hash(),
        cmd_id: uuid(501).into(),
        received_at: now(),
        disposition: Disposition::Applied,
        log: certificate::Head { epoch: "e1".into(), seq: 1, hash: link().1 },
    };
    vectors.add("receipt", &Signed::seal(&receipt, &issuer_key).unwrap());
}

/// One link of the log: what goes in, and the head that comes out.
fn link() -> (Value, Sha256Hash) {
    let (salt, header, payload) = ([3_u8; 16], r#"{"seq":1,"type":"accepted"}"#, "null");
    let payload_hash = chain::payload_hash(&salt, payload.as_bytes());
    let head = chain::link(Sha256Hash::ZERO, uuid(100).into(), 1, header.as_bytes(), payload_hash);
    let value = json!({
        "prev": Sha256Hash::ZERO, "organization": uuid(100), "seq": 1, "header": header, "payload": payload,
        "salt": hex::encode(salt), "payload_hash": payload_hash, "hash": head,
    });
    (value, head)
}

fn messages(vectors: &mut Vectors, envelopes: &[SignedEnvelope]) {
    let device = DeviceInfo {
        id: uuid(6).into(),
        name: "Pixel 9".into(),
        platform: "android".into(),
        public_key: STANDARD.encode(lane_key().verifying_key().as_bytes()),
    };
    let (email, password) = ("mara@example.org".to_owned(), "correct horse".to_owned());
    vectors.add("sign_in", &SignIn { email, password, device: Some(device.clone()) });
    vectors.add("new_lane", &NewLane { device, replaces: uuid(2).into() });
    vectors.add("refresh", &Refresh { refresh: "r-opaque".into() });
    let void = Void {
        v: VERSION,
        lane: uuid(2).into(),
        seq: 3,
        hash: envelopes[2].hash(),
        cmd_id: Some(uuid(503).into()),
        reason: "the envelope cannot be read".into(),
    };
    let void = SignedVoid::seal(&void, &lane_key()).unwrap();
    vectors.add("void", &void);
    let seen = Some(Seen { epoch: "e1".into(), cursor: 12, head: Some(link().1) });
    let push = Push { voids: vec![void], seen, ..Push::new(uuid(2).into(), envelopes[..2].to_vec()) };
    vectors.add("push", &push);
    let reason = Some(Rejected::IllegalTransition { state: State::Unassigned });
    let result =
        CommandResult { seq: 2, cmd_id: uuid(502).into(), disposition: Disposition::Rejected, reason };
    for (name, outcome) in
        [("push_ok", PushOutcome::Ok), ("push_gap", PushOutcome::Gap), ("push_fork", PushOutcome::Fork)]
    {
        let results = if outcome == PushOutcome::Ok { vec![result.clone()] } else { Vec::new() };
        vectors.add(name, &PushReply { outcome, last_seq: 2, results });
    }
    let member = waybill_domain::Member {
        id: driver().member,
        name: "Mara Okafor".into(),
        email: "mara@example.org".into(),
        role: waybill_domain::Role::Driver,
        vehicle: "Van 7".into(),
        phone: String::new(),
        disabled: false,
    };
    let backup = Some(Backup { at: now(), log_seq: 9, lane_seq: 1 });
    vectors.add(
        "pull_page",
        &PullPage {
            epoch: "e1".into(),
            reset: false,
            cursor: 12,
            patch: vec![
                PatchOp::Put { delivery: Box::new(delivery_in(State::OutForDelivery)) },
                PatchOp::Del { id: uuid(4).into() },
                PatchOp::Revoke { id: uuid(5).into(), driver: Some(other().member) },
            ],
            results: vec![result],
            tail: Some(Tail { last_seq: 2, head: link().1, server_time: now(), member, backup }),
        },
    );
    let fix = Fix {
        point: Point::new(53.55, 10.0).unwrap(),
        at: now(),
        accuracy_m: Some(5.0),
        speed_mps: Some(8.5),
        heading_deg: Some(90.0),
        battery_pct: Some(71),
    };
    vectors.add("positions", &FixBatch::new(uuid(6).into(), vec![LaneFix { boot: 1, seq: 2, fix }]));
    vectors.add("hello", &Poke::Hello { seq: 3 });
    vectors.add("changed", &Poke::Changed { seq: 4, deliveries: vec![uuid(3).into()] });
    vectors.add("position", &Poke::Position(DriverPosition { member: driver().member, fix }));
    vectors.add(
        "problem",
        &Problem {
            code: "invalid".into(),
            title: "dropoff.address must not be empty".into(),
            status: 422,
            detail: String::new(),
            errors: vec![FieldError::new("dropoff.address", "must not be empty")],
            request_id: Some("r1".into()),
        },
    );
}

#[test]
fn the_wire_is_what_the_golden_vectors_say() {
    let envelopes = envelopes();
    let mut vectors = Vectors::default();
    messages(&mut vectors, &envelopes);
    statements(&mut vectors, &envelopes[0]);
    let signed: Vec<Value> = envelopes
        .iter()
        .map(|sealed| {
            sealed.verify(&lane_key().verifying_key()).unwrap();
            json!({ "message": sealed, "hash": sealed.hash() })
        })
        .collect();
    let all = json!({
        "secrets": { "lane": hex::encode(LANE_SECRET), "issuer": hex::encode(ISSUER_SECRET) },
        "envelopes": signed,
        "log_link": link().0,
        "messages": vectors.0,
    });
    let text = serde_json::to_string_pretty(&all).unwrap() + "\n";
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        std::fs::write(FILE, &text).unwrap();
    }
    let golden = std::fs::read_to_string(FILE).unwrap();
    assert!(golden == text, "the wire has changed; where that is meant and additive: UPDATE_VECTORS=1");
}
