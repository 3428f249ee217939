//! Finds the bundle in a file that carries it along, such as a PDF.

use serde::de::IgnoredAny;

use super::bundle::TYPE;

/// Why there is no bundle to check in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAttached {
    /// There is none, or it is compressed.
    #[error("there is no certificate in this file that can be read")]
    Nothing,
    /// There is more than one, and a reader could take either for the one that was checked.
    #[error("there is more than one certificate in this file")]
    Several,
}

/// The JSON of the one bundle in `bytes`: all of them where they are JSON, else the piece that begins as a bundle does.
pub fn attached(bytes: &[u8]) -> Result<&str, NotAttached> {
    if let Ok(text) = std::str::from_utf8(bytes)
        && text.trim_start().starts_with('{')
    {
        return Ok(text);
    }
    let begin = format!("{{\"type\":\"{TYPE}\"");
    let mut places = bytes.windows(begin.len()).enumerate().filter(|(_, window)| *window == begin.as_bytes());
    let (at, _) = places.next().ok_or(NotAttached::Nothing)?;
    if places.next().is_some() {
        return Err(NotAttached::Several);
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => {}
        Some(Err(_)) | None => return Err(NotAttached::Nothing),
    }
    let json = rest.get(..values.byte_offset()).unwrap_or_default();
    std::str::from_utf8(json).map_err(|_| NotAttached::Nothing)
}
