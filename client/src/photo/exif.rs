//! When and where, in the file itself. What the camera wrote is kept; what it did not write, the app fills in.

use std::io::Cursor;

use exif::{Field, In, Rational, Reader, Tag, Value, experimental::Writer};
use waybill_domain::Point;

use super::Taken;

/// What a source says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Says {
    /// Local time as the camera writes it, `2026:11:20 10:50:00`.
    date: Option<Vec<u8>>,
    /// Its offset from UTC, `+01:00`.
    offset: Option<Vec<u8>>,
    /// Where.
    point: Option<Point>,
    /// The camera.
    model: Option<Vec<u8>>,
}

/// Reads what is there; broken EXIF says nothing.
pub(super) fn read(source: &[u8]) -> Says {
    let Ok(exif) = Reader::new().read_from_container(&mut Cursor::new(source)) else {
        return Says::default();
    };
    let text = |tag| match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(lines) => lines.first().filter(|line| !line.is_empty()).cloned(),
        _ => None,
    };
    let degrees = |tag| match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(parts) if parts.len() == 3 && parts.iter().all(|part| part.denom != 0) => {
            Some(parts[0].to_f64() + parts[1].to_f64() / 60.0 + parts[2].to_f64() / 3_600.0)
        }
        _ => None,
    };
    let signed = |value, reference, negative: u8| {
        let sign = if text(reference).is_some_and(|r| r.first() == Some(&negative)) { -1.0 } else { 1.0 };
        degrees(value).map(|degrees| degrees * sign)
    };
    let point = signed(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')
        .zip(signed(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W'))
        .and_then(|(lat, lon)| Point::new(lat, lon).ok());
    Says {
        date: text(Tag::DateTimeOriginal).filter(|date| date.len() == 19),
        offset: text(Tag::OffsetTimeOriginal).filter(|offset| offset.len() == 6),
        point,
        model: text(Tag::Model).filter(|model| model.len() <= 64),
    }
}

/// The TIFF block of the kept file.
pub(super) fn write(says: &Says, taken: Taken) -> Result<Vec<u8>, String> {
    let primary = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let ascii = |text: &[u8]| Value::Ascii(vec![text.to_vec()]);
    let mut fields =
        vec![primary(Tag::Orientation, Value::Short(vec![1])), primary(Tag::Software, ascii(b"Waybill"))];
    match &says.date {
        Some(date) => {
            fields.push(primary(Tag::DateTimeOriginal, ascii(date)));
            fields.extend(says.offset.as_ref().map(|o| primary(Tag::OffsetTimeOriginal, ascii(o))));
        }
        None => {
            fields.push(primary(Tag::DateTimeOriginal, ascii(utc(taken).as_bytes())));
            fields.push(primary(Tag::OffsetTimeOriginal, ascii(b"+00:00")));
        }
    }
    fields.extend(says.model.as_ref().map(|model| primary(Tag::Model, ascii(model))));
    if let Some(point) = says.point.or(taken.fix.map(|fix| fix.point)) {
        let (south, west) = (point.lat < 0.0, point.lon < 0.0);
        fields.push(primary(Tag::GPSVersionID, Value::Byte(vec![2, 3, 0, 0])));
        fields.push(primary(Tag::GPSLatitudeRef, ascii(if south { b"S" } else { b"N" })));
        fields.push(primary(Tag::GPSLatitude, Value::Rational(dms(point.lat))));
        fields.push(primary(Tag::GPSLongitudeRef, ascii(if west { b"W" } else { b"E" })));
        fields.push(primary(Tag::GPSLongitude, Value::Rational(dms(point.lon))));
    }
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).map_err(|e| e.to_string())?;
    Ok(out.into_inner())
}

/// `2026-11-20T10:50:00.000Z` as EXIF writes it.
fn utc(taken: Taken) -> String {
    let text = taken.at.to_string();
    text.chars()
        .take(19)
        .map(|c| {
            if c == '-' {
                ':'
            } else if c == 'T' {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Degrees, minutes and hundred-thousandths of seconds: 0.3 mm on the ground.
fn dms(degrees: f64) -> Vec<Rational> {
    const UNIT: u64 = 100_000;
    let total = (degrees.abs() * 3_600.0 * UNIT as f64).round() as u64;
    let part = |value: u64, denom: u64| Rational {
        num: u32::try_from(value).unwrap_or(u32::MAX),
        denom: u32::try_from(denom).unwrap_or(1),
    };
    let (minutes, seconds) = (total / (60 * UNIT), total % (60 * UNIT));
    vec![part(minutes / 60, 1), part(minutes % 60, 1), part(seconds, UNIT)]
}
