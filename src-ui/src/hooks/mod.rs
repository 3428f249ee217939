//! Hooks that several screens share.

mod day;
mod format;
mod live;
mod now;
mod people;
mod serial;
mod session;
mod settings;

pub(crate) use day::use_new_day;
pub use day::{DayContext, use_day};
pub use format::use_format;
pub use live::{use_hub, use_live};
pub use now::use_now;
pub(crate) use people::use_new_people;
pub use people::{PeopleContext, use_people};
pub(crate) use session::change as session_change;
pub use session::{SessionContext, use_session};
pub use settings::{SettingsContext, use_settings};
