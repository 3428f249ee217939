//! A delivery is offered: over whatever the driver reads, under nothing; where the driver is at work, in one line.

mod bar;
mod ring;
mod sheet;

use waybill_domain::{Command, Delivery};
use yew::prelude::*;

use self::{bar::OfferBar, sheet::OfferSheet};
use crate::{
    bridge::device,
    components::{Toast, use_toasts},
    hooks::{DayContext, use_day, use_now},
    i18n::use_i18n,
    routes::Route,
    state::offer::{self, Countdown},
};

/// Properties of [`OfferHere`].
#[derive(PartialEq, Properties)]
pub(super) struct OfferHereProps {
    /// Where the driver is.
    pub(super) route: Route,
}

/// All that is offered, and where the driver is.
#[derive(PartialEq, Properties)]
struct FirstProps {
    offered: Vec<Delivery>,
    route: Route,
}

/// What is offered now, and how much time there is to answer.
#[derive(Clone, PartialEq, Properties)]
struct OfferProps {
    delivery: Delivery,
    left: Countdown,
    /// Took it or not.
    onanswer: Callback<bool>,
}

/// The offer that has to be answered first, if there is one.
#[component]
pub(super) fn OfferHere(props: &OfferHereProps) -> Html {
    let day = use_day();
    let offered = use_memo(day, |day| DayContext::today(day).offered);
    if offered.is_empty() {
        return Html::default();
    }
    html! { <First offered={(*offered).clone()} route={props.route} /> }
}

/// The first of them that is not over; its clock ticks only while there is one.
#[component]
fn First(props: &FirstProps) -> Html {
    let (i18n, day, toasts) = (use_i18n(), use_day(), use_toasts());
    let now = use_now(250);
    let first = offer::first(&props.offered, now);
    let told = first.map(|(delivery, _)| (delivery.id, delivery.assign_epoch));
    use_effect_with(told, |told| {
        if told.is_some() {
            device::vibrate(400);
        }
    });
    let Some((delivery, left)) = first else { return Html::default() };
    let (id, address) = (delivery.id, delivery.dropoff.address.clone());
    let onanswer = Callback::from(move |yes: bool| {
        device::vibrate(15);
        let (command, words) = match yes {
            true => (Command::Accept, i18n.t1("offer-taken", "address", address.as_str())),
            false => (Command::Decline { reason: String::new() }, i18n.t("offer-declined")),
        };
        let toasts = toasts.clone();
        let said = Callback::from(move |done: Result<(), _>| {
            if let (Ok(()), Some(toasts)) = (done, &toasts) {
                toasts.show(Toast::done(words.clone()));
            }
        });
        day.act(id, command, said);
    });
    let offer = OfferProps { delivery: delivery.clone(), left, onanswer };
    match props.route {
        // Nobody is called away from a signature or a photo.
        Route::Complete { .. } | Route::Failed { .. } | Route::HandOver { .. } => {
            html! { <OfferBar ..offer /> }
        }
        _ => html! { <OfferSheet ..offer /> },
    }
}
