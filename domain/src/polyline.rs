//! The encoded polyline format: a line as a short string.
//!
//! Each coordinate is the difference to the one before, zig-zag coded, in groups of five bits
//! (<https://developers.google.com/maps/documentation/utilities/polylinealgorithm>). OSRM writes 5 decimals by default,
//! Valhalla 6.

use crate::geo::Point;

/// A line that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the polyline breaks off or has a wrong character at byte {at}")]
pub struct BadPolyline {
    /// Where reading stopped.
    pub at: usize,
}

/// The string of `line` with that many decimals.
pub fn encode(line: &[Point], decimals: u32) -> String {
    let scale = 10_f64.powi(decimals as i32);
    let mut text = String::new();
    let mut last = (0_i64, 0_i64);
    for point in line {
        let here = ((point.lat * scale).round() as i64, (point.lon * scale).round() as i64);
        put(&mut text, here.0 - last.0);
        put(&mut text, here.1 - last.1);
        last = here;
    }
    text
}

/// The points of `text`, written with that many decimals.
pub fn decode(text: &str, decimals: u32) -> Result<Vec<Point>, BadPolyline> {
    let scale = 10_f64.powi(decimals as i32);
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut here = (0_i64, 0_i64);
    let mut line = Vec::new();
    while at < bytes.len() {
        here.0 += take(bytes, &mut at)?;
        here.1 += take(bytes, &mut at)?;
        let point = Point::new(here.0 as f64 / scale, here.1 as f64 / scale);
        line.push(point.map_err(|_| BadPolyline { at })?);
    }
    Ok(line)
}

fn put(text: &mut String, value: i64) {
    let mut rest = ((value << 1) ^ (value >> 63)) as u64;
    while rest >= 0x20 {
        text.push(char::from((0x20 | (rest & 0x1f)) as u8 + 63));
        rest >>= 5;
    }
    text.push(char::from(rest as u8 + 63));
}

fn take(bytes: &[u8], at: &mut usize) -> Result<i64, BadPolyline> {
    let mut value = 0_u64;
    for shift in (0..40).step_by(5) {
        let byte = bytes.get(*at).and_then(|byte| byte.checked_sub(63)).filter(|&bits| bits < 0x40);
        let bits = byte.ok_or(BadPolyline { at: *at })?;
        *at += 1;
        value |= u64::from(bits & 0x1f) << shift;
        if bits & 0x20 == 0 {
            return Ok((value >> 1) as i64 ^ -((value & 1) as i64));
        }
    }
    Err(BadPolyline { at: *at })
}
