//! Extractors whose errors name the field and the rule.

mod body;
mod url;

pub use body::Json;
pub(super) use body::{parse, parse_text, read};
pub use url::{Path, Query};
