//! What drivers move with, and sets of it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::fleet::TravelMode;

/// What a driver moves with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Vehicle {
    /// On foot.
    Foot,
    /// A bicycle.
    Bicycle,
    /// A bicycle made for goods.
    CargoBike,
    /// A scooter or a motorcycle.
    Scooter,
    /// A car.
    Car,
    /// A van.
    Van,
    /// A truck.
    Truck,
}

impl Vehicle {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Foot, Self::Bicycle, Self::CargoBike, Self::Scooter, Self::Car, Self::Van, Self::Truck];

    /// By which roads it goes.
    pub fn mode(self) -> TravelMode {
        match self {
            Self::Foot => TravelMode::Foot,
            Self::Bicycle | Self::CargoBike => TravelMode::Bicycle,
            Self::Scooter | Self::Car | Self::Van | Self::Truck => TravelMode::Car,
        }
    }
}

/// A set of vehicles, small enough to be compared in one instruction. On the wire it is a list of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Vehicles(u8);

impl Vehicles {
    /// Every kind.
    pub const ALL: Self = Self((1 << Vehicle::ALL.len()) - 1);
    /// None.
    pub const NONE: Self = Self(0);

    /// Whether every kind is in it.
    pub fn is_all(&self) -> bool {
        *self == Self::ALL
    }

    /// Whether `vehicle` is in it.
    pub fn contains(self, vehicle: Vehicle) -> bool {
        self.0 & (1 << vehicle as u8) != 0
    }

    /// The members, in the order of [`Vehicle::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Vehicle> {
        Vehicle::ALL.into_iter().filter(move |vehicle| self.contains(*vehicle))
    }
}

/// Whatever vehicle comes.
impl Default for Vehicles {
    fn default() -> Self {
        Self::ALL
    }
}

impl FromIterator<Vehicle> for Vehicles {
    fn from_iter<I: IntoIterator<Item = Vehicle>>(vehicles: I) -> Self {
        Self(vehicles.into_iter().fold(0, |set, vehicle| set | 1 << vehicle as u8))
    }
}

impl Serialize for Vehicles {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Vehicles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Vehicle>::deserialize(deserializer).map(Self::from_iter)
    }
}

#[cfg(feature = "openapi")]
mod schema {
    use utoipa::openapi::{Ref, RefOr, Schema, schema::ArrayBuilder};

    impl utoipa::PartialSchema for super::Vehicles {
        fn schema() -> RefOr<Schema> {
            ArrayBuilder::new().items(Ref::from_schema_name("Vehicle")).into()
        }
    }

    impl utoipa::ToSchema for super::Vehicles {}
}
