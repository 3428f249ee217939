//! What dispatch knows about a driver, as it is typed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use waybill_domain::{
    dispatch::{Profile, Vehicle},
    problem::FieldError,
};

use super::{
    RoomSheet, Sheet,
    names::{read_names, write_names},
    reader::Reader,
    typed::write_decimal,
};

/// What dispatch knows about a driver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileSheet {
    /// What the driver moves with.
    pub vehicle: Vehicle,
    /// What that holds.
    pub room: RoomSheet,
    /// Names in one line.
    pub skills: String,
    /// Names in one line; nothing: all.
    pub zones: String,
    /// Names in one line.
    pub blocked_customers: String,
    /// Names in one line.
    pub unwanted_by: String,
    /// 1 to 5; nothing: nobody has rated yet.
    pub rating: String,
}

impl Default for ProfileSheet {
    fn default() -> Self {
        Self::of(&Profile::default())
    }
}

impl ProfileSheet {
    /// The zones that are named.
    pub fn named_zones(&self) -> BTreeSet<String> {
        read_names(&self.zones)
    }

    /// With `zone` among the zones that are named, or not.
    pub fn set_zone(&mut self, zone: &str, on: bool) {
        let mut named = self.named_zones();
        match on {
            true => named.insert(zone.to_owned()),
            false => named.remove(zone),
        };
        self.zones = write_names(&named);
    }
}

impl Sheet for ProfileSheet {
    type Item = Profile;

    fn of(item: &Profile) -> Self {
        Self {
            vehicle: item.vehicle,
            room: RoomSheet::of(item.capacity),
            skills: write_names(&item.skills),
            zones: write_names(&item.zones),
            blocked_customers: write_names(&item.blocked_customers),
            unwanted_by: write_names(&item.unwanted_by),
            rating: item.rating.map(write_decimal).unwrap_or_default(),
        }
    }

    fn read(&self, _: &Profile) -> Result<Profile, Vec<FieldError>> {
        let mut reader = Reader::default();
        let profile = Profile {
            vehicle: self.vehicle,
            capacity: self.room.read(&mut reader),
            skills: read_names(&self.skills),
            zones: read_names(&self.zones),
            blocked_customers: read_names(&self.blocked_customers),
            unwanted_by: read_names(&self.unwanted_by),
            rating: match self.rating.trim() {
                "" => None,
                text => Some(reader.scaled("rating", text, 1.0)),
            },
        };
        let rules = profile.check();
        reader.finish(profile, rules)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_comes_back_as_it_was() {
        let sheet = ProfileSheet {
            vehicle: Vehicle::CargoBike,
            room: RoomSheet { weight: "80".into(), ..RoomSheet::default() },
            skills: "cold_chain, heavy".into(),
            rating: "4.5".into(),
            ..ProfileSheet::default()
        };
        let profile = sheet.read(&Profile::default()).expect("it breaks no rule");
        assert_eq!((profile.skills.len(), profile.capacity.weight_g), (2, 80_000));
        assert_eq!(ProfileSheet::of(&profile), sheet);
    }

    #[test]
    fn zones_are_taken_in_and_out_by_their_names() {
        let mut sheet = ProfileSheet { zones: "Harbour, Old town".into(), ..ProfileSheet::default() };
        sheet.set_zone("North, and beyond", true);
        sheet.set_zone("Harbour", false);
        let profile = sheet.read(&Profile::default()).expect("it breaks no rule");
        assert_eq!(profile.zones.iter().collect::<Vec<_>>(), ["North, and beyond", "Old town"]);
    }

    #[test]
    fn nobody_has_six_stars() {
        let sheet = ProfileSheet { rating: "6".into(), ..ProfileSheet::default() };
        let errors = sheet.read(&Profile::default()).expect_err("it breaks a rule");
        assert_eq!(errors, [FieldError::new("rating", "must be from 1 to 5")]);
    }
}
