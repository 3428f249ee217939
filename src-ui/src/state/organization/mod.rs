//! What an organization sets about its work: each part as it is typed, what that means, and who wrote it last.

mod area;
mod calendar;
#[cfg(test)]
mod calendar_tests;
mod clock;
mod depot;
mod editing;
#[cfg(test)]
mod editing_tests;
mod hours;
mod names;
mod policy;
mod profile;
mod reader;
mod room;
mod roster;
#[cfg(test)]
mod roster_tests;
mod shifts;
pub(super) mod typed;
mod vehicle;
mod zone;

pub use area::{AreaSheet, Drawn};
pub use calendar::{CalendarSheet, HolidayRow, with_holidays};
pub use clock::{Stretches, stretches};
pub use depot::{DepotSheet, new_depot};
pub use editing::{Basis, Change, Draft, Editing, Sheet};
pub use hours::{DayRow, HoursSheet, weekday_name};
pub use policy::{PolicySheet, WeightsSheet};
pub use profile::ProfileSheet;
pub use room::RoomSheet;
pub use roster::RosterSheet;
pub use shifts::{AbsenceRow, OwnDayRow, ShiftRow};
pub use vehicle::{VehicleSheet, new_vehicle};
pub use zone::{ZoneSheet, new_zone};
