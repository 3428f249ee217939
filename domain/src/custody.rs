//! Custody: who holds each parcel. It follows from handovers alone, each a signed fact: sender → driver → driver →
//! recipient, or back to the sender.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    delivery::Delivery,
    id::{MemberId, ParcelId},
    parcel::Parcel,
    time::Timestamp,
};

/// Who has a parcel in hand. Never two, never nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Holder {
    /// The pickup stop: a depot, a merchant.
    #[default]
    Sender,
    /// A driver.
    Driver {
        /// Which.
        member: MemberId,
    },
    /// Whoever it was for, or whoever took it for them.
    Recipient,
}

impl Holder {
    /// The driver of this id.
    pub fn driver(member: MemberId) -> Self {
        Self::Driver { member }
    }
}

/// To whom a driver hands parcels that are not delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Receiver {
    /// Another driver, who confirms it with a command of their own.
    Driver {
        /// Which.
        member: MemberId,
    },
    /// Back to where they came from.
    Sender,
}

/// Goods on their way from one van to another. The driver stays responsible until both have said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transfer {
    /// Who gets them.
    pub to: MemberId,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When the present driver said "handed over".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_at: Option<Timestamp>,
    /// When the other driver said "I have it".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<Timestamp>,
}

/// Holders other than the sender.
pub(crate) type Custody = BTreeMap<ParcelId, Holder>;

impl Delivery {
    /// Who holds the parcel.
    pub fn holder(&self, parcel: ParcelId) -> Holder {
        self.custody.get(&parcel).copied().unwrap_or_default()
    }

    /// The parcels that `holder` holds.
    pub fn held_by(&self, holder: Holder) -> impl Iterator<Item = &Parcel> {
        self.parcels.iter().filter(move |parcel| self.holder(parcel.id) == holder)
    }

    /// Whether goods are to come from the present driver to `member`.
    pub fn is_transferred_to(&self, member: MemberId) -> bool {
        self.transfer.is_some_and(|transfer| transfer.to == member)
    }

    /// Whether `member` has confirmed to have taken the goods over, and the other driver has not yet.
    pub fn is_taken_by(&self, member: MemberId) -> bool {
        self.transfer.is_some_and(|transfer| transfer.to == member && transfer.taken_at.is_some())
    }
}
