//! The road graph: one net for each profile, in one file.

use std::path::Path;

use futures::future::{BoxFuture, FutureExt as _, ready};
use waybill_domain::Point;

use super::{error::GraphError, file, map::Map, net::Net, search::Cost};
use crate::travel::{Leg, Matrix, Travel, TravelError, TravelMode, TravelSource, Way};

/// Roads, and how to get along them, for every profile.
#[derive(Debug)]
pub struct RoadGraph {
    pub(super) nets: [Net; 3],
}

/// How large a graph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Pieces of road between junctions.
    pub pieces: usize,
    /// Directed pieces: what ways are made of.
    pub states: usize,
    /// Turns between them.
    pub turns: usize,
    /// Edges of the contraction hierarchy.
    pub edges: usize,
}

impl RoadGraph {
    /// The graph of `map`, for every profile. Takes seconds for a town, minutes for a region.
    ///
    /// # Errors
    /// [`GraphError::Map`] where the map names what it does not have. A map without roads is no error: asked, it says
    /// [`TravelError::NoRoads`].
    pub fn build(map: &Map) -> Result<Self, GraphError> {
        map.check()?;
        let [car, bicycle, foot] = TravelMode::ALL.map(|profile| Net::build(map, profile));
        Ok(Self { nets: [car?, bicycle?, foot?] })
    }

    /// Reads a graph that [`RoadGraph::save`] wrote.
    ///
    /// # Errors
    /// Where the file cannot be read, is something else, is of another version, or is not whole.
    pub fn open(path: &Path) -> Result<Self, GraphError> {
        file::open(path)
    }

    /// Writes the graph to one file. What was there stays until the new file is whole.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), GraphError> {
        file::save(self, path)
    }

    /// How large the part of one profile is.
    pub fn size(&self, profile: TravelMode) -> Size {
        let net = self.net(profile);
        Size {
            pieces: net.pieces.len(),
            states: net.states.len(),
            turns: net.arcs.len(),
            edges: net.hierarchy.up.edges.len() + net.hierarchy.down.edges.len(),
        }
    }

    /// Time and distance of the quickest way, from the road nearest to `from` to the road nearest to `to`.
    ///
    /// # Errors
    /// Where no road is near one of them, or none connects them.
    pub fn leg(&self, profile: TravelMode, from: Point, to: Point) -> Result<Leg, TravelError> {
        self.net(profile).find(from, to, false).map(|(_, _, found)| leg(found.cost))
    }

    /// The quickest way with its line and its pace.
    ///
    /// # Errors
    /// As [`RoadGraph::leg`].
    pub fn way(&self, profile: TravelMode, from: Point, to: Point) -> Result<Way, TravelError> {
        let net = self.net(profile);
        let (start, end, found) = net.find(from, to, true)?;
        let drawn = net.draw(start, end, &found.states);
        let (line, pace) = drawn.into_iter().map(|(spot, ms)| (Point::from(spot), ms / 1000.0)).unzip();
        Ok(Way { leg: leg(found.cost), line, pace, source: TravelSource::RoadGraph })
    }

    /// Times and distances from every origin to every destination, in about the time of as many searches as there are
    /// places.
    ///
    /// # Errors
    /// [`TravelError::NoRoads`] where the map has none for this profile.
    pub fn matrix(
        &self,
        profile: TravelMode,
        origins: &[Point],
        destinations: &[Point],
    ) -> Result<Matrix, TravelError> {
        let costs = self.net(profile).many(origins, destinations)?;
        let legs = costs.into_iter().map(|cost| cost.map(leg)).collect();
        Ok(Matrix::new(destinations.len(), legs, TravelSource::RoadGraph))
    }

    /// The nearest place on a road of this profile, and how far it is, in metres. `None` where none is within 2 km.
    pub fn nearest(&self, profile: TravelMode, place: Point) -> Option<(Point, f64)> {
        let net = self.net(profile);
        let snap = net.grid.nearest(&net.pieces, place, super::query::SNAP_LIMIT_M, |_| true)?;
        Some((snap.spot.into(), snap.off_m))
    }

    pub(super) fn net(&self, profile: TravelMode) -> &Net {
        &self.nets[profile as usize]
    }
}

fn leg(cost: Cost) -> Leg {
    Leg { seconds: f64::from(cost.ms) / 1000.0, metres: f64::from(cost.cm) / 100.0 }
}

impl Travel for RoadGraph {
    fn source(&self) -> TravelSource {
        TravelSource::RoadGraph
    }

    fn way(&self, profile: TravelMode, from: Point, to: Point) -> BoxFuture<'_, Result<Way, TravelError>> {
        ready(RoadGraph::way(self, profile, from, to)).boxed()
    }

    fn matrix<'a>(
        &'a self,
        profile: TravelMode,
        origins: &'a [Point],
        destinations: &'a [Point],
    ) -> BoxFuture<'a, Result<Matrix, TravelError>> {
        ready(RoadGraph::matrix(self, profile, origins, destinations)).boxed()
    }
}
