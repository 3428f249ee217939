//! What must be true in the evening.

mod custody;
mod lanes;
mod log;
mod phones;
mod proof;

use std::fmt;

use anyhow::Result;
use waybill_backend::App;

use super::{
    phone::{App as Running, Phone},
    world::{Fleet, World},
};

pub(super) use phones::lanes as lanes_of;

/// What kind of wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something that was promised is not there.
    Lost,
    /// Something happened twice.
    Duplicated,
    /// Something never arrives.
    Stuck,
    /// Two sides say different things.
    Diverged,
    /// Somebody has what is not theirs.
    Leaked,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Lost, Self::Duplicated, Self::Stuck, Self::Diverged, Self::Leaked];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lost => "lost",
            Self::Duplicated => "duplicated",
            Self::Stuck => "stuck",
            Self::Diverged => "diverged",
            Self::Leaked => "leaked",
        })
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: Kind,
    /// What exactly.
    pub words: String,
}

/// Findings so far.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<Finding>);

impl Findings {
    /// Nothing but this.
    pub(super) fn one(kind: Kind, words: impl Into<String>) -> Self {
        Self(vec![Finding { kind, words: words.into() }])
    }

    pub(super) fn add(&mut self, kind: Kind, words: impl Into<String>) {
        self.0.push(Finding { kind, words: words.into() });
    }
}

/// Compares what was promised with what there is.
pub(super) async fn check(
    world: &World,
    app: &App,
    fleets: &[Fleet],
    phones: &[(std::sync::Arc<Phone>, Running)],
) -> Result<Findings> {
    let mut findings = Findings::default();
    findings.0.append(&mut world.ledger.open().broken);
    let mut snapshot = app.store.snapshot().await?;
    for fleet in fleets {
        log::check(&mut snapshot, world, fleet, &mut findings).await?;
        lanes::check(&mut snapshot, fleet, &mut findings).await?;
        proof::check(&mut snapshot, app, world, fleet, &mut findings).await?;
    }
    for (phone, running) in phones {
        phones::check(&mut snapshot, phone, running, &mut findings).await?;
    }
    Ok(findings)
}
