//! The schedule alone: inputs and the time in, tasks out.

use waybill_client::sync::{Backlog, Core, Finish, Input, Task};
use waybill_domain::calls::driver::Network;

const OFFLINE: Finish = Finish::Failed { offline: true, retry_after_ms: None };

/// A core that has begun with its pull, its map, its tiles and its live channel.
fn begun() -> Core {
    let mut core = Core::new(7);
    assert_eq!(core.poll(0), [Task::Pull, Task::Map, Task::Listen]);
    core.handle(Input::Finished(Task::Map, Finish::Done), 0);
    core.handle(Input::Connected, 0);
    core.handle(Input::Finished(Task::Pull, Finish::Done), 0);
    assert_eq!(core.network(), Network::Online);
    assert_eq!(core.poll(0), [Task::Tiles]);
    core.handle(Input::Finished(Task::Tiles, Finish::Done), 0);
    assert!(core.poll(0).is_empty());
    core
}

fn queued(core: &mut Core, to_push: usize, now: u64) {
    let backlog = Backlog { to_push, unsettled: to_push, cursor: 10, ..Backlog::default() };
    core.handle(Input::Backlog(backlog), now);
}

#[test]
fn a_command_is_pushed_then_pulled() {
    let mut core = begun();
    queued(&mut core, 1, 5);
    assert_eq!(core.poll(5), [Task::Push]);
    assert_eq!(core.network(), Network::Sending);
    queued(&mut core, 0, 6);
    core.handle(Input::Finished(Task::Push, Finish::Done), 6);
    assert_eq!(core.poll(6), [Task::Pull]);
}

#[test]
fn waits_double_to_a_minute_and_are_forgotten_when_the_network_is_back() {
    let mut core = begun();
    queued(&mut core, 1, 0);
    let (mut now, mut last, mut waits) = (0, None, Vec::new());
    while waits.len() < 8 {
        for task in core.poll(now) {
            if task == Task::Push {
                waits.extend(last.replace(now).map(|last| now - last));
            }
            core.handle(Input::Finished(task, OFFLINE), now);
        }
        now = core.wake_at().expect("it goes on trying").max(now + 1);
    }
    for (n, wait) in waits.iter().enumerate() {
        let full = (1_000_u64 << n).min(60_000);
        assert!((full / 2..=full + 1).contains(wait), "wait {n} is {wait} ms");
    }
    assert_eq!(core.network(), Network::Offline);
    let now = last.expect("it was tried");
    core.handle(Input::Connected, now);
    assert!(core.poll(now).contains(&Task::Push));
}

#[test]
fn a_kick_tries_at_once() {
    let mut core = begun();
    queued(&mut core, 1, 0);
    for n in 0..6 {
        core.handle(Input::Kick, n);
        assert_eq!(core.poll(n), [Task::Push]);
        core.handle(Input::Finished(Task::Push, OFFLINE), n);
        assert!(!core.poll(n).contains(&Task::Push), "not at once by itself");
        core.handle(Input::Finished(Task::Pull, OFFLINE), n);
    }
}

#[test]
fn the_server_may_ask_for_more_patience() {
    let mut core = begun();
    queued(&mut core, 1, 0);
    assert_eq!(core.poll(0), [Task::Push]);
    let asked = Finish::Failed { offline: false, retry_after_ms: Some(30_000) };
    core.handle(Input::Finished(Task::Push, asked), 0);
    assert!(!core.poll(29_999).contains(&Task::Push));
    core.handle(Input::Finished(Task::Pull, Finish::Done), 29_999);
    assert!(core.poll(31_000).contains(&Task::Push));
}

