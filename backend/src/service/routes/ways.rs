//! The ways that a plan can use: a table for each way of getting about.

use std::collections::BTreeMap;

use futures::future::join_all;
use waybill_domain::{
    DeliveryId,
    eta::TravelSource,
    route::{self, Task},
};
use waybill_routing::travel::TravelMode;

use super::{
    draft::Numbers,
    gather::{Driver, Gathered},
    table::{Places, Table},
};
use crate::App;

/// A table for each way of getting about, at least one.
pub(super) type Tables = BTreeMap<TravelMode, Table>;

/// Asks for the ways. With `around`, only for those that a place for that one delivery can use.
pub(super) async fn ways(
    app: &App,
    found: &Gathered,
    places: &Places,
    numbers: &Numbers,
    around: Option<DeliveryId>,
) -> Tables {
    let (modes, factor) = (found.modes(), found.factor());
    let Some(id) = around else {
        let asked = modes.iter().map(|&mode| Table::ask(app, mode, &places.points, factor));
        return modes.iter().copied().zip(join_all(asked).await).collect();
    };
    let hub = [Task::Pickup, Task::Dropoff].map(|task| numbers.stops[&(id, task)]);
    let group = |(k, driver): (usize, &Driver)| {
        let stops = route::stops(found.of(driver.id)).into_iter().map(|stop| numbers.stops[&stop.id()]);
        let mut all: Vec<usize> = stops.chain([numbers.starts[k]]).chain(numbers.ends[k]).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let groups: Vec<Vec<usize>> = found.drivers.iter().enumerate().map(group).collect();
    let asked = modes.iter().map(|&mode| {
        // Whoever gets about otherwise has ways in another table.
        let alike = |k: &usize| found.drivers[*k].working.mode == mode;
        let groups: Vec<&[usize]> = (0..groups.len()).filter(alike).map(|k| &groups[k][..]).collect();
        async move { Table::ask_around(app, mode, &places.points, (&groups, &hub), factor).await }
    });
    modes.iter().copied().zip(join_all(asked).await).collect()
}

/// Who told them; where one table is as the crow flies, that.
pub(super) fn source(tables: &Tables) -> TravelSource {
    let mut sources = tables.values().map(|table| table.source);
    let first = sources.next().unwrap_or(TravelSource::StraightLine);
    if sources.any(|source| source == TravelSource::StraightLine) {
        TravelSource::StraightLine
    } else {
        first
    }
}
