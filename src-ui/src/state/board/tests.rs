//! The board as a dispatcher relies on it.

use std::rc::Rc;

use uuid::Uuid;
use waybill_domain::{
    Delivery, DeliveryId, Member, MemberId, OrganizationId, Outcome, ParcelId, Point, Role, State, Timestamp,
    Window,
    calls::{Counts, DeliveryPage, Group},
    delivery::{Kind, Milestones, Preparation},
    eta::{Delay, DelayReason, Etas},
    geo::Fix,
    parcel::Parcel,
    protocol::DriverPosition,
    route::Task,
    stop::{Contact, Stop},
};

use super::{
    Action, Board, Column, Density, Link, Phase, StopDraft, Timing, Tone, Visible, driver_days, of_group,
    scroll_to,
};

const NOON: i64 = 1_795_000_000_000;

fn at(minutes: i64) -> Timestamp {
    Timestamp::from_millis(NOON).plus_minutes(minutes)
}

fn id(n: u128) -> DeliveryId {
    DeliveryId(Uuid::from_u128(n))
}

fn driver(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(1_000 + n))
}

fn stop(address: &str, until: Option<i64>) -> Stop {
    Stop {
        address: address.to_owned(),
        unit: String::new(),
        point: Point { lat: 52.5, lon: 13.4 },
        contact: Contact { name: "Ana Souza".to_owned(), phone: String::new() },
        window: Window { from: None, until: until.map(at) },
        notes: String::new(),
        requirements: Default::default(),
    }
}

/// A delivery whose window ends `until` minutes after noon.
fn delivery(n: u128, state: State, until: Option<i64>) -> Delivery {
    let done = (state == State::Completed).then(|| at(-5));
    Delivery {
        id: id(n),
        organization: OrganizationId(Uuid::nil()),
        code: format!("WB-{n:04}"),
        rev: 1,
        assign_epoch: 0,
        kind: Kind::Delivery,
        state,
        preparation: Preparation::NoneNeeded,
        outcome: done.map(|_| Outcome::DeliveredToRecipient),
        pickup: stop("Depot", None),
        dropoff: stop(&format!("Linden Avenue {n}"), until),
        parcels: vec![Parcel {
            id: ParcelId(Uuid::from_u128(n)),
            code: format!("PX{n}"),
            name: "Box".to_owned(),
            quantity: 2,
            weight_g: None,
            volume_cm3: None,
            cash_due: None,
            outcome: None,
        }],
        merchant: "Café Aurora".to_owned(),
        driver: (state >= State::Assigned).then(|| driver(1)),
        handling: Default::default(),
        offer: None,
        former_drivers: Vec::new(),
        custody: Default::default(),
        transfer: None,
        rank: n as f64,
        pickup_rank: None,
        attempt: 1,
        follows: None,
        cancel_reason: String::new(),
        times: Milestones { completed: done, ..Milestones::default() },
        proofs: Vec::new(),
        received: Default::default(),
        cash_collected: None,
        exceptions: Vec::new(),
    }
}

fn page(items: Vec<Delivery>, seq: u64) -> DeliveryPage {
    DeliveryPage { items, next: None, seq, counts: Counts::default(), etas: Default::default() }
}

fn board(items: Vec<Delivery>) -> Board {
    Board::new(at(0), Density::Comfortable).after(Action::Page(page(items, 7)))
}

fn shown(board: &Board) -> Vec<u128> {
    board.order().iter().map(|id| id.0.as_u128()).collect()
}

#[test]
fn the_worst_stands_first() {
    let failed =
        Delivery { outcome: Some(Outcome::FailedNotHome), ..delivery(4, State::Completed, Some(10)) };
    let board = board(vec![
        delivery(1, State::Completed, Some(-60)),
        delivery(2, State::Cancelled, Some(-90)),
        delivery(3, State::OutForDelivery, Some(30)),
        failed,
        delivery(5, State::Unassigned, None),
        delivery(6, State::Assigned, Some(-12)),
    ]);
    // Late, due next, open without a window, failed, delivered, cancelled.
    assert_eq!(shown(&board), [6, 3, 5, 4, 1, 2]);
    let turned = board.after(Action::SortBy(Column::Due));
    assert_eq!(shown(&turned), [2, 1, 4, 5, 3, 6]);
}

#[test]
fn a_changed_row_moves_to_where_it_belongs() {
    let board = board((1..=5).map(|n| delivery(n, State::Assigned, Some(n as i64 * 10))).collect());
    let late = Delivery {
        rev: 2,
        dropoff: stop("Linden Avenue 4", Some(-30)),
        ..delivery(4, State::Assigned, None)
    };
    let board = board.after(Action::Put(Box::new(late)));
    assert_eq!(shown(&board), [4, 1, 2, 3, 5]);
    assert_eq!(board.counts().late, 1);
}

