//! Barcodes from the camera, where the browser has a `BarcodeDetector`.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};
use yew::{Callback, NodeRef};

use super::{
    CallError,
    js::{describe, get, global, method, object, settle},
    timer,
};

/// Time between two looks at the camera's picture.
const LOOK_EVERY_MS: u32 = 200;

/// Whether this device can read barcodes with its camera.
pub fn is_available() -> bool {
    get(&global(), "BarcodeDetector").is_function() && camera().is_some()
}

fn camera() -> Option<web_sys::MediaDevices> {
    web_sys::window()?.navigator().media_devices().ok().filter(|devices| !devices.is_undefined())
}

/// The camera, on until this is dropped.
pub struct Scanner {
    stream: MediaStream,
}

impl Drop for Scanner {
    fn drop(&mut self) {
        for track in self.stream.get_tracks().iter() {
            if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
                track.stop();
            }
        }
    }
}

impl Scanner {
    /// Shows the camera in the video element and reports every code it reads, also the same one again.
    pub async fn start(video: NodeRef, on_code: Callback<String>) -> Result<Self, CallError> {
        let refused = |e: JsValue| CallError::refused("no_camera", describe(&e));
        let devices = camera().ok_or_else(|| CallError::refused("no_camera", "there is no camera"))?;
        let facing = object(&[("facingMode", JsValue::from_str("environment"))]);
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&facing);
        let promise = devices.get_user_media_with_constraints(&constraints).map_err(refused)?;
        let stream: MediaStream = settle(promise.into()).await.map_err(refused)?.unchecked_into();
        let element = video.cast::<HtmlVideoElement>();
        let scanner = Self { stream };
        if let Some(element) = element {
            element.set_src_object(Some(&scanner.stream));
            // The element plays as soon as it can; a refusal shows as a black picture.
            let _ = element.play();
            super::spawn_local(look(element, on_code));
        }
        Ok(scanner)
    }
}

/// Looks at the picture again and again until the video has left the page.
async fn look(video: HtmlVideoElement, on_code: Callback<String>) {
    let class = get(&global(), "BarcodeDetector").dyn_into::<Function>();
    let Some(detector) = class.ok().and_then(|class| Reflect::construct(&class, &Array::new()).ok()) else {
        return;
    };
    while video.is_connected() {
        timer::sleep(LOOK_EVERY_MS).await;
        let found = match method(&detector, "detect").map(|detect| detect.call1(&detector, &video)) {
            Some(Ok(promise)) => settle(promise).await,
            _ => return,
        };
        let codes = found.ok().and_then(|found| found.dyn_into::<Array>().ok());
        for code in codes.iter().flat_map(Array::iter) {
            if let Some(text) = get(&code, "rawValue").as_string() {
                on_code.emit(text);
            }
        }
    }
}
