//! Reading the file, block by block.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufReader, ErrorKind as Io, Read as _, Seek as _},
    path::Path,
};

use osmpbf::{BlobDecode, BlobReader, Element, ErrorKind, PrimitiveBlock, RelMemberType};
use waybill_domain::Point;

use super::{
    Progress, bicycle, car,
    error::ImportError,
    ferry::Crossing,
    foot,
    place::place,
    restriction::{Member, RawRestriction, restrictions},
    street::Street,
    tags::Tags,
    urban::Untagged,
};
use crate::road::map::{Node, Passage};

/// What the file has that matters.
#[derive(Default)]
pub(super) struct Extract {
    pub(super) ways: Vec<RawWay>,
    pub(super) restrictions: Vec<RawRestriction>,
    pub(super) not_understood: usize,
    pub(super) elements: u64,
    /// The numbers of all nodes that streets name, sorted.
    pub(super) ids: Vec<i64>,
    /// The nodes themselves, where the file has them.
    pub(super) nodes: Vec<Option<Node>>,
}

/// A street that still names the file's own numbers.
pub(super) struct RawWay {
    pub(super) id: i64,
    pub(super) nodes: Vec<i64>,
    pub(super) passages: [Passage; 3],
    pub(super) urban_kmh: Option<f32>,
    pub(super) crossing: Option<Crossing>,
}

impl Extract {
    /// The streets of the map that have no tagged limit.
    pub(super) fn untagged(&self, of_way: &HashMap<i64, Vec<u32>>) -> Vec<Untagged> {
        let mut all = Vec::new();
        for way in &self.ways {
            let Some(urban_kmh) = way.urban_kmh else { continue };
            let streets = of_way.get(&way.id).map_or(&[][..], Vec::as_slice);
            all.extend(streets.iter().map(|&street| Untagged { street, urban_kmh }));
        }
        all
    }
}

