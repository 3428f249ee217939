//! The best JPEG that fits.

use image::{DynamicImage, ImageEncoder as _, RgbImage, codecs::jpeg::JpegEncoder, imageops::FilterType};

use super::{FILE_MAX, PhotoError, SIDE_MAX};

/// Above this a photo only grows.
const BEST: u8 = 88;
/// Below this a photo is not worth keeping at that size: fewer pixels are better.
const WORST: u8 = 50;

/// Scales `image` to the largest side and searches the best quality within the largest file.
pub(super) fn within(image: &DynamicImage, exif: &[u8]) -> Result<Vec<u8>, PhotoError> {
    let mut side = SIDE_MAX.min(image.width().max(image.height()));
    loop {
        let scaled = scale(image, side);
        if let Some(bytes) = search(&scaled, exif)? {
            return Ok(bytes);
        }
        side = side * 3 / 4;
    }
}

fn scale(image: &DynamicImage, side: u32) -> RgbImage {
    if image.width().max(image.height()) <= side {
        return image.to_rgb8();
    }
    image.resize(side, side, FilterType::CatmullRom).to_rgb8()
}

/// The best quality whose file fits; `None` where even the worst does not.
fn search(image: &RgbImage, exif: &[u8]) -> Result<Option<Vec<u8>>, PhotoError> {
    let best = encode(image, exif, BEST)?;
    if best.len() <= FILE_MAX {
        return Ok(Some(best));
    }
    let (mut fits, mut low, mut high) = (None, WORST, BEST - 1);
    while low <= high {
        let quality = u8::midpoint(low, high);
        let bytes = encode(image, exif, quality)?;
        if bytes.len() <= FILE_MAX {
            fits = Some(bytes);
            low = quality + 1;
        } else {
            high = quality - 1;
        }
    }
    Ok(fits)
}

fn encode(image: &RgbImage, exif: &[u8], quality: u8) -> Result<Vec<u8>, PhotoError> {
    let failed = |error: &dyn std::fmt::Display| PhotoError::Damaged(error.to_string());
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    encoder.set_exif_metadata(exif.to_vec()).map_err(|e| failed(&e))?;
    let (width, height) = image.dimensions();
    encoder
        .write_image(image.as_raw(), width, height, image::ExtendedColorType::Rgb8)
        .map_err(|e| failed(&e))?;
    Ok(bytes)
}
