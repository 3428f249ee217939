//! Files: what a person chose or photographed, and copies to keep.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{Event, File, HtmlAnchorElement, HtmlInputElement};
use yew::TargetCast;

use super::{
    CallError, blob,
    js::{describe, settle},
};

/// A file that a person chose.
#[derive(Clone, Debug)]
pub struct Chosen(File);

impl Chosen {
    /// Its name on the person's disk.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// In bytes.
    pub fn size(&self) -> u64 {
        self.0.size() as u64
    }

    /// All of it.
    pub async fn bytes(&self) -> Result<Vec<u8>, CallError> {
        let buffer = settle(self.0.array_buffer().into()).await;
        let buffer = buffer.map_err(|e| CallError::refused("unreadable_file", describe(&e)))?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

/// The files of a file input after its `change` event. The input is emptied, so that the same file can be chosen
/// again.
pub fn chosen(event: &Event) -> Vec<Chosen> {
    let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
        return Vec::new();
    };
    let files = input.files();
    let chosen = files
        .map(|files| (0..files.length()).filter_map(|i| files.item(i)).map(Chosen).collect())
        .unwrap_or_default();
    input.set_value("");
    chosen
}

/// Hands `bytes` to the person as a download.
pub fn offer(name: &str, mime: &str, bytes: &[u8]) -> Result<(), CallError> {
    let url = blob::Url::of_bytes(bytes, mime)?;
    let document = web_sys::window().and_then(|window| window.document());
    let anchor = document
        .and_then(|document| document.create_element("a").ok())
        .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok())
        .ok_or_else(|| CallError::broken("this browser cannot offer a download"))?;
    anchor.set_href(&url.href());
    anchor.set_download(name);
    anchor.click();
    Ok(())
}
