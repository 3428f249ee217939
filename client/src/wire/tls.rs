//! One TLS configuration for everything: ring, and the roots that the device trusts.

use std::sync::Arc;

use rustls::{ClientConfig, crypto::CryptoProvider};

use super::WireError;

/// A configuration of its own provider, so that it does not matter which others are linked in.
pub(super) fn config() -> Result<ClientConfig, WireError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    build(provider).map_err(|error| WireError::Unreachable(format!("TLS cannot be set up: {error}")))
}

#[cfg(not(target_os = "android"))]
fn build(provider: Arc<CryptoProvider>) -> Result<ClientConfig, rustls::Error> {
    use rustls_platform_verifier::ConfigVerifierExt as _;
    // The verifier takes the process's default; whoever was first has set the same one.
    let _ = CryptoProvider::install_default((*provider).clone());
    ClientConfig::with_platform_verifier().or_else(|error| {
        // A machine without any certificates can still reach a server on its own network.
        tracing::warn!(%error, "this system trusts nobody; https will not work");
        trusting(provider, rustls::RootCertStore::empty())
    })
}

#[cfg(target_os = "android")]
fn build(provider: Arc<CryptoProvider>) -> Result<ClientConfig, rustls::Error> {
    trusting(provider, rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() })
}

fn trusting(
    provider: Arc<CryptoProvider>,
    roots: rustls::RootCertStore,
) -> Result<ClientConfig, rustls::Error> {
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
