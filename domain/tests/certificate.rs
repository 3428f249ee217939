//! What is signed is read strictly, and nobody else's signature will do.

use ed25519_dalek::SigningKey;
use waybill_domain::{
    Envelope, LaneId,
    certificate::{
        Enrolment, Keys, Person, Phone, PublicKey, Signed, Statement, StatementError, Strict, VERSION,
        fingerprint, strict,
    },
    command::SignedEnvelope,
};

use crate::{envelope::sample, fixtures::*};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn enrolment() -> Enrolment {
    Enrolment {
        v: VERSION,
        issuer: PublicKey::from(&key().verifying_key()),
        organization: Person { id: uuid(1).into(), name: "Kurier \"Nord\"".into() },
        member: Person { id: uuid(2).into(), name: "Mara Vogel".into() },
        device: Phone { id: uuid(3).into(), name: "Pixel 9".into() },
        lane: LaneId(uuid(4)),
        public_key: PublicKey::from(&SigningKey::from_bytes(&[8; 32]).verifying_key()),
        opened_at: now(),
        issued_at: now(),
    }
}

/// A text that the issuer really signed, whatever is in it.
fn signed(text: &str) -> Signed {
    use ed25519_dalek::Signer as _;
    let bytes = [Enrolment::CONTEXT.as_bytes(), text.as_bytes()].concat();
    let signature = key().sign(&bytes).to_bytes();
    Signed {
        statement: text.to_owned(),
        signature: base64::Engine::encode(&base64::engine::general_purpose::STANDARD, signature),
    }
}

#[test]
fn a_statement_survives_the_wire_and_is_only_of_its_kind() {
    let sealed = Signed::seal(&enrolment(), &key()).unwrap();
    let wire: Signed = serde_json::from_str(&serde_json::to_string(&sealed).unwrap()).unwrap();
    assert_eq!(wire.open::<Enrolment>().unwrap(), enrolment());
    assert!(wire.open::<Keys>().is_err());
    let other = SigningKey::from_bytes(&[9; 32]);
    let forged = Signed::seal(&enrolment(), &other).unwrap().open::<Enrolment>();
    assert!(matches!(forged, Err(StatementError::BadSignature(issuer)) if issuer == enrolment().issuer));
}

#[test]
fn a_signature_for_one_kind_of_statement_is_none_for_another() {
    let keys = Keys { v: VERSION, issuer: enrolment().issuer, former: Vec::new() };
    let text = serde_json::to_string(&keys).unwrap();
    let refused = signed(&text).open::<Keys>();
    assert!(matches!(refused, Err(StatementError::BadSignature(_))), "{refused:?}");
}

#[test]
fn fields_that_are_doubled_or_unknown_are_refused_even_where_they_are_signed() {
    let good = serde_json::to_string(&enrolment()).unwrap();
    assert!(signed(&good).open::<Enrolment>().is_ok());
    for (from, to, why) in [
        ("{\"v\":1", "{\"v\":1,\"v\":1", "twice"),
        ("\"name\":\"Mara Vogel\"", "\"name\":\"Mara Vogel\",\"name\":\"Jonas\"", "twice"),
        ("\"name\":\"Mara Vogel\"", "\"name\":\"Mara Vogel\",\"nam\\u0065\":\"Jonas\"", "twice"),
        (
            "\"name\":\"Mara Vogel\"",
            "\"name\":\"Mara Vogel\",\"alias\":\"Jonas\"",
            "`member.alias` is not known",
        ),
        ("{\"v\":1", "{\"w\":\"\",\"v\":1", "`w` is not known"),
        ("{\"v\":1", "{\"w\":null,\"v\":1", "`w` is not known"),
    ] {
        assert!(good.contains(from), "{good}");
        let refused = signed(&good.replacen(from, to, 1)).open::<Enrolment>();
        assert!(refused.as_ref().is_err_and(|error| error.to_string().contains(why)), "{to}: {refused:?}");
    }
    assert!(strict::<Enrolment>(&format!("{good} {good}")).is_err());
}

#[test]
fn an_envelope_is_read_strictly_down_to_the_args_and_may_say_what_it_could_leave_out() {
    let sealed = SignedEnvelope::seal(&sample(), &key()).unwrap();
    assert_eq!(strict::<Envelope>(&sealed.envelope).unwrap(), sample());
    let said = sealed.envelope.replacen("\"cash\"", "\"note\":\"\",\"scans\":[],\"cash\"", 1);
    assert!(said != sealed.envelope, "{said}");
    assert_eq!(strict::<Envelope>(&said).unwrap(), sample());
    for (from, to, path) in [
        ("\"cash\"", "\"nickname\":\"\",\"cash\"", "args.evidence.nickname"),
        ("\"cash\"", "\"age\":7,\"cash\"", "args.evidence.age"),
        ("{\"cmd_id\"", "{\"outcome\":\"failed\",\"cmd_id\"", "outcome"),
    ] {
        let refused = strict::<Envelope>(&sealed.envelope.replacen(from, to, 1));
        assert_eq!(refused, Err(Strict::Unknown(path.to_owned())));
    }
    let twice = sealed.envelope.replacen("\"cash\"", "\"cash\":null,\"cash\"", 1);
    assert!(matches!(strict::<Envelope>(&twice), Err(Strict::Malformed(_))));
}

#[test]
fn keys_have_one_spelling_and_a_fingerprint_that_can_be_read_aloud() {
    let text = enrolment().public_key.to_string();
    assert_eq!(text.parse::<PublicKey>().unwrap(), enrolment().public_key);
    assert!(text.to_uppercase().parse::<PublicKey>().is_err());
    assert!(text[2..].parse::<PublicKey>().is_err());
    let spoken = fingerprint(enrolment().public_key);
    assert_eq!(spoken.split(' ').map(str::len).collect::<Vec<_>>(), [4; 5]);
}
