//! Where this device is, while its driver is on duty. Off duty nothing is collected.

use waybill_domain::{
    Fix, Point,
    calls::driver::{ReportFix, Shift},
};
use yew::prelude::*;

use crate::{
    bridge::{self, geolocation::Watch},
    hooks::{use_day, use_session},
};

/// The newest fix, if there is one.
pub(super) type PositionContext = Option<Fix>;

/// Watches the position while the driver is on duty, and hands it to the offline half.
#[hook]
pub(super) fn use_new_position() -> PositionContext {
    let session = use_session();
    let on_duty = session.status().is_some_and(|status| status.shift == Shift::On);
    let fix = use_state(|| None);
    let setter = fix.setter();
    use_effect_with(on_duty, move |on_duty| {
        let seen = setter.clone();
        let watch = on_duty.then(|| {
            Watch::start(move |fix| {
                seen.set(Some(fix));
                bridge::spawn_local(async move {
                    // A fix that is not kept is followed by the next one.
                    let _ = bridge::ask(&ReportFix { fix }).await;
                });
            })
        });
        move || {
            drop(watch);
            setter.set(None);
        }
    });
    *fix
}

/// Where the driver is, as far as the screens know: the own fix, or else the stop that was completed last.
#[hook]
pub(super) fn use_here() -> Option<Point> {
    let fix = use_context::<PositionContext>().flatten();
    let day = use_day();
    let last = use_memo(day.clone(), |day| {
        let today = day.today();
        today.done.first().map(|delivery| delivery.dropoff.point)
    });
    fix.map(|fix| fix.point).or(*last)
}