#[test]
fn moving_rows_one_by_one_and_sorting_anew_give_the_same() {
    let items: Vec<_> = (1..=200).map(|n| delivery(n, State::Assigned, Some((n as i64 * 37) % 90))).collect();
    let at_once = board(items.clone());
    let one_by_one = items.into_iter().fold(Board::new(at(0), Density::Comfortable), |board, delivery| {
        board.after(Action::CaughtUp(page(vec![delivery], 1)))
    });
    assert_eq!(shown(&at_once), shown(&one_by_one));
}

#[test]
fn an_answer_that_was_overtaken_changes_nothing() {
    let newer = Delivery { rev: 9, ..delivery(1, State::Arrived, Some(10)) };
    let board = board(vec![newer]).after(Action::Put(Box::new(delivery(1, State::Assigned, Some(10)))));
    assert_eq!(board.delivery(id(1)).map(|d| d.state), Some(State::Arrived));
    assert_eq!(board.counts().all, 1);
}

#[test]
fn counts_follow_every_change() {
    let mut board =
        board(vec![delivery(1, State::Unassigned, Some(-1)), delivery(2, State::Completed, Some(0))]);
    let counts = board.counts();
    assert_eq!(
        (counts.all, counts.unassigned, counts.late, counts.delivered, counts.on_time),
        (2, 1, 1, 1, 1)
    );
    board =
        board.after(Action::Put(Box::new(Delivery { rev: 2, ..delivery(1, State::Completed, Some(-20)) })));
    let counts = board.counts();
    assert_eq!((counts.unassigned, counts.late, counts.delivered, counts.on_time), (0, 0, 2, 1));
    for group in Group::ALL {
        let really = board.deliveries().filter(|d| group.contains(d, board.now)).count() as u64;
        assert_eq!(of_group(&counts, Some(group)), really, "{group:?}");
    }
}

#[test]
fn until_everything_is_here_the_server_counts() {
    let first = DeliveryPage {
        next: Some("more".to_owned()),
        counts: Counts { all: 900, ..Counts::default() },
        ..page(vec![delivery(1, State::Unassigned, None)], 3)
    };
    let filling = Board::new(at(0), Density::Compact).after(Action::Page(first));
    assert_eq!((&filling.phase, filling.counts().all), (&Phase::Filling, 900));
    let ready = filling.after(Action::Page(page(vec![delivery(2, State::Unassigned, None)], 8)));
    assert_eq!((&ready.phase, ready.counts().all, ready.seq), (&Phase::Ready, 2, 3));
}

#[test]
fn time_alone_makes_a_delivery_late() {
    let board = board(vec![delivery(1, State::Assigned, Some(5))]).after(Action::Group(Some(Group::Late)));
    assert!(shown(&board).is_empty());
    let board = board.after(Action::Tick(at(6)));
    assert_eq!((shown(&board), board.counts().late), (vec![1], 1));
}

#[test]
fn every_word_must_occur_somewhere() {
    let member = Member {
        id: driver(1),
        name: "Mara Ilves".to_owned(),
        email: String::new(),
        role: Role::Driver,
        vehicle: String::new(),
        phone: String::new(),
        disabled: false,
    };
    let board = board(vec![delivery(12, State::Assigned, None), delivery(7, State::Unassigned, None)])
        .after(Action::Members(vec![member]));
    let found = |text: &str| shown(&board.clone().after(Action::Search(text.to_owned())));
    assert_eq!(found("linden 12"), [12]);
    assert_eq!(found("CAFÉ px7"), [7]);
    assert_eq!(found("mara"), [12]);
    assert!(found("linden nowhere").is_empty());
}

#[test]
fn a_range_is_picked_between_two_presses() {
    let board = board((1..=6).map(|n| delivery(n, State::Assigned, Some(n as i64))).collect());
    let pick = |n, range| Action::Pick { id: id(n), range };
    let board = board.after(pick(2, false)).after(pick(5, true));
    assert_eq!(board.picked().iter().map(|id| id.0.as_u128()).collect::<Vec<_>>(), [2, 3, 4, 5]);
    let board = board.after(pick(3, false));
    assert_eq!(board.targets().len(), 3);
    let board = board.after(Action::PickAll).after(Action::PickAll);
    assert!(board.picked().is_empty());
}

