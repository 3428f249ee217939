//! How somebody on foot uses a street.

use super::{
    access::{Access, access},
    ferry::USUAL_KMH,
    street::{Class, Street},
};
use crate::road::map::Passage;

/// Walking speed in km/h: OSRM's (`walking_speed` in `profiles/foot.lua`); Valhalla's is 5.1.
const WALKING: f32 = 5.0;
/// On steps: OSRM walks them as fast, Valhalla adds time; up and down together half as fast is what people do
/// (Fujiyama and Tyler, "Predicting the walking speed of pedestrians on stairs", 2010: 0.5 to 0.8 m/s along the slope).
const STEPS: f32 = 2.5;

/// How somebody on foot uses this street; one-way rules are for vehicles.
pub(super) fn passage(street: &Street) -> Passage {
    let (usual, kmh) = match street.class {
        Class::Road(0) => (Access::No, WALKING),
        Class::Cycleway => (Access::Yes, WALKING),
        Class::Steps => (Access::Yes, STEPS),
        Class::Ferry => (Access::Yes, USUAL_KMH),
        _ => (Access::Yes, WALKING),
    };
    let allowed = access(street.tags, &["foot", "access"]).unwrap_or(usual);
    match allowed {
        Access::No => Passage::default(),
        Access::Yes | Access::Business => {
            Passage { destination_only: allowed == Access::Business, ..Passage::both(kmh) }
        }
    }
}
