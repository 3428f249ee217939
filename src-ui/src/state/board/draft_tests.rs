//! The form as people rely on it: what they type is what is sent, and what is wrong is named.

use uuid::Uuid;
use waybill_domain::{
    Delivery, Money, ParcelId, Point, Timestamp, Window, dispatch::Vehicle, problem::FieldError,
};

use super::{ParcelDraft, Reading, Sheet, StopDraft, read_point, write_point};

fn utc(at: Timestamp) -> (String, String) {
    let text = at.to_string();
    (text[..10].to_owned(), text[11..16].to_owned())
}

fn reading() -> Reading<'static> {
    Reading { wall: &utc, salt: "salt" }
}

fn filled() -> Sheet {
    let stop = |address: &str| StopDraft {
        address: address.to_owned(),
        coordinates: "52.5200, 13.4050".to_owned(),
        ..StopDraft::default()
    };
    let parcel = ParcelDraft {
        name: "Books".to_owned(),
        cash: "24,90".to_owned(),
        ..ParcelDraft::new(ParcelId(Uuid::from_u128(9)))
    };
    Sheet {
        day: "2026-11-20".to_owned(),
        pickup: stop("Depot 1"),
        dropoff: StopDraft {
            from: "10:40".to_owned(),
            until: "11:10".to_owned(),
            photos: 2,
            pin: "4711".to_owned(),
            ..stop(" Linden Avenue 27 ")
        },
        parcels: vec![parcel],
        currency: "EUR".to_owned(),
        ..Sheet::default()
    }
}

fn fields(errors: &[FieldError]) -> Vec<&str> {
    errors.iter().map(|error| error.field.as_str()).collect()
}

#[test]
fn what_is_typed_is_what_is_sent() {
    let new = filled().read(&reading()).expect("the form is right");
    assert_eq!(new.dropoff.address, "Linden Avenue 27");
    assert_eq!(
        new.dropoff.window.until.map(|at| at.to_string()).as_deref(),
        Some("2026-11-20T11:10:00.000Z")
    );
    assert_eq!(new.parcels[0].cash_due, Some(Money::eur(2_490)));
    assert!(new.dropoff.requirements.pin.is_some_and(|pin| pin.matches("4711")));
}

#[test]
fn each_wrong_field_is_named_once() {
    let mut sheet = filled();
    sheet.dropoff.address = "  ".to_owned();
    sheet.dropoff.coordinates = "95, 13".to_owned();
    sheet.dropoff.until = "soon".to_owned();
    sheet.dropoff.pin = "12".to_owned();
    sheet.dropoff.min_age = "old".to_owned();
    sheet.pickup.coordinates = String::new();
    sheet.parcels[0].quantity = "0".to_owned();
    sheet.parcels[0].cash = "12.345".to_owned();
    let errors = sheet.read(&reading()).expect_err("the form is wrong");
    let mut named = fields(&errors);
    named.sort_unstable();
    assert_eq!(
        named,
        [
            "dropoff.address",
            "dropoff.point",
            "dropoff.requirements.min_age",
            "dropoff.requirements.pin",
            "dropoff.window.until",
            "parcels[0].cash_due",
            "parcels[0].quantity",
            "pickup.point",
        ]
    );
}

#[test]
fn a_form_without_parcels_says_so() {
    let errors = Sheet { parcels: Vec::new(), ..filled() }.read(&reading()).expect_err("parcels are needed");
    assert_eq!(fields(&errors), ["parcels"]);
}

fn made() -> Delivery {
    created(filled())
}

fn created(sheet: Sheet) -> Delivery {
    use waybill_domain::{
        CommandId, DeliveryId, MemberId, OrganizationId, Role,
        command::Command,
        member::Actor,
        rules::{Context, apply, evolve},
    };
    let new = sheet.read(&reading()).expect("the form is right");
    let context = Context {
        actor: Actor { member: MemberId(Uuid::nil()), role: Role::Dispatcher },
        organization: OrganizationId(Uuid::nil()),
        delivery: DeliveryId(Uuid::from_u128(1)),
        command: CommandId(Uuid::nil()),
        at: Timestamp::from_millis(0),
        base_rev: None,
    };
    let events = apply(None, &Command::Create(Box::new(new)), &context).expect("it can be created");
    events.iter().fold(None, |before, event| evolve(before, event, context.at)).expect("it was created")
}

fn sheet_of(delivery: &Delivery) -> Sheet {
    Sheet::of(delivery, Timestamp::from_millis(0), &utc)
}

#[test]
fn a_form_that_is_only_looked_at_changes_nothing() {
    let delivery = made();
    let patch = sheet_of(&delivery).read_patch(&delivery, &reading()).expect("the form is right");
    assert_eq!(patch, None);
}

