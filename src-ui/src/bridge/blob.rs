//! Object URLs: addresses for bytes that an `<img>` can show. Given back to the browser when dropped.

use std::rc::Rc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag};

use super::{CallError, js::describe};

/// An address for an `<img>`. The last clone that is dropped frees the bytes behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Url(Rc<Inner>);

#[derive(Debug, PartialEq)]
struct Inner {
    href: String,
    owned: bool,
}

impl Drop for Inner {
    fn drop(&mut self) {
        if self.owned {
            // A URL that is gone already needs no revoking.
            let _ = web_sys::Url::revoke_object_url(&self.href);
        }
    }
}

impl Url {
    /// An address that needs no bytes of ours.
    pub fn plain(href: impl Into<String>) -> Self {
        Self(Rc::new(Inner { href: href.into(), owned: false }))
    }

    /// An address for `bytes` of type `mime`.
    pub fn of_bytes(bytes: &[u8], mime: &str) -> Result<Self, CallError> {
        let blob = blob_of(bytes, mime)?;
        let href =
            web_sys::Url::create_object_url_with_blob(&blob).map_err(|e| CallError::broken(describe(&e)))?;
        Ok(Self(Rc::new(Inner { href, owned: true })))
    }

    /// An address for a picture that comes as base64; the type is read from its first bytes.
    pub fn of_base64(base64: &str) -> Result<Self, CallError> {
        let bytes = decode(base64)?;
        Self::of_bytes(&bytes, mime_of(&bytes))
    }

    /// What goes into `src`.
    pub fn href(&self) -> String {
        self.0.href.clone()
    }
}

pub(super) fn blob_of(bytes: &[u8], mime: &str) -> Result<Blob, CallError> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options)
        .map_err(|e| CallError::broken(describe(&e)))
}

/// The bytes behind base64.
pub fn decode(base64: &str) -> Result<Vec<u8>, CallError> {
    STANDARD.decode(base64).map_err(|e| CallError::broken(format!("not base64: {e}")))
}

/// Base64 of `bytes`.
pub fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The type of a picture by its first bytes: PNG, or else JPEG.
pub fn mime_of(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_told_apart_by_their_bytes() {
        assert_eq!(mime_of(b"\x89PNG\r\n\x1a\n"), "image/png");
        assert_eq!(mime_of(&[0xff, 0xd8, 0xff]), "image/jpeg");
    }
}
