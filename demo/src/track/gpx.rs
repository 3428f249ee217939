//! Reads the points of a GPX file; everything else in it is passed over.

use roxmltree::{Document, Node};
use waybill_domain::{Fix, Point, Timestamp};

/// How fast one moves where the file has no times, in metres per second: a bicycle.
const SPEED_MPS: f64 = 5.0;

/// Why a text is not a track.
#[derive(Debug, thiserror::Error)]
pub enum GpxError {
    /// Not well-formed XML; the text was perhaps cut short.
    #[error("the GPX file cannot be read: {0}")]
    Xml(#[from] roxmltree::Error),
    /// A point without a position on the earth.
    #[error("trkpt {index}: lat and lon must be degrees, lat -90 to 90, lon -180 to 180")]
    Position {
        /// Counted from 0.
        index: usize,
    },
    /// No `trkpt` and no `rtept` in it.
    #[error("the GPX file has no track points")]
    Empty,
}

/// The track points in order (or the route points, where there is no track). Where each point has a time, the first
/// fix is at `start` and the others follow as far apart as in the file; otherwise as a bicycle would.
pub fn read_gpx(text: &str, start: Timestamp) -> Result<Vec<Fix>, GpxError> {
    let document = Document::parse(text)?;
    let all = |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);
    let mut nodes: Vec<Node<'_, '_>> = all("trkpt").collect();
    if nodes.is_empty() {
        nodes = all("rtept").collect();
    }
    let points: Vec<Point> = nodes
        .iter()
        .enumerate()
        .map(|(index, node)| position(node).ok_or(GpxError::Position { index }))
        .collect::<Result<_, _>>()?;
    let times: Option<Vec<Timestamp>> = nodes.iter().map(time).collect();
    let first = *points.first().ok_or(GpxError::Empty)?;
    let mut passed: i64 = 0;
    let mut before = first;
    let mut fixes: Vec<Fix> = Vec::with_capacity(points.len());
    for (i, &point) in points.iter().enumerate() {
        let metres = before.distance_m(point);
        let step = match &times {
            Some(times) if i > 0 => times[i].since(times[i - 1]).max(0),
            _ => (metres / SPEED_MPS * 1_000.0).round() as i64,
        };
        passed += step;
        let moved = metres > 0.0 && step > 0;
        fixes.push(Fix {
            point,
            at: start.plus_millis(passed),
            accuracy_m: Some(5.0),
            speed_mps: Some(if moved { (metres / step as f64 * 1_000.0) as f32 } else { 0.0 }),
            heading_deg: moved.then(|| before.bearing_deg(point) as f32),
            battery_pct: None,
        });
        before = point;
    }
    Ok(fixes)
}

fn position(node: &Node<'_, '_>) -> Option<Point> {
    let degrees = |name: &str| node.attribute(name).and_then(|text| text.trim().parse::<f64>().ok());
    Point::new(degrees("lat")?, degrees("lon")?).ok()
}

fn time(node: &Node<'_, '_>) -> Option<Timestamp> {
    let time = node.children().find(|child| child.tag_name().name() == "time")?;
    time.text()?.trim().parse().ok()
}
