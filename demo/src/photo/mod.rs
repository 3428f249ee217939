//! Pictures for proof, painted and not taken: doors with parcels, doors that nobody opened, signatures. There are only
//! so many of each, so that a fleet of any size is made quickly.

mod canvas;
mod phone;
mod scene;
mod signature;

use std::sync::{Arc, OnceLock};

use image::{
    ExtendedColorType, ImageEncoder as _,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};
use waybill_domain::proof::{BlobKind, BlobRef, Sha256Hash};

use crate::seed;
use canvas::{Canvas, grain};
pub use phone::{FULL_SIZE, full_size_photo, full_size_photo_at};
use scene::Subject;

/// A proof file with the reference that commits to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Hash, size, type and kind.
    pub reference: BlobRef,
    /// The file.
    pub bytes: Arc<[u8]>,
}

const PARCELS: usize = 16;
const NOBODY_HOME: usize = 5;
const SIGNATURES: usize = 12;

/// A door with a parcel, upright JPEG of 480 × 640; another one for another `n`, up to a point.
pub fn delivered(n: u64) -> Blob {
    static ALL: [OnceLock<Blob>; PARCELS] = [const { OnceLock::new() }; PARCELS];
    cached(&ALL, n, |i| photo(i, Subject::Parcel))
}

/// A door that nobody opened, with a card in the frame; JPEG of the same size.
pub fn nobody_home(n: u64) -> Blob {
    static ALL: [OnceLock<Blob>; NOBODY_HOME] = [const { OnceLock::new() }; NOBODY_HOME];
    cached(&ALL, n, |i| photo(i, Subject::NobodyHome))
}

/// A signature, black on white, PNG of 600 × 200.
pub fn signature(n: u64) -> Blob {
    static ALL: [OnceLock<Blob>; SIGNATURES] = [const { OnceLock::new() }; SIGNATURES];
    cached(&ALL, n, |i| {
        let canvas = signature::paint(&mut seed::stream(i, "signature"), 600);
        let mut bytes = Vec::new();
        PngEncoder::new(&mut bytes)
            .write_image(&canvas.grey(), canvas.width as u32, canvas.height as u32, ExtendedColorType::L8)
            .expect("a picture in memory can be encoded");
        blob(bytes, "image/png", BlobKind::Signature)
    })
}

fn cached<const N: usize>(all: &'static [OnceLock<Blob>; N], n: u64, make: impl Fn(u64) -> Blob) -> Blob {
    let i = n % N as u64;
    all[i as usize].get_or_init(|| make(i)).clone()
}

fn photo(i: u64, subject: Subject) -> Blob {
    let mut canvas: Canvas = scene::paint(&mut seed::stream(i, &format!("{subject:?}")), subject, 480);
    for (i, pixel) in canvas.pixels.iter_mut().enumerate() {
        *pixel = pixel.map(|value| value + 0.012 * grain(i as u32));
    }
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 84)
        .encode(&canvas.rgb(), canvas.width as u32, canvas.height as u32, ExtendedColorType::Rgb8)
        .expect("a picture in memory can be encoded");
    blob(bytes, "image/jpeg", BlobKind::Photo)
}

fn blob(bytes: Vec<u8>, mime: &str, kind: BlobKind) -> Blob {
    let reference =
        BlobRef { sha256: Sha256Hash::of(&bytes), size: bytes.len() as u64, mime: mime.to_owned(), kind };
    Blob { reference, bytes: bytes.into() }
}