#[test]
fn the_cursor_stays_on_the_table() {
    let board = board((1..=3).map(|n| delivery(n, State::Assigned, Some(n as i64))).collect());
    assert_eq!(board.stepped(1), Some(id(1)));
    let board = board.after(Action::Cursor(id(3)));
    assert_eq!(
        (board.stepped(1), board.stepped(-1), board.stepped(isize::MIN)),
        (Some(id(3)), Some(id(2)), Some(id(1)))
    );
}

#[test]
fn choosing_a_row_leaves_ten_thousand_others_alone() {
    let before = board((1..=10_000).map(|n| delivery(n, State::Assigned, Some(n as i64))).collect());
    let after = before.clone().after(Action::Open(Some(id(77)))).after(Action::Cursor(id(78)));
    assert!(Rc::ptr_eq(before.rows(), after.rows()) && Rc::ptr_eq(before.order(), after.order()));
}

#[test]
fn a_marker_moves_only_to_a_newer_fix() {
    let fix = |minutes, lat| DriverPosition {
        member: driver(1),
        fix: Fix {
            point: Point { lat, lon: 13.0 },
            at: at(minutes),
            accuracy_m: None,
            speed_mps: None,
            heading_deg: None,
            battery_pct: None,
        },
    };
    let board = board(Vec::new())
        .after(Action::Positions(vec![fix(-1, 52.0)]))
        .after(Action::Positions(vec![fix(-3, 50.0)]));
    assert_eq!(board.position(driver(1)).map(|p| p.fix.point.lat), Some(52.0));
}

#[test]
fn a_lost_connection_is_as_old_as_its_first_moment() {
    let board =
        board(Vec::new()).after(Action::Link(Link::Lost(at(1)))).after(Action::Link(Link::Lost(at(9))));
    assert_eq!(board.link, Link::Lost(at(1)));
    // Asked for by hand and answered: as new as that answer.
    let board = board.after(Action::Tick(at(12))).after(Action::CaughtUp(page(Vec::new(), 9)));
    assert_eq!((board.link, board.seq), (Link::Lost(at(12)), 9));
}

#[test]
fn a_failed_first_load_can_be_tried_again() {
    let failed = Board::new(at(0), Density::Compact).after(Action::Failed("no network".to_owned()));
    assert_eq!(failed.phase, Phase::Failed("no network".to_owned()));
    assert_eq!(failed.after(Action::Reload).phase, Phase::Loading);
    let known = board(vec![delivery(1, State::Assigned, None)]).after(Action::Failed("gone".to_owned()));
    assert_eq!(known.phase, Phase::Ready);
}

#[test]
fn timing_says_how_it_stands_against_the_window() {
    let of = |state, until| Timing::of(&delivery(1, state, until), at(0));
    assert_eq!(of(State::Assigned, Some(12)), Timing::Due(12 * 60_000));
    assert_eq!(of(State::Assigned, Some(-12)), Timing::Late(12 * 60_000));
    assert_eq!(of(State::Assigned, None), Timing::Anytime);
    assert_eq!(of(State::Completed, Some(0)), Timing::DoneInTime(at(-5)));
    assert_eq!(of(State::Completed, Some(-8)), Timing::DoneLate(at(-5), 3 * 60_000));
    assert_eq!(of(State::Cancelled, Some(-8)), Timing::Cancelled);
}

#[test]
fn a_failed_delivery_is_not_shown_as_good() {
    let failed = Delivery { outcome: Some(Outcome::FailedRefused), ..delivery(1, State::Completed, None) };
    assert_eq!((Tone::of(&failed), Tone::of(&delivery(1, State::Completed, None))), (Tone::Bad, Tone::Good));
}

#[test]
fn only_rows_in_sight_are_in_the_document() {
    let visible = Visible::of(10_000, 48.0, 48.0 * 500.0, 800.0);
    assert!(visible.rows.contains(&500) && visible.rows.contains(&516) && visible.rows.len() < 40);
    let tall = visible.above + visible.below + visible.rows.len() as f64 * 48.0;
    assert!((tall - 480_000.0).abs() < 0.01);
    assert_eq!(Visible::of(3, 48.0, 9_000.0, 800.0).rows, 2..3);
    assert_eq!(Visible::of(0, 48.0, 0.0, 800.0).rows, 0..0);
}

#[test]
fn scrolling_moves_no_further_than_it_must() {
    assert_eq!(scroll_to(3, 48.0, 0.0, 480.0), None);
    assert_eq!(scroll_to(12, 48.0, 0.0, 480.0), Some(13.0 * 48.0 - 480.0));
    assert_eq!(scroll_to(2, 48.0, 300.0, 480.0), Some(96.0));
}

