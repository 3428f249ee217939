//! The map's tiles come down: one archive, piece by piece.

use std::ops::Range;

use bytes::Bytes;
use waybill_domain::calls::{Call as _, GetTileSet, TileSet};

use super::{job::Report, map::FRESH};
use crate::{
    ClientError,
    device::DeviceError,
    lane::Lane,
    tiles::LocalTiles,
    wire::{self, WireError, WireReply, WireRequest},
};

/// Bytes of a piece. Commands and photos wait for one at most, and it must come within a request's time on a bad line.
const PIECE: u64 = 512 * 1024;
/// A larger archive is not kept: the phone's room is for proof. The drawing is shown instead.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Fetches the next piece, where the server has other tiles than those that are kept here.
pub(super) async fn tiles(lane: &Lane, local: &LocalTiles) -> Result<Report, ClientError> {
    let wanted = match local.wanted() {
        Some(set) => Some(set),
        None => ask(lane, local).await?,
    };
    let Some(set) = wanted else { return Ok(Report::default()) };
    let from = local.here(&set);
    let to = (from + PIECE).min(set.bytes);
    if from < to {
        match fetch(lane, &set, from..to).await {
            Ok(bytes) => match local.write(&set, from, bytes).await {
                Ok(()) => {}
                Err(DeviceError::DiskFull) => {
                    tracing::warn!("there is no room for the map's tiles");
                    local.drop_part();
                    return Ok(Report::default());
                }
                Err(error) => return Err(error.into()),
            },
            Err(WireError::Unreadable(why)) => {
                // Who does not answer as asked will not do so in a minute either, and each try costs a piece.
                tracing::warn!(why, "the map's tiles cannot be fetched");
                local.pause();
                return Ok(Report::default());
            }
            Err(error) => {
                if error.status() == Some(404) {
                    // Another version has come: the next turn asks which.
                    local.drop_part();
                }
                return Err(error.into());
            }
        }
    }
    if to < set.bytes {
        return Ok(Report { more: true, ..Report::default() });
    }
    if !local.finish(&set).await? {
        local.drop_part();
    }
    Ok(Report::default())
}

/// Which tiles are to be fetched, if any.
async fn ask(lane: &Lane, local: &LocalTiles) -> Result<Option<TileSet>, ClientError> {
    let kept = local.kept();
    if kept.as_ref().is_some_and(|(_, age)| *age < FRESH) {
        return Ok(None);
    }
    let reply = lane.account.send(WireRequest::new("GET", GetTileSet {}.request().path)).await?;
    let set: Option<TileSet> = match wire::json(&reply) {
        // A server from before there were tiles.
        Err(error) if error.status() == Some(404) => None,
        read => read?,
    };
    let Some(set) = set.filter(can_be_kept) else {
        local.forget().await;
        return Ok(None);
    };
    if kept.is_some_and(|(kept, _)| kept.version == set.version && kept.bytes == set.bytes) {
        local.confirm(&set)?;
        return Ok(None);
    }
    if local.given_up(&set) {
        return Ok(None);
    }
    local.want(&set);
    Ok(Some(set))
}

fn can_be_kept(set: &TileSet) -> bool {
    // The version becomes part of a file's name.
    let named =
        (1..=64).contains(&set.version.len()) && set.version.bytes().all(|b| b.is_ascii_alphanumeric());
    let fits = (1..=LARGEST).contains(&set.bytes);
    if !(named && fits) {
        tracing::warn!(version = set.version, bytes = set.bytes, "these tiles are not kept here");
    }
    named && fits
}

async fn fetch(lane: &Lane, set: &TileSet, range: Range<u64>) -> Result<Bytes, WireError> {
    let path = format!("{}/{}/archive", GetTileSet {}.request().path, set.version);
    let asked = format!("bytes={}-{}", range.start, range.end - 1);
    let reply = lane.account.send(WireRequest::new("GET", path).header("range", asked)).await?;
    piece(&reply, &range, set.bytes)
}

/// The bytes of exactly this range; anything else is not written between others.
fn piece(reply: &WireReply, range: &Range<u64>, whole: u64) -> Result<Bytes, WireError> {
    let given = wire::expect_ok(reply, "content-range")?;
    let asked = format!("bytes {}-{}/{whole}", range.start, range.end - 1);
    let length = range.end - range.start;
    if reply.status == 206 && given == asked && reply.body.len() as u64 == length {
        Ok(reply.body.clone())
    } else {
        let bytes = reply.body.len();
        Err(WireError::Unreadable(format!("{asked} was asked for, {bytes} bytes of {given} came")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, range: &str, bytes: usize) -> WireReply {
        let headers = vec![("content-range".to_owned(), range.to_owned())];
        WireReply { status, headers, body: vec![7; bytes].into() }
    }

    #[test]
    fn only_the_piece_that_was_asked_for_is_taken() {
        let taken = |reply: &WireReply| piece(reply, &(10..15), 100);
        assert_eq!(taken(&reply(206, "bytes 10-14/100", 5)), Ok(Bytes::from(vec![7; 5])));
        for wrong in [
            reply(200, "bytes 10-14/100", 5),
            reply(206, "bytes 0-4/100", 5),
            reply(206, "bytes 10-14/101", 5),
            reply(206, "bytes 10-14/100", 4),
        ] {
            assert!(matches!(taken(&wrong), Err(WireError::Unreadable(_))), "{wrong:?}");
        }
        let portal = WireReply { headers: Vec::new(), ..reply(200, "", 5) };
        assert_eq!(taken(&portal), Err(WireError::NotTheServer));
    }

    #[test]
    fn a_name_that_leads_elsewhere_and_an_archive_that_is_too_large_are_not_kept() {
        let point = waybill_domain::Point { lat: 0.0, lon: 0.0 };
        let set = |version: &str, bytes| TileSet {
            version: version.to_owned(),
            min_zoom: 0,
            max_zoom: 14,
            south_west: point,
            north_east: point,
            bytes,
            attribution: String::new(),
        };
        assert!(can_be_kept(&set("2026a", LARGEST)));
        for unfit in [set("", 5), set("../up", 5), set("a.b", 5), set("a", 0), set("a", LARGEST + 1)] {
            assert!(!can_be_kept(&unfit), "{unfit:?}");
        }
    }
}
