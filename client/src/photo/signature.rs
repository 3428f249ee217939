//! A drawn signature is kept as it came from the canvas, once it is known to be one.

use std::io::Cursor;

use image::{ImageDecoder as _, codecs::png::PngDecoder};

use super::{FILE_MAX, PhotoError, Prepared};

const SIDE_MAX: u32 = 4_096;

pub(super) fn check(source: &[u8]) -> Result<Prepared, PhotoError> {
    if source.len() > FILE_MAX {
        return Err(PhotoError::NotASignature);
    }
    let decoder = PngDecoder::new(Cursor::new(source)).map_err(|_| PhotoError::NotASignature)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 || width > SIDE_MAX || height > SIDE_MAX {
        return Err(PhotoError::NotASignature);
    }
    image::DynamicImage::from_decoder(decoder).map_err(|e| PhotoError::Damaged(e.to_string()))?;
    Ok(Prepared { bytes: source.to_vec(), mime: "image/png", extension: "png" })
}
