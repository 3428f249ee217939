//! People, their roles, and what a role may do.

use serde::{Deserialize, Serialize};

use crate::id::MemberId;

/// What a member is in the organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the organization: people, settings, everything a dispatcher may.
    Admin,
    /// Sends drivers.
    Dispatcher,
    /// Delivers.
    Driver,
    /// Sends goods; sees its own deliveries.
    Merchant,
    /// Receives goods.
    Customer,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [Self::Admin, Self::Dispatcher, Self::Driver, Self::Merchant, Self::Customer];

    /// Whether the role sees and steers every delivery of its organization.
    pub fn is_dispatch(self) -> bool {
        matches!(self, Self::Admin | Self::Dispatcher)
    }

    /// Whether the role may manage people and settings.
    pub fn is_admin(self) -> bool {
        matches!(self, Self::Admin)
    }

    /// The name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Dispatcher => "dispatcher",
            Self::Driver => "driver",
            Self::Merchant => "merchant",
            Self::Customer => "customer",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// A person in an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Who.
    pub id: MemberId,
    /// First and last name.
    pub name: String,
    /// Signs in with it.
    pub email: String,
    /// What the member may do.
    pub role: Role,
    /// For drivers: what they drive, such as "Van 7".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub vehicle: String,
    /// In any form that can be dialled.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// A disabled member cannot sign in; the history stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disabled: bool,
}

/// Who acts: the member and the role the server, or the phone's own session, knows them by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub member: MemberId,
    /// As what.
    pub role: Role,
}
