//! What a photo says about itself.

use std::io::Cursor;

use anyhow::Result;
use exif::{In, Reader, Tag};

/// Orientation (1 is upright) and whether time and place are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// 1 to 8; 1 where nothing is said.
    pub orientation: u32,
    /// `DateTimeOriginal` is there.
    pub has_time: bool,
    /// Latitude and longitude are there.
    pub has_place: bool,
}

/// Reads the EXIF of a JPEG; `None` where it has none.
pub fn read(jpeg: &[u8]) -> Result<Option<Facts>> {
    let exif = match Reader::new().read_from_container(&mut Cursor::new(jpeg)) {
        Ok(exif) => exif,
        Err(exif::Error::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let has = |tag| exif.get_field(tag, In::PRIMARY).is_some();
    let orientation = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    Ok(Some(Facts {
        orientation: orientation.unwrap_or(1),
        has_time: has(Tag::DateTimeOriginal),
        has_place: has(Tag::GPSLatitude) && has(Tag::GPSLongitude),
    }))
}
