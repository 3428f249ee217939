//! Where each part is read, and where it is written.

mod fleet;

use waybill_domain::{
    MemberId,
    calls::{
        GetCalendar, GetDispatchPolicy, GetDriverProfile, GetRoster, PutCalendar, PutDispatchPolicy,
        PutDriverProfile, PutRoster,
    },
};

use crate::{
    bridge::{self, CallError},
    state::organization::{Basis, CalendarSheet, PolicySheet, ProfileSheet, RosterSheet, Sheet},
};

pub(super) use fleet::{DepotPart, VehiclePart, ZonePart};

/// The code of an answer that says: somebody else was faster.
pub(super) const STALE: &str = "stale_revision";

/// The code of an answer that says: somebody has removed it.
pub(super) const GONE: &str = "unknown";

/// What the sheet of a part means.
pub(super) type Item<P> = <<P as Part>::Sheet as Sheet>::Item;

/// Something that is read, edited and written as a whole.
pub(super) trait Part: Clone + PartialEq + 'static {
    /// As it is typed.
    type Sheet: Sheet;

    /// Its name among the drafts.
    fn name(&self) -> String;

    /// What the server has.
    async fn read(&self) -> Result<Basis<Item<Self>>, CallError>;

    /// Writes `item` in the place of `basis`; [`STALE`] where that is no longer what the server has.
    async fn write(&self, basis: Basis<Item<Self>>, item: Item<Self>)
    -> Result<Basis<Item<Self>>, CallError>;
}

/// [`STALE`] where the server has something else than `basis`. For parts whose revisions are not counted: they are looked at
/// again before they are written.
async fn unchanged<P: Part>(part: &P, basis: &Basis<Item<P>>) -> Result<(), CallError> {
    let now = part.read().await?;
    if P::Sheet::of(&now.item) == P::Sheet::of(&basis.item) {
        return Ok(());
    }
    Err(CallError::refused(STALE, ""))
}

/// How dispatch chooses.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct PolicyPart;

impl Part for PolicyPart {
    type Sheet = PolicySheet;

    fn name(&self) -> String {
        "dispatch".to_owned()
    }

    async fn read(&self) -> Result<Basis<Item<Self>>, CallError> {
        Ok(Basis { rev: 0, item: bridge::call(&GetDispatchPolicy {}).await? })
    }

    async fn write(
        &self,
        basis: Basis<Item<Self>>,
        item: Item<Self>,
    ) -> Result<Basis<Item<Self>>, CallError> {
        unchanged(self, &basis).await?;
        Ok(Basis { rev: 0, item: bridge::call(&PutDispatchPolicy { settings: item }).await? })
    }
}

/// When the organization serves.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct CalendarPart;

impl Part for CalendarPart {
    type Sheet = CalendarSheet;

    fn name(&self) -> String {
        "hours".to_owned()
    }

    async fn read(&self) -> Result<Basis<Item<Self>>, CallError> {
        bridge::call(&GetCalendar {}).await.map(Basis::from)
    }

    async fn write(
        &self,
        basis: Basis<Item<Self>>,
        item: Item<Self>,
    ) -> Result<Basis<Item<Self>>, CallError> {
        bridge::call(&PutCalendar { base_rev: basis.rev, item }).await.map(Basis::from)
    }
}

/// When one driver works.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct RosterPart {
    pub(super) driver: MemberId,
}

impl Part for RosterPart {
    type Sheet = RosterSheet;

    fn name(&self) -> String {
        format!("roster.{}", self.driver)
    }

    async fn read(&self) -> Result<Basis<Item<Self>>, CallError> {
        bridge::call(&GetRoster { id: self.driver }).await.map(Basis::from)
    }

    async fn write(
        &self,
        basis: Basis<Item<Self>>,
        item: Item<Self>,
    ) -> Result<Basis<Item<Self>>, CallError> {
        bridge::call(&PutRoster { id: self.driver, base_rev: basis.rev, item }).await.map(Basis::from)
    }
}

/// What dispatch knows about one driver.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct ProfilePart {
    pub(super) driver: MemberId,
}

impl Part for ProfilePart {
    type Sheet = ProfileSheet;

    fn name(&self) -> String {
        format!("profile.{}", self.driver)
    }

    async fn read(&self) -> Result<Basis<Item<Self>>, CallError> {
        let read = bridge::call(&GetDriverProfile { member: self.driver }).await?;
        Ok(Basis { rev: 0, item: read.profile })
    }

    async fn write(
        &self,
        basis: Basis<Item<Self>>,
        item: Item<Self>,
    ) -> Result<Basis<Item<Self>>, CallError> {
        unchanged(self, &basis).await?;
        let written = bridge::call(&PutDriverProfile { member: self.driver, profile: item }).await?;
        Ok(Basis { rev: 0, item: written.profile })
    }
}
