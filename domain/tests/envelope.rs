//! The envelope: what is signed is what is sent, byte for byte.

use ed25519_dalek::SigningKey;
use waybill_domain::{
    DeliveryId, Envelope, LaneId, Timestamp,
    command::{EnvelopeError, SignedEnvelope},
    proof::Sha256Hash,
};

use crate::fixtures::*;

pub fn sample() -> Envelope {
    let command = completed();
    Envelope {
        cmd_id: uuid(1).into(),
        lane: LaneId(uuid(2)),
        seq: 7,
        v: 1,
        blobs: command.blobs(),
        command,
        delivery_id: DeliveryId(uuid(3)),
        base_rev: 4,
        assign_epoch: 1,
        occurred_at: now(),
        mono_ms: 123_456,
        boot_id: "b1".into(),
        geo: None,
        prev_hash: Sha256Hash::ZERO,
        server_head: Sha256Hash::ZERO,
    }
}

#[test]
fn an_envelope_survives_the_wire() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let sealed = SignedEnvelope::seal(&sample(), &key).unwrap();
    let wire: SignedEnvelope = serde_json::from_str(&serde_json::to_string(&sealed).unwrap()).unwrap();
    wire.verify(&key.verifying_key()).unwrap();
    assert_eq!(wire.open().unwrap(), sample());
    assert_eq!(wire.header().unwrap().seq, 7);
    assert_eq!(wire.hash(), sealed.hash());
}

#[test]
fn any_changed_byte_is_found() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let sealed = SignedEnvelope::seal(&sample(), &key).unwrap();
    for i in (0..sealed.envelope.len()).step_by(17) {
        let mut bytes = sealed.envelope.clone().into_bytes();
        bytes[i] ^= 1;
        if let Ok(envelope) = String::from_utf8(bytes) {
            let forged = SignedEnvelope { envelope, ..sealed.clone() };
            assert!(
                matches!(forged.verify(&key.verifying_key()), Err(EnvelopeError::BadSignature)),
                "byte {i}"
            );
        }
    }
    let stranger = SigningKey::from_bytes(&[8; 32]);
    assert!(sealed.verify(&stranger.verifying_key()).is_err());
}

#[test]
fn an_unknown_command_still_has_a_readable_header() {
    let text = serde_json::to_string(&sample()).unwrap().replace("\"completed\"", "\"teleported\"");
    let strange = SignedEnvelope { seq: 7, envelope: text, signature: String::new() };
    assert!(strange.open().is_err());
    assert_eq!(strange.header().unwrap().seq, 7);
}

#[test]
fn clocks_that_are_decades_off_still_fit() {
    let years = |n: i64| Timestamp::from_millis(now().as_millis() + n * 31_557_600_000);
    for at in [years(-500), years(500), Timestamp::from_millis(i64::MIN), Timestamp::from_millis(i64::MAX)] {
        let text = serde_json::to_string(&at).unwrap();
        assert_eq!(serde_json::from_str::<Timestamp>(&text).unwrap(), at, "{text}");
    }
}
