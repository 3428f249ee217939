//! The sign-in form: what is filled in, what is wrong with it.

use crate::bridge::{CallError, ErrorKind};

/// What is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInForm {
    /// The server; only asked for in the app.
    pub server: String,
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
}

impl SignInForm {
    /// The key of the message for the first field that breaks a rule, and that field: `server`, `email`, `password`.
    pub fn broken_rule(&self, asks_for_server: bool) -> Option<(&'static str, &'static str)> {
        if asks_for_server && server_url(&self.server).is_none() {
            return Some(("server", "sign-in-server-rule"));
        }
        let email = self.email.trim();
        if !email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()) {
            return Some(("email", "sign-in-email-rule"));
        }
        self.password.is_empty().then_some(("password", "sign-in-password-rule"))
    }
}

/// The address of a server as a person types it: without a scheme it is https, on this machine http. `None` where it
/// is no address.
pub fn server_url(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_end_matches('/');
    let (scheme, host) = match typed.split_once("://") {
        Some((scheme @ ("http" | "https"), host)) => (scheme, host),
        Some(_) => return None,
        None => {
            let name = typed.split([':', '/']).next().unwrap_or_default();
            let here = name == "localhost" || name.starts_with("127.") || name.starts_with("10.0.2.");
            (if here { "http" } else { "https" }, typed)
        }
    };
    let valid = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || "-._:/[]".contains(c));
    valid.then(|| format!("{scheme}://{host}"))
}

/// The server in a link such as `waybill://sign-in?server=https%3A%2F%2Ffleet.example` or in a page's query.
pub fn server_of_link(link: &str) -> Option<String> {
    let query = link.split_once('?')?.1;
    let value = query.split('&').find_map(|pair| pair.strip_prefix("server="))?;
    server_url(&decoded(value)?)
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            b'+' => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The key of the message that says what went wrong; `None`: the server's own words say it best.
pub fn error_key(error: &CallError) -> Option<&'static str> {
    match (error.kind, error.code.as_str()) {
        (_, "wrong_credentials") => Some("sign-in-wrong"),
        (_, "too_many" | "too_many_attempts" | "too_many_requests" | "rate_limited") => {
            Some("sign-in-too-many")
        }
        (ErrorKind::Network, _) => Some("sign-in-network"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_typed_in_many_ways() {
        assert_eq!(server_url("fleet.example.org/").as_deref(), Some("https://fleet.example.org"));
        assert_eq!(server_url("127.0.0.1:8080").as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(server_url(" http://depot:8080 ").as_deref(), Some("http://depot:8080"));
        assert_eq!(server_url("ftp://x"), None);
        assert_eq!(server_url("two words"), None);
        assert_eq!(server_url(""), None);
    }

    #[test]
    fn a_link_fills_in_the_server() {
        let link = "waybill://sign-in?from=mail&server=https%3A%2F%2Ffleet.example%3A8443";
        assert_eq!(server_of_link(link).as_deref(), Some("https://fleet.example:8443"));
        assert_eq!(server_of_link("waybill://sign-in"), None);
        assert_eq!(server_of_link("waybill://sign-in?server=%zz"), None);
    }

    #[test]
    fn the_first_broken_rule_is_named() {
        let mut form = SignInForm { email: "mara".to_owned(), ..SignInForm::default() };
        assert_eq!(form.broken_rule(true).map(|(field, _)| field), Some("server"));
        assert_eq!(form.broken_rule(false).map(|(field, _)| field), Some("email"));
        form.email = "mara@demo.waybill.app".to_owned();
        assert_eq!(form.broken_rule(false).map(|(field, _)| field), Some("password"));
    }
}
