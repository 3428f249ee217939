//! Who is signed in on this device.

use waybill_domain::{calls::driver::DeviceStatus, protocol::SessionInfo};
use yew::prelude::*;

use crate::{
    bridge::CallError,
    state::session::{Session, SessionChange},
};

/// The session and the way to change it.
pub type SessionContext = UseReducerHandle<Session>;

impl Session {
    /// Who is signed in.
    pub fn info(&self) -> Option<&SessionInfo> {
        self.status().and_then(|status| status.session.as_ref())
    }
}

/// The session. Panics outside of the app's own tree, where no screen is.
#[hook]
pub fn use_session() -> SessionContext {
    use_context::<SessionContext>().expect("every screen stands inside the app")
}

/// What became of asking the device for its status.
pub(crate) fn change(answer: Result<DeviceStatus, CallError>) -> SessionChange {
    match answer {
        Ok(status) => SessionChange::Status(Box::new(status)),
        Err(error) => SessionChange::Unreachable(error),
    }
}
