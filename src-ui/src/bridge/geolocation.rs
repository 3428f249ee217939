//! Where this device is, by the webview. Phones read their own position natively; this serves desktops and the way to
//! the next stop.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use waybill_domain::{Fix, Point, Timestamp};
use web_sys::{Geolocation, PositionOptions};

use super::js::get;

/// Fixes until this is dropped.
pub struct Watch {
    geolocation: Geolocation,
    id: i32,
    _on_fix: Closure<dyn FnMut(JsValue)>,
    _on_error: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.geolocation.clear_watch(self.id);
    }
}

impl Watch {
    /// Calls `on_fix` whenever the device has moved. `None` where there is no location service; without permission it
    /// simply never calls.
    pub fn start(on_fix: impl Fn(Fix) + 'static) -> Option<Self> {
        let geolocation = web_sys::window()?.navigator().geolocation().ok()?;
        let on_fix = Closure::<dyn FnMut(JsValue)>::new(move |position: JsValue| {
            if let Some(fix) = fix_of(&position) {
                on_fix(fix);
            }
        });
        let on_error = Closure::<dyn FnMut(JsValue)>::new(|_| {});
        let options = PositionOptions::new();
        options.set_enable_high_accuracy(true);
        options.set_maximum_age(10_000);
        let id = geolocation
            .watch_position_with_error_callback_and_options(
                on_fix.as_ref().unchecked_ref(),
                Some(on_error.as_ref().unchecked_ref()),
                &options,
            )
            .ok()?;
        Some(Self { geolocation, id, _on_fix: on_fix, _on_error: on_error })
    }
}

fn fix_of(position: &JsValue) -> Option<Fix> {
    let coords = get(position, "coords");
    let number = |name: &str| get(&coords, name).as_f64().filter(|value| value.is_finite());
    Some(Fix {
        point: Point::new(number("latitude")?, number("longitude")?).ok()?,
        at: Timestamp::from_millis(get(position, "timestamp").as_f64()? as i64),
        accuracy_m: number("accuracy").map(|value| value as f32),
        speed_mps: number("speed").map(|value| value as f32),
        heading_deg: number("heading").map(|value| value as f32),
        battery_pct: None,
    })
}
