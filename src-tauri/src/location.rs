//! Positions on phones: the geolocation plugin is watched while the driver is on duty, and only then. Desktops have no
//! receiver; there the page reports what the web view knows, or a pin set by hand.

use tauri::{AppHandle, Runtime};
use waybill_domain::calls::driver::DeviceStatus;

#[cfg(mobile)]
mod phone {
    use std::sync::Mutex;

    use tauri::{AppHandle, Manager, Runtime};
    use tauri_plugin_geolocation::{GeolocationExt as _, Position, PositionOptions, WatchEvent};
    use waybill_domain::{
        Fix, Point, Timestamp,
        calls::driver::{ReportFix, Shift},
    };

    use crate::Offline;

    /// The watch that runs, by its id.
    #[derive(Default)]
    struct Watch(Mutex<Option<u32>>);

    pub(super) fn follow<R: Runtime>(app: &AppHandle<R>) {
        app.manage(Watch::default());
        let shift = app.state::<Offline<R>>().status().shift;
        set(app, shift);
    }

    /// Watches on duty, and stops otherwise.
    pub(super) fn set<R: Runtime>(app: &AppHandle<R>, shift: Shift) {
        let Some(watch) = app.try_state::<Watch>() else { return };
        let mut running = watch.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match (shift, *running) {
            (Shift::On, None) => *running = start(app),
            (Shift::Off | Shift::Break, Some(id)) => {
                if let Err(error) = app.geolocation().clear_watch(id) {
                    tracing::warn!(%error, "the location watch could not be ended");
                }
                *running = None;
            }
            _ => {}
        }
    }

    fn start<R: Runtime>(app: &AppHandle<R>) -> Option<u32> {
        if let Err(error) = app.geolocation().request_permissions(None) {
            tracing::warn!(%error, "no permission for positions");
            return None;
        }
        let options = PositionOptions { enable_high_accuracy: true, timeout: 30_000, maximum_age: 5_000 };
        let handle = app.clone();
        let watched = app.geolocation().watch_position(options, move |event| match event {
            WatchEvent::Position(position) => report(&handle, &position),
            WatchEvent::Error(error) => tracing::info!(error, "no position"),
        });
        watched.inspect_err(|error| tracing::warn!(%error, "positions cannot be watched")).ok()
    }

    fn report<R: Runtime>(app: &AppHandle<R>, position: &Position) {
        let coords = &position.coords;
        let Ok(point) = Point::new(coords.latitude, coords.longitude) else { return };
        let fix = Fix {
            point,
            at: Timestamp::from_millis(i64::try_from(position.timestamp).unwrap_or(i64::MAX)),
            accuracy_m: Some(coords.accuracy as f32),
            speed_mps: coords.speed.map(|speed| speed as f32),
            heading_deg: coords.heading.map(|heading| heading as f32),
            battery_pct: None,
        };
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            if let Err(error) = app.state::<Offline<R>>().report_fix(ReportFix { fix }).await {
                tracing::info!(%error, "a fix was not kept");
            }
        });
    }
}

/// Takes up the watch where the driver was on duty when the app ended.
pub(crate) fn follow<R: Runtime>(app: &AppHandle<R>) {
    #[cfg(mobile)]
    phone::follow(app);
    #[cfg(desktop)]
    let _ = app;
}

/// The shift may have begun or ended. Phones ask for permission here, which must not hold up whoever tells.
pub(crate) fn on_status<R: Runtime>(app: &AppHandle<R>, status: &DeviceStatus) {
    #[cfg(mobile)]
    {
        let (app, shift) = (app.clone(), status.shift);
        tauri::async_runtime::spawn_blocking(move || phone::set(&app, shift));
    }
    #[cfg(desktop)]
    let _ = (app, status);
}
