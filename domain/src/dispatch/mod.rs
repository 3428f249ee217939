//! Who takes a delivery: candidates, deliveries and the time in; whom to ask, and why, out.
//!
//! [`decide`] judges the candidates of one delivery: [`refusals`] says what stands against each, [`Factors`] how well the
//! others suit. [`Offers`] asks them, one at a time. Nothing here knows a clock, a map or a database.

mod candidate;
mod decision;
mod eligible;
mod handling;
mod load;
mod name;
mod need;
mod offer;
mod offers;
mod policy;
mod profile;
mod score;
mod settings;
mod vehicle;

pub use candidate::{Candidate, Tally};
pub use decision::{Decision, Judged, Verdict, decide};
pub use eligible::{Refusal, refusals};
pub use handling::{Handling, PRIORITY_MAX, SKILLS_MAX};
pub use load::{Load, Measure};
pub use name::{is_same_name, plain};
pub use need::Need;
pub use offer::Offer;
pub use offers::{Asked, End, Offers, Phase, TooLate};
pub use policy::{BadPolicy, Policy, Weights};
pub use profile::Profile;
pub use score::Factors;
pub use settings::{Settings, Stuck, Then};
pub use vehicle::{Vehicle, Vehicles};
