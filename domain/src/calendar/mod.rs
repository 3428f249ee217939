//! When work is done: opening hours, holidays, cut-offs, shifts, breaks and absences, on the clock of the place.
//!
//! People write times of day; the world runs on instants. [`Local`] is the one bridge between them, and says what becomes
//! of hours that a change of the clocks leaves out or repeats. Time zones come in resolved: nothing here looks for a
//! database of them.

mod cut_off;
mod day;
mod holiday;
mod hours;
mod ics;
mod local;
mod roster;
mod schedule;
mod service;
mod shift;
mod span;
mod stretch;
mod time_of_day;
mod verdict;

pub use cut_off::{CutOff, Promise};
pub use day::{Day, NotADay, Weekday};
pub use holiday::Holiday;
pub use hours::{DayHours, Hours, Week};
pub use ics::{BadCalendar, holidays_of};
pub use local::{Clocks, Local};
pub use roster::{Absence, DayShifts, Roster, WeeklyShift};
pub use schedule::Schedule;
pub use service::{ServiceCalendar, Strictness};
pub use shift::{PlannedShift, Shift};
pub use span::Span;
pub use stretch::Stretch;
pub use time_of_day::{NotATime, TimeOfDay};
pub use verdict::{Notice, StopName};
