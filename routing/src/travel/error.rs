//! Why there is no travel time.

/// Which end of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where it starts.
    Start,
    /// Where it ends.
    Destination,
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Start => "start",
            Self::Destination => "destination",
        })
    }
}

/// Why there is no travel time.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TravelError {
    /// No road of this profile is near one end.
    #[error("no road within {metres} m of the {end}")]
    NoRoad {
        /// Which end.
        end: End,
        /// How far was looked.
        metres: u32,
    },
    /// Both ends have roads, and none connects them.
    #[error("no road connects the start with the destination")]
    NotConnected,
    /// The graph has no roads for this profile at all.
    #[error("the map has no roads for this profile")]
    NoRoads,
    /// The other service did not answer.
    #[error("the routing service does not answer: {0}")]
    Unavailable(String),
    /// The other service answered with something that is not an answer.
    #[error("the routing service answered with something else: {0}")]
    Unreadable(String),
    /// The other service refused the question.
    #[error("the routing service refused: {0}")]
    Refused(String),
}

impl TravelError {
    /// Whether asking again later can help.
    pub fn can_retry(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}
