//! Pictures as phones make them.

use image::{ExtendedColorType, ImageEncoder as _, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use waybill_domain::proof::{BlobKind, BlobRef, Sha256Hash};

/// A photo: left half red, right half blue, `seed` makes it one of its kind.
pub(crate) fn jpeg(width: u32, height: u32, seed: u8) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        let noise = (x.wrapping_mul(31) ^ y.wrapping_mul(17)) as u8 & 15;
        if x < width / 2 { Rgb([220, noise, seed]) } else { Rgb([seed, noise, 220]) }
    });
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .expect("a JPEG");
    out
}

/// The same with EXIF in it that says "turn me" and a place that must not get out.
pub(crate) fn exif_jpeg(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut tiff: Vec<u8> = b"II*\0\x08\0\0\0\x02\0".to_vec();
    // Tag 0x0112, type SHORT, count 1: the orientation. Tag 0x010e, type ASCII, count 12: a description at offset 38.
    tiff.extend([0x0e, 0x01, 2, 0, 12, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(b"SECRETPLACE\0");
    let length = (tiff.len() + 8) as u16;
    let plain = jpeg(width, height, 7);
    let mut out = plain[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(length.to_be_bytes());
    out.extend(b"Exif\0\0");
    out.extend(tiff);
    out.extend(&plain[2..]);
    out
}

/// A signature: dark ink on nothing.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let ink = image::RgbaImage::from_fn(width, height, |x, y| {
        if x == y { image::Rgba([10, 10, 40, 255]) } else { image::Rgba([0, 0, 0, 0]) }
    });
    let mut out = std::io::Cursor::new(Vec::new());
    ink.write_to(&mut out, image::ImageFormat::Png).expect("a PNG");
    out.into_inner()
}

/// A commitment to these bytes.
pub(crate) fn photo_of(bytes: &[u8]) -> BlobRef {
    BlobRef {
        sha256: Sha256Hash::of(bytes),
        size: bytes.len() as u64,
        mime: "image/jpeg".to_owned(),
        kind: BlobKind::Photo,
    }
}