#[test]
fn a_silent_driver_is_one_with_work_and_no_fresh_fix() {
    let member = |n, name: &str| Member {
        id: driver(n),
        name: name.to_owned(),
        email: String::new(),
        role: Role::Driver,
        vehicle: String::new(),
        phone: String::new(),
        disabled: false,
    };
    let items = vec![delivery(1, State::OutForDelivery, Some(-3)), delivery(2, State::Completed, Some(0))];
    let board = board(items).after(Action::Members(vec![member(2, "Yusuf Demir"), member(1, "Mara Ilves")]));
    let days = driver_days(&board);
    assert_eq!(
        days.iter().map(|day| day.member.name.as_str()).collect::<Vec<_>>(),
        ["Mara Ilves", "Yusuf Demir"]
    );
    assert_eq!((days[0].progress.delivered, days[0].progress.total, days[0].late), (1, 2, 1));
    assert!(days[0].is_silent(at(0)) && !days[1].is_silent(at(0)));
}

#[test]
fn a_known_address_brings_its_place() {
    let board = board(vec![delivery(1, State::Assigned, None), delivery(2, State::Assigned, None)]);
    let typed = |address: &str| StopDraft { address: address.to_owned(), ..StopDraft::default() };
    let dropoff = board.completed(typed("Linden Avenue 2"), false);
    assert_eq!((dropoff.coordinates.as_str(), dropoff.name.as_str()), ("52.500000, 13.400000", ""));
    let pickup = board.completed(typed("Depot"), true);
    assert_eq!(pickup.name, "Ana Souza");
    let pinned = StopDraft { coordinates: "1, 2".to_owned(), ..typed("Depot") };
    let kept = board.completed(pinned, true);
    assert_eq!((kept.coordinates.as_str(), kept.name.as_str()), ("1, 2", ""), "a pin that is there stays");
    let moved = board.completed(kept.typed("Linden Avenue 2".to_owned()), false);
    assert_eq!((moved.coordinates.as_str(), moved.is_stale()), ("52.500000, 13.400000", false));
    assert_eq!(board.usual_pickup().map(|stop| stop.address).as_deref(), Some("Depot"));
    assert_eq!(board.known_addresses(), ["Depot", "Linden Avenue 1", "Linden Avenue 2"]);
}

#[test]
fn what_is_going_to_miss_its_window_counts_as_late() {
    let misses = |reason| Etas {
        delay: Some(Delay { task: Task::Dropoff, due: at(30), expected: at(50), reason }),
        ..Etas::default()
    };
    let (misses, fits) = (misses(DelayReason::Traffic), Etas::default());
    let items = || {
        vec![
            delivery(1, State::Assigned, Some(30)),
            delivery(2, State::Assigned, Some(40)),
            delivery(3, State::Completed, Some(30)),
            delivery(4, State::Assigned, Some(-5)),
        ]
    };
    let told = [(id(1), misses), (id(3), misses), (id(4), misses)].into_iter().collect();
    let board = Board::new(at(0), Density::Comfortable)
        .after(Action::Group(Some(Group::Late)))
        .after(Action::Page(DeliveryPage { etas: told, ..page(items(), 7) }));
    assert_eq!((shown(&board), board.counts().late), (vec![4, 1], 2), "what is over is not");

    let board = board.after(Action::Expected(id(2), misses)).after(Action::Expected(id(1), fits));
    assert_eq!((shown(&board), board.counts().late), (vec![4, 2], 2), "as predictions come and go");
    let board = board.after(Action::Tick(at(1)));
    assert_eq!((shown(&board), board.counts().late), (vec![4, 2], 2), "and at every minute");

    let done = Delivery { rev: 2, ..delivery(2, State::Completed, Some(40)) };
    let board = board.after(Action::Put(Box::new(done)));
    assert_eq!((shown(&board), board.counts().late), (vec![4], 1), "once it is there, it is not any more");
}

#[test]
fn a_way_leads_through_pickups_too_and_not_to_what_is_only_offered() {
    let asked = Delivery { driver: Some(driver(1)), ..delivery(3, State::Offered, None) };
    let others = delivery(4, State::Unassigned, None);
    let board =
        board(vec![asked, others, delivery(2, State::Accepted, None), delivery(1, State::PickedUp, None)]);
    let stops: Vec<_> = board.stops_of(driver(1)).into_iter().map(|(stop, _)| stop).collect();
    assert_eq!(stops, [(id(1), Task::Dropoff), (id(2), Task::Pickup), (id(2), Task::Dropoff)]);
    assert!(board.stops_of(driver(2)).is_empty());
}