pub(super) fn extract(path: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Extract, ImportError> {
    check(path)?;
    let mut extract = Extract::default();
    blocks(path, Pass { number: 0, of: 2 }, progress, &mut |block| {
        block.for_each_element(|element| {
            extract.elements += 1;
            match element {
                Element::Way(way) => {
                    let tags = Tags(way.tags().collect());
                    extract.ways.extend(street(&tags, way.id(), || way.refs().collect()));
                }
                Element::Relation(relation) => relation_of(&relation, &mut extract),
                Element::Node(_) | Element::DenseNode(_) => {}
            }
        });
    })?;
    extract.ids = extract.ways.iter().flat_map(|way| way.nodes.iter().copied()).collect();
    extract.ids.sort_unstable();
    extract.ids.dedup();
    extract.nodes = vec![None; extract.ids.len()];
    let Extract { ids, nodes, .. } = &mut extract;
    blocks(path, Pass { number: 1, of: 2 }, progress, &mut |block| {
        block.for_each_element(|element| {
            let (id, lat, lon, tags) = match &element {
                Element::Node(node) => (node.id(), node.lat(), node.lon(), Tags(node.tags().collect())),
                Element::DenseNode(node) => (node.id(), node.lat(), node.lon(), Tags(node.tags().collect())),
                Element::Way(_) | Element::Relation(_) => return,
            };
            if let (Ok(at), Ok(point)) = (ids.binary_search(&id), Point::new(lat, lon)) {
                let (signal, blocked) = place(&tags);
                nodes[at] = Some(Node { point, signal, blocked });
            }
        });
    })?;
    Ok(extract)
}

fn street(tags: &Tags, id: i64, nodes: impl FnOnce() -> Vec<i64>) -> Option<RawWay> {
    let street = Street::of(tags)?;
    let passages = [car::passage(&street), bicycle::passage(&street), foot::passage(&street)];
    let open = passages.iter().any(Passage::is_open);
    let (urban_kmh, crossing) = (car::urban_kmh(&street), street.crossing());
    open.then(|| RawWay { id, nodes: nodes(), passages, urban_kmh, crossing })
}

fn relation_of(relation: &osmpbf::Relation, extract: &mut Extract) {
    let tags = Tags(relation.tags().collect());
    if !tags.is("type", "restriction") {
        return;
    }
    let members: Vec<Member> = relation
        .members()
        .map(|member| Member {
            role: member.role().unwrap_or(""),
            id: member.member_id,
            is_way: member.member_type == RelMemberType::Way,
        })
        .collect();
    match restrictions(&tags, &members) {
        Some(all) => extract.restrictions.extend(all),
        None => extract.not_understood += 1,
    }
}

/// Whether this is a whole extract, as far as that can be known without decoding it.
pub(crate) fn check(path: &Path) -> Result<(), ImportError> {
    check_format(path)?;
    check_whole(path)
}

/// Looks at the first bytes: people try the other formats, and deserve a better word than "protobuf error".
fn check_format(path: &Path) -> Result<(), ImportError> {
    let failed = |error| ImportError::File { path: path.to_owned(), error };
    let mut file = File::open(path).map_err(failed)?;
    let mut head = Vec::new();
    file.by_ref().take(64).read_to_end(&mut head).map_err(failed)?;
    let found = match &head[..] {
        [] => "it is empty",
        [b'<', ..] | [0xef, 0xbb, 0xbf, ..] => "it is XML; osmium or osmconvert convert it",
        [0x1f, 0x8b, ..] => "it is gzip",
        [b'B', b'Z', b'h', ..] => "it is bzip2; unpack and convert it",
        [b'P', b'K', ..] => "it is a ZIP archive",
        [b'{' | b'[', ..] => "it is JSON",
        head if head.windows(9).any(|part| part == b"OSMHeader") => return Ok(()),
        _ => "it does not begin with an OSMHeader block",
    };
    Err(ImportError::Format { path: path.to_owned(), found })
}

/// Walks along the blocks without decoding them, so that a broken download is known at once and by its name. A file cut
/// exactly between two blocks looks whole: the format has no end mark.
fn check_whole(path: &Path) -> Result<(), ImportError> {
    let failed = |error| ImportError::File { path: path.to_owned(), error };
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let cut = |at| Err(ImportError::CutShort { path: path.to_owned(), at, size });
    let mut reader = BlobReader::new_seekable(&file).map_err(|error| broken(path, 0, size, error))?;
    let mut start = 0;
    loop {
        let end = (&file).stream_position().map_err(failed)?;
        if end > size {
            return cut(start);
        }
        match reader.next_header_skip_blob() {
            // A negative length would lead back for ever.
            Some(Ok(header)) if header.0.get_blob_size() < 0 => {
                let reason = "a block of negative length".to_owned();
                return Err(ImportError::Damaged { path: path.to_owned(), at: end, size, reason });
            }
            Some(Ok(_)) => start = end,
            None if end == size => return Ok(()),
            // What is left is too short for a block's length, or for its header.
            None => return cut(end),
            Some(Err(_)) if size - end < HEADER_MOST => return cut(end),
            Some(Err(error)) => return Err(broken(path, end, size, error)),
        }
    }
}

/// No block's header is longer than this in practice; the format allows 64 kB.
const HEADER_MOST: u64 = 64;

/// One of several readings of the same file.
#[derive(Clone, Copy)]
pub(crate) struct Pass {
    /// From 0.
    pub(crate) number: u64,
    /// How many there are.
    pub(crate) of: u64,
}

/// Decodes every block of the file in turn.
pub(crate) fn blocks(
    path: &Path,
    pass: Pass,
    progress: &mut dyn FnMut(Progress),
    each: &mut dyn FnMut(&PrimitiveBlock),
) -> Result<(), ImportError> {
    let failed = |error| ImportError::File { path: path.to_owned(), error };
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let mut at = 0;
    let reader =
        BlobReader::new_seekable(BufReader::new(file)).map_err(|error| broken(path, at, size, error))?;
    for blob in reader {
        let blob = blob.map_err(|error| broken(path, at, size, error))?;
        match blob.decode().map_err(|error| broken(path, at, size, error))? {
            BlobDecode::OsmHeader(header) => {
                let known = ["OsmSchema-V0.6", "DenseNodes"];
                let strange = header.required_features().iter().find(|name| !known.contains(&name.as_str()));
                if let Some(feature) = strange {
                    return Err(ImportError::Feature { path: path.to_owned(), feature: feature.clone() });
                }
            }
            BlobDecode::OsmData(block) => each(&block),
            BlobDecode::Unknown(_) => {}
        }
        at = blob.offset().map_or(at, |offset| offset.0);
        progress(Progress { done: pass.number * size + at, total: pass.of * size });
    }
    progress(Progress { done: (pass.number + 1) * size, total: pass.of * size });
    Ok(())
}

/// What an error of the reader means to whoever has the file.
fn broken(path: &Path, at: u64, size: u64, error: osmpbf::Error) -> ImportError {
    let path = path.to_owned();
    let reason = error.to_string();
    match error.into_kind() {
        ErrorKind::Io(error) if error.kind() != Io::InvalidData && error.kind() != Io::InvalidInput => {
            ImportError::File { path, error }
        }
        _ => ImportError::Damaged { path, at, size, reason },
    }
}
