//! Sending the form.

use waybill_domain::{Command, DeliveryId, calls::CreateDelivery};

use super::{
    super::desk::{Desk, Overlay},
    DRAFT,
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
                let delivery = bridge::call(&*create).await?;
                storage::forget(DRAFT);
                desk.toast(Toast::done(desk.words.with("form-created", "code", delivery.code.clone())));
                let id = delivery.id;
                desk.dispatch(Action::Put(Box::new(delivery)));
                desk.go(Route::BoardDelivery { id });
            }
            Self::Edit(id, rev, command) => {
                desk.send(id, *command, Some(rev)).await?;
                desk.toast(Toast::done(desk.t("form-saved")));
                desk.lay(Overlay::None);
            }
        }
        Ok(())
    }
}

/// Why it was not taken, in words.
pub(super) fn refusal(desk: &Desk, error: &CallError) -> String {
    match error.code.as_str() {
        "stale_revision" => desk.t("form-stale"),
        "network" => desk.t("form-no-network"),
        _ => error.message.clone(),
    }
}
