//! One somebody and one area.

use serde::{Deserialize, Serialize};

use crate::{geo::Fix, time::Timestamp};

/// A receiver that does not say how well it knows is taken to know this well, in metres.
const USUAL_M: f64 = 20.0;
/// A fix vaguer than this says nothing about an area, in metres.
const VAGUE_M: f64 = 200.0;
/// Beyond the border by the fix's own error and this, somebody is out for sure, in metres.
const CLEAR_M: f64 = 30.0;
/// Two fixes that are further apart than this do not support each other, in milliseconds.
const TOGETHER_MS: i64 = 10 * 60_000;

/// What happened at an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CrossingKind {
    /// Went in.
    Enter,
    /// Has been in for as long as the area asks for. Once for each stay.
    Dwell,
    /// Went out.
    Exit,
}

impl CrossingKind {
    /// The name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::Dwell => "dwell",
            Self::Exit => "exit",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Enter, Self::Dwell, Self::Exit].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Something that happened at an area, at the time of the fix that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crossing {
    /// What.
    pub kind: CrossingKind,
    /// When.
    pub at: Timestamp,
}

/// What is known of somebody and an area. It can be stored and goes on where it was.
///
/// - **In** is who is inside by more than the fix's own error, at once; or whose two fixes in a row are inside.
/// - **Out** is who is outside by more than the fix's own error and 30 m, at once; or whose two fixes in a row are outside
///   by more than their error.
/// - Of two fixes, the first gives the time. They count together where at most ten minutes are between them.
/// - A fix that is not newer than the last one changes nothing, and one vaguer than 200 m says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// Since when somebody is in; `None`: out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside_since: Option<Timestamp>,
    /// Staying was told for this stay.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dwelt: bool,
    /// A first fix on the other side, which the next may confirm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt_since: Option<Timestamp>,
    /// The newest fix that was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Timestamp>,
}

impl Watch {
    /// Takes a fix in, of which `depth_m` is the distance to the border (negative outside), and says what it shows. Staying
    /// is told after `dwell_ms`.
    pub fn step(&mut self, fix: &Fix, depth_m: f64, dwell_ms: i64) -> Vec<Crossing> {
        let error_m = fix.accuracy_m.map_or(USUAL_M, f64::from);
        if self.last_at.is_some_and(|last| fix.at <= last) || error_m > VAGUE_M || !depth_m.is_finite() {
            return Vec::new();
        }
        self.last_at = Some(fix.at);
        let mut found = Vec::new();
        match self.inside_since {
            None => {
                if let Some(at) = self.confirmed(fix.at, depth_m > error_m, depth_m >= 0.0) {
                    (self.inside_since, self.dwelt) = (Some(at), false);
                    found.push(Crossing { kind: CrossingKind::Enter, at });
                }
            }
            Some(_) => {
                let out_m = -depth_m;
                if let Some(at) = self.confirmed(fix.at, out_m > error_m + CLEAR_M, out_m > error_m) {
                    self.inside_since = None;
                    found.push(Crossing { kind: CrossingKind::Exit, at });
                }
            }
        }
        // Who may be gone already does not stay.
        if let Some(since) = self.inside_since
            && !self.dwelt
            && self.doubt_since.is_none()
            && fix.at.since(since) >= dwell_ms
        {
            self.dwelt = true;
            found.push(Crossing { kind: CrossingKind::Dwell, at: fix.at });
        }
        found
    }

    /// When the other side was reached, if it was: at once where that is `sure`, from the first of two where it is `likely`.
    fn confirmed(&mut self, at: Timestamp, sure: bool, likely: bool) -> Option<Timestamp> {
        if !likely && !sure {
            self.doubt_since = None;
            return None;
        }
        let first = self.doubt_since.filter(|first| at.since(*first) <= TOGETHER_MS);
        if !sure && first.is_none() {
            self.doubt_since = Some(at);
            return None;
        }
        self.doubt_since = None;
        Some(first.unwrap_or(at))
    }
}
