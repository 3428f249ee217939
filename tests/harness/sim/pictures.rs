//! Photos and signatures: small ones, no two alike, and now and then one that takes several chunks.

use image::{ImageFormat, Rgb, RgbImage};

use super::dice::Dice;

/// A photo as a camera gives it.
pub(super) fn photo(dice: &Dice) -> Vec<u8> {
    encode(dice, 16, ImageFormat::Jpeg)
}

/// A signature as the canvas gives it; a large one now and then.
pub(super) fn signature(dice: &Dice) -> Vec<u8> {
    let side = if dice.chance(0.1) { 330 } else { 12 };
    encode(dice, side, ImageFormat::Png)
}

/// Noise, which does not compress.
fn encode(dice: &Dice, side: u32, format: ImageFormat) -> Vec<u8> {
    let mut noise = dice.number(1..=u64::MAX - 1);
    let image = RgbImage::from_fn(side, side, |_, _| {
        noise ^= noise << 13;
        noise ^= noise >> 7;
        noise ^= noise << 17;
        let [r, g, b, ..] = noise.to_le_bytes();
        Rgb([r, g, b])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("a picture in memory can be encoded");
    bytes.into_inner()
}
