//! The graph as one file: a header, the arrays as they are used, a checksum over both.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
};

use super::{
    error::GraphError,
    expand::{Arc, State},
    geometry::Spot,
    graph::RoadGraph,
    hierarchy::{Edge, Hierarchy, Upward},
    net::Net,
    piece::Pieces,
    snap::Grid,
};

const MAGIC: &[u8; 8] = b"WBROADS\n";
/// Raised whenever the arrays, or what they are computed by, change.
const VERSION: u32 = 1;
const HEADER: usize = MAGIC.len() + 4;
const CHECKSUM: usize = 4;

pub(super) fn save(graph: &RoadGraph, path: &Path) -> Result<(), GraphError> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    for net in &graph.nets {
        Writer(&mut bytes).net(net);
    }
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    let failed = |error| GraphError::File { path: path.to_owned(), error };
    let unfinished = path.with_extension("unfinished");
    let written = File::create(&unfinished).and_then(|mut file| {
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)
    });
    written.map_err(|error| {
        // What is left of a full disk's attempt only takes up more of it.
        let _ = fs::remove_file(&unfinished);
        failed(error)
    })
}

pub(super) fn open(path: &Path) -> Result<RoadGraph, GraphError> {
    let bytes = fs::read(path).map_err(|error| GraphError::File { path: path.to_owned(), error })?;
    if !bytes.starts_with(MAGIC) {
        return Err(GraphError::NotAGraph(path.to_owned()));
    }
    let damaged = || GraphError::Damaged(path.to_owned());
    let version = bytes.get(MAGIC.len()..HEADER).and_then(|four| four.try_into().ok());
    let found = u32::from_le_bytes(version.ok_or_else(damaged)?);
    if found != VERSION {
        return Err(GraphError::Version { path: path.to_owned(), found, wanted: VERSION });
    }
    if bytes.len() < HEADER + CHECKSUM {
        return Err(damaged());
    }
    let (body, checksum) = bytes.split_at(bytes.len() - CHECKSUM);
    if crc32fast::hash(body).to_le_bytes() != checksum {
        return Err(damaged());
    }
    let mut reader = Reader(&body[HEADER..]);
    let nets = [reader.net(), reader.net(), reader.net()];
    let [Some(car), Some(bicycle), Some(foot)] = nets else { return Err(damaged()) };
    Ok(RoadGraph { nets: [car, bicycle, foot] })
}

/// Writes arrays of 32-bit numbers, little-endian, each after its length in numbers.
struct Writer<'a>(&'a mut Vec<u8>);

impl Writer<'_> {
    fn numbers(&mut self, numbers: impl ExactSizeIterator<Item = u32>) {
        self.rows(numbers.map(|number| [number]));
    }

    fn rows<const N: usize>(&mut self, rows: impl ExactSizeIterator<Item = [u32; N]>) {
        self.0.extend((rows.len() as u64).to_le_bytes());
        for number in rows.flatten() {
            self.0.extend(number.to_le_bytes());
        }
    }

    fn net(&mut self, net: &Net) {
        self.numbers(net.pieces.first.iter().copied());
        self.rows(net.pieces.line.iter().map(|spot| [spot.lat as u32, spot.lon as u32]));
        self.numbers(net.pieces.length_cm.iter().copied());
        self.rows(net.states.iter().map(|state| [state.piece, u32::from(state.backward), state.ms]));
        self.rows(net.of_piece.iter().copied());
        self.rows(net.twins.iter().map(|twin| [twin.0, twin.1]));
        self.numbers(net.main.iter().map(|&main| u32::from(main)));
        self.numbers(net.first_arc.iter().copied());
        self.rows(net.arcs.iter().map(|arc| [arc.to, arc.weight, arc.ms]));
        self.numbers(net.hierarchy.rank.iter().copied());
        self.numbers(net.hierarchy.state.iter().copied());
        for side in [&net.hierarchy.up, &net.hierarchy.down] {
            self.numbers(side.first.iter().copied());
            self.rows(side.edges.iter().map(|edge| [edge.rank, edge.weight, edge.ms, edge.cm]));
            self.rows(side.beneath.iter().copied());
        }
        let grid = &net.grid;
        let head = [grid.corner[0] as u32, grid.corner[1] as u32, grid.cell[0] as u32, grid.cell[1] as u32];
        self.numbers(head.into_iter());
        self.numbers([grid.rows, grid.columns].into_iter());
        self.numbers(grid.first.iter().copied());
        self.rows(grid.segments.iter().copied());
    }
}

/// Reads what a [`Writer`] wrote; `None` where it breaks off.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn rows<T, const N: usize>(&mut self, make: impl Fn([u32; N]) -> T) -> Option<Vec<T>> {
        let (length, rest) = self.0.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let bytes = length.checked_mul(4 * N).filter(|&bytes| bytes <= rest.len())?;
        let (rows, rest) = rest.split_at(bytes);
        self.0 = rest;
        let number = |row: &[u8], at: usize| {
            u32::from_le_bytes([row[4 * at], row[4 * at + 1], row[4 * at + 2], row[4 * at + 3]])
        };
        Some(rows.chunks_exact(4 * N).map(|row| make(std::array::from_fn(|at| number(row, at)))).collect())
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        self.rows(|[number]| number)
    }

    fn side(&mut self) -> Option<Upward> {
        Some(Upward {
            first: self.numbers()?,
            edges: self.rows(|[rank, weight, ms, cm]| Edge { rank, weight, ms, cm })?,
            beneath: self.rows(|pair: [u32; 2]| pair)?,
        })
    }

    fn net(&mut self) -> Option<Net> {
        let mut net = Net {
            pieces: Pieces {
                first: self.numbers()?,
                line: self.rows(|[lat, lon]| Spot { lat: lat as i32, lon: lon as i32 })?,
                length_cm: self.numbers()?,
            },
            states: self.rows(|[piece, back, ms]| State { piece, backward: back == 1, ms })?,
            of_piece: self.rows(|both| both)?,
            twins: self.rows(|[base, twin]| (base, twin))?,
            main: self.rows(|[main]| main == 1)?,
            first_arc: self.numbers()?,
            arcs: self.rows(|[to, weight, ms]| Arc { to, weight, ms })?,
            hierarchy: Hierarchy {
                rank: self.numbers()?,
                state: self.numbers()?,
                up: self.side()?,
                down: self.side()?,
            },
            ..Net::default()
        };
        let head = self.numbers()?;
        let size = self.numbers()?;
        let (&[south, west, north, east], &[rows, columns]) = (&head[..], &size[..]) else { return None };
        net.grid = Grid {
            corner: [south as i32, west as i32],
            cell: [north as i32, east as i32],
            rows,
            columns,
            first: self.numbers()?,
            segments: self.rows(|pair| pair)?,
        };
        Some(net)
    }
}
