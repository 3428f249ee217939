//! What organizations have planned: hours, depots, vehicles, zones and rosters.

mod geofences;
mod item;
mod keep;
mod operated;
mod order;

pub use geofences::follow;
pub use item::{Item, Reference};
pub use keep::{KeepError, get, list, put, remove};
pub use operated::Operated;
pub(super) use order::judge_made;
pub use order::{judge, judge_edit};
