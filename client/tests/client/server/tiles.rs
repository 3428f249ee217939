//! The archive of tiles, in ranges.

use bytes::Bytes;
use serde_json::Value;
use waybill_client::wire::{WireReply, WireRequest};
use waybill_domain::calls::TileSet;

use super::{Server, ok, refusal};

/// What the server has of tiles.
#[derive(Default)]
pub(crate) struct TilesHere {
    /// The server knows of tiles; an old one does not.
    pub(crate) known: bool,
    /// Those of the imported map.
    pub(crate) set: Option<(TileSet, Bytes)>,
    /// The first byte of each range that was given.
    pub(crate) given: Vec<usize>,
    /// No more ranges are given once so many were.
    pub(crate) left: Option<usize>,
}

impl Server {
    /// The map is imported anew.
    pub(crate) fn import(&self, set: &TileSet, archive: Vec<u8>) {
        let tiles = &mut self.state().tiles;
        tiles.known = true;
        tiles.set = Some((set.clone(), archive.into()));
    }

    pub(super) fn tiles(&self, request: &WireRequest, path: &str) -> WireReply {
        let tiles = &mut self.state().tiles;
        let current = tiles.set.as_ref();
        if path == "/api/v1/map/tiles" && tiles.known {
            return current.map_or_else(|| ok(&Value::Null), |(set, _)| ok(set));
        }
        let archive = |set: &TileSet| format!("/api/v1/map/tiles/{}/archive", set.version);
        let Some((_, bytes)) = current.filter(|(set, _)| path == archive(set)) else {
            return refusal(404, "not_found");
        };
        if tiles.left == Some(tiles.given.len()) {
            return refusal(503, "unavailable");
        }
        let range = request.headers.iter().find(|(name, _)| *name == "range").map(|(_, value)| value);
        let range = range.and_then(|range| range.strip_prefix("bytes=")?.split_once('-')).expect("a range");
        let (from, to): (usize, usize) = (range.0.parse().expect("from"), range.1.parse().expect("to"));
        let answer = WireReply {
            status: 206,
            headers: vec![("content-range".to_owned(), format!("bytes {from}-{to}/{}", bytes.len()))],
            body: bytes.slice(from..=to),
        };
        tiles.given.push(from);
        answer
    }
}
