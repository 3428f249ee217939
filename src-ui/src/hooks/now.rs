//! A clock that ticks.

use waybill_domain::Timestamp;
use yew::prelude::*;

use crate::bridge::{format::now, timer::Interval};

/// Now, again every `every_ms` milliseconds.
#[hook]
pub fn use_now(every_ms: u32) -> Timestamp {
    let current = use_state(now);
    let setter = current.setter();
    use_effect_with(every_ms, move |every| {
        let interval = Interval::new(*every, move || setter.set(now()));
        move || drop(interval)
    });
    *current
}
