//! The index of an imported map's addresses: one SQLite file, written once, then only read.
//!
//! A *document* is a street, a town or another named place. Its words are in a full-text index, so that any of them in
//! any order, and the beginnings of them, find it. The words themselves are in another, by their three-letter pieces, so
//! that a misspelt one finds those it may have been. Houses belong to their street and are looked up by number.

mod group;
mod house;
mod locality;
mod open;
mod reverse;
mod score;
mod search;
mod write;

pub use open::Index;
pub use write::{Counts, write};

/// What a document is, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DocKind {
    Locality,
    Street,
    Venue,
}

impl DocKind {
    fn of(number: i64) -> Self {
        match number {
            0 => Self::Locality,
            1 => Self::Street,
            _ => Self::Venue,
        }
    }
}
