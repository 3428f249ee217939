//! Whether bytes are a picture that we are willing to keep and to show.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage, metadata::Orientation,
};

/// Most pixels of a picture: 50 megapixels, more than a phone's camera makes and less than would hurt to decode.
pub const PIXELS_MAX: u64 = 50_000_000;
/// Longest side in pixels; JPEG itself ends at 65,535.
const SIDE_MAX: u32 = 16_384;
/// Most memory that decoding one picture may take, in bytes.
const DECODE_MAX: u64 = 512 * 1024 * 1024;

/// What a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageInfo {
    /// `image/jpeg` or `image/png`, by its first bytes and not by what was claimed.
    pub mime: &'static str,
    /// In pixels, as stored.
    pub width: u32,
    /// In pixels, as stored.
    pub height: u32,
}

/// Why bytes are not a picture for us.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnImage {
    /// The first bytes are neither those of a JPEG nor of a PNG.
    #[error("the bytes are neither a JPEG nor a PNG picture")]
    UnknownFormat,
    /// Too many pixels.
    #[error("the picture has {width} × {height} pixels; at most 50 megapixels and 16,384 a side are allowed")]
    TooLarge {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// It begins like a picture but cannot be read.
    #[error("the picture is damaged: {0}")]
    Damaged(String),
}

/// A decoded picture, turned upright.
pub struct Picture {
    /// What it was when it came.
    pub info: ImageInfo,
    /// Its pixels, upright, on white where it was transparent.
    pub pixels: RgbImage,
}

impl Picture {
    /// Decodes `bytes` in full. Takes a while and some memory: call it where blocking is allowed.
    pub fn decode(bytes: &[u8]) -> Result<Self, NotAnImage> {
        let info = ImageInfo::of(bytes)?;
        let mut decoder = reader(bytes, info.format())?.into_decoder().map_err(damaged)?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
        image.apply_orientation(orientation);
        Ok(Self { info, pixels: on_white(image) })
    }
}

impl ImageInfo {
    /// Looks at the first bytes and the header only.
    pub fn of(bytes: &[u8]) -> Result<Self, NotAnImage> {
        let (format, mime) = match bytes {
            [0xff, 0xd8, 0xff, ..] => (ImageFormat::Jpeg, "image/jpeg"),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => (ImageFormat::Png, "image/png"),
            _ => return Err(NotAnImage::UnknownFormat),
        };
        let (width, height) = reader(bytes, format)?.into_dimensions().map_err(damaged)?;
        let pixels = u64::from(width) * u64::from(height);
        if pixels > PIXELS_MAX || width > SIDE_MAX || height > SIDE_MAX {
            return Err(NotAnImage::TooLarge { width, height });
        }
        Ok(Self { mime, width, height })
    }

    fn format(self) -> ImageFormat {
        if self.mime == "image/png" { ImageFormat::Png } else { ImageFormat::Jpeg }
    }
}

fn reader(bytes: &[u8], format: ImageFormat) -> Result<ImageReader<Cursor<&[u8]>>, NotAnImage> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODE_MAX);
    reader.limits(limits);
    Ok(reader)
}

fn damaged(error: image::ImageError) -> NotAnImage {
    NotAnImage::Damaged(error.to_string())
}

/// A signature is often drawn on nothing at all; a JPEG has no nothing, and black would hide the ink.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let rgba = image.into_rgba8();
    let mut flat = RgbImage::new(rgba.width(), rgba.height());
    for (pixel, out) in rgba.pixels().zip(flat.pixels_mut()) {
        let [r, g, b, a] = pixel.0.map(u32::from);
        let over = |channel: u32| ((channel * a + 255 * (255 - a) + 127) / 255) as u8;
        *out = Rgb([over(r), over(g), over(b)]);
    }
    flat
}
