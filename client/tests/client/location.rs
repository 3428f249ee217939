use waybill_client::location::{Keep, Situation, decide};
use waybill_domain::{
    Command, Fix, Point, State, Timestamp,
    calendar::StopName,
    calls::driver::{ReportFix, SetShift, Shift},
    geofence::Nearness,
    proof::Evidence,
};

use crate::{
    phone::Phone,
    recovery::{database, open},
    scene::with_one_delivery,
    server::{Network, Server, now},
};

fn fix(seconds: i64, north_m: f64, speed: f32) -> Fix {
    Fix {
        point: Point { lat: 42.5 + north_m / 111_195.0, lon: 1.5 },
        at: Timestamp::from_millis(1_800_000_000_000).plus_millis(seconds * 1_000),
        accuracy_m: Some(8.0),
        speed_mps: Some(speed),
        heading_deg: None,
        battery_pct: None,
    }
}

#[test]
fn fixes_are_kept_by_what_the_driver_is_doing() {
    let stop = [Point { lat: 42.5, lon: 1.5 }];
    let far: [Point; 0] = [];
    let vague = Fix { accuracy_m: Some(900.0), ..fix(10, 400.0, 10.0) };
    let cases: [(&str, Fix, &[Point], Keep); 11] = [
        ("driving, after 5 s", fix(5, 60.0, 12.0), &far, Keep::Yes),
        ("driving, after 2 s", fix(2, 24.0, 12.0), &far, Keep::No),
        ("driving fast, after 2 s", fix(2, 110.0, 50.0), &far, Keep::Yes),
        ("standing, after 20 s", fix(20, 0.0, 0.0), &far, Keep::No),
        ("standing, after a minute", fix(60, 0.0, 0.0), &far, Keep::Yes),
        ("standing, jitter", fix(4, 20.0, 0.0), &far, Keep::No),
        ("rolling to a stop", fix(3, 8.0, 3.0), &stop, Keep::Yes),
        ("standing at a stop", fix(20, 0.0, 0.0), &stop, Keep::Yes),
        ("standing at a stop, too soon", fix(10, 0.0, 0.0), &stop, Keep::No),
        ("the same moment again", fix(0, 50.0, 10.0), &far, Keep::No),
        ("a vague one after a good one", vague, &far, Keep::No),
    ];
    for (what, fix_now, stops, expected) in cases {
        let situation = Situation { shift: Shift::On, last: Some(fix(0, 0.0, 10.0)), stops };
        assert_eq!(decide(&fix_now, &situation), expected, "{what}");
    }
    for shift in [Shift::Off, Shift::Break] {
        let situation = Situation { shift, last: None, stops: &far };
        assert_eq!(decide(&fix(0, 0.0, 0.0), &situation), Keep::OffDuty);
    }
}

#[tokio::test]
async fn off_duty_nothing_is_collected_and_on_duty_every_fix_arrives_once() {
    let server = Server::new();
    let phone = Phone::signed_in(&server).await;
    let report = |seconds: i64| ReportFix {
        fix: Fix { at: now().plus_millis(seconds * 1_000), ..fix(0, seconds as f64 * 12.0, 12.0) },
    };
    phone.app.report_fix(report(0)).await.expect("taken");
    phone.drained().await;
    assert!(server.state().fixes.is_empty());

    phone.app.set_shift(SetShift { shift: Shift::On }).await.expect("on duty");
    assert_eq!(phone.app.status().shift, Shift::On);
    for seconds in [1, 7, 14] {
        phone.app.report_fix(report(seconds)).await.expect("taken");
    }
    phone.drained().await;
    let phone = phone.killed().await;
    assert_eq!(phone.app.status().shift, Shift::On, "still on duty");
    phone.app.report_fix(report(21)).await.expect("taken");
    phone.drained().await;
    let state = server.state();
    assert_eq!(state.fixes.len(), 4);
    let boots: std::collections::BTreeSet<u32> = state.fixes.keys().map(|(boot, _)| *boot).collect();
    assert_eq!(boots.len(), 2, "each start counts anew");
}

#[tokio::test]
async fn fixes_that_the_server_does_not_take_stay_on_the_phone() {
    let server = Server::new();
    server.state().no_fix_after = Some(now().plus_minutes(10));
    let phone = Phone::signed_in(&server).await;
    phone.app.set_shift(SetShift { shift: Shift::On }).await.expect("on duty");
    server.network(Network::Down);
    for minute in [1, 3, 20, 25] {
        let at = now().plus_minutes(minute);
        let fix = Fix { at, ..fix(0, minute as f64 * 700.0, 12.0) };
        phone.app.report_fix(ReportFix { fix }).await.expect("taken");
    }
    server.network(Network::Up);
    phone.drained().await;
    assert_eq!(server.state().fixes.len(), 2);
    phone.app.shut_down().await;
    let mut conn = open(&database(&phone)).await;
    let kept: i64 = sqlx::query_scalar("select count(*) from gps").fetch_one(&mut conn).await.expect("reads");
    assert_eq!(kept, 2, "nothing is lost");
}

