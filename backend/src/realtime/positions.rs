//! Where every driver is, in memory. The fixes themselves are in the database.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

use waybill_domain::{Fix, MemberId, OrganizationId, protocol::DriverPosition};

type Fleet = HashMap<MemberId, Fix>;

/// The newest fix of each driver. It moves only to a newer one: a batch from this morning does not send the marker
/// back.
#[derive(Debug, Default)]
pub struct Positions {
    fleets: RwLock<HashMap<OrganizationId, Fleet>>,
}

impl Positions {
    /// As they were when the server stopped.
    pub fn of_all(all: impl IntoIterator<Item = (OrganizationId, MemberId, Fix)>) -> Self {
        let positions = Self::default();
        for (organization, member, fix) in all {
            positions.offer(organization, member, fix);
        }
        positions
    }

    /// Takes `fix` where it is newer than what is known. Whether the marker moved.
    pub fn offer(&self, organization: OrganizationId, member: MemberId, fix: Fix) -> bool {
        let mut fleets = self.fleets.write().unwrap_or_else(PoisonError::into_inner);
        let fleet = fleets.entry(organization).or_default();
        match fleet.get(&member) {
            Some(known) if known.at >= fix.at => false,
            _ => {
                fleet.insert(member, fix);
                true
            }
        }
    }

    /// Where one driver was last.
    pub fn of(&self, organization: OrganizationId, member: MemberId) -> Option<DriverPosition> {
        let fleets = self.fleets.read().unwrap_or_else(PoisonError::into_inner);
        let fix = *fleets.get(&organization)?.get(&member)?;
        Some(DriverPosition { member, fix })
    }

    /// Where all drivers of a fleet were last, in the order of their ids.
    pub fn all(&self, organization: OrganizationId) -> Vec<DriverPosition> {
        let fleets = self.fleets.read().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<_> = fleets
            .get(&organization)
            .into_iter()
            .flatten()
            .map(|(member, fix)| DriverPosition { member: *member, fix: *fix })
            .collect();
        all.sort_by_key(|position| position.member);
        all
    }
}
