//! Opening hours.

use std::sync::OnceLock;

use proptest::prelude::*;
use waybill_domain::{
    Timestamp, Window,
    calendar::{DayHours, Holiday, Hours, Local, Schedule, Span, Stretch, Week, Weekday},
};

use super::{at, day, local, slow, span, stretch};

fn shop() -> Hours {
    let mut week = Week::each(&Weekday::ALL[..5], &[span("08:00-12:00"), span("13:00-18:00")]);
    week.friday = vec![span("20:00-04:00")];
    Hours {
        week,
        on_holidays: vec![span("10:00-11:00")],
        days: vec![DayHours { day: day("2026-11-24"), spans: Vec::new(), note: "stocktaking".into() }],
    }
}

fn christmas() -> Vec<Holiday> {
    vec![Holiday { day: day("2026-12-25"), name: "Christmas".into() }]
}

struct Shop {
    hours: Hours,
    holidays: Vec<Holiday>,
    local: Local,
}

impl Shop {
    fn in_berlin() -> Self {
        Self { hours: shop(), holidays: christmas(), local: local("Europe/Berlin") }
    }

    fn schedule(&self) -> Schedule<'_> {
        Schedule { hours: &self.hours, holidays: &self.holidays, local: &self.local }
    }
}

#[test]
fn it_is_open_by_the_weekday_the_holiday_and_the_day_itself() {
    let shop = Shop::in_berlin();
    for (moment, open) in [
        ("2026-11-23T06:59:59Z", false),
        ("2026-11-23T07:00:00Z", true),
        ("2026-11-23T11:00:00Z", false),
        ("2026-11-23T16:59:59.999Z", true),
        ("2026-11-23T17:00:00Z", false),
        // Stocktaking.
        ("2026-11-24T09:00:00Z", false),
        // A Friday night that lasts into Saturday.
        ("2026-11-27T19:00:00Z", true),
        ("2026-11-28T02:59:59Z", true),
        ("2026-11-28T03:00:00Z", false),
        // A Friday that is a holiday.
        ("2026-12-25T09:30:00Z", true),
        ("2026-12-25T19:30:00Z", false),
    ] {
        assert_eq!(shop.schedule().is_open(at(moment)), open, "{moment}");
    }
}

#[test]
fn the_next_opening_skips_what_is_closed() {
    let shop = Shop::in_berlin();
    let next = |moment| shop.schedule().next_open(at(moment));
    assert_eq!(next("2026-11-23T09:00:00Z"), Some(at("2026-11-23T09:00:00Z")), "open already");
    assert_eq!(next("2026-11-23T11:30:00Z"), Some(at("2026-11-23T12:00:00Z")), "after lunch");
    assert_eq!(next("2026-11-23T17:00:00Z"), Some(at("2026-11-25T07:00:00Z")), "over the stocktaking");
    assert_eq!(next("2026-11-28T03:00:00Z"), Some(at("2026-11-30T07:00:00Z")), "over the weekend");
    let closed = Hours::default();
    let never = Schedule { hours: &closed, ..shop.schedule() };
    assert_eq!(never.next_open(at("2026-11-23T09:00:00Z")), None);
}

#[test]
fn a_window_is_served_in_its_open_parts() {
    let shop = Shop::in_berlin();
    let now = at("2026-11-23T08:00:00Z");
    let window = Window::new(at("2026-11-23T06:00:00Z"), at("2026-11-23T12:30:00Z"));
    assert_eq!(
        shop.schedule().serviceable(window, now),
        [
            stretch("2026-11-23T08:00:00Z", "2026-11-23T11:00:00Z"),
            stretch("2026-11-23T12:00:00Z", "2026-11-23T12:30:00Z")
        ]
    );
    let tonight = Window::new(at("2026-11-23T18:00:00Z"), at("2026-11-23T20:00:00Z"));
    assert_eq!(shop.schedule().serviceable(tonight, now), []);
    let whenever = shop.schedule().serviceable(Window::default(), now);
    assert_eq!(whenever.len(), 17, "two weeks: {whenever:?}");
    let always = Hours::always();
    let all_day = Schedule { hours: &always, ..shop.schedule() };
    assert_eq!(all_day.serviceable(window, now), [Stretch { from: now, until: at("2026-11-23T12:30:00Z") }]);
}

static WATCHER: OnceLock<slow::Watcher> = OnceLock::new();

fn weeks() -> impl Strategy<Value = Hours> {
    let one = (0_u16..96, 1_u16..95).prop_map(|(from, length)| {
        let time = |quarter: u16| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15);
        span(&format!("{}-{}", time(from), time((from + length) % 96)))
    });
    prop::collection::vec((prop::sample::select(Weekday::ALL.to_vec()), one), 0..6).prop_map(|all| {
        let spans = |weekday| -> Vec<Span> {
            all.iter().filter(|(on, _)| *on == weekday).map(|(_, span)| *span).collect()
        };
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = Weekday::ALL.map(spans);
        let week = Week { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
        Hours { week, on_holidays: vec![span("09:00-10:00")], days: Vec::new() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn opening_hours_agree_with_a_look_at_every_day(hours in weeks(), minutes in 0_i64..20_000, length in 1_i64..6_000) {
        let (local, holidays) = (local("Europe/Berlin"), vec![Holiday { day: day("2026-03-30"), name: String::new() }]);
        let schedule = Schedule { hours: &hours, holidays: &holidays, local: &local };
        let from = at("2026-03-20T00:00:00Z").plus_minutes(minutes);
        let until = from.plus_minutes(length);
        // Every span of every day, each where the slow reference puts it.
        let watcher = WATCHER.get_or_init(|| slow::Watcher::of(&local, day("2026-03-15"), 40));
        let open: Vec<Stretch> = (0..40)
            .map(|days| day("2026-03-15").plus(days))
            .flat_map(|day| hours.on(day, &holidays).iter().map(move |span| (day, *span)))
            .filter_map(|(day, span)| watcher.on(span, day))
            .collect();
        let found = schedule.open_within(Stretch { from, until });
        for quarter in 0..=length / 15 {
            let moment = from.plus_minutes(quarter * 15);
            let expected = slow::is_in(&open, moment);
            prop_assert_eq!(schedule.is_open(moment), expected, "{}", moment);
            prop_assert_eq!(slow::is_in(&found, moment), expected && moment < until, "{}", moment);
        }
        prop_assert!(found.windows(2).all(|pair| pair[0].until < pair[1].from), "in order, apart: {:?}", found);
        let next: Option<Timestamp> =
            open.iter().filter(|open| open.until > from).map(|open| open.from.max(from)).min();
        if next.is_some() {
            prop_assert_eq!(schedule.next_open(from), next);
        }
    }
}
