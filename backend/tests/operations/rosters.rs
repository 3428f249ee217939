//! When drivers work, over the API: night shifts, and nights in which the clocks are changed.

use serde_json::{Value, json};
use waybill_domain::{
    MemberId, Timestamp,
    calendar::Roster,
    calls::{DriverShifts, Kept},
};

use super::{at, span};
use crate::support::{Client, Fleet, uuid};

/// Saturday nights from 22:00 to 06:00, with a break from 02:15 to 02:45.
fn nights() -> Value {
    let shift = json!({ "span": span("22:00", "06:00"), "breaks": [span("02:15", "02:45")] });
    json!({ "week": [{ "weekday": "saturday", "shift": shift }] })
}

async fn shifts(client: &Client, from: &str, until: &str) -> Vec<DriverShifts> {
    client.get(&format!("/api/v1/shifts?from={from}&until={until}")).await.ok()
}

type Row = (MemberId, Timestamp, Timestamp, usize);

fn told(all: Vec<DriverShifts>) -> Vec<Row> {
    let rows = |of: DriverShifts| {
        let driver = of.driver;
        of.shifts.into_iter().map(move |s| (driver, s.window.from, s.window.until, s.breaks.len()))
    };
    all.into_iter().flat_map(rows).collect()
}

#[tokio::test]
async fn a_night_shift_has_seven_hours_in_spring_and_nine_in_autumn() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.mara.id;
    dora.put(&format!("/api/v1/rosters/{mara}?base_rev=0"), nights()).await.ok::<Kept<Roster>>();
    for (from, until, begins, ends, breaks) in [
        ("2026-03-28T00:00:00Z", "2026-03-30T00:00:00Z", "2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z", 0),
        ("2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z", "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z", 1),
        // Asked for in the middle of the night.
        ("2026-11-22T01:00:00Z", "2026-11-22T02:00:00Z", "2026-11-21T21:00:00Z", "2026-11-22T05:00:00Z", 1),
    ] {
        assert_eq!(told(shifts(&dora, from, until).await), [(mara, at(begins), at(ends), breaks)], "{from}");
    }
}

#[tokio::test]
async fn days_absences_and_holidays_change_the_week() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mara = fleet.mara.id;
    let mut roster = nights();
    roster["days"] = json!([{ "day": "2026-11-24", "shifts": [{ "span": span("08:00", "12:00") }] }]);
    roster["absences"] = json!([{ "from": "2026-12-05", "until": "2026-12-06", "reason": "ill" }]);
    dora.put(&format!("/api/v1/rosters/{mara}?base_rev=0"), roster).await.ok::<Kept<Roster>>();
    dora.put("/api/v1/calendar?base_rev=0", json!({ "holidays": [{ "day": "2026-12-12" }] })).await;
    let found = told(shifts(&dora, "2026-11-23T00:00:00Z", "2026-12-20T00:00:00Z").await);
    let begins: Vec<_> = found.iter().map(|(_, from, ..)| *from).collect();
    let expected = ["2026-11-24T07:00:00Z", "2026-11-28T21:00:00Z", "2026-12-19T21:00:00Z"].map(at);
    assert_eq!(begins, expected, "not on the fifth, she is ill, and not on the twelfth, a holiday");
}

#[tokio::test]
async fn a_driver_sees_the_own_shifts_only() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    for driver in [fleet.mara.id, fleet.jonas.id] {
        dora.put(&format!("/api/v1/rosters/{driver}?base_rev=0"), nights()).await.ok::<Kept<Roster>>();
    }
    let week = ("2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z");
    let drivers = async |client: &Client| -> Vec<MemberId> {
        shifts(client, week.0, week.1).await.into_iter().map(|of| of.driver).collect()
    };
    assert_eq!(drivers(&dora).await.len(), 2);
    let mara = fleet.phone(&fleet.mara).await.client;
    assert_eq!(drivers(&mara).await, [fleet.mara.id]);
    let own: Kept<Roster> = mara.get(&format!("/api/v1/rosters/{}", fleet.mara.id)).await.ok();
    assert_eq!(own.item.week.len(), 1);
    dora.get("/api/v1/shifts?from=2026-11-20T00:00:00Z&until=2026-11-20T00:00:00Z")
        .await
        .invalid("until", "must be after from");
    dora.get("/api/v1/shifts?from=2026-11-20T00:00:00Z&until=2027-11-20T00:00:00Z")
        .await
        .invalid("until", "must be at most 62 days after from");
}

#[tokio::test]
async fn a_roster_names_what_is_there_and_what_it_names_stays() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let path = format!("/api/v1/rosters/{}?base_rev=0", fleet.mara.id);
    let depot = uuid();
    let mut roster = nights();
    roster["week"][0]["shift"]["depot"] = json!(depot);
    dora.put(&path, &roster).await.invalid("week[0].shift.depot", "must be a depot of this organization");
    let body = json!({ "name": "South", "address": "Am Hafen 1", "point": { "lat": 52.5, "lon": 13.3 } });
    let kept: Kept<Value> = dora.put(&format!("/api/v1/depots/{depot}?base_rev=0"), body).await.ok();
    dora.put(&path, &roster).await.ok::<Kept<Roster>>();
    let removal = format!("/api/v1/depots/{depot}?base_rev={}", kept.rev);
    dora.delete(&removal).await.refused(409, "in_use");
    let nobody = format!("/api/v1/rosters/{}", fleet.dispatcher.id);
    dora.put(&format!("{nobody}?base_rev=0"), nights()).await.refused(404, "unknown");
    dora.get(&nobody).await.refused(404, "unknown");
    let mut wrong = nights();
    wrong["week"][0]["shift"]["breaks"] = json!([span("05:45", "06:15")]);
    dora.put(&path, wrong).await.invalid("week[0].shift.breaks[0]", "must lie within the shift");
}
