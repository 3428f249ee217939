use std::{collections::BTreeSet, io::Cursor};

use image::{ImageDecoder as _, ImageReader, codecs::jpeg::JpegDecoder, metadata::Orientation};
use waybill_demo::photo::{self, FULL_SIZE};
use waybill_domain::{Point, Timestamp, proof::BlobKind, protocol::BLOB_MAX};

#[test]
fn pictures_decode_and_differ() {
    let mut hashes = BTreeSet::new();
    for i in 0..4 {
        for blob in [photo::delivered(i), photo::nobody_home(i), photo::signature(i)] {
            let reader = ImageReader::new(Cursor::new(&blob.bytes)).with_guessed_format().expect("a format");
            assert_eq!(
                reader.format().map(|format| format.to_mime_type()),
                Some(blob.reference.mime.as_str())
            );
            let picture = reader.decode().expect("it decodes").to_luma8();
            let (width, height) = picture.dimensions();
            match blob.reference.kind {
                BlobKind::Photo => assert_eq!((width, height), (480, 640)),
                BlobKind::Signature => assert_eq!((width, height), (600, 200)),
            }
            let (dark, light) = (picture.iter().min(), picture.iter().max());
            assert!(dark < Some(&90) && light > Some(&150), "it is blank");
            assert!(hashes.insert(blob.reference.sha256));
        }
    }
    assert_eq!(photo::delivered(2), photo::delivered(2));
}

#[test]
fn a_full_size_photo_lies_on_its_side_and_says_so() {
    let bytes = photo::full_size_photo(5);
    let mut decoder = JpegDecoder::new(Cursor::new(&bytes)).expect("a JPEG");
    assert_eq!(decoder.dimensions(), FULL_SIZE);
    assert_eq!(decoder.orientation().expect("EXIF"), Orientation::Rotate90);
    let size = bytes.len() as u64;
    assert!((1_500_000..6_000_000).contains(&size) && size < BLOB_MAX, "{size} bytes");
    let upright = {
        let mut picture = image::load_from_memory(&bytes).expect("it decodes");
        picture.apply_orientation(Orientation::Rotate90);
        picture.thumbnail(30, 40).to_rgb8()
    };
    assert_eq!(upright.dimensions(), (30, 40));
    let brightness = |row: u32| {
        upright.rows().nth(row as usize).map_or(0, |row| row.map(|p| u32::from(p.0[2])).sum::<u32>())
    };
    assert_ne!(brightness(5), brightness(36), "the ground is below the wall");
}

#[test]
fn exif_says_when_and_where() {
    let at: Timestamp = "2026-11-20T10:50:07Z".parse().expect("an instant");
    let bytes = photo::full_size_photo_at(5, Point { lat: -33.5, lon: 18.25 }, at);
    let mut decoder = JpegDecoder::new(Cursor::new(&bytes)).expect("a JPEG");
    let exif = decoder.exif_metadata().expect("readable").expect("EXIF");
    let has = |part: &[u8]| exif.windows(part.len()).any(|window| window == part);
    assert!(has(b"2026:11:20 10:50:07\0"));
    assert!(has(&[33_u32, 1, 30, 1, 0, 100].map(u32::to_be_bytes).concat()), "latitude");
    assert!(has(&[18_u32, 1, 15, 1, 0, 100].map(u32::to_be_bytes).concat()), "longitude");
    assert!(has(&[0, 1, 0, 2, 0, 0, 0, 2, b'S', 0]));
}
