//! Sending the form.

use waybill_domain::{
    Command, Delivery, DeliveryId,
    calendar::Notice,
    calls::{CreateDelivery, Created},
};
use yew::Callback;

use super::{
    super::desk::{Desk, Overlay},
    DRAFT,
    warnings::said,
};
use crate::{
    bridge::{self, CallError, storage},
    components::Toast,
    routes::Route,
    state::board::Action,
};

/// What is sent.
pub(super) enum Work {
    Create(Box<CreateDelivery>),
    Edit(DeliveryId, u64, Box<Command>),
}

impl Work {
    pub(super) async fn run(self, desk: &Desk) -> Result<(), CallError> {
        match self {
            Self::Create(create) => {
                let Created { delivery, warnings } = bridge::call(&*create).await?;
                storage::forget(DRAFT);
                desk.toast(created(desk, &delivery, &warnings));
                let id = delivery.id;
                desk.dispatch(Action::Put(Box::new(delivery)));
                desk.go(Route::BoardDelivery { id });
            }
            Self::Edit(id, rev, command) => {
                let warnings = desk.send(id, *command, Some(rev)).await?;
                desk.toast(taken(desk, desk.t("form-saved"), id, &warnings));
                desk.lay(Overlay::None);
            }
        }
        Ok(())
    }
}

/// That it was made, and what stands against it all the same.
pub(in super::super) fn created(desk: &Desk, delivery: &Delivery, warnings: &[Notice]) -> Toast {
    let done = desk.words.with("form-created", "code", delivery.code.clone());
    taken(desk, done, delivery.id, warnings)
}

fn taken(desk: &Desk, done: String, id: DeliveryId, warnings: &[Notice]) -> Toast {
    if warnings.is_empty() {
        return Toast::done(done);
    }
    let desk_then = desk.clone();
    let edit = Callback::from(move |()| desk_then.lay(Overlay::Edit(id)));
    Toast::warning(format!("{}. {}", done.trim_end_matches('.'), said(desk, warnings)))
        .with(desk.t("act-edit"), edit)
}

/// Why it was not taken, in words.
pub(super) fn refusal(desk: &Desk, error: &CallError) -> String {
    match error.code.as_str() {
        "stale_revision" => desk.t("form-stale"),
        "network" => desk.t("form-no-network"),
        _ => error.message.clone(),
    }
}
