//! What a vehicle has room for, as it is typed: kilograms, litres, pieces.

use serde::{Deserialize, Serialize};
use waybill_domain::dispatch::Load;

use super::{reader::Reader, typed::write_decimal};

/// Grams of a kilogram, and cubic centimetres of a litre.
const THOUSAND: f64 = 1_000.0;

/// What a vehicle has room for; nothing: whatever comes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoomSheet {
    /// Kilograms.
    pub weight: String,
    /// Litres.
    pub volume: String,
    /// Pieces.
    pub count: String,
}

impl RoomSheet {
    pub(super) fn of(room: Load) -> Self {
        let text = |value: u32, scale: f64| match value {
            u32::MAX => String::new(),
            value => write_decimal(f64::from(value) / scale),
        };
        Self {
            weight: text(room.weight_g, THOUSAND),
            volume: text(room.volume_cm3, THOUSAND),
            count: text(room.count, 1.0),
        }
    }

    pub(super) fn read(&self, reader: &mut Reader) -> Load {
        Load {
            weight_g: reader.room("capacity.weight_g", &self.weight, THOUSAND),
            volume_cm3: reader.room("capacity.volume_cm3", &self.volume, THOUSAND),
            count: reader.room("capacity.count", &self.count, 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_whatever_comes() {
        let sheet = RoomSheet::of(Load::UNLIMITED);
        assert_eq!(sheet, RoomSheet::default());
        assert_eq!(sheet.read(&mut Reader::default()), Load::UNLIMITED);
        let load = Load { weight_g: 12_500, volume_cm3: 0, count: 40 };
        let sheet = RoomSheet::of(load);
        assert_eq!((sheet.weight.as_str(), sheet.volume.as_str(), sheet.count.as_str()), ("12.5", "0", "40"));
        assert_eq!(sheet.read(&mut Reader::default()), load);
    }

    #[test]
    fn less_than_nothing_is_refused() {
        for wrong in ["-1", "many", "99999999"] {
            let mut reader = Reader::default();
            let load = RoomSheet { weight: wrong.into(), ..RoomSheet::default() }.read(&mut reader);
            assert!(reader.finish(load, Vec::new()).is_err(), "{wrong}");
        }
    }
}
