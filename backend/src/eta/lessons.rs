//! What a piece of a log has taught, until it is written down.

use std::{collections::BTreeSet, sync::Arc};

use waybill_domain::{MemberId, OrganizationId, Point, Timestamp, eta::TravelSource, route::Task};
use waybill_routing::{
    eta::{Hours, Key, Learned, Leg, Modelled, Place, Track, Visit},
    travel::TravelMode,
};

use super::{
    legs,
    trails::{Drive, Trails},
};
use crate::{
    App,
    config::TravelBy,
    store::{Result, StoreError, learned, positions},
};

/// Fixes that are worse say nothing of a street, in metres.
const ACCURACY_M: f64 = 50.0;
/// Fixes of one way, at most.
const FIXES_MAX: u32 = 2_000;

/// What a fleet knows, and what of it a piece of its log has changed.
pub(super) struct Lessons<'a> {
    app: &'a App,
    organization: OrganizationId,
    hours: Hours,
    source: TravelSource,
    /// What was learned of ways before is not worth anything any more.
    afresh: bool,
    /// The map is missing for a moment: nothing is learned of ways, and nothing forgotten.
    lost: bool,
    taught: Learned,
    /// The parts that changed: of the model of stops of this kind, or of the speed.
    changed: BTreeSet<(Option<Task>, Key)>,
}

impl<'a> Lessons<'a> {
    /// Goes on from what is known. `before`: whose ways that was measured against. What ways take is learned as a share of
    /// what the map says, and maps differ.
    pub(super) fn new(
        app: &'a App,
        organization: OrganizationId,
        mut taught: Learned,
        hours: Hours,
        before: Option<&str>,
    ) -> Self {
        let source = app.travel.source();
        let other = before.is_some_and(|before| before != source.as_str());
        let lost = other && source == TravelSource::StraightLine && app.config.travel != TravelBy::Straight;
        let afresh = other && !lost;
        if afresh {
            taught.forget_ways();
        }
        Self { app, organization, hours, source, afresh, lost, taught, changed: BTreeSet::new() }
    }

    /// A stop was made.
    pub(super) fn visited(&mut self, visit: &Visit) {
        let parts = self.taught.visited(visit, self.hours);
        self.changed.extend(parts.into_iter().map(|part| (Some(visit.task), part)));
    }

    /// A way was driven.
    pub(super) async fn drove(&mut self, drive: &Drive, mode: TravelMode) -> Result<()> {
        if self.lost {
            return Ok(());
        }
        let way = legs::way(self.app, mode, drive.from, drive.to).await;
        let way = way.ok().flatten().filter(|way| way.source == self.source);
        let Some(way) = way else { return Ok(()) };
        let leg = Leg {
            driver: drive.driver,
            to: Place(drive.to),
            from_ms: drive.began.as_millis(),
            until_ms: drive.ended.as_millis(),
            modelled: Modelled::from(&way),
        };
        let mut parts = self.taught.drove(&leg, self.hours);
        if !way.pace.is_empty() {
            let fixes = self.fixes(drive.driver, (drive.began, drive.ended)).await?;
            parts.extend(self.taught.passed(&Track { way: &way, fixes: &fixes }));
        }
        self.changed.extend(parts.into_iter().map(|part| (None, part)));
        Ok(())
    }

    /// Where the driver was meanwhile, as far as the phone has told it by now.
    async fn fixes(&self, driver: MemberId, range: (Timestamp, Timestamp)) -> Result<Vec<(i64, Point)>> {
        let mut snapshot = self.app.store.snapshot().await?;
        let who = (self.organization, driver);
        let track = positions::track(&mut snapshot, who, range, ACCURACY_M, FIXES_MAX).await?;
        Ok(track.into_iter().map(|(at, point)| (at.as_millis(), point)).collect())
    }

    /// Writes what changed in one transaction: with `trails` as they are now, and that the log was read up to `last`.
    pub(super) async fn keep(self, trails: Trails, last: u64) -> Result<Arc<Learned>> {
        let Self { app, organization, source, afresh, lost, changed, .. } = self;
        let taught = Arc::new(self.taught);
        let kept = taught.clone();
        let work = app.store.tx(move |tx| {
            Box::pin(async move {
                let conn = tx.conn();
                if afresh {
                    learned::forget_ways(conn, organization).await?;
                }
                learned::save(conn, organization, &kept, &changed).await?;
                learned::save_trails(conn, organization, &trails.0).await?;
                learned::set_learned_to(conn, organization, last, (!lost).then_some(source)).await?;
                Ok::<_, StoreError>(())
            })
        });
        work.await?;
        Ok(taught)
    }
}
