//! The public tracking page: status in plain words, steps, where it is, and what there is to show afterwards. It works
//! without a script; with one it keeps itself up to date.

mod clock;
mod page;
mod steps;
mod words;

use jiff::tz::TimeZone;
use waybill_domain::{Timestamp, delivery::Milestones, tracking::TrackingView};

pub use page::{gone, page};

/// Everything the page says.
#[derive(Clone, Debug)]
pub struct Tracked {
    /// What the link answers as JSON, too.
    pub view: TrackingView,
    /// The secret of the link.
    pub token: String,
    /// When each step happened.
    pub times: Milestones,
    /// The zone in which the fleet's day begins and ends.
    pub zone: TimeZone,
    /// Now.
    pub now: Timestamp,
}

impl Tracked {
    /// Who sent it, as the recipient knows it.
    fn sender(&self) -> &str {
        if self.view.merchant.is_empty() { &self.view.organization } else { &self.view.merchant }
    }

    /// The driver's first name, or what stands for it.
    fn driver(&self) -> &str {
        self.view.driver.as_deref().unwrap_or("The driver")
    }

    /// "1 parcel", "3 parcels".
    fn parcels(&self) -> String {
        match self.view.parcels {
            1 => "1 parcel".to_owned(),
            n => format!("{n} parcels"),
        }
    }
}
