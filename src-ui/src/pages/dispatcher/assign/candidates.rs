//! Who could take it: drivers that match what was typed, the nearest to the pickup first.

use std::rc::Rc;

use waybill_domain::{DeliveryId, Member, Point, Timestamp, protocol::DriverPosition};

use crate::state::board::{Board, is_stale};

/// A driver who could take it.
pub(super) struct Candidate {
    pub(super) member: Rc<Member>,
    /// Stops still to do.
    pub(super) open: usize,
    pub(super) position: Option<DriverPosition>,
    /// Metres to the pickup, straight; unknown where the fix is old.
    pub(super) away_m: Option<f64>,
    /// Has all of them already.
    pub(super) has: bool,
}

pub(super) fn candidates(board: &Board, ids: &[DeliveryId], text: &str, now: Timestamp) -> Vec<Candidate> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let pickup =
        middle(ids.iter().filter_map(|id| board.delivery(*id)).map(|delivery| delivery.pickup.point));
    let mut found: Vec<Candidate> = board
        .drivers()
        .into_iter()
        .filter(|member| {
            let hay = format!("{} {}", member.name, member.vehicle).to_lowercase();
            words.iter().all(|word| hay.contains(word))
        })
        .map(|member| {
            let position = board.position(member.id);
            let fresh = position.filter(|position| !is_stale(*position, now));
            let has = |id: &DeliveryId| board.delivery(*id).is_some_and(|d| d.driver == Some(member.id));
            Candidate {
                open: board
                    .deliveries()
                    .filter(|d| d.driver == Some(member.id) && !d.state.is_final())
                    .count(),
                away_m: fresh.zip(pickup).map(|(position, pickup)| position.fix.point.distance_m(pickup)),
                has: ids.iter().all(has),
                position,
                member,
            }
        })
        .collect();
    // Drivers whose place is unknown come last; among equals, who has least to do.
    found.sort_by(|a, b| {
        let far = |candidate: &Candidate| candidate.away_m.unwrap_or(f64::INFINITY);
        (a.has.cmp(&b.has)).then(far(a).total_cmp(&far(b))).then(a.open.cmp(&b.open))
    });
    found
}

fn middle(points: impl Iterator<Item = Point>) -> Option<Point> {
    let (mut lat, mut lon, mut n) = (0.0, 0.0, 0_u32);
    for point in points {
        lat += point.lat;
        lon += point.lon;
        n += 1;
    }
    (n > 0).then(|| Point { lat: lat / f64::from(n), lon: lon / f64::from(n) })
}
