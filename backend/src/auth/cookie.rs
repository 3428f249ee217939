//! The browser's cookie.

use axum::http::{HeaderMap, HeaderValue, header};

use super::token::Token;
use crate::App;

/// Its name.
pub const COOKIE: &str = "waybill_session";

/// The value of `set-cookie` that signs a browser in. The server ends the session when it is not used; the cookie itself
/// stays as long as browsers allow.
pub fn set_cookie(app: &App, token: &Token) -> HeaderValue {
    value(app, token.as_str(), 34_560_000)
}

/// The value of `set-cookie` that takes the cookie away.
pub fn forget_cookie(app: &App) -> HeaderValue {
    value(app, "", 0)
}

fn value(app: &App, token: &str, max_age_s: u32) -> HeaderValue {
    let secure = if app.config.public_url.starts_with("https:") { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age_s}{secure}");
    HeaderValue::from_str(&text).expect("tokens are letters and digits")
}

/// The token in the request's cookies.
pub(super) fn read(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == COOKIE && !value.is_empty()).map(|(_, v)| Token::from_client(v))
}
