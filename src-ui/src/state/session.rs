//! Who is signed in on this device, and how the device stands.

use std::rc::Rc;

use waybill_domain::{
    Timestamp,
    calls::driver::{DeviceStatus, Network},
    protocol::SessionInfo,
};
use yew::Reducible;

use crate::bridge::CallError;

/// What is known of the session.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Session {
    /// Not asked yet.
    #[default]
    Loading,
    /// The device has answered; it may or may not have a member signed in.
    Known(Box<DeviceStatus>),
    /// The device could not say (in a browser: no network at the start).
    Unreachable(CallError),
}

/// What happened to the session.
#[derive(Debug)]
pub enum SessionChange {
    /// The device says how it stands.
    Status(Box<DeviceStatus>),
    /// It could not be asked.
    Unreachable(CallError),
    /// Somebody signed in.
    SignedIn(Box<SessionInfo>),
    /// Nobody is signed in any more.
    SignedOut,
    /// Asking again.
    Loading,
    /// The deliveries were read from the server in full.
    Synced(Timestamp),
    /// The network was seen, or seen to be gone, by a call.
    Network(Network),
}

impl Session {
    /// How the device stands, once known.
    pub fn status(&self) -> Option<&DeviceStatus> {
        match self {
            Self::Known(status) => Some(status),
            Self::Loading | Self::Unreachable(_) => None,
        }
    }
}

impl Reducible for Session {
    type Action = SessionChange;

    fn reduce(self: Rc<Self>, change: SessionChange) -> Rc<Self> {
        let with = |edit: &dyn Fn(&mut DeviceStatus)| {
            let mut status = self.status().cloned().unwrap_or_else(unknown);
            edit(&mut status);
            Rc::new(Self::Known(Box::new(status)))
        };
        match change {
            SessionChange::Status(status) => Rc::new(Self::Known(status)),
            SessionChange::SignedIn(info) => with(&|status| {
                status.session = Some((*info).clone());
                status.network = Network::Online;
            }),
            SessionChange::SignedOut => with(&|status| {
                status.session = None;
                status.waiting = 0;
            }),
            SessionChange::Synced(at) => with(&|status| status.synced_at = Some(at)),
            SessionChange::Network(network) => with(&|status| status.network = network),
            SessionChange::Loading => Rc::new(Self::Loading),
            // A device that was known stays known: a network that goes away must not throw anybody out.
            SessionChange::Unreachable(_) if self.status().is_some() => {
                with(&|status| status.network = Network::Offline)
            }
            SessionChange::Unreachable(error) => Rc::new(Self::Unreachable(error)),
        }
    }
}

fn unknown() -> DeviceStatus {
    DeviceStatus {
        session: None,
        server_url: String::new(),
        network: Network::Unknown,
        waiting: 0,
        wedged: 0,
        synced_at: None,
        shift: Default::default(),
        approach: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reduce(session: Session, change: SessionChange) -> Session {
        (*Rc::new(session).reduce(change)).clone()
    }

    #[test]
    fn a_lost_network_does_not_sign_anybody_out() {
        let known = Session::Known(Box::new(unknown()));
        let after = reduce(known, SessionChange::Unreachable(CallError::network("gone")));
        assert_eq!(after.status().map(|status| status.network), Some(Network::Offline));
    }

    #[test]
    fn without_a_network_at_the_start_the_screen_can_say_so() {
        let error = CallError::network("gone");
        let after = reduce(Session::Loading, SessionChange::Unreachable(error.clone()));
        assert_eq!(after, Session::Unreachable(error));
    }
}
