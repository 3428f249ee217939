//! What a phone promises before it sends: how many bytes, with which hash, of which kind.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use waybill_domain::{problem::FieldError, proof::Sha256Hash, protocol::BLOB_MAX};

use crate::{
    api::{ApiError, ApiResult},
    auth::Signed,
    blobs::{MEMBER, MIME, SHA256},
};

const METADATA: &str = "upload-metadata";
const LENGTH: &str = "upload-length";

/// A promise, checked.
pub(super) struct Promise {
    pub(super) sha256: Sha256Hash,
    mime: String,
    length: u64,
}

impl Promise {
    /// Reads the headers of a creation.
    pub(super) fn read(headers: &HeaderMap) -> ApiResult<Self> {
        let length = text(headers, LENGTH).ok_or_else(|| ApiError::field("Upload-Length", "is missing"))?;
        let length: u64 = length
            .parse()
            .map_err(|_| ApiError::field("Upload-Length", "must be a whole number of bytes"))?;
        if length > BLOB_MAX {
            return Err(
                ApiError::too_large(BLOB_MAX).detail("Nothing was sent. Make the picture smaller first.")
            );
        }
        let mut errors = Vec::new();
        if length == 0 {
            errors.push(FieldError::new("Upload-Length", "must be at least 1"));
        }
        let mut metadata = |key: &str, rule: &str| {
            let value = metadata(headers, key);
            if value.is_none() {
                errors.push(FieldError::new(format!("Upload-Metadata.{key}"), rule));
            }
            value
        };
        let hash_rule = "must be a SHA-256 digest of 64 hex digits, in base64";
        let sha256 = metadata(SHA256, hash_rule);
        let mime_rule = "must be image/jpeg or image/png, in base64";
        let mime = metadata(MIME, mime_rule).unwrap_or_default();
        if !mime.is_empty() && !matches!(mime.as_str(), "image/jpeg" | "image/png") {
            errors.push(FieldError::new("Upload-Metadata.mime", mime_rule));
        }
        let sha256 = sha256.map(|hex| hex.parse::<Sha256Hash>());
        if let Some(Err(_)) = &sha256 {
            errors.push(FieldError::new("Upload-Metadata.sha256", hash_rule));
        }
        match sha256 {
            Some(Ok(sha256)) if errors.is_empty() => Ok(Self { sha256, mime, length }),
            _ => Err(ApiError::invalid(errors)),
        }
    }

    /// The promised length must be that of the bytes which are here already.
    pub(super) fn must_have(&self, size: u64) -> ApiResult<()> {
        if self.length == size {
            return Ok(());
        }
        Err(ApiError::field("Upload-Length", format!("must be {size}, the size of the bytes with this hash")))
    }

    /// Whether bytes come with the creation itself.
    pub(super) fn announces_body(&self, headers: &HeaderMap) -> bool {
        let length = text(headers, header::CONTENT_LENGTH.as_str()).and_then(|text| text.parse::<u64>().ok());
        length.unwrap_or(0) > 0 || headers.contains_key(header::TRANSFER_ENCODING)
    }

    /// The request's headers with the metadata as it is kept: ours, and nothing else a client may have put there.
    pub(super) fn as_headers(&self, mut headers: HeaderMap, signed: &Signed) -> HeaderMap {
        let pairs = [
            (SHA256, self.sha256.to_string()),
            (MIME, self.mime.clone()),
            (MEMBER, signed.member.to_string()),
        ];
        let text = pairs.map(|(key, value)| format!("{key} {}", STANDARD.encode(value))).join(",");
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(METADATA, value);
        }
        headers.remove("upload-concat");
        if !self.announces_body(&headers) {
            headers.remove(header::CONTENT_TYPE);
        }
        headers
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn metadata(headers: &HeaderMap, key: &str) -> Option<String> {
    let pairs = text(headers, METADATA)?.split(',');
    let mut values = pairs.filter_map(|pair| pair.trim().split_once(' ')).filter(|(name, _)| *name == key);
    let bytes = STANDARD.decode(values.next()?.1.trim()).ok()?;
    String::from_utf8(bytes).ok()
}
