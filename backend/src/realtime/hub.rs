//! Who listens, and what they are told.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use tokio::sync::broadcast;
use waybill_domain::{DeliveryId, Event, MemberId, OrganizationId, eta::Etas, protocol::DriverPosition};

use crate::store::Logged;

/// Signals that a listener may be behind before it is sent away to catch up by pull.
const BACKLOG: usize = 512;

/// Something that open sockets want to know at once.
#[derive(Clone, Debug)]
pub enum Signal {
    /// The log has grown by these events, in order.
    Logged(Arc<[Event]>),
    /// A driver moved.
    Position(DriverPosition),
    /// What is expected of a driver's stop changed.
    Expected(MemberId, DeliveryId, Etas),
    /// A session ended or a role changed: every socket asks whether its own still stands.
    Recheck,
}

/// One channel for each organization somebody listens to. A signal for nobody costs nothing.
#[derive(Debug, Default)]
pub struct Hub {
    channels: RwLock<HashMap<OrganizationId, broadcast::Sender<Signal>>>,
}

impl Hub {
    /// Listens to one organization. A listener that falls behind is told so by [`broadcast::error::RecvError::Lagged`].
    pub fn listen(&self, organization: OrganizationId) -> broadcast::Receiver<Signal> {
        let mut channels = self.channels.write().unwrap_or_else(PoisonError::into_inner);
        // Fleets nobody watches any more need no channel.
        channels.retain(|id, channel| *id == organization || channel.receiver_count() > 0);
        channels.entry(organization).or_insert_with(|| broadcast::channel(BACKLOG).0).subscribe()
    }

    /// How many listen to `organization`.
    pub fn listeners(&self, organization: OrganizationId) -> usize {
        let channels = self.channels.read().unwrap_or_else(PoisonError::into_inner);
        channels.get(&organization).map_or(0, broadcast::Sender::receiver_count)
    }

    /// Tells those who may know that the log has grown. Called after each commit, in commit order.
    pub fn announce(&self, logged: &[Logged]) {
        let mut rest = logged;
        while let Some(first) = rest.first() {
            let end = rest.iter().position(|other| other.organization != first.organization);
            let (same, others) = rest.split_at(end.unwrap_or(rest.len()));
            if self.listeners(first.organization) > 0 {
                let events: Arc<[Event]> = same.iter().map(|logged| logged.event.clone()).collect();
                self.signal(first.organization, Signal::Logged(events));
            }
            rest = others;
        }
    }

    /// Tells those who may know that a driver moved.
    pub fn moved(&self, organization: OrganizationId, position: DriverPosition) {
        self.signal(organization, Signal::Position(position));
    }

    /// Tells those who may know what is expected of a delivery's stops.
    pub fn expected(&self, organization: OrganizationId, driver: MemberId, delivery: DeliveryId, etas: Etas) {
        self.signal(organization, Signal::Expected(driver, delivery, etas));
    }

    /// Lets every socket of the organization ask whether its session still stands. Called after the commit that ended a
    /// session or changed a role.
    pub fn recheck(&self, organization: OrganizationId) {
        self.signal(organization, Signal::Recheck);
    }

    fn signal(&self, organization: OrganizationId, signal: Signal) {
        let channels = self.channels.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(channel) = channels.get(&organization) {
            // Fails only where nobody listens, which is fine.
            let _ = channel.send(signal);
        }
    }
}
