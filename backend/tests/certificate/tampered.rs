//! No byte that is signed, hashed or sealed can change without being found.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use waybill_domain::certificate::{Bundle, HexBytes, Keys, Run, Seal, Signed, verify};

use super::scene::Scene;

/// Each text of the bundle that something covers, by name.
fn texts(bundle: &mut Bundle) -> Vec<(String, &mut String)> {
    let mut all: Vec<(String, &mut String)> = Vec::new();
    let mut signed = vec![("seal".to_owned(), &mut bundle.seal), ("keys".to_owned(), &mut bundle.keys)];
    let enrolments = bundle.enrolments.iter_mut().enumerate();
    signed.extend(enrolments.map(|(i, signed)| (format!("enrolments[{i}]"), signed)));
    for (i, command) in bundle.commands.iter_mut().enumerate() {
        all.push((format!("commands[{i}].signature"), &mut command.signature));
        all.extend(command.envelope.as_mut().map(|text| (format!("commands[{i}].envelope"), text)));
        signed.extend(command.receipt.as_mut().map(|signed| (format!("commands[{i}].receipt"), signed)));
    }
    for (name, signed) in signed {
        all.push((format!("{name}.statement"), &mut signed.statement));
        all.push((format!("{name}.signature"), &mut signed.signature));
    }
    for (i, entry) in bundle.log.iter_mut().flat_map(|run| &mut run.events).enumerate() {
        all.push((format!("event {i}.header"), &mut entry.header));
        all.extend(entry.payload.as_mut().map(|text| (format!("event {i}.payload"), text)));
    }
    for file in &mut bundle.files {
        all.push((format!("{}.name", file.name), &mut file.name));
        all.extend(file.data.as_mut().map(|data| ("file".to_owned(), data)));
    }
    all
}

/// Another character of the same length in the place of the one at `at`, different for each `n`.
fn flip(text: &str, at: usize, n: u8) -> Option<String> {
    let byte = *text.as_bytes().get(at)?;
    let other = byte ^ (1 << (n % 7));
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] = other;
    String::from_utf8(bytes).ok().filter(|_| byte.is_ascii() && other != byte)
}

#[tokio::test]
async fn any_flipped_byte_is_found() {
    let scene = Scene::play().await;
    let (bundle, root) = (scene.bundle().await, Some(scene.root()));
    let names: Vec<(String, usize)> =
        texts(&mut bundle.clone()).iter().map(|(name, text)| (name.clone(), text.len())).collect();
    let mut tried = 0;
    for (i, (name, length)) in names.iter().enumerate() {
        // Spread over the text, and in another place for each.
        let step = (length / 20).max(1);
        for at in (i % step..*length).step_by(step) {
            let mut changed = bundle.clone();
            let mut all = texts(&mut changed);
            let Some(text) = flip(all[i].1, at, (at % 7) as u8) else { continue };
            *all[i].1 = text;
            let text = serde_json::to_string(&changed).expect("JSON");
            assert!(verify(&text, root).is_err(), "{name}, byte {at}");
            tried += 1;
        }
    }
    assert!(tried > 900, "{tried}");
}

#[tokio::test]
async fn every_byte_of_a_sealed_photo_counts() {
    let scene = Scene::play().await;
    let (bundle, root) = (scene.bundle().await, Some(scene.root()));
    for at in (0..scene.photo.len()).step_by(scene.photo.len() / 60) {
        for bit in [0, 5] {
            let (mut changed, mut photo) = (bundle.clone(), scene.photo.clone());
            photo[at] ^= 1 << bit;
            changed.files[0].data = Some(STANDARD.encode(photo));
            let text = serde_json::to_string(&changed).expect("JSON");
            let finding = verify(&text, root).expect_err("another photo");
            assert_eq!((finding.at.as_str(), finding.what.as_str()), ("files[0].data", "the hash"));
        }
    }
}

/// Whole things done to a good bundle, each of which must be found.
pub(super) fn tampered(good: &Bundle) -> Vec<(&'static str, String)> {
    let done = |name, change: &dyn Fn(&mut Bundle)| {
        let mut bundle = good.clone();
        change(&mut bundle);
        (name, serde_json::to_string(&bundle).expect("JSON"))
    };
    let replaced = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}: {text}");
        text.replacen(from, to, 1)
    };
    vec![
        done("an outcome", &|b| {
            let text = b.commands[4].envelope.as_mut().expect("a text");
            *text = replaced(text, "delivered_to_recipient", "delivered_mailbox");
        }),
        done("a doubled field", &|b| {
            let text = b.commands[4].envelope.as_mut().expect("a text");
            *text = replaced(text, "{", "{\"seq\":4,");
        }),
        done("a name in the seal", &|b| {
            b.seal.statement = replaced(&b.seal.statement, "Test fleet", "Best fleet");
        }),
        done("a receipt of another command", &|b| b.commands[3].receipt = b.commands[4].receipt.clone()),
        done("a command left out", &|b| drop(b.commands.remove(1))),
        done("commands in another order", &|b| b.commands.swap(3, 4)),
        done("an enrolment left out", &|b| drop(b.enrolments.remove(1))),
        done("an event left out", &|b| drop(b.log[0].events.pop())),
        done("a payload that claims to be erased", &|b| {
            (b.log[0].events[0].payload, b.log[0].events[0].salt) = (None, None);
        }),
        done("a payload", &|b| {
            let text = b.log[0].events[0].payload.as_mut().expect("a payload");
            *text = replaced(text, "Gartenstra", "Parkstra");
        }),
        done("a salt", &|b| b.log[0].events[0].salt = Some(HexBytes([9; 16]))),
        done("the head before a run", &|b| b.log[1].prev = HexBytes([9; 32])),
        done("a payload's hash", &|b| b.log[0].events[0].payload_hash = HexBytes([9; 32])),
        done("a run more", &|b| b.log.push(Run { prev: HexBytes([0; 32]), events: b.log[0].events.clone() })),
        done("a photo left out", &|b| b.files[0].data = None),
        done("a photo for another", &|b| b.files[0].data = b.files[1].data.clone()),
        done("a file more", &|b| b.files.push(b.files[0].clone())),
        done("files in another order", &|b| b.files.swap(0, 1)),
    ]
}

#[tokio::test]
async fn a_forger_with_a_key_of_their_own_is_not_the_issuer() {
    let scene = Scene::play().await;
    let mut bundle = scene.bundle().await;
    let key = ed25519_dalek::SigningKey::from_bytes(&[3; 32]);
    let forger = HexBytes(key.verifying_key().to_bytes());
    let mut seal: Seal = bundle.seal.open().expect("a seal");
    let mut keys: Keys = bundle.keys.open().expect("keys");
    (seal.issuer, keys.issuer) = (forger, forger);
    bundle.seal = Signed::seal(&seal, &key).expect("JSON");
    bundle.keys = Signed::seal(&keys, &key).expect("JSON");
    let text = serde_json::to_string(&bundle).expect("JSON");
    let finding = verify(&text, Some(scene.root())).expect_err("another issuer");
    assert_eq!((finding.at.as_str(), finding.what.as_str()), ("seal", "the issuer"));
    let finding = verify(&text, None).expect_err("the real issuer's word is not the forger's");
    assert_eq!((finding.at.as_str(), finding.what.as_str()), ("enrolments[0]", "the issuer"));
}
