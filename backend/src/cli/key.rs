//! `key`.

use std::fs;

use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use waybill_backend::{Config, certificate::Issuer};
use waybill_domain::certificate::fingerprint;

/// Options of `key`.
#[derive(clap::Args)]
pub(super) struct Key {
    /// Put a new key in the place of the present one. Restart the server afterwards; certificates then say that the old
    /// key was this server's too. Whoever pinned the old one has to be told the new one.
    #[arg(long)]
    rotate: bool,
}

impl Key {
    /// Needs no database, so that it can be asked while the server runs.
    pub(super) fn run(&self, config: &Config) -> anyhow::Result<()> {
        let file = config.issuer_key_file();
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let issuer = if self.rotate { Issuer::replace(&file)? } else { Issuer::load_or_make(&file)? };
        let public = issuer.public();
        println!("key         {public}");
        println!("base64      {}", STANDARD.encode(public.0));
        println!("fingerprint {}", fingerprint(public));
        Ok(())
    }
}
