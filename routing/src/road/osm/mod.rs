//! From an OpenStreetMap extract (`.osm.pbf`) to a [`Map`].
//!
//! The file is read twice: first streets and restrictions, which say which nodes are needed, then those nodes.

mod access;
mod bicycle;
mod car;
mod error;
mod ferry;
mod foot;
mod place;
mod read;
mod restriction;
#[cfg(test)]
mod rules;
mod speed;
mod street;
mod tags;
mod urban;

use std::{collections::HashMap, path::Path};

pub use error::ImportError;
pub(crate) use read::{Pass, blocks, check};
pub(crate) use tags::Tags;

use super::map::{Map, Street, Via};
use read::Extract;
use restriction::RawVia;

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Bytes read so far, over all passes.
    pub done: u64,
    /// Bytes to read, over all passes.
    pub total: u64,
}

/// What came out of an extract, besides the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Streets taken over.
    pub streets: usize,
    /// Turn restrictions taken over.
    pub restrictions: usize,
    /// Turn restrictions that name what the extract does not have, or say what is not understood.
    pub ignored_restrictions: usize,
    /// Streets that name nodes which the extract does not have; they end at its border.
    pub cut_streets: usize,
}

/// Reads the roads of an extract.
///
/// # Errors
/// Where the file is not a whole `.osm.pbf` file, or has no roads. Nothing is written anywhere.
pub fn read(path: &Path, mut progress: impl FnMut(Progress)) -> Result<(Map, Summary), ImportError> {
    let extract = read::extract(path, &mut progress)?;
    let index = |id: i64| extract.ids.binary_search(&id).ok().map(|at| at as u32);
    let mut summary = Summary::default();
    let mut of_way: HashMap<i64, Vec<u32>> = HashMap::new();
    let mut map = Map::default();
    // Nodes the extract does not have are left out, and the numbers of the others close up.
    let mut number = vec![u32::MAX; extract.nodes.len()];
    for (at, node) in extract.nodes.iter().enumerate() {
        if let Some(node) = node {
            number[at] = map.nodes.len() as u32;
            map.nodes.push(*node);
        }
    }
    let known = |id: i64| index(id).map(|at| number[at as usize]).filter(|&at| at != u32::MAX);
    let mut lone = 0;
    for way in &extract.ways {
        let nodes: Vec<Option<u32>> = way.nodes.iter().map(|&id| known(id)).collect();
        let parts =
            nodes.split(Option::is_none).map(|part| part.iter().copied().flatten().collect::<Vec<_>>());
        summary.cut_streets += usize::from(nodes.contains(&None));
        let before = map.streets.len();
        for nodes in parts.filter(|part| part.len() > 1) {
            of_way.entry(way.id).or_default().push(map.streets.len() as u32);
            map.streets.push(Street { nodes, passages: way.passages });
        }
        if let Some(crossing) = way.crossing {
            let streets = before..map.streets.len();
            crossing.set_speed(&mut map, streets, !nodes.contains(&None));
        }
        lone += usize::from(map.streets.len() == before);
    }
    if map.streets.is_empty() {
        return Err(if lone > 0 {
            ImportError::NoNodes { streets: lone }
        } else {
            ImportError::NoRoads { path: path.to_owned(), elements: extract.elements }
        });
    }
    take_over(&extract, &mut map, &of_way, known, &mut summary);
    urban::slow_down(&mut map, &extract.untagged(&of_way));
    summary.streets = map.streets.len();
    summary.restrictions = map.restrictions.len();
    Ok((map, summary))
}

fn take_over(
    extract: &Extract,
    map: &mut Map,
    of_way: &HashMap<i64, Vec<u32>>,
    known: impl Fn(i64) -> Option<u32>,
    summary: &mut Summary,
) {
    // A way that the border cut into parts is no longer one street, and nobody knows which part is meant.
    let one = |id: i64| of_way.get(&id).and_then(|parts| (parts.len() == 1).then(|| parts[0]));
    for raw in &extract.restrictions {
        let via = match &raw.via {
            RawVia::Node(id) => known(*id).map(Via::Node),
            RawVia::Ways(ids) => ids.iter().map(|&id| one(id)).collect::<Option<_>>().map(Via::Streets),
        };
        match (one(raw.from), via, one(raw.to)) {
            (Some(from), Some(via), Some(to)) => map.restrictions.push(super::map::Restriction {
                rule: raw.rule,
                from,
                via,
                to,
                binds: raw.binds,
            }),
            _ => summary.ignored_restrictions += 1,
        }
    }
    summary.ignored_restrictions += extract.not_understood;
}
