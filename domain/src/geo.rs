//! Places on the earth, and the samples a phone takes of where it is.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Mean earth radius in metres (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A WGS 84 position in degrees. Deserializing refuses values that are not on the earth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "RawPoint")]
pub struct Point {
    /// Latitude, −90 to 90.
    pub lat: f64,
    /// Longitude, −180 to 180.
    pub lon: f64,
}

#[derive(Deserialize)]
struct RawPoint {
    lat: f64,
    lon: f64,
}

/// A coordinate outside the earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOnEarth {
    /// The latitude is not in −90..=90.
    #[error("lat must be between -90 and 90 degrees")]
    Latitude,
    /// The longitude is not in −180..=180.
    #[error("lon must be between -180 and 180 degrees")]
    Longitude,
}

impl Point {
    /// A position, if it is one.
    pub fn new(lat: f64, lon: f64) -> Result<Self, NotOnEarth> {
        if !(-90.0..=90.0).contains(&lat) {
            return Err(NotOnEarth::Latitude);
        }
        if !(-180.0..=180.0).contains(&lon) {
            return Err(NotOnEarth::Longitude);
        }
        Ok(Self { lat, lon })
    }

    /// Great-circle distance in metres (haversine, mean radius).
    pub fn distance_m(self, other: Self) -> f64 {
        let (lat_a, lat_b) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = (lat_b - lat_a) / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let h = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
        2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
    }

    /// Initial bearing towards `other`, in degrees clockwise from north, 0..360.
    pub fn bearing_deg(self, other: Self) -> f64 {
        let (lat_a, lat_b) = (self.lat.to_radians(), other.lat.to_radians());
        let d_lon = (other.lon - self.lon).to_radians();
        let y = d_lon.sin() * lat_b.cos();
        let x = lat_a.cos() * lat_b.sin() - lat_a.sin() * lat_b.cos() * d_lon.cos();
        y.atan2(x).to_degrees().rem_euclid(360.0)
    }
}

impl TryFrom<RawPoint> for Point {
    type Error = NotOnEarth;

    fn try_from(raw: RawPoint) -> Result<Self, NotOnEarth> {
        Self::new(raw.lat, raw.lon)
    }
}

/// One GPS sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fix {
    /// Where.
    pub point: Point,
    /// When the receiver took it, by its own clock.
    pub at: Timestamp,
    /// Radius of 68 % confidence, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<f32>,
    /// Ground speed, in metres per second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speed_mps: Option<f32>,
    /// Degrees clockwise from north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading_deg: Option<f32>,
    /// Charge of the phone, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub battery_pct: Option<u8>,
}

/// A fix in the phone's location lane. (device, boot, seq) names it once and for ever.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaneFix {
    /// Which boot of the device took it.
    pub boot: u32,
    /// Counts up within the boot.
    pub seq: u64,
    /// The sample.
    #[serde(flatten)]
    pub fix: Fix,
}
