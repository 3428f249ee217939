//! A copy of everything that waits, as a ZIP file of plain JSON and pictures that the driver can keep or hand on.

use std::{
    fs::File,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use waybill_domain::command::SignedEnvelope;
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
        drafts, outbox,
    },
};

const ABOUT: &str = "Waybill: what waited on this device when the copy was made.\n\n\
    waiting.json     the list, as the waiting room shows it\n\
    envelopes.jsonl  the commands, one a line, signed: the server takes them as they are\n\
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
        let (envelopes, drafts, files) = lane
            .store
            .read(|c| {
                Box::pin(async move {
                    Ok::<_, StoreError>((
                        outbox::to_push(c, 0, usize::MAX >> 1).await?,
                        drafts::all(c).await?,
                        blobs::waiting(c).await?,
                    ))
                })
            })
            .await?;
        let json = |e: serde_json::Error| StoreError::unreadable("export", e);
        let texts = vec![
            ("README.txt", ABOUT.to_owned()),
            ("waiting.json", serde_json::to_string_pretty(&waiting).map_err(json)?),
            ("envelopes.jsonl", lines(&envelopes).map_err(json)?),
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

fn lines(envelopes: &[SignedEnvelope]) -> Result<String, serde_json::Error> {
    envelopes.iter().map(|envelope| serde_json::to_string(envelope).map(|line| line + "\n")).collect()
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
