//! Devices: when each was heard of, what of it has not come in, what failed, what is in conflict; and ending one.

mod end;
mod log;
mod row;
mod totals;

use waybill_domain::calls::{GetSyncStatus, SyncStatus};
use yew::prelude::*;

use self::{row::DeviceRow, totals::Totals};
use super::desk::use_desk;
use crate::{
    bridge::{self, CallError, spawn_local, timer::Interval},
    components::{Empty, ErrorCard, Skeleton},
    state::devices::worth_a_line,
};

/// How often the server is asked while the screen is there.
const LOOK_EVERY_MS: u32 = 15_000;

/// What was read last, and why it could not be read again.
#[derive(Clone, Default, PartialEq)]
struct Read {
    status: Option<SyncStatus>,
    error: Option<CallError>,
}

/// The devices as the server knows them, asked for again and again. What was known stays where it cannot be asked.
#[hook]
fn use_devices() -> (UseReducerHandle<Read>, Callback<()>) {
    let read = use_reducer_eq(Read::default);
    let look = {
        let read = read.dispatcher();
        Callback::from(move |()| {
            let read = read.clone();
            spawn_local(async move { read.dispatch(bridge::call(&GetSyncStatus {}).await) });
        })
    };
    use_effect_with((), {
        let look = look.clone();
        move |()| {
            look.emit(());
            let interval = Interval::new(LOOK_EVERY_MS, move || look.emit(()));
            move || drop(interval)
        }
    });
    (read, look)
}

impl Reducible for Read {
    type Action = Result<SyncStatus, CallError>;

    fn reduce(self: std::rc::Rc<Self>, answer: Self::Action) -> std::rc::Rc<Self> {
        std::rc::Rc::new(match answer {
            Ok(status) => Self { status: Some(status), error: None },
            Err(error) => Self { status: self.status.clone(), error: Some(error) },
        })
    }
}

#[component]
pub(super) fn Devices() -> Html {
    let desk = use_desk();
    let (read, look) = use_devices();
    let words = &desk.words;
    let body = match (&read.status, &read.error) {
        (None, None) => html! {
            <div class="card devices" aria-busy="true">
                { for (0..6).map(|_| html! { <div class="device-waiting"><Skeleton class="block" /></div> }) }
            </div>
        },
        (None, Some(error)) => html! {
            <ErrorCard error={error.clone()} safe={words.t("devices-load-safe")} onretry={look} />
        },
        (Some(status), _) if status.lanes.is_empty() => html! {
            <Empty icon="smartphone" title={words.t("devices-none")} text={words.t("devices-none-text")} />
        },
        (Some(status), error) => html! {
            <>
                if error.is_some() {
                    <p class="detail-error" role="alert">
                        <span>{ words.with("devices-stale", "time", words.format.time(status.at)) }</span>
                        <button type="button" class="btn" data-size="small"
                            onclick={look.reform(|_: MouseEvent| ())}>{ words.t("retry") }</button>
                    </p>
                }
                <Totals status={status.clone()} />
                <div class="card devices">
                    <div class="device-head" aria-hidden="true">
                        { for ["devices-device", "devices-pending", "devices-failed", "devices-conflict", "devices-seen"]
                            .map(|key| html! { <span>{ words.t(key) }</span> }) }
                    </div>
                    <ul>{ for worth_a_line(status.lanes.clone()).iter().map(|lane| html! {
                        <DeviceRow key={lane.lane.to_string()} lane={lane.clone()} at={status.at} on_change={look.clone()} />
                    }) }</ul>
                </div>
            </>
        },
    };
    html! {
        <section class="page devices-page" aria-label={words.t("devices-title")} data-testid="devices">
            { body }
        </section>
    }
}
