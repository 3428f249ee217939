//! Whether an answer is the server's at all, and what it says. A Wi-Fi's sign-in page answers 200 with HTML: that must
//! never be taken for success.

use serde::de::DeserializeOwned;
use waybill_domain::Problem;

use super::{Refused, WireError, WireReply};

/// The JSON of a success.
pub fn json<T: DeserializeOwned>(reply: &WireReply) -> Result<T, WireError> {
    if !is_json(reply) {
        return Err(not_json(reply));
    }
    if !reply.is_success() {
        return Err(problem(reply));
    }
    let mut json = serde_json::Deserializer::from_slice(&reply.body);
    serde_path_to_error::deserialize(&mut json).map_err(|error| WireError::Unreadable(error.to_string()))
}

/// A success that carries `header`, which only the server would send.
pub fn expect_ok<'a>(reply: &'a WireReply, header: &str) -> Result<&'a str, WireError> {
    if !reply.is_success() {
        return Err(if is_json(reply) { problem(reply) } else { not_json(reply) });
    }
    reply.header(header).ok_or(WireError::NotTheServer)
}

/// The server's refusal.
pub fn problem(reply: &WireReply) -> WireError {
    let retry_after_s = reply.header("retry-after").and_then(|value| value.trim().parse().ok());
    match serde_json::from_slice::<Problem>(&reply.body) {
        Ok(problem) => WireError::Problem(Box::new(Refused { problem, retry_after_s })),
        Err(_) => not_json(reply),
    }
}

fn is_json(reply: &WireReply) -> bool {
    let kind = reply.header("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// A proxy that has lost its server says so in its own words; anything else is a stranger.
fn not_json(reply: &WireReply) -> WireError {
    match reply.status {
        429 | 500..=599 => WireError::Unreachable(format!("HTTP {}", reply.status)),
        _ => WireError::NotTheServer,
    }
}
