//! Nominatim and Photon servers, and what they have said.

mod cache;
mod nominatim;
mod photon;

use std::{path::Path, time::Duration};

use reqwest::Client;
use waybill_domain::{Point, calls::FoundPlace};

use super::GeocodeError;
use cache::Cache;

/// Longer than this, nobody waits for suggestions.
const PATIENCE: Duration = Duration::from_secs(4);
/// An answer longer than this is none.
const LONGEST: usize = 2 << 20;

/// Whose protocol the server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// <https://nominatim.org/release-docs/latest/api/Overview/>
    Nominatim,
    /// <https://github.com/komoot/photon>
    Photon,
}

impl Form {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nominatim => "nominatim",
            Self::Photon => "photon",
        }
    }
}

/// A server of addresses.
pub struct Remote {
    form: Form,
    base: String,
    client: Client,
    cache: Cache,
}

impl Remote {
    /// The server at `base`. Its answers are kept in the data folder `data`.
    pub async fn new(form: Form, base: &str, client: Client, data: &Path) -> Self {
        let cache = Cache::open(&data.join("map")).await;
        Self { form, base: base.trim_end_matches('/').to_owned(), client, cache }
    }

    /// Whose protocol it speaks.
    pub fn form(&self) -> Form {
        self.form
    }

    /// The places that `typed` may mean.
    pub async fn search(
        &self,
        typed: &str,
        near: Option<Point>,
        limit: usize,
    ) -> Result<Vec<FoundPlace>, GeocodeError> {
        // About a kilometre: whoever looks at the same part of a town shares answers.
        let near = near.map(|point| Point {
            lat: (point.lat * 100.0).round() / 100.0,
            lon: (point.lon * 100.0).round() / 100.0,
        });
        let url = match self.form {
            Form::Nominatim => nominatim::search_url(&self.base, typed, near, limit),
            Form::Photon => photon::search_url(&self.base, typed, near, limit),
        };
        self.ask(url, None).await
    }

    /// The address at a place.
    pub async fn reverse(&self, point: Point) -> Result<Vec<FoundPlace>, GeocodeError> {
        // Five decimals are a metre.
        let url = match self.form {
            Form::Nominatim => nominatim::reverse_url(&self.base, point),
            Form::Photon => photon::reverse_url(&self.base, point),
        };
        self.ask(url, Some(point)).await
    }

    async fn ask(&self, url: String, from: Option<Point>) -> Result<Vec<FoundPlace>, GeocodeError> {
        if let Some(kept) = self.cache.get(&url).await
            && let Ok(found) = self.read(kept.as_bytes(), from)
        {
            return Ok(found);
        }
        let body = self.fetch(&url).await?;
        let found = self.read(&body, from)?;
        if let Ok(text) = std::str::from_utf8(&body) {
            self.cache.put(&url, text).await;
        }
        Ok(found)
    }

    fn read(&self, body: &[u8], from: Option<Point>) -> Result<Vec<FoundPlace>, GeocodeError> {
        let found = match self.form {
            Form::Nominatim => nominatim::read(body),
            Form::Photon => photon::read(body),
        };
        let mut found = found.map_err(|error| GeocodeError::Unreadable(error.to_string()))?;
        for place in &mut found {
            place.metres = from.map(|from| from.distance_m(place.point).round());
        }
        Ok(found)
    }

    async fn fetch(&self, url: &str) -> Result<Vec<u8>, GeocodeError> {
        let unavailable = |error: reqwest::Error| GeocodeError::Unavailable(error.without_url().to_string());
        let mut answer = self.client.get(url).timeout(PATIENCE).send().await.map_err(unavailable)?;
        if !answer.status().is_success() {
            return Err(GeocodeError::Unavailable(format!("HTTP {}", answer.status())));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(unavailable)? {
            if body.len() + chunk.len() > LONGEST {
                return Err(GeocodeError::Unreadable(format!("more than {LONGEST} bytes")));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// `name=value` pairs of a URL, percent-encoded.
fn query(pairs: &[(&str, String)]) -> String {
    let mut out = String::new();
    for (at, (name, value)) in pairs.iter().enumerate() {
        out.push(if at == 0 { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' => {
                    out.push(char::from(byte));
                }
                _ => out.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    out
}
