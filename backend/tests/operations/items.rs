//! What is planned is kept with a revision, belongs to one organization, and bad input is named.

use serde_json::{Value, json};
use waybill_domain::{
    Role,
    calendar::ServiceCalendar,
    calls::Kept,
    fleet::{Depot, Vehicle},
    zone::Zone,
};

use super::{circle, daily, span};
use crate::support::{Fleet, uuid};

fn depot(name: &str) -> Value {
    json!({ "name": name, "address": "Am Hafen 1", "point": { "lat": 52.5, "lon": 13.3 },
        "hours": daily("06:00", "22:00"), "time_zone": "Europe/Berlin" })
}

fn zone(name: &str) -> Value {
    json!({ "name": name, "shape": circle(52.52, 13.4, 5_000.0), "team": "North",
        "price": { "minor": 490, "currency": "EUR" } })
}

fn van(name: &str) -> Value {
    json!({ "name": name, "kind": "van", "capacity": { "weight_g": 500_000, "volume_cm3": 3_000_000, "count": 80 } })
}

#[tokio::test]
async fn what_is_written_is_read_again_by_everybody_who_works() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.phone(&fleet.mara).await.client;
    let (a, b) = (uuid(), uuid());
    for (id, name) in [(a, "South"), (b, "North")] {
        assert_eq!(dora.put(&format!("/api/v1/depots/{id}?base_rev=0"), depot(name)).await.status, 201);
        assert_eq!(dora.put(&format!("/api/v1/zones/{id}?base_rev=0"), zone(name)).await.status, 201);
        assert_eq!(dora.put(&format!("/api/v1/vehicles/{id}?base_rev=0"), van(name)).await.status, 201);
    }
    let depots: Vec<Kept<Depot>> = mara.get("/api/v1/depots").await.ok();
    let zones: Vec<Kept<Zone>> = mara.get("/api/v1/zones").await.ok();
    let vehicles: Vec<Kept<Vehicle>> = mara.get("/api/v1/vehicles").await.ok();
    let ids = [b, a];
    assert_eq!(depots.iter().map(|kept| kept.id).collect::<Vec<_>>(), ids, "by name");
    assert_eq!(zones.iter().map(|kept| kept.id).collect::<Vec<_>>(), ids);
    assert_eq!(vehicles.iter().map(|kept| kept.id).collect::<Vec<_>>(), ids);
    assert_eq!(depots[0].changed_by, Some(fleet.dispatcher.id));
    assert_eq!(json!(depots[0].item)["hours"], daily("06:00", "22:00"));
    let fleet = fleet.restart().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let again: Vec<Kept<Zone>> = dora.get("/api/v1/zones").await.ok();
    assert_eq!(again, zones, "after a restart too");
}

#[tokio::test]
async fn two_admins_do_not_overwrite_each_other() {
    let fleet = Fleet::start().await;
    let (ada, dora) = (fleet.browser(&fleet.admin).await, fleet.browser(&fleet.dispatcher).await);
    let empty: Kept<ServiceCalendar> = ada.get("/api/v1/calendar").await.ok();
    assert_eq!((empty.rev, &empty.item), (0, &ServiceCalendar::default()));
    let first: Kept<ServiceCalendar> =
        ada.put("/api/v1/calendar?base_rev=0", json!({ "attempts_max": 3 })).await.ok();
    let refused = dora.put("/api/v1/calendar?base_rev=0", json!({ "attempts_max": 9 })).await;
    let problem = refused.refused(409, "stale_revision");
    assert_eq!(problem.errors[0].field, "base_rev");
    assert_eq!(problem.errors[0].rule, format!("must be the present revision, {}", first.rev));
    let known: Kept<ServiceCalendar> = dora.get("/api/v1/calendar").await.ok();
    assert_eq!(known, first, "nothing was changed");
    let path = format!("/api/v1/calendar?base_rev={}", first.rev);
    let second: Kept<ServiceCalendar> = dora.put(&path, json!({ "attempts_max": 9 })).await.ok();
    assert!(second.rev > first.rev && second.item.attempts_max == Some(9));
    ada.put(&path, json!({})).await.refused(409, "stale_revision");
    ada.put("/api/v1/calendar", json!({})).await.invalid("base_rev", "is missing");
}

