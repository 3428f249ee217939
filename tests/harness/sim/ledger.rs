//! What was promised: every command that a phone or the server has said is done.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use waybill_domain::{CommandId, DeliveryId, OrganizationId, command::Class, proof::Sha256Hash};

/// One command.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    pub(super) by: String,
    pub(super) organization: OrganizationId,
    pub(super) delivery: DeliveryId,
    pub(super) name: String,
    pub(super) class: Class,
    /// When, in milliseconds since the run began.
    pub(super) at_ms: u64,
    /// A phone has it and can say it again. What only the office did is gone with a server that comes back from a backup.
    pub(super) kept: bool,
}

impl Book {
    /// The server has come back from a backup of that moment: what only the office did since then is gone.
    pub(super) fn rewind(&mut self, to_ms: u64) {
        self.deeds.retain(|_, deed| deed.kept || deed.at_ms <= to_ms);
    }
}

/// All promises.
#[derive(Debug, Default)]
pub(super) struct Ledger(Mutex<Book>);

#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) deeds: BTreeMap<CommandId, Deed>,
    /// Files that were on a phone alone, which is no longer what it was.
    pub(super) gone: BTreeSet<Sha256Hash>,
    /// Something that was already wrong by day.
    pub(super) broken: Vec<super::Finding>,
}

impl Ledger {
    pub(super) fn open(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
