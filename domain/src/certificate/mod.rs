//! The certificate of a delivery: everything that somebody who trusts neither side needs to check what happened.
//!
//! What is signed travels as the exact text that was signed, never as parsed JSON, so there is no canonical form to
//! argue about. `docs/protocol.md` gives every byte; [`verify()`] checks a bundle and knows nothing but the bundle and,
//! perhaps, the issuer's key.

mod attached;
mod bundle;
mod hex_bytes;
mod signed;
mod statements;
mod strict;
mod verify;

pub use attached::{NotAttached, attached};
pub use bundle::{Bundle, Entry, File, Run, SignedCommand, TYPE};
pub use hex_bytes::{HexBytes, PublicKey, fingerprint};
pub use signed::{Signed, Statement, StatementError};
pub use statements::{
    CommandState, Enrolment, FileState, FormerKey, Head, Keys, Person, Phone, Receipt, Seal, SealedCommand,
    SealedEvent, SealedFile,
};
pub use strict::{Strict, strict};
pub use verify::{Finding, Note, Verified, verify};

/// The version of all statements and of the bundle.
pub const VERSION: u16 = 1;
