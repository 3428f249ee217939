//! `verify`.

use std::{
    fmt::Display,
    fs,
    path::{Path, PathBuf},
    process::exit,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use waybill_domain::certificate::{self, HexBytes, PublicKey, Verified, fingerprint};

/// Options of `verify`.
#[derive(clap::Args)]
#[command(after_help = "\
Exit codes:
  0  valid: every signature, hash and link is right, and the issuer is the one named with --root
  1  not valid: the first thing that is wrong is named
  2  no verdict: the file or an option cannot be read, or no --root was given (\"consistent, issuer not verified\":
     all parts fit together, but anybody could have made them)")]
pub(super) struct Verify {
    /// The issuer's public key, in hex or base64, as `waybill-server key` prints it and as the issuer has told you by a
    /// way that you trust.
    #[arg(long, value_name = "KEY", value_parser = key)]
    root: Option<PublicKey>,
    /// Write the photos and signatures of a certificate that holds together into this folder.
    #[arg(long, value_name = "DIR")]
    extract: Option<PathBuf>,
    /// The certificate: JSON, or a PDF that has it attached.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

fn key(text: &str) -> Result<PublicKey, String> {
    let decoded = || STANDARD.decode(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let key = text.to_lowercase().parse().ok().or_else(|| decoded().map(HexBytes));
    key.ok_or_else(|| "must be 64 hex digits, or the base64 of 32 bytes".to_owned())
}

impl Verify {
    /// Checks, prints and ends the process with the exit code.
    pub(super) fn run(&self) -> ! {
        let unreadable = |error: &dyn Display| -> ! {
            eprintln!("cannot read {}: {error}", self.file.display());
            exit(2)
        };
        let bytes = fs::read(&self.file).unwrap_or_else(|error| unreadable(&error));
        let text = certificate::attached(&bytes).unwrap_or_else(|error| unreadable(&error));
        let verified = certificate::verify(text, self.root).unwrap_or_else(|finding| {
            println!("not valid");
            println!("  where     {}", finding.at);
            println!("  what      {}", finding.what);
            println!("  expected  {}", finding.expected);
            println!("  found     {}", finding.found);
            exit(1)
        });
        print(&verified);
        if let Some(folder) = &self.extract
            && let Err(error) = extract(text, folder)
        {
            eprintln!("cannot write into {}: {error}", folder.display());
            exit(2)
        }
        exit(if verified.issuer_verified { 0 } else { 2 })
    }
}

fn print(verified: &Verified) {
    let seal = &verified.seal;
    println!("{}", if verified.issuer_verified { "valid" } else { "consistent, issuer not verified" });
    println!("  delivery  {} of {}", seal.code, seal.organization.name);
    println!("  made      {}", seal.exported_at);
    for lane in &verified.enrolments {
        let device = if lane.device.name.is_empty() { "a device" } else { &lane.device.name };
        println!("  signed by {} with {device}, key {}", lane.member.name, fingerprint(lane.public_key));
    }
    println!(
        "  holds     {} signed commands, {} events, {} files",
        seal.commands.len(),
        seal.events.len(),
        seal.files.len()
    );
    println!("  issuer    {} ({})", verified.issuer, fingerprint(verified.issuer));
    for note in &verified.notes {
        println!("  note      {note}");
    }
}

/// Writes the files that were checked. Their names were made by the issuer: only the last part counts.
fn extract(text: &str, folder: &Path) -> anyhow::Result<()> {
    let bundle: certificate::Bundle = serde_json::from_str(text)?;
    fs::create_dir_all(folder)?;
    for file in bundle.files {
        if let (Some(data), Some(name)) = (file.data, Path::new(&file.name).file_name()) {
            fs::write(folder.join(name), STANDARD.decode(data)?)?;
        }
    }
    Ok(())
}
