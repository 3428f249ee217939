//! Bad input names the field and the rule.

use waybill_domain::{
    Command, Point, Window,
    command::NewDelivery,
    problem::FieldError,
    rules::{Rejected, apply},
    validate,
};

use crate::fixtures::*;

#[test]
fn each_broken_rule_names_its_field() {
    type Spoil = fn(&mut NewDelivery);
    let cases: [(&str, &str, Spoil); 9] = [
        ("dropoff.address", "must not be empty", |n| n.dropoff.address = " ".into()),
        ("dropoff.address", "must be at most 200 characters", |n| n.dropoff.address = "ä".repeat(201)),
        ("pickup.notes", "must be at most 2000 characters", |n| n.pickup.notes = "x".repeat(2_001)),
        ("parcels", "must have 1 to 100 parcels", |n| n.parcels.clear()),
        ("parcels[1].quantity", "must be at least 1", |n| n.parcels[1].quantity = 0),
        ("parcels[1].id", "must not be used twice", |n| n.parcels[1].id = n.parcels[0].id),
        ("parcels[0].cash_due", "must not be negative", |n| {
            n.parcels[0].cash_due = Some(waybill_domain::Money::eur(-1));
        }),
        ("dropoff.window.until", "must not be before window.from", |n| {
            n.dropoff.window = Window::new(now(), now().plus_minutes(-1));
        }),
        ("dropoff.requirements.photos", "must be at most 10", |n| n.dropoff.requirements.photos = 11),
    ];
    assert_eq!(validate::new_delivery(&new_delivery()), []);
    for (field, rule, spoil) in cases {
        let mut new = new_delivery();
        spoil(&mut new);
        assert_eq!(validate::new_delivery(&new), [FieldError::new(field, rule)]);
        let rejected = apply(None, &Command::Create(Box::new(new)), &context(dispatcher(), 1)).unwrap_err();
        assert_eq!(rejected, Rejected::Invalid { errors: vec![FieldError::new(field, rule)] });
    }
}

#[test]
fn a_point_off_the_earth_is_refused_by_name() {
    for (text, said) in [
        (r#"{"lat":91,"lon":0}"#, "lat must be between -90 and 90 degrees"),
        (r#"{"lat":0,"lon":-180.5}"#, "lon must be between -180 and 180 degrees"),
    ] {
        let error = serde_json::from_str::<Point>(text).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}");
    }
    assert!(serde_json::from_str::<Point>(r#"{"lat":null,"lon":0}"#).is_err());
    assert!(Point::new(f64::NAN, 0.0).is_err());
}
