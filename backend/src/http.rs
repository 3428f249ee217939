//! The client for other people's services.

use std::time::Duration;

/// Nobody waits longer to be connected.
const CONNECT: Duration = Duration::from_secs(3);

/// A client that says who asks. Each request gives its own time limit.
///
/// # Errors
/// Where TLS cannot be set up.
pub fn client() -> Result<reqwest::Client, reqwest::Error> {
    // Several dependencies bring a provider of their own; whichever is first must be this one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .user_agent(concat!("Waybill/", env!("CARGO_PKG_VERSION")))
        .build()
}