#[tokio::test]
async fn one_that_was_removed_and_made_again_is_another() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let path = format!("/api/v1/depots/{}", uuid());
    let first: Kept<Depot> = dora.put(&format!("{path}?base_rev=0"), depot("South")).await.ok();
    dora.delete(&format!("{path}?base_rev={}", first.rev + 1)).await.refused(409, "stale_revision");
    assert_eq!(dora.delete(&format!("{path}?base_rev={}", first.rev)).await.status, 204);
    dora.delete(&format!("{path}?base_rev={}", first.rev)).await.refused(404, "unknown");
    dora.put(&format!("{path}?base_rev={}", first.rev), depot("South")).await.refused(409, "stale_revision");
    let again: Kept<Depot> = dora.put(&format!("{path}?base_rev=0"), depot("South")).await.ok();
    assert_ne!(again.rev, first.rev);
}

#[tokio::test]
async fn bad_input_names_the_field_and_the_rule() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let zones = format!("/api/v1/zones/{}?base_rev=0", uuid());
    let depots = format!("/api/v1/depots/{}?base_rev=0", uuid());
    let corner = |(lat, lon): (f64, f64)| json!({ "lat": lat, "lon": lon });
    let polygon = |corners: &[(f64, f64)]| {
        let outer: Vec<_> = corners.iter().copied().map(corner).collect();
        json!({ "name": "X", "shape": { "kind": "polygon", "outer": outer } })
    };
    dora.put(&zones, polygon(&[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)])).await.invalid(
        "shape.outer[2]",
        "must not cross itself: the side from corner 0 meets the side from corner 2",
    );
    dora.put(&zones, polygon(&[(0.0, 0.0), (1.0, 1.0)]))
        .await
        .invalid("shape.outer", "must have at least 3 different corners");
    let off = dora.put(&zones, polygon(&[(0.0, 0.0), (91.0, 1.0), (0.0, 1.0)])).await;
    let problem = off.refused(422, "invalid");
    assert_eq!(problem.errors[0].rule, "must be between -90 and 90 degrees");
    assert!(problem.errors[0].field.starts_with("shape"), "{problem:?}");

    let mut nowhere = zone("X");
    nowhere["time_zone"] = json!("Europe/Nowhere");
    dora.put(&zones, nowhere).await.invalid("time_zone", "must be an IANA name such as Europe/Berlin");
    let mut strangers = zone("X");
    strangers["drivers"] = json!([fleet.dispatcher.id]);
    dora.put(&zones, strangers).await.invalid("drivers[0]", "must be a driver of this organization");

    dora.put(&format!("/api/v1/depots/{}?base_rev=0", uuid()), depot("South")).await.ok::<Kept<Depot>>();
    dora.put(&depots, depot(" south ")).await.invalid("name", "must not be the name of another depot");
    let mut closed = depot("North");
    closed["hours"] = json!({ "week": { "monday": [span("08:00", "08:00")] } });
    dora.put(&depots, closed).await.invalid(
        "hours.week.monday[0].until",
        "must not be the same as from; the whole day is 00:00 to 24:00",
    );
    let mut late = depot("North");
    late["hours"] = json!({ "week": { "monday": [span("08:00", "25:00")] } });
    dora.put(&depots, late)
        .await
        .invalid("hours.week.monday[0].until", "must be a time from 00:00 to 24:00, such as 08:30");
    let mut empty = van("Van 1");
    empty["capacity"]["count"] = json!(0);
    let vehicles = format!("/api/v1/vehicles/{}?base_rev=0", uuid());
    dora.put(&vehicles, empty).await.invalid("capacity.count", "must be at least 1");
}