#[test]
fn only_what_changed_is_sent_and_a_pin_stays() {
    let delivery = made();
    let mut sheet = sheet_of(&delivery);
    sheet.dropoff.notes = "Ring twice".to_owned();
    sheet.dropoff.signature = true;
    let patch =
        sheet.read_patch(&delivery, &reading()).expect("the form is right").expect("something changed");
    let stop = patch.dropoff.expect("the drop-off changed");
    assert_eq!((patch.pickup, patch.parcels, stop.address, stop.point), (None, None, None, None));
    assert_eq!(stop.notes.as_deref(), Some("Ring twice"));
    let needs = stop.requirements.expect("the requirements changed");
    assert!(needs.signature && needs.pin.is_some_and(|pin| pin.matches("4711")));
}

fn window(from: &str, until: &str) -> Window {
    let at = |text: &str| text.parse::<Timestamp>().ok();
    Window { from: at(from), until: at(until) }
}

#[test]
fn each_stop_has_its_own_day_and_a_night_ends_on_the_next() {
    let mut sheet = filled();
    sheet.pickup.day = "2026-11-19".to_owned();
    (sheet.pickup.from, sheet.pickup.until) = ("22:00".to_owned(), "02:00".to_owned());
    let new = sheet.read(&reading()).expect("the form is right");
    assert_eq!(new.pickup.window, window("2026-11-19T22:00:00Z", "2026-11-20T02:00:00Z"));
    assert_eq!(new.dropoff.window, window("2026-11-20T10:40:00Z", "2026-11-20T11:10:00Z"));
    assert_eq!(sheet.pickup.ends(&sheet.day), "2026-11-20");

    sheet.pickup.day = "2026-11-31".to_owned();
    let errors = sheet.read(&reading()).expect_err("there is no such day");
    assert_eq!(errors, [FieldError::new("pickup.day", "must be a day")]);
    let errors = Sheet { day: String::new(), ..filled() }.read(&reading()).expect_err("a day is needed");
    assert_eq!(errors, [FieldError::new("day", "must be a day")]);
}

/// A note is changed; the windows, whatever they are, are not.
#[test]
fn a_window_that_nobody_touched_stays_to_the_millisecond() {
    let none = Window::default();
    for (pickup, dropoff) in [
        (window("2026-11-16T08:00:00Z", ""), window("", "2026-11-17T18:00:00Z")),
        (window("2026-11-16T22:00:00Z", "2026-11-17T02:00:00Z"), none),
        (none, window("2026-11-16T22:00:00Z", "2026-11-17T02:00:00Z")),
        (none, window("2026-11-16T08:00:00Z", "2026-11-19T08:00:00Z")),
        (none, window("2026-11-16T08:00:12.345Z", "2026-11-16T08:00:59.999Z")),
        (none, none),
    ] {
        let mut delivery = made();
        (delivery.pickup.window, delivery.dropoff.window) = (pickup, dropoff);
        let mut sheet = sheet_of(&delivery);
        assert_eq!(sheet.read_patch(&delivery, &reading()), Ok(None), "{pickup:?} {dropoff:?}");
        sheet.dropoff.notes = "Ring twice".to_owned();
        let patch = sheet.read_patch(&delivery, &reading()).expect("right").expect("a note changed");
        let stop = patch.dropoff.expect("the drop-off changed");
        assert_eq!((patch.pickup, stop.window), (None, None), "{pickup:?} {dropoff:?}");
    }
}

#[test]
fn one_end_of_a_window_of_several_days_can_be_moved() {
    let mut delivery = made();
    delivery.dropoff.window = window("2026-11-16T08:00:00Z", "2026-11-19T18:00:00Z");
    let mut sheet = sheet_of(&delivery);
    sheet.dropoff.from = "09:30".to_owned();
    let patch = sheet.read_patch(&delivery, &reading()).expect("right").expect("it changed");
    let moved = patch.dropoff.and_then(|stop| stop.window);
    assert_eq!(moved, Some(window("2026-11-16T09:30:00Z", "2026-11-19T18:00:00Z")));
}

#[test]
fn a_window_that_stands_alone_needs_a_day_only_for_its_times() {
    let (from, until) = ("22:00".to_owned(), "02:00".to_owned());
    let draft = StopDraft { day: "2026-11-20".to_owned(), from, until, ..StopDraft::default() };
    let night = window("2026-11-20T22:00:00Z", "2026-11-21T02:00:00Z");
    assert_eq!(draft.read_window("dropoff", &utc), Ok(night));
    let rule = FieldError::new("dropoff.day", "must be a day");
    assert_eq!(StopDraft { day: String::new(), ..draft }.read_window("dropoff", &utc), Err(vec![rule]));
    assert_eq!(StopDraft::default().read_window("dropoff", &utc), Ok(Window::default()), "any time");
}