#[test]
fn a_poke_pulls_unless_it_is_old() {
    let mut core = begun();
    queued(&mut core, 0, 0);
    core.handle(Input::Poke(10), 1);
    assert!(core.poll(1).is_empty());
    core.handle(Input::Poke(11), 2);
    assert_eq!(core.poll(2), [Task::Pull]);
    // One that comes while a pull is under way is not lost.
    core.handle(Input::Poke(12), 3);
    core.handle(Input::Finished(Task::Pull, Finish::Done), 4);
    assert_eq!(core.poll(4), [Task::Pull]);
}

#[test]
fn an_ended_session_only_hands_in_and_not_too_often() {
    let mut core = begun();
    queued(&mut core, 1, 0);
    core.poll(0);
    core.handle(Input::Finished(Task::Push, Finish::SignInNeeded), 1);
    assert!(core.poll(2).is_empty(), "not again at once");
    assert_eq!(core.network(), Network::SignInNeeded);
    core.handle(Input::Kick, 3);
    assert_eq!(core.poll(3), [Task::Push], "without a session, by the lane's own signature");
    core.handle(Input::Finished(Task::Push, Finish::Done), 4);
    queued(&mut core, 0, 4);
    assert!(core.poll(u64::MAX).is_empty(), "nothing is pulled");
    assert_eq!(core.wake_at(), None);
    assert_eq!(core.network(), Network::SignInNeeded);
}

#[test]
fn a_lane_that_cannot_go_on_is_followed_by_another_also_where_nothing_waits() {
    let mut core = begun();
    core.handle(Input::Backlog(Backlog { forked: true, ..Backlog::default() }), 0);
    assert_eq!(core.poll(0), [Task::Push]);
    core.handle(Input::Backlog(Backlog::default()), 1);
    core.handle(Input::Finished(Task::Push, Finish::Done), 1);
    assert_eq!(core.poll(1), [Task::Pull]);
}

#[test]
fn tiles_come_down_piece_by_piece_and_all_else_goes_between() {
    let mut core = begun();
    core.handle(Input::TilesGone, 1);
    assert_eq!(core.poll(1), [Task::Tiles]);
    core.handle(Input::Finished(Task::Tiles, Finish::More), 2);
    assert_eq!(core.poll(2), [Task::Tiles], "the next piece at once");
    queued(&mut core, 1, 3);
    assert_eq!(core.poll(3), [Task::Push], "a piece under way holds nothing up");
    core.handle(Input::Finished(Task::Tiles, Finish::More), 4);
    assert!(core.poll(4).is_empty(), "no piece beside a push");
    queued(&mut core, 0, 5);
    core.handle(Input::Finished(Task::Push, Finish::Done), 5);
    assert_eq!(core.poll(5), [Task::Pull], "nor beside a pull");
    let photo = Backlog { upload_in_ms: Some(0), cursor: 10, ..Backlog::default() };
    core.handle(Input::Backlog(photo), 6);
    core.handle(Input::Finished(Task::Pull, Finish::Done), 6);
    assert_eq!(core.poll(6), [Task::Upload], "nor beside a photo");
    core.handle(Input::Backlog(Backlog { cursor: 10, ..Backlog::default() }), 7);
    core.handle(Input::Finished(Task::Upload, Finish::Done), 7);
    assert_eq!(core.poll(7), [Task::Tiles]);
    assert!(!core.is_busy(7), "nobody waits for tiles");
    core.handle(Input::Finished(Task::Tiles, Finish::Done), 8);
    assert!(!core.poll(60_000).contains(&Task::Tiles), "whole");
}

#[test]
fn tiles_that_go_while_they_are_looked_after_are_looked_after_again() {
    let mut core = begun();
    core.handle(Input::TilesGone, 1);
    assert_eq!(core.poll(1), [Task::Tiles]);
    core.handle(Input::TilesGone, 2);
    core.handle(Input::Finished(Task::Tiles, Finish::Done), 3);
    assert_eq!(core.poll(3), [Task::Tiles]);
    core.handle(Input::Finished(Task::Tiles, Finish::Done), 4);
    assert!(core.poll(4).is_empty());
}
