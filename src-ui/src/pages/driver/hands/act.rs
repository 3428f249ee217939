//! What a driver says when goods change hands.

use waybill_domain::{Command, DeliveryId, MemberId, custody::Receiver, proof::Evidence};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    components::{Toast, use_toasts},
    hooks::{use_day, use_people},
    i18n::use_i18n,
    routes::Route,
};

/// The name of a colleague, or words that stand for it.
#[hook]
pub(super) fn use_name(member: Option<MemberId>) -> String {
    let (i18n, people) = (use_i18n(), use_people());
    let known = member.and_then(|member| people.get(member)).map(|member| member.name.clone());
    known.unwrap_or_else(|| i18n.t("hands-colleague"))
}

/// Does a command about one delivery, says that it is done, and goes where the driver goes on.
#[derive(Clone)]
pub(super) struct Hands(Callback<(Command, String, Option<Route>)>);

/// The hands of the driver on the delivery `id`.
#[hook]
pub(super) fn use_hands(id: DeliveryId) -> Hands {
    let (day, toasts, navigator) = (use_day(), use_toasts(), use_navigator());
    Hands(Callback::from(move |(command, said, then): (Command, String, Option<Route>)| {
        let (toasts, navigator) = (toasts.clone(), navigator.clone());
        let on_done = Callback::from(move |done: Result<(), _>| {
            if done.is_err() {
                return;
            }
            if let Some(toasts) = &toasts {
                toasts.show(Toast::done(said.clone()));
            }
            if let (Some(navigator), Some(route)) = (&navigator, &then) {
                navigator.push(route);
            }
        });
        day.act(id, command, on_done);
    }))
}

impl Hands {
    /// "I have it": the goods came over, these codes were read from them.
    pub(super) fn take_over(&self, scans: Vec<String>, said: String) {
        let evidence = Evidence { scans, ..Evidence::default() };
        self.0.emit((Command::TakenOver { evidence }, said, Some(Route::Today)));
    }

    /// "Handed over" to a colleague.
    pub(super) fn hand_over(&self, member: MemberId, said: String) {
        let command = Command::HandedOver { to: Receiver::Driver { member }, evidence: Evidence::default() };
        self.0.emit((command, said, Some(Route::Today)));
    }

    /// "Brought back" to where they came from.
    pub(super) fn bring_back(&self, said: String) {
        let command = Command::HandedOver { to: Receiver::Sender, evidence: Evidence::default() };
        self.0.emit((command, said, Some(Route::Today)));
    }

    /// The goods stay where they are after all.
    pub(super) fn call_off(&self, said: String, then: Option<Route>) {
        self.0.emit((Command::CallOffTransfer, said, then));
    }
}
