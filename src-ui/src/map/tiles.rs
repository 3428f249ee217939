//! The street map in tiles: MapLibre asks for each by an address of ours, and the bridge fetches it.

use std::{
    cell::{Cell, RefCell},
    future::{Future as _, poll_fn},
    pin::pin,
};

use js_sys::{Error, Promise, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::future_to_promise;
use waybill_domain::calls::TileSet;

use super::gl::{Library, NoMap, object, property};
use crate::bridge::{self, CallError, ErrorKind, timer};

const SCHEME: &str = "waybill";
/// Where the style says that tiles are. Which version of them, and whether from a server, is decided when one is asked for.
pub(super) const ADDRESS: &str = "waybill://tile/{z}/{x}/{y}";

thread_local! {
    static NEWEST: RefCell<Option<TileSet>> = const { RefCell::new(None) };
    static SERVED: Cell<bool> = const { Cell::new(false) };
}

/// A map that is about to be shown waits no longer for the answer that there are tiles.
const PATIENCE_MS: u32 = 4_000;

/// The tiles to draw from, if there are any.
pub(super) async fn fetch() -> Option<TileSet> {
    let (mut asked, mut late) = (pin!(bridge::tile_set()), pin!(timer::sleep(PATIENCE_MS)));
    let first = poll_fn(|context| {
        let answer = asked.as_mut().poll(context);
        if answer.is_ready() { answer } else { late.as_mut().poll(context).map(|()| None) }
    });
    let set = first.await;
    if set.is_some() {
        // Maps that are open go on with what there was.
        NEWEST.replace(set.clone());
    }
    set
}

/// Answers what the library asks for at [`ADDRESS`].
pub(super) fn serve(library: &Library) -> Result<(), NoMap> {
    if SERVED.get() {
        return Ok(());
    }
    // Handed over to the library for good: it is as long-lived as the page.
    let answer = Closure::<dyn Fn(JsValue) -> Promise>::new(|request: JsValue| {
        let address = property(&request, "url").as_string().unwrap_or_default();
        future_to_promise(async move {
            match tile(&address).await {
                Ok(bytes) => {
                    let bytes = Uint8Array::from(bytes.unwrap_or_default().as_slice());
                    Ok(object(&[("data", bytes.buffer().into())]))
                }
                Err(error) => Err(Error::new(&error.message).into()),
            }
        })
    });
    library.add_protocol(SCHEME, answer.into_js_value().unchecked_ref())?;
    SERVED.set(true);
    Ok(())
}

async fn tile(address: &str) -> Result<Option<Vec<u8>>, CallError> {
    let there = place(address).zip(NEWEST.with_borrow(Clone::clone));
    let ((zoom, x, y), set) = there.ok_or_else(|| CallError::broken(format!("no tile is at {address}")))?;
    match bridge::tile(&set, zoom, x, y).await {
        // Another map may have been imported while this one was open.
        Err(error) if error.kind == ErrorKind::Refused => match fetch().await {
            Some(newer) if newer.version != set.version => bridge::tile(&newer, zoom, x, y).await,
            _ => Err(error),
        },
        answer => answer,
    }
}

/// Zoom, x and y in an address.
fn place(address: &str) -> Option<(u8, u32, u32)> {
    let mut parts = address.strip_prefix("waybill://tile/")?.split('/');
    let place = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_tile() {
        let filled = ADDRESS.replace("{z}", "14").replace("{x}", "8185").replace("{y}", "5449");
        assert_eq!(place(&filled), Some((14, 8185, 5449)));
        assert!(filled.starts_with(&format!("{SCHEME}://")));
        for wrong in
            ["waybill://tile/14/8185", "waybill://tile/14/8185/5449/1", "waybill://tile/a/1/1", "https://x"]
        {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }
}
