use waybill_client::location::{Keep, Situation, decide};
use waybill_domain::{
    Fix, Point, Timestamp,
    calls::driver::{ReportFix, SetShift, Shift},
};

use crate::{
    phone::Phone,
    server::{Server, now},
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
async fn a_fix_that_is_not_on_the_earth_is_refused() {
    let server = Server::new();
    let phone = Phone::signed_in(&server).await;
    let bad = Fix { point: Point { lat: 91.0, lon: 0.0 }, ..fix(0, 0.0, 0.0) };
    let error = phone.app.report_fix(ReportFix { fix: bad }).await.expect_err("refused");
    assert_eq!((error.code(), error.fields()[0].field.as_str()), ("invalid", "point"));
}