#[test]
fn goods_and_handling_are_sent_and_come_back() {
    let mut sheet = filled();
    (sheet.parcels[0].weight, sheet.parcels[0].volume) = ("2,5".to_owned(), "0.75".to_owned());
    sheet.handling = sheet.handling.with_vehicle(Vehicle::Foot, false).with_skill("heavy", true);
    (sheet.handling.skill, sheet.handling.priority) = (" cold_chain ".to_owned(), "3".to_owned());
    let delivery = created(sheet);
    let parcel = &delivery.parcels[0];
    assert_eq!((parcel.weight_g, parcel.volume_cm3), (Some(2_500), Some(750)));
    let handling = &delivery.handling;
    assert!(!handling.vehicles.contains(Vehicle::Foot) && handling.vehicles.contains(Vehicle::Van));
    assert_eq!(handling.skills.iter().collect::<Vec<_>>(), ["cold_chain", "heavy"]);
    assert_eq!(handling.priority, 3);

    let mut sheet = sheet_of(&delivery);
    assert_eq!(sheet.read_patch(&delivery, &reading()), Ok(None), "looking changes nothing");
    sheet.handling = sheet.handling.with_skill("heavy", false);
    let patch = sheet.read_patch(&delivery, &reading()).expect("right").expect("it changed");
    assert_eq!((&patch.pickup, &patch.dropoff, &patch.parcels), (&None, &None, &None));
    let handling = patch.handling.expect("handling changed");
    assert_eq!((handling.skills.len(), handling.priority), (1, 3));
    sheet.parcels[0].weight = String::new();
    let patch = sheet.read_patch(&delivery, &reading()).expect("right").expect("it changed");
    assert_eq!(patch.parcels.map(|parcels| parcels[0].weight_g), Some(None));
}

#[test]
fn goods_and_handling_keep_their_rules() {
    let mut sheet = filled();
    (sheet.parcels[0].weight, sheet.parcels[0].volume) = ("-1".to_owned(), "much".to_owned());
    sheet.handling.priority = "256".to_owned();
    sheet.handling.skill = "x".repeat(300);
    for vehicle in Vehicle::ALL {
        sheet.handling = sheet.handling.with_vehicle(vehicle, false);
    }
    let errors = sheet.read(&reading()).expect_err("the form is wrong");
    let mut named = fields(&errors);
    named.sort_unstable();
    let handling = ["handling.priority", "handling.skills", "handling.vehicles"];
    assert_eq!(named, [&handling[..], &["parcels[0].volume_cm3", "parcels[0].weight_g"]].concat());
}

#[test]
fn an_unfinished_form_of_an_older_version_comes_back() {
    let kept = r#"{"day":"2026-11-20","dropoff":{"address":"Main Street 5","coordinates":"52.5, 13.4"},
        "parcels":[{"id":"00000000-0000-0000-0000-000000000009","code":"","name":"Books","quantity":"1","cash":""}]}"#;
    let sheet: Sheet = serde_json::from_str(kept).expect("it is a form");
    assert_eq!((sheet.dropoff.is_stale(), sheet.parcels[0].weight.as_str()), (false, ""));
}

#[test]
fn an_address_is_not_changed_under_the_old_pin() {
    let delivery = made();
    let mut sheet = sheet_of(&delivery);
    sheet.dropoff = sheet.dropoff.typed("Side Street 7".to_owned());
    let errors = sheet.read_patch(&delivery, &reading()).expect_err("the pin is that of the old address");
    assert_eq!(errors, [FieldError::new("dropoff.point", "was set for another address")]);

    let coordinates = sheet.dropoff.coordinates.clone();
    sheet.dropoff = sheet.dropoff.pinned(coordinates);
    let patch = sheet.read_patch(&delivery, &reading()).expect("somebody says that it is right");
    let stop = patch.and_then(|patch| patch.dropoff).expect("the drop-off changed");
    assert_eq!((stop.address.as_deref(), stop.point), (Some("Side Street 7"), None));
}

#[test]
fn coordinates_are_read_as_they_are_written() {
    let point = Point { lat: -33.856_8, lon: 151.215_3 };
    assert_eq!(read_point(&write_point(point)), Ok(point));
    assert_eq!(read_point("52.5;13.4"), Ok(Point { lat: 52.5, lon: 13.4 }));
    assert!(
        read_point("Berlin").is_err() && read_point("1, 2, 3").is_err() && read_point("52, 200").is_err()
    );
}

#[test]
fn a_fresh_form_is_not_worth_keeping() {
    let fresh =
        |n| Sheet { parcels: vec![ParcelDraft::new(ParcelId(Uuid::from_u128(n)))], ..Sheet::default() };
    assert!(fresh(1).is_like(&fresh(2)));
    assert!(!filled().is_like(&fresh(2)));
}