#[tokio::test]
async fn the_server_hears_when_work_begins_and_ends_also_without_a_fix() {
    let server = Server::new();
    let phone = Phone::signed_in(&server).await;
    for shift in [Shift::On, Shift::Break, Shift::Off] {
        phone.app.set_shift(SetShift { shift }).await.expect("kept");
        phone.drained().await;
    }
    let phone = phone.killed().await;
    phone.drained().await;
    assert_eq!(server.state().shifts, [Shift::On, Shift::Break, Shift::Off], "each once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_done_last_is_what_the_phone_says_however_busy_it_is() {
    let phone = Phone::signed_in(&Server::new()).await;
    let syncing = async {
        loop {
            phone.app.retry_now().await.expect("signed in");
            tokio::task::yield_now().await;
        }
    };
    let working = async {
        for shift in [Shift::On, Shift::Break, Shift::Off].into_iter().cycle().take(300) {
            phone.app.set_shift(SetShift { shift }).await.expect("kept");
            for _ in 0..20 {
                assert_eq!(phone.app.status().shift, shift);
                tokio::task::yield_now().await;
            }
        }
    };
    tokio::select! { () = working => (), () = syncing => () }
}

#[tokio::test]
async fn a_fix_that_is_not_on_the_earth_is_refused() {
    let server = Server::new();
    let phone = Phone::signed_in(&server).await;
    let bad = Fix { point: Point { lat: 91.0, lon: 0.0 }, ..fix(0, 0.0, 0.0) };
    let error = phone.app.report_fix(ReportFix { fix: bad }).await.expect_err("refused");
    assert_eq!((error.code(), error.fields()[0].field.as_str()), ("invalid", "point"));
}

#[tokio::test]
async fn the_phone_sees_that_the_driver_has_arrived_and_leaves_it_to_the_driver_to_say_so() {
    let (server, phone, id) = with_one_delivery().await;
    phone.app.set_shift(SetShift { shift: Shift::On }).await.expect("on duty");
    phone.act(id, Command::Accept).await.expect("accepts");
    let delivery = phone.mine(id).await.expect("there").delivery;
    let (pickup, dropoff) = (delivery.pickup.point, delivery.dropoff.point);
    server.network(Network::Down);
    let start = now();
    assert_eq!(come(&phone, pickup, start, 2_000.0).await, Some((StopName::Pickup, Nearness::Away)));
    assert_eq!(
        come(&phone, pickup, start.plus_millis(60_000), 300.0).await,
        Some((StopName::Pickup, Nearness::Near))
    );
    let phone = phone.killed().await;
    assert_eq!(phone.app.status().approach.map(|a| a.nearness), Some(Nearness::Near), "still known");
    assert_eq!(
        come(&phone, pickup, start.plus_millis(120_000), 20.0).await,
        Some((StopName::Pickup, Nearness::Arrived))
    );
    let since = phone.app.status().approach.and_then(|approach| approach.since);
    assert_eq!(since, Some(start.plus_millis(120_000)), "by the fix's own time");
    assert_eq!(phone.mine(id).await.expect("there").delivery.state, State::Accepted, "nobody said so");

    phone.act(id, Command::ArrivedAtPickup).await.expect("arrives");
    assert_eq!(phone.app.status().approach, None, "there is nothing to come to");
    phone.act(id, Command::PickedUp { evidence: Evidence::default() }).await.expect("picks up");
    assert_eq!(
        come(&phone, dropoff, start.plus_millis(600_000), 10.0).await,
        Some((StopName::Dropoff, Nearness::Arrived))
    );
    phone.app.set_shift(SetShift { shift: Shift::Off }).await.expect("off duty");
    assert_eq!(
        come(&phone, dropoff, start.plus_millis(700_000), 5.0).await,
        None,
        "off duty nothing is watched"
    );
}

/// Reports a fix so many metres north of `place`; what the phone shows of the next stop after it.
async fn come(phone: &Phone, place: Point, at: Timestamp, north_m: f64) -> Option<(StopName, Nearness)> {
    let point = Point { lat: place.lat + north_m / 111_195.0, ..place };
    let fix = Fix { point, at, ..fix(0, 0.0, 5.0) };
    phone.app.report_fix(ReportFix { fix }).await.expect("taken");
    phone.app.status().approach.map(|approach| (approach.stop, approach.nearness))
}
