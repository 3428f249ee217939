//! What an OpenStreetMap extract has besides the roads to travel on: addresses, names, and what is drawn.
//!
//! The file is read three times: relations say which ways belong to larger outlines, ways say which nodes are needed,
//! then come those nodes and all that have an address or a name of their own.

mod address;
mod area;
mod interpolation;
mod named;
mod raw;
mod read;
mod rings;

pub use read::read;

use waybill_domain::Point;

/// Everything that was found.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// House numbers.
    pub addresses: Vec<Address>,
    /// Streets and paths, named or not.
    pub roads: Vec<Road>,
    /// Towns, quarters, stations, shops: whatever has a name and a place.
    pub places: Vec<Place>,
    /// Water, green and buildings.
    pub areas: Vec<Area>,
}

/// A house number.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// The number as it is written, such as `12`, `12a` or `12-14`.
    pub number: String,
    /// The street, or the place whose houses are numbered; empty where it is not said.
    pub street: String,
    /// The town; empty where it is not said.
    pub city: String,
    /// Empty where it is not said.
    pub postcode: String,
    /// Where it is.
    pub point: Point,
    /// Whether it stands on the map, or was counted between two that do.
    pub interpolated: bool,
}

/// How important a road is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoadClass {
    /// Motorways, trunk and primary roads.
    Primary,
    /// Secondary and tertiary roads.
    Secondary,
    /// Streets of houses.
    Residential,
    /// Service ways, tracks, paths and steps.
    Path,
}

/// A road, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Road {
    /// Its name; empty where it has none.
    pub name: String,
    /// What else it is called, in other languages too.
    pub other_names: Vec<String>,
    /// How important it is.
    pub class: RoadClass,
    /// Where it runs; at least two points.
    pub line: Vec<Point>,
}

/// What kind of named place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A large town.
    City,
    /// A town.
    Town,
    /// A part of a town.
    Suburb,
    /// A village.
    Village,
    /// A few houses, a neighbourhood, a farm.
    Hamlet,
    /// A station, a shop, a school: something with a name of its own.
    Venue,
}

impl PlaceKind {
    /// Whether people name it as the place where a street is.
    pub fn is_locality(self) -> bool {
        self != Self::Venue
    }
}

/// A named place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// What else it is called, in other languages too.
    pub other_names: Vec<String>,
    /// What it is.
    pub kind: PlaceKind,
    /// Where it is.
    pub point: Point,
}

/// What an area is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Water.
    Water,
    /// Parks, woods, meadows.
    Green,
    /// A building.
    Building,
}

/// An area.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// What it is drawn as.
    pub layer: Layer,
    /// Its name; empty where it has none.
    pub name: String,
    /// Its polygons: the outline first, then the holes. Rings are closed: the last point is the first.
    pub polygons: Vec<Vec<Vec<Point>>>,
}
