//! A copy of everything that waits, as a ZIP file of plain JSON and pictures that the driver can keep or hand on.

use std::{
    fs::File,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use waybill_door::settle;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::Controller;
use crate::{
    ClientError,
    device::{DeviceError, LaneFolder, files},
    shell::Shell,
    store::{
        StoreError,
        blobs::{self, Blob},
        drafts,
        sending::{self, Outgoing},
        wedged::{self, Wedged},
    },
};

const ABOUT: &str = "Waybill: what waited on this device when the copy was made.\n\n\
    waiting.json     the list, as the waiting room shows it\n\
    envelopes.jsonl  the commands, one a line, signed: the server takes them as they are\n\
    wedged.jsonl     commands that cannot be sent as they are, one a line, with their bytes\n\
    drafts.json      completions that were begun\n\
    files/           photos and signatures, named by their SHA-256\n";

struct Contents {
    texts: Vec<(&'static str, String)>,
    files: Vec<Blob>,
}

impl<S: Shell> Controller<S> {
    /// Writes the copy; answers its path.
    pub async fn export(&self) -> Result<String, ClientError> {
        let waiting = self.waiting().await?;
        let running = self.running()?;
        let lane = &running.lane;
        let (outgoing, drafts, files, wedged) = lane
            .store
            .read(|c| {
                Box::pin(async move {
                    Ok::<_, StoreError>((
                        sending::to_push(c, 0, usize::MAX >> 1).await?,
                        drafts::all(c).await?,
                        blobs::waiting(c).await?,
                        wedged::all(c).await?,
                    ))
                })
            })
            .await?;
        let json = |e: serde_json::Error| StoreError::unreadable("export", e);
        let texts = vec![
            ("README.txt", ABOUT.to_owned()),
            ("waiting.json", serde_json::to_string_pretty(&waiting).map_err(json)?),
            ("envelopes.jsonl", lines(&outgoing).map_err(json)?),
            ("wedged.jsonl", wedged_lines(&wedged).map_err(json)?),
            ("drafts.json", serde_json::to_string_pretty(&drafts).map_err(json)?),
        ];
        let stamp: String = lane.now().to_string().chars().take(19).filter(|c| *c != ':').collect();
        let path = self.folder.exports().join(format!("waybill-{stamp}.zip"));
        let (folder, target) = (lane.folder.clone(), path.clone());
        let contents = Contents { texts, files };
        let written = settle(tokio::task::spawn_blocking(move || write(&target, &folder, &contents))).await;
        let written = written.map_err(io::Error::other).and_then(|done| done);
        written.map_err(|e| DeviceError::io(&path, e))?;
        Ok(path.display().to_string())
    }
}

fn lines(outgoing: &[Outgoing]) -> Result<String, serde_json::Error> {
    let envelopes = outgoing.iter().filter_map(|outgoing| match outgoing {
        Outgoing::Envelope(envelope) => Some(envelope),
        Outgoing::Void(_) | Outgoing::Broken { .. } => None,
    });
    envelopes.map(|envelope| serde_json::to_string(envelope).map(|line| line + "\n")).collect()
}

/// As text where it is text, and as bytes in base64 in any case.
fn wedged_lines(all: &[Wedged]) -> Result<String, serde_json::Error> {
    let line = |wedged: &Wedged| {
        serde_json::to_string(&serde_json::json!({
            "command": wedged.command,
            "delivery": wedged.delivery,
            "name": wedged.name,
            "at": wedged.at,
            "reason": wedged.reason,
            "text": String::from_utf8_lossy(&wedged.envelope),
            "bytes": STANDARD.encode(&wedged.envelope),
            "signature": wedged.signature,
        }))
    };
    all.iter().map(|wedged| line(wedged).map(|line| line + "\n")).collect()
}

fn write(path: &PathBuf, folder: &LaneFolder, contents: &Contents) -> io::Result<()> {
    // Photos are compressed already.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(File::create(path)?);
    for (name, text) in &contents.texts {
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    for file in &contents.files {
        // A file that has gone missing must not keep the others from being saved.
        let Ok(bytes) = std::fs::read(folder.file(&file.path)) else { continue };
        let name = Path::new(&file.path).file_name().map(|name| name.to_string_lossy().into_owned());
        zip.start_file(format!("files/{}", name.unwrap_or_default()), options)?;
        zip.write_all(&bytes)?;
    }
    zip.finish()?.sync_all()?;
    path.parent().map_or(Ok(()), files::sync_dir)
}
