//! New identifiers: UUIDv7, made where the thing is made.

use js_sys::{Date, Uint8Array};
use uuid::{Builder, Uuid};
use wasm_bindgen::JsValue;
use waybill_domain::{
    CommandId, DeliveryId, ParcelId,
    id::{DepotId, VehicleId, ZoneId},
};

use super::js::{get, global, method};

/// A new command id.
pub fn command() -> CommandId {
    CommandId(uuid())
}

/// A new delivery id.
pub fn delivery() -> DeliveryId {
    DeliveryId(uuid())
}

/// A new parcel id.
pub fn parcel() -> ParcelId {
    ParcelId(uuid())
}

/// A new vehicle id.
pub fn vehicle() -> VehicleId {
    VehicleId(uuid())
}

/// A new depot id.
pub fn depot() -> DepotId {
    DepotId(uuid())
}

/// A new zone id.
pub fn zone() -> ZoneId {
    ZoneId(uuid())
}

fn uuid() -> Uuid {
    let bytes = Uint8Array::new_with_length(10);
    let crypto = get(&global(), "crypto");
    if let Some(random) = method(&crypto, "getRandomValues") {
        // Fails only for more than 65,536 bytes.
        let _ = random.call1(&crypto, &JsValue::from(bytes.clone()));
    }
    let mut random = [0_u8; 10];
    bytes.copy_to(&mut random);
    Builder::from_unix_timestamp_millis(Date::now() as u64, &random).into_uuid()
}
