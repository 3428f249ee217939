//! A photo as it comes out of a phone: twelve megapixels, lying on its side with a note in EXIF that says how to turn it,
//! where it was taken and when.

use image::{ExtendedColorType, codecs::jpeg::JpegEncoder};
use waybill_domain::{Point, Timestamp};

use super::{canvas::grain, scene};
use crate::seed;

/// Pixels of the picture as it is stored, before it is turned upright.
pub const FULL_SIZE: (u32, u32) = (4032, 3024);

/// A photo of a door with a parcel: [`FULL_SIZE`], EXIF orientation 6 (turn right to see it upright), with a place in
/// the demo town and a time in November 2026.
pub fn full_size_photo(seed: u64) -> Vec<u8> {
    let at = Timestamp::from_millis(1_795_168_800_000 + (seed % 3_600) as i64 * 1_000);
    let point = Point { lat: 54.479, lon: 10.624 };
    full_size_photo_at(seed, point, at)
}

/// The same, taken at `point` and `at`.
pub fn full_size_photo_at(seed: u64, point: Point, at: Timestamp) -> Vec<u8> {
    let (width, height) = (FULL_SIZE.0 as usize, FULL_SIZE.1 as usize);
    let upright = scene::paint(&mut seed::stream(seed, "full size"), scene::Subject::Parcel, height / 4);
    let source = upright.rgb();
    let mut rgb = Vec::with_capacity(width * height * 3);
    for row in 0..height {
        // A quarter turn: the picture's left edge is the bottom row of what is stored.
        let x = (height - 1 - row) / 4;
        for column in 0..width {
            let from = ((column / 4).min(upright.height - 1) * upright.width + x) * 3;
            let noise = (grain((row * width + column) as u32) * 9.0) as i16;
            rgb.extend(
                source[from..from + 3].iter().map(|&value| (i16::from(value) + noise).clamp(0, 255) as u8),
            );
        }
    }
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 82)
        .encode(&rgb, FULL_SIZE.0, FULL_SIZE.1, ExtendedColorType::Rgb8)
        .expect("a picture in memory can be encoded");
    let mut out = jpeg[..2].to_vec();
    out.extend(exif(point, at));
    out.extend_from_slice(&jpeg[2..]);
    out
}

/// The APP1 segment: big endian TIFF with three directories (picture, camera, place).
fn exif(point: Point, at: Timestamp) -> Vec<u8> {
    let text = at.to_string();
    let (date, time) = text.split_once('T').unwrap_or((&text, ""));
    let time = time.get(..8).unwrap_or("00:00:00");
    let date = date.replace('-', ":");
    let mut picture = Directory::default();
    picture.ascii(0x010f, "Waybill");
    picture.ascii(0x0110, "Demo Phone 12");
    picture.short(0x0112, 6);
    picture.ascii(0x0132, &format!("{date} {time}"));
    let mut camera = Directory::default();
    camera.bytes(0x9000, 7, 4, b"0232".to_vec());
    camera.ascii(0x9003, &format!("{date} {time}"));
    camera.ascii(0x9011, "+00:00");
    camera.long(0xa002, FULL_SIZE.0);
    camera.long(0xa003, FULL_SIZE.1);
    let mut place = Directory::default();
    place.bytes(0x0000, 1, 4, vec![2, 3, 0, 0]);
    place.ascii(0x0001, if point.lat < 0.0 { "S" } else { "N" });
    place.rationals(0x0002, &degrees(point.lat));
    place.ascii(0x0003, if point.lon < 0.0 { "W" } else { "E" });
    place.rationals(0x0004, &degrees(point.lon));
    let clock: Vec<(u32, u32)> = time.split(':').map(|part| (part.parse().unwrap_or(0), 1)).collect();
    place.rationals(0x0007, &clock);
    place.ascii(0x001d, &date);

    let camera_at = 8 + picture.size() + 2 * Directory::ENTRY;
    let place_at = camera_at + camera.size();
    picture.long(0x8769, camera_at as u32);
    picture.long(0x8825, place_at as u32);
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    for directory in [picture, camera, place] {
        directory.write(&mut tiff);
    }
    let mut segment = vec![0xff, 0xe1];
    segment.extend(((tiff.len() + 8) as u16).to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    segment
}

/// Degrees, minutes and hundredths of seconds.
fn degrees(value: f64) -> [(u32, u32); 3] {
    let hundredths = (value.abs() * 360_000.0).round() as u32;
    [(hundredths / 360_000, 1), (hundredths / 6_000 % 60, 1), (hundredths % 6_000, 100)]
}

/// An image file directory: tag, type, count and value of each entry.
#[derive(Default)]
struct Directory(Vec<(u16, u16, u32, Vec<u8>)>);

impl Directory {
    const ENTRY: usize = 12;

    fn bytes(&mut self, tag: u16, kind: u16, count: u32, value: Vec<u8>) {
        self.0.push((tag, kind, count, value));
    }

    fn ascii(&mut self, tag: u16, text: &str) {
        let value = [text.as_bytes(), b"\0"].concat();
        self.bytes(tag, 2, value.len() as u32, value);
    }

    fn short(&mut self, tag: u16, value: u16) {
        self.bytes(tag, 3, 1, value.to_be_bytes().to_vec());
    }

    fn long(&mut self, tag: u16, value: u32) {
        self.bytes(tag, 4, 1, value.to_be_bytes().to_vec());
    }

    fn rationals(&mut self, tag: u16, values: &[(u32, u32)]) {
        let value = values.iter().flat_map(|(n, d)| [n.to_be_bytes(), d.to_be_bytes()].concat()).collect();
        self.bytes(tag, 5, values.len() as u32, value);
    }

    /// Bytes it takes: entries, the link to the next directory, and the values that do not fit into an entry.
    fn size(&self) -> usize {
        let outside = |value: &Vec<u8>| if value.len() > 4 { value.len().next_multiple_of(2) } else { 0 };
        2 + self.0.len() * Self::ENTRY + 4 + self.0.iter().map(|entry| outside(&entry.3)).sum::<usize>()
    }

    fn write(mut self, tiff: &mut Vec<u8>) {
        self.0.sort_by_key(|entry| entry.0);
        let mut outside_at = tiff.len() + 2 + self.0.len() * Self::ENTRY + 4;
        let mut outside = Vec::new();
        tiff.extend((self.0.len() as u16).to_be_bytes());
        for (tag, kind, count, mut value) in self.0 {
            tiff.extend(tag.to_be_bytes());
            tiff.extend(kind.to_be_bytes());
            tiff.extend(count.to_be_bytes());
            if value.len() > 4 {
                value.resize(value.len().next_multiple_of(2), 0);
                tiff.extend((outside_at as u32).to_be_bytes());
                outside_at += value.len();
                outside.extend(value);
            } else {
                value.resize(4, 0);
                tiff.extend(value);
            }
        }
        tiff.extend([0; 4]);
        tiff.extend(outside);
    }
}
