use std::io::Cursor;

use exif::{In, Reader, Tag};
use image::{DynamicImage, ImageEncoder as _, ImageReader, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use waybill_client::photo::{FILE_MAX, PhotoError, SIDE_MAX, Taken, prepare};
use waybill_domain::{Fix, Point, Timestamp, proof::BlobKind};

/// A picture that is red on its left half and blue on its right.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) },
    )
}

pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&halves(width, height)).expect("encodes");
    bytes
}

/// A picture that does not compress.
pub(crate) fn noisy_jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let image = RgbImage::from_fn(width, height, |x, y| Rgb([noise(), (x % 251) as u8, (y % 241) as u8]));
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&image).expect("encodes");
    bytes
}

pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(halves(width, height))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("encodes");
    bytes.into_inner()
}

/// As a phone's camera writes it, held upright: the pixels lie on their side and the EXIF says so.
fn sideways(width: u32, height: u32) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend_from_slice(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    tiff.extend_from_slice(b"\x87\x69\0\x04\0\0\0\x01\0\0\0\x26");
    tiff.extend_from_slice(b"\0\0\0\0");
    tiff.extend_from_slice(b"\0\x01\x90\x03\0\x02\0\0\0\x14\0\0\0\x38\0\0\0\0");
    tiff.extend_from_slice(b"2026:11:20 10:50:00\0");
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.set_exif_metadata(tiff).expect("EXIF");
    let image = halves(width, height);
    encoder.write_image(image.as_raw(), width, height, image::ExtendedColorType::Rgb8).expect("encodes");
    bytes
}

fn taken() -> Taken {
    let point = Point { lat: -42.507_421, lon: 1.521_5 };
    let at: Timestamp = "2026-11-20T09:50:00Z".parse().expect("a time");
    let fix = Fix { point, at, accuracy_m: Some(5.0), speed_mps: None, heading_deg: None, battery_pct: None };
    Taken { at, fix: Some(fix) }
}

fn decoded(bytes: &[u8]) -> RgbImage {
    ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .expect("a format")
        .decode()
        .expect("decodes")
        .to_rgb8()
}

fn says(bytes: &[u8], tag: Tag) -> String {
    let exif = Reader::new().read_from_container(&mut Cursor::new(bytes)).expect("EXIF");
    exif.get_field(tag, In::PRIMARY).map(|field| field.display_value().to_string()).unwrap_or_default()
}

#[test]
fn a_photo_is_turned_upright_and_keeps_its_own_time() {
    let kept = prepare(BlobKind::Photo, &sideways(800, 600), taken()).expect("kept");
    let image = decoded(&kept.bytes);
    assert_eq!(image.dimensions(), (600, 800));
    assert!(image.get_pixel(300, 20).0[0] > 150, "red has come to the top");
    assert!(image.get_pixel(300, 780).0[2] > 150, "blue to the bottom");
    assert_eq!(says(&kept.bytes, Tag::Orientation), "row 0 at top and column 0 at left");
    assert_eq!(says(&kept.bytes, Tag::DateTimeOriginal), "2026-11-20 10:50:00");
}

#[test]
fn a_photo_without_time_and_place_gets_the_phones() {
    let kept = prepare(BlobKind::Photo, &jpeg(640, 480), taken()).expect("kept");
    assert_eq!(says(&kept.bytes, Tag::DateTimeOriginal), "2026-11-20 09:50:00");
    assert_eq!(says(&kept.bytes, Tag::OffsetTimeOriginal), "\"+00:00\"");
    assert_eq!(says(&kept.bytes, Tag::GPSLatitudeRef), "S");
    assert_eq!(says(&kept.bytes, Tag::GPSLatitude), "42 deg 30 min 26.7156 sec");
    assert_eq!(says(&kept.bytes, Tag::GPSLongitude), "1 deg 31 min 17.4 sec");
}

#[test]
fn a_large_photo_fits_in_the_end() {
    let kept = prepare(BlobKind::Photo, &noisy_jpeg(4_000, 3_000), taken()).expect("kept");
    let (width, height) = decoded(&kept.bytes).dimensions();
    assert!(width <= SIDE_MAX && height <= SIDE_MAX);
    assert_eq!(width * 3, height * 4, "its shape stays");
    assert!(kept.bytes.len() <= FILE_MAX, "{} bytes", kept.bytes.len());
    assert!(kept.bytes.len() > FILE_MAX / 2, "and no smaller than it must be: {} bytes", kept.bytes.len());
}

#[test]
fn a_photo_of_a_smooth_thing_is_not_blown_up() {
    let kept = prepare(BlobKind::Photo, &png(400, 300), taken()).expect("kept");
    assert_eq!(kept.mime, "image/jpeg");
    assert_eq!(decoded(&kept.bytes).dimensions(), (400, 300));
}

#[test]
fn what_is_not_an_image_is_refused_in_words() {
    let refused = |kind, bytes: &[u8]| prepare(kind, bytes, taken()).expect_err("refused");
    assert_eq!(refused(BlobKind::Photo, b"%PDF-1.7"), PhotoError::NotAnImage);
    assert_eq!(refused(BlobKind::Photo, b""), PhotoError::NotAnImage);
    let mut cut = jpeg(640, 480);
    cut.truncate(300);
    assert!(matches!(refused(BlobKind::Photo, &cut), PhotoError::Damaged(_)));
    assert_eq!(refused(BlobKind::Signature, &jpeg(100, 50)), PhotoError::NotASignature);
    assert_eq!(refused(BlobKind::Signature, &png(5_000, 10)), PhotoError::NotASignature);
}

#[test]
fn a_signature_stays_as_it_was_drawn() {
    let drawn = png(600, 200);
    assert_eq!(prepare(BlobKind::Signature, &drawn, taken()).expect("kept").bytes, drawn);
}
