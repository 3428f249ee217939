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
    let _ = CryptoProvider::install_default((*provider).clone());
    ClientConfig::with_platform_verifier()
}

#[cfg(target_os = "android")]
fn build(provider: Arc<CryptoProvider>) -> Result<ClientConfig, rustls::Error> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
