//! What a stop demands, and when it is met.

use waybill_domain::{
    Money,
    pin::PinCheck,
    proof::{BlobKind, Evidence},
    requirements::{Demand, Requirement, Requirements},
};

use crate::fixtures::blob;

fn everything() -> Requirements {
    Requirements {
        photos: 2,
        signature: true,
        scan: true,
        pin: Some(PinCheck::new("s1", "4711")),
        recipient_name: true,
        min_age: Some(18),
    }
}

fn enough() -> Evidence {
    Evidence {
        photos: vec![blob(1, BlobKind::Photo), blob(2, BlobKind::Photo)],
        signature: Some(blob(3, BlobKind::Signature)),
        recipient_name: "Ana Souza".into(),
        scans: vec!["P1".into(), "P2".into()],
        pin: Some(" 4711 ".into()),
        age_verified: true,
        cash: Some(Money::eur(2_490)),
        ..Evidence::default()
    }
}

#[test]
fn each_requirement_is_missed_when_its_evidence_is_taken_away() {
    let requirements = everything();
    let demand =
        Demand { requirements: &requirements, codes: vec!["P1", "P2"], cash: Some(Money::eur(2_490)) };
    assert_eq!(demand.missing(&enough()), []);
    assert_eq!(demand.items().len(), 7);
    type Spoil = fn(&mut Evidence);
    let spoiled: [(Requirement, Spoil); 9] = [
        (Requirement::Photo, |e| e.photos.truncate(1)),
        (Requirement::Scan, |e| e.scans.truncate(1)),
        (Requirement::Signature, |e| e.signature = None),
        (Requirement::Pin, |e| e.pin = Some("4712".into())),
        (Requirement::Pin, |e| e.pin = None),
        (Requirement::RecipientName, |e| e.recipient_name = "  ".into()),
        (Requirement::Age, |e| e.age_verified = false),
        (Requirement::Cash, |e| e.cash = Some(Money::eur(2_489))),
        (Requirement::Cash, |e| e.cash = None),
    ];
    for (requirement, spoil) in spoiled {
        let mut evidence = enough();
        spoil(&mut evidence);
        assert_eq!(demand.missing(&evidence), [requirement]);
    }
}

#[test]
fn nothing_demanded_is_nothing_missing() {
    let demand = Demand { requirements: &Requirements::default(), codes: vec!["P1"], cash: None };
    assert_eq!(demand.items(), []);
    assert_eq!(demand.missing(&Evidence::default()), []);
}
