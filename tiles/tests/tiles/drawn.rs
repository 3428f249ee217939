//! An archive made of some shapes, and what a program that draws would see in it.

use fast_mvt::{MvtGeometry, MvtReaderRef, MvtValueRef};
use tempfile::TempDir;
use waybill_domain::Point;
use waybill_tiles::{Archive, Geometry, Shape, write};

pub(crate) const CORNERS: (Point, Point) = (Point { lat: 52.0, lon: 13.0 }, Point { lat: 53.0, lon: 14.0 });

/// A feature of a tile.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawn {
    /// Such as `road secondary Hauptstraße`.
    pub(crate) tags: String,
    /// Its points, lines or rings.
    pub(crate) parts: Vec<Vec<(i32, i32)>>,
}

/// An archive that goes when this goes.
pub(crate) struct Map {
    pub(crate) archive: Archive,
    pub(crate) bytes: u64,
    pub(crate) dir: TempDir,
}

impl Map {
    pub(crate) async fn of(shapes: &[Shape]) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("map.pmtiles");
        let bytes = write(&path, shapes, CORNERS, |_, _| {}).expect("it is written");
        Self { archive: Archive::open(&path, bytes).await.expect("it opens"), bytes, dir }
    }

    /// What is drawn of a tile; nothing where there is none.
    pub(crate) async fn tile(&self, (zoom, x, y): (u8, u32, u32)) -> Vec<Drawn> {
        let tile = self.archive.tile(zoom, x, y).await.expect("it can be read");
        tile.map_or_else(Vec::new, |bytes| decode(&bytes))
    }
}

fn decode(bytes: &[u8]) -> Vec<Drawn> {
    let tile = MvtReaderRef::new(bytes).expect("a tile");
    assert_eq!(tile.layers().map(|layer| layer.name().to_owned()).collect::<Vec<_>>(), ["map"]);
    let features = tile.layers().flat_map(|layer| layer.features().collect::<Vec<_>>());
    features
        .map(|feature| {
            let values = feature.properties().map(|property| match property.expect("a property").1 {
                MvtValueRef::String(text) => text.to_owned(),
                _ => "?".to_owned(),
            });
            Drawn {
                tags: values.collect::<Vec<_>>().join(" "),
                parts: parts(feature.geometry().expect("a geometry")),
            }
        })
        .collect()
}

fn parts(geometry: MvtGeometry) -> Vec<Vec<(i32, i32)>> {
    let coords = |line: &fast_mvt::MvtLineString| line.0.iter().map(|at| (at.x, at.y)).collect::<Vec<_>>();
    match geometry {
        MvtGeometry::Point(point) => vec![vec![(point.0.x, point.0.y)]],
        MvtGeometry::LineString(line) => vec![coords(&line)],
        MvtGeometry::MultiLineString(lines) => lines.0.iter().map(coords).collect(),
        MvtGeometry::Polygon(polygon) => {
            std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(coords).collect()
        }
        MvtGeometry::MultiPolygon(all) => all
            .0
            .iter()
            .flat_map(|one| std::iter::once(one.exterior()).chain(one.interiors()))
            .map(coords)
            .collect(),
        other => panic!("nothing that is drawn: {other:?}"),
    }
}

/// Which tile of a zoom a place is in, and where in it, in units (OpenStreetMap wiki, "Slippy map tilenames").
pub(crate) fn place(point: Point, zoom: u8) -> ((u8, u32, u32), (f64, f64)) {
    let tiles = f64::from(1_u32 << zoom);
    let x = (point.lon + 180.0) / 360.0 * tiles;
    let y = (1.0 - point.lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * tiles;
    ((zoom, x as u32, y as u32), (x.fract() * 4_096.0, y.fract() * 4_096.0))
}

pub(crate) fn shape(
    layer: &'static str,
    class: &'static str,
    name: &str,
    from: u8,
    geometry: Geometry,
) -> Shape {
    Shape { layer, class, name: name.to_owned(), zooms: from..=waybill_tiles::MAX_ZOOM, geometry }
}

pub(crate) fn line(points: &[(f64, f64)]) -> Geometry {
    Geometry::Line(points.iter().map(|&(lat, lon)| Point { lat, lon }).collect())
}

/// A square ring around a place: half its side in degrees of latitude.
pub(crate) fn ring(middle: (f64, f64), half: f64) -> Vec<Point> {
    let corners = [(-1.0, -1.0), (-1.0, 1.0), (1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)];
    corners.map(|(n, e)| Point { lat: middle.0 + n * half, lon: middle.1 + e * half * 1.6 }).to_vec()
}
