//! Who has it, where that is, and how the delivery stands against its window.

use waybill_domain::{Delivery, Timestamp, protocol::DriverPosition};
use yew::prelude::*;

use super::super::{
    desk::{Overlay, use_desk},
    words::Dots,
};
use super::expected::Expected;
use crate::{
    components::{Avatar, Icon},
    hooks::use_now,
    state::board::{Timing, is_stale},
};

/// From here on a window's end is near.
const SOON_MS: i64 = 15 * 60_000;

#[derive(PartialEq, Properties)]
pub(super) struct DriverBoxProps {
    pub(super) delivery: Delivery,
    /// As the details had it; the board may know a newer one.
    pub(super) position: Option<DriverPosition>,
    pub(super) now: Timestamp,
}

#[component]
pub(super) fn DriverBox(props: &DriverBoxProps) -> Html {
    let desk = use_desk();
    // The age of a fix is told to the second.
    let now = use_now(1_000);
    let delivery = &props.delivery;
    let words = &desk.words;
    let timing = Timing::of(delivery, now);
    let (time, meaning) = words.timing(timing, now);
    let tone = match timing {
        Timing::Late(_) | Timing::DoneLate(..) => "danger",
        Timing::Due(ms) if ms < SOON_MS => "warning",
        Timing::Due(_) | Timing::DoneInTime(_) => "success",
        Timing::Anytime | Timing::Cancelled => "neutral",
    };
    let headline = match timing {
        Timing::Due(_) => words.with("detail-due-in", "time", time),
        Timing::Late(by) => words.with("detail-late-by", "time", words.duration(by.max(60_000))),
        Timing::Anytime => words.t("board-any-time"),
        Timing::DoneInTime(_) | Timing::DoneLate(..) => words.with("detail-done-at", "time", time),
        Timing::Cancelled => words.t("row-cancelled"),
    };
    let verdict = match timing {
        Timing::DoneInTime(_) | Timing::DoneLate(..) => meaning,
        Timing::Due(ms) if ms < SOON_MS => words.t("board-soon"),
        Timing::Due(_) => words.t("board-on-time"),
        Timing::Late(_) => words.t("board-late"),
        Timing::Anytime | Timing::Cancelled => String::new(),
    };
    let driver = delivery.driver.and_then(|id| desk.board.member(id)).cloned();
    let who = match driver {
        Some(member) => {
            let newest = desk.board.position(member.id).or(props.position);
            let mut parts = Vec::new();
            if !member.vehicle.is_empty() {
                parts.push(member.vehicle.clone());
            }
            if let Some(position) = newest {
                if delivery.state.is_active() {
                    parts.push(words.away(position.fix.point, delivery.dropoff.point));
                }
                parts.push(words.fix(position, now));
            } else {
                parts.push(words.t("board-no-fix"));
            }
            let stale = delivery.state.is_active() && newest.is_none_or(|position| is_stale(position, now));
            html! {
                <div class="who" data-stale={stale.then_some("true")}>
                    <Avatar name={member.name.clone()} />
                    <div>
                        <b>{ &member.name }</b>
                        <span class="muted"><Dots {parts} /></span>
                    </div>
                    if !member.phone.is_empty() {
                        <a class="icon-btn" href={format!("tel:{}", member.phone)}
                            aria-label={words.with("call-person", "name", member.name.clone())}
                            title={words.with("call-person", "name", member.name.clone())}>
                            <Icon name="phone" />
                        </a>
                    }
                </div>
            }
        }
        None if delivery.state.is_final() => Html::default(),
        None => {
            let id = delivery.id;
            let assign = {
                let desk = desk.clone();
                Callback::from(move |_: MouseEvent| desk.lay(Overlay::Assign(vec![id])))
            };
            html! {
                <button type="button" class="who who-nobody" onclick={assign}>
                    <span class="avatar" aria-hidden="true"><Icon name="user-round" /></span>
                    <div>
                        <b>{ words.t("detail-nobody") }</b>
                        <span class="muted">{ words.t("detail-nobody-text") }</span>
                    </div>
                    <Icon name="chevron-right" />
                </button>
            }
        }
    };
    let etas = desk.board.expected(delivery.id);
    html! {
        <section class="box">
            <div class="box-line">
                <b>{ headline }</b>
                <span class="verdict" data-tone={tone}>{ verdict }</span>
            </div>
            <Expected {etas} />
            { who }
        </section>
    }
}
