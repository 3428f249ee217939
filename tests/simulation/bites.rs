//! A check that never finds anything proves nothing: each protection in turn is switched off, and must be missed.

use super::{sim, text};

/// Runs 20 seeds without the protection; what the first one that noticed said.
fn without(protection: &str) -> String {
    let output = sim(&["--seeds", "20", "--break", protection]);
    let text = text(&output);
    assert_eq!(output.status.code(), Some(1), "nobody noticed in 20 seeds: {text}");
    text
}

fn is_found(text: &str, kinds: &[&str]) {
    let found = text.lines().any(|line| kinds.iter().any(|kind| line.starts_with(&format!("{kind}: "))));
    assert!(found, "not as {kinds:?}: {text}");
}

#[test]
fn a_server_that_forgets_what_it_took_in_is_noticed() {
    is_found(&without("dedupe"), &["duplicated"]);
}

#[test]
fn a_phone_that_takes_sent_for_arrived_is_noticed() {
    is_found(&without("ack"), &["lost"]);
}

#[test]
fn a_phone_that_keeps_its_own_view_over_the_server_s_is_noticed() {
    is_found(&without("rebase"), &["diverged", "leaked"]);
}

#[test]
fn commits_that_are_not_on_the_disk_are_noticed() {
    is_found(&without("fsync"), &["lost", "diverged", "stuck"]);
}

#[test]
fn a_server_that_does_not_say_what_was_taken_away_is_noticed() {
    is_found(&without("revoke"), &["leaked", "diverged"]);
}

#[test]
fn a_copy_that_speaks_in_the_phone_s_lane_and_is_not_noticed_is_noticed_here() {
    is_found(&without("fork"), &["diverged", "lost", "stuck"]);
}

#[test]
fn a_phone_that_does_not_notice_a_restored_server_is_noticed() {
    is_found(&without("epoch"), &["diverged", "lost", "leaked"]);
}
