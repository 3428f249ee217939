//! Addresses of servers that are stopped and started again.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use anyhow::{Result, bail};
use rand::Rng as _;

/// Below the ports that Linux, macOS and Windows give to whoever asks for any.
const PORTS: std::ops::Range<u16> = 12_000..32_000;
const TRIES: usize = 100;

/// A free address on the loopback that nobody is given while its server is down.
///
/// # Errors
/// Where none of a hundred is free.
pub fn steady() -> Result<SocketAddr> {
    for _ in 0..TRIES {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, rand::rng().random_range(PORTS)));
        if TcpListener::bind(address).is_ok() {
            return Ok(address);
        }
    }
    bail!("no free port between {} and {}", PORTS.start, PORTS.end)
}
