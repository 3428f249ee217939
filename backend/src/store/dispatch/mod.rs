//! What dispatch keeps: settings, profiles, offers, decisions, and who waits for a driver.

pub mod decisions;
pub mod drivers;
pub mod offers;
pub mod profiles;
pub mod settings;
pub mod shifts;
pub mod tallies;
pub mod waiting;
