//! Nothing is lost.

use super::{sim, text};

#[test]
fn a_hundred_days_of_trouble_lose_nothing() {
    let output = sim(&["--seeds", "100", "--from", "1"]);
    let text = text(&output);
    assert!(output.status.success(), "{text}");
    let last = text.lines().last().unwrap_or_default();
    assert_eq!(last, "100 seeds: 0 lost, 0 duplicated, 0 stuck, 0 diverged, 0 leaked", "{text}");
}
