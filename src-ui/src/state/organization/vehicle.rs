//! A vehicle of the fleet, as it is typed.

use serde::{Deserialize, Serialize};
use waybill_domain::{
    dispatch::{Load, Vehicle as Kind},
    fleet::{TravelMode, Vehicle},
    problem::FieldError,
};

use super::{
    RoomSheet, Sheet,
    names::{read_names, write_names},
    reader::Reader,
};

/// A vehicle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VehicleSheet {
    /// What people call it.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What it has room for.
    pub room: RoomSheet,
    /// By which roads it goes; `None`: as its kind does.
    pub travel: Option<TravelMode>,
    /// Names in one line.
    pub skills: String,
}

/// A vehicle about which nothing is known yet.
pub fn new_vehicle() -> Vehicle {
    Vehicle {
        name: String::new(),
        kind: Kind::Van,
        capacity: Load::UNLIMITED,
        profile: None,
        skills: Default::default(),
    }
}

impl Default for VehicleSheet {
    fn default() -> Self {
        Self::of(&new_vehicle())
    }
}

impl Sheet for VehicleSheet {
    type Item = Vehicle;

    fn of(item: &Vehicle) -> Self {
        Self {
            name: item.name.clone(),
            kind: item.kind,
            room: RoomSheet::of(item.capacity),
            travel: item.profile,
            skills: write_names(&item.skills),
        }
    }

    fn read(&self, _: &Vehicle) -> Result<Vehicle, Vec<FieldError>> {
        let mut reader = Reader::default();
        let vehicle = Vehicle {
            name: self.name.trim().to_owned(),
            kind: self.kind,
            capacity: self.room.read(&mut reader),
            profile: self.travel,
            skills: read_names(&self.skills),
        };
        let rules = vehicle.check();
        reader.finish(vehicle, rules)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vehicle_comes_back_as_it_was_and_needs_a_name() {
        let sheet = VehicleSheet {
            name: "Van 7".into(),
            room: RoomSheet { weight: "800".into(), count: "60".into(), ..RoomSheet::default() },
            travel: Some(TravelMode::Bicycle),
            ..VehicleSheet::default()
        };
        let vehicle = sheet.read(&new_vehicle()).expect("it breaks no rule");
        assert_eq!((vehicle.capacity.weight_g, vehicle.capacity.volume_cm3), (800_000, u32::MAX));
        assert_eq!(VehicleSheet::of(&vehicle), sheet);
        let errors = VehicleSheet::default().read(&new_vehicle()).expect_err("it has no name");
        assert_eq!(errors, [FieldError::new("name", "must not be empty")]);
    }
}
