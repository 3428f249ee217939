//! Checks a bundle with nothing but the bundle: strict reading, every signature, every hash, every link.

mod commands;
mod files;
mod finding;
mod issuers;
mod log;
mod note;

pub use finding::Finding;
pub use note::Note;

use super::{
    bundle::{Bundle, TYPE},
    hex_bytes::PublicKey,
    statements::{Enrolment, Seal},
    strict::strict,
};
use commands::Commands;
use issuers::Issuers;

/// What a bundle that holds together says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Who issued it.
    pub issuer: PublicKey,
    /// Whether that is the key the reader trusts; `false`: the reader named none, so only that all parts fit together
    /// is known, not who made them.
    pub issuer_verified: bool,
    /// What is certified.
    pub seal: Seal,
    /// Whose keys signed the commands.
    pub enrolments: Vec<Enrolment>,
    /// What a reader should know that is not wrong.
    pub notes: Vec<Note>,
}

/// Checks `text`, the JSON of a bundle, and against `root`, the issuer's key that the reader trusts, where it is given.
/// The answer is what the bundle says, or the first thing in it that is not as it must be.
pub fn verify(text: &str, root: Option<PublicKey>) -> Result<Verified, Finding> {
    let bundle: Bundle = strict(text).map_err(|why| Finding::unreadable("bundle", why))?;
    Finding::same("type", "the kind of file", &TYPE, &bundle.kind.as_str())?;
    Finding::same("v", "the version", &super::VERSION, &bundle.v)?;
    let seal: Seal = bundle.seal.open().map_err(|why| Finding::statement("seal", why))?;
    if let Some(root) = root {
        Finding::same("seal", "the issuer", &root, &seal.issuer)?;
    }
    let issuers = Issuers::read(&bundle.keys, &seal)?;
    let enrolments = issuers.enrolments(&bundle.enrolments, &seal)?;
    let mut notes = Vec::new();
    let commands = Commands::read(&bundle.commands, &seal, &issuers, &enrolments, &mut notes)?;
    let committed = log::check(&bundle.log, &seal, &commands, &mut notes)?;
    files::check(&bundle.files, &seal, &committed, &mut notes)?;
    Ok(Verified { issuer: seal.issuer, issuer_verified: root.is_some(), seal, enrolments, notes })
}
