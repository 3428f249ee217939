//! Photos and signatures on their way to being proof: what is kept is upright, small, and says when and where.

mod encode;
mod exif;
mod signature;

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};
use waybill_domain::{Fix, Timestamp, proof::BlobKind};

/// Longest side of a kept photo, in pixels.
pub const SIDE_MAX: u32 = 2_048;
/// Largest kept file, in bytes.
pub const FILE_MAX: usize = 400_000;
/// Largest file that is looked at, in bytes.
pub const SOURCE_MAX: usize = 64 * 1024 * 1024;
/// Longest side that is decoded: more is not a photo but an attack on memory.
const SOURCE_SIDE_MAX: u32 = 20_000;
/// Memory that decoding may take, in bytes: 100 megapixels.
const DECODE_MAX: u64 = 420 * 1024 * 1024;

/// Why bytes cannot be kept as proof.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Neither JPEG nor PNG.
    #[error("this file is not a JPEG or PNG image")]
    NotAnImage,
    /// Begins like an image and breaks off or is damaged.
    #[error("this image is damaged: {0}")]
    Damaged(String),
    /// Too many bytes or pixels.
    #[error("this image is too large: it must be at most 64 MB and 20,000 pixels on a side")]
    TooLarge,
    /// A signature that is not a small PNG.
    #[error("a signature must be a PNG image of at most 4,096 pixels on a side and 400 kB")]
    NotASignature,
}

impl PhotoError {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotAnImage => "not_an_image",
            Self::Damaged(_) => "damaged_image",
            Self::TooLarge => "image_too_large",
            Self::NotASignature => "not_a_signature",
        }
    }
}

/// When and where, for a photo that does not say it itself.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// When the app got it.
    pub at: Timestamp,
    /// The last fix, where it is fresh.
    pub fix: Option<Fix>,
}

/// A file that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The file, as it is hashed, kept and sent.
    pub bytes: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub mime: &'static str,
    /// `jpg` or `png`.
    pub extension: &'static str,
}

/// Makes the file to keep. Takes a second for a full-size photo: call it from a thread that may block.
pub fn prepare(kind: BlobKind, source: &[u8], taken: Taken) -> Result<Prepared, PhotoError> {
    if source.len() > SOURCE_MAX {
        return Err(PhotoError::TooLarge);
    }
    match kind {
        BlobKind::Signature => signature::check(source),
        BlobKind::Photo => photo(source, taken),
    }
}

fn photo(source: &[u8], taken: Taken) -> Result<Prepared, PhotoError> {
    let format = image::guess_format(source).map_err(|_| PhotoError::NotAnImage)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png) {
        return Err(PhotoError::NotAnImage);
    }
    let says = exif::read(source);
    let upright = decode(source, format)?;
    let meta = exif::write(&says, taken).map_err(PhotoError::Damaged)?;
    let bytes = encode::within(&upright, &meta)?;
    Ok(Prepared { bytes, mime: "image/jpeg", extension: "jpg" })
}

/// Decodes, turned the right way up.
fn decode(source: &[u8], format: ImageFormat) -> Result<DynamicImage, PhotoError> {
    let mut reader = ImageReader::with_format(Cursor::new(source), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SOURCE_SIDE_MAX);
    limits.max_image_height = Some(SOURCE_SIDE_MAX);
    limits.max_alloc = Some(DECODE_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let orientation = decoder.orientation().map_err(refused)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(refused)?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn refused(error: ImageError) -> PhotoError {
    match error {
        ImageError::Limits(_) => PhotoError::TooLarge,
        ImageError::Unsupported(_) => PhotoError::NotAnImage,
        other => PhotoError::Damaged(other.to_string()),
    }
}
