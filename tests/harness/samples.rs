//! Deliveries to work with.

use anyhow::Result;
use image::{Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};
use uuid::Uuid;
use waybill_domain::{
    Money, ParcelId, Point, Timestamp, Window,
    command::NewDelivery,
    parcel::Parcel,
    requirements::Requirements,
    stop::{Contact, Stop},
};

/// Now, by this machine's clock.
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// One parcel; the drop-off demands a photo and a signature.
pub fn photo_and_signature(address: &str, recipient: &str) -> NewDelivery {
    let requirements = Requirements { photos: 2, signature: true, ..Requirements::default() };
    NewDelivery {
        code: String::new(),
        kind: Default::default(),
        preparation: Default::default(),
        pickup: stop("Central depot 1", "Linden Couriers", Requirements::default()),
        dropoff: stop(address, recipient, requirements),
        parcels: vec![parcel("Box", None)],
        handling: Default::default(),
        merchant: "Café Aurora".into(),
        driver: None,
        follows: None,
        attempt: 1,
    }
}

/// A parcel with a code of its own.
pub fn parcel(name: &str, cash: Option<Money>) -> Parcel {
    let id = Uuid::now_v7();
    Parcel {
        id: ParcelId(id),
        code: format!("P-{}", &id.simple().to_string()[20..]).to_uppercase(),
        name: name.into(),
        quantity: 1,
        weight_g: Some(1_200),
        volume_cm3: None,
        cash_due: cash,
        outcome: None,
    }
}

/// A JPEG that no other one is like, of this width and height in pixels.
pub fn noise(size: (u32, u32)) -> Result<Vec<u8>> {
    let mut rng = SmallRng::from_rng(&mut rand::rng());
    let image = RgbImage::from_fn(size.0, size.1, |_, _| Rgb(rng.random()));
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 80).encode_image(&image)?;
    Ok(bytes)
}

/// A small JPEG of one colour, another one for another `n`.
pub fn plain(n: u8) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let image = RgbImage::from_pixel(32, 24, Rgb([n, 100, 200]));
    JpegEncoder::new_with_quality(&mut bytes, 80).encode_image(&image)?;
    Ok(bytes)
}

/// A JPEG of about this many bytes that no other one is like: a small picture with comments of noise.
pub fn jpeg_of(size: usize) -> Result<Vec<u8>> {
    let picture = noise((32, 24))?;
    let (start, rest) = picture.split_at(2);
    let mut bytes = start.to_vec();
    while bytes.len() + rest.len() < size {
        let comment = (size - bytes.len() - rest.len()).clamp(1, 65_000);
        bytes.extend([0xff, 0xfe]);
        bytes.extend((u16::try_from(comment)? + 2).to_be_bytes());
        let from = bytes.len();
        bytes.resize(from + comment, 0);
        rand::rng().fill(&mut bytes[from..]);
    }
    bytes.extend(rest);
    Ok(bytes)
}

fn stop(address: &str, name: &str, requirements: Requirements) -> Stop {
    let today = now();
    Stop {
        address: address.into(),
        unit: String::new(),
        point: Point { lat: 53.551, lon: 10.002 },
        contact: Contact { name: name.into(), phone: "+49 40 123456".into() },
        window: Window::new(today.plus_minutes(-60), today.plus_minutes(120)),
        notes: String::new(),
        requirements,
    }
}