#[tokio::test]
async fn holidays_come_out_of_a_calendar_file() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let first = json!({ "holidays": [{ "day": "2026-12-25", "name": "Christmas" }] });
    let kept: Kept<ServiceCalendar> = dora.put("/api/v1/calendar?base_rev=0", first).await.ok();
    let path = format!("/api/v1/calendar/holidays?base_rev={}", kept.rev);
    let file = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:Weihnachten\r\n\
        DTEND;VALUE=DATE:20261227\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let post =
        async |kind: &str, body: &str| dora.bytes(reqwest::Method::POST, &path, kind, body.to_owned()).await;
    post("application/json", file).await.refused(415, "not_a_calendar");
    post("text/calendar", "day;name")
        .await
        .invalid("file", "must be an iCalendar file: the first line must be BEGIN:VCALENDAR");
    post("text/calendar", &file[..90]).await.invalid("file", "was cut short: END:VCALENDAR is missing");
    let with: Kept<ServiceCalendar> = post("text/calendar; charset=utf-8", file).await.ok();
    let days: Vec<_> = with.item.holidays.iter().map(|h| (h.day.to_string(), h.name.clone())).collect();
    let expected = [("2026-12-25", "Christmas"), ("2026-12-26", "Weihnachten")];
    assert_eq!(days, expected.map(|(day, name)| (day.to_owned(), name.to_owned())));
}

#[tokio::test]
async fn only_admins_and_dispatchers_write_and_nobody_sees_another_organization() {
    let fleet = Fleet::start().await;
    let [_, nils, _] = fleet.neighbours().await;
    let merchant = fleet.enroll("Mo Merchant", Role::Merchant).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let id = uuid();
    let kept: Kept<Depot> = dora.put(&format!("/api/v1/depots/{id}?base_rev=0"), depot("South")).await.ok();
    dora.put("/api/v1/calendar?base_rev=0", json!({ "attempts_max": 3 })).await.ok::<Kept<ServiceCalendar>>();
    let mara = fleet.phone(&fleet.mara).await.client;
    let rev = kept.rev;
    for (path, body) in [
        (format!("/api/v1/depots/{id}?base_rev={rev}"), depot("Mine")),
        (format!("/api/v1/zones/{}?base_rev=0", uuid()), zone("Mine")),
        (format!("/api/v1/vehicles/{}?base_rev=0", uuid()), van("Mine")),
        (format!("/api/v1/rosters/{}?base_rev=0", fleet.mara.id), json!({})),
        ("/api/v1/calendar?base_rev=0".to_owned(), json!({})),
    ] {
        mara.put(&path, body.clone()).await.refused(403, "forbidden");
        fleet.nobody().put(&path, body).await.refused(401, "not_signed_in");
    }
    mara.get("/api/v1/rosters").await.refused(403, "forbidden");
    mara.get("/api/v1/geofence-events").await.refused(403, "forbidden");
    mara.get(&format!("/api/v1/rosters/{}", fleet.jonas.id)).await.refused(403, "forbidden");
    mara.delete(&format!("/api/v1/depots/{id}?base_rev={rev}")).await.refused(403, "forbidden");
    let mo = fleet.browser(&merchant).await;
    for path in ["depots", "zones", "vehicles", "calendar", "rosters"] {
        mo.get(&format!("/api/v1/{path}")).await.refused(403, "forbidden");
    }
    let nils = fleet.browser(&nils).await;
    assert!(nils.get("/api/v1/depots").await.ok::<Vec<Kept<Depot>>>().is_empty());
    assert_eq!(nils.get("/api/v1/calendar").await.ok::<Kept<ServiceCalendar>>().rev, 0);
    nils.delete(&format!("/api/v1/depots/{id}?base_rev={rev}")).await.refused(404, "unknown");
    let own = nils.put(&format!("/api/v1/depots/{id}?base_rev=0"), depot("South")).await;
    assert_eq!(own.status, 201, "no oracle, no clash");
    nils.get(&format!("/api/v1/rosters/{}", fleet.mara.id)).await.refused(404, "unknown");
    nils.put(&format!("/api/v1/rosters/{}?base_rev=0", fleet.mara.id), json!({}))
        .await
        .refused(404, "unknown");
    assert_eq!(dora.get("/api/v1/depots").await.ok::<Vec<Kept<Depot>>>(), [kept]);
}
