//! The UI's files: inside this program, or from a folder while somebody works on them.

use std::{
    collections::HashMap,
    io::{self, Write as _},
    path::{Component, Path, PathBuf},
    sync::{
        Arc, LazyLock, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use waybill_domain::proof::Sha256Hash;

use crate::pages::ui::FILES;

/// What a file packed with brotli is called beside the file itself.
const BROTLI: &str = ".br";

static BY_PATH: LazyLock<HashMap<&str, File>> = LazyLock::new(|| {
    let all: HashMap<&str, &'static [u8]> = FILES.iter().copied().collect();
    let file = |(path, bytes): (&&'static str, &&'static [u8])| {
        let brotli = all.get(format!("{path}{BROTLI}").as_str()).copied().map(Bytes::from_static);
        (*path, File::new(path, Bytes::from_static(bytes), brotli))
    };
    all.iter().filter(|(path, _)| !path.ends_with(BROTLI)).map(file).collect()
});

/// A file of the UI.
#[derive(Clone)]
pub(super) struct File {
    pub(super) bytes: Bytes,
    pub(super) mime: &'static str,
    /// Names the content, with quotes.
    pub(super) etag: String,
    /// Whether its name holds its hash, so that it never changes.
    pub(super) is_hashed: bool,
    /// The bytes as they were packed with brotli when the UI was built.
    pub(super) brotli: Option<Bytes>,
    gzipped: Arc<OnceLock<Option<Bytes>>>,
    packing: Arc<AtomicBool>,
}

/// What stands at a path.
pub(super) enum Found {
    File(File),
    Nothing,
}

/// The file at `path`: from `dir` where one is configured, else from inside this program.
pub(super) async fn find(dir: &str, path: &str) -> io::Result<Found> {
    let path = if path == "/" { "/index.html" } else { path };
    if dir.is_empty() {
        return Ok(BY_PATH.get(path).map_or(Found::Nothing, |file| Found::File(file.clone())));
    }
    let Some(file) = inside(Path::new(dir), path) else {
        return Ok(Found::Nothing);
    };
    match tokio::fs::read(&file).await {
        // Read anew each time, so there is nothing to pack for later.
        Ok(bytes) => {
            let mut packed = file.into_os_string();
            packed.push(BROTLI);
            let brotli = tokio::fs::read(&packed).await.ok().map(Bytes::from);
            let packing = Arc::new(AtomicBool::new(true));
            Ok(Found::File(File { packing, ..File::new(path, bytes.into(), brotli) }))
        }
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(Found::Nothing)
        }
        Err(error) => Err(error),
    }
}

/// `path` below `dir`; `None` where it would lead out of it.
fn inside(dir: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_start_matches('/'));
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    (plain && !path.contains(['\\', '\0'])).then(|| dir.join(relative))
}

impl File {
    fn new(path: &str, bytes: Bytes, brotli: Option<Bytes>) -> Self {
        let etag = format!("\"{}\"", &Sha256Hash::of(&bytes).to_string()[..32]);
        Self {
            mime: mime(path),
            etag,
            is_hashed: is_hashed(path),
            bytes,
            brotli,
            gzipped: Arc::default(),
            packing: Arc::default(),
        }
    }

    /// The bytes gzipped as well as can be, where that helps. Packing some megabytes takes a moment: until it is done
    /// this is `None`, and whoever asks gets them packed as they go out.
    pub(super) fn gzipped(&self) -> Option<Bytes> {
        let packs = !self.mime.starts_with("image/") || self.mime == "image/svg+xml";
        if !packs || self.mime.starts_with("font/") || self.bytes.len() < 1024 {
            return None;
        }
        if let Some(known) = self.gzipped.get() {
            return known.clone();
        }
        if self.is_hashed && !self.packing.swap(true, Ordering::Relaxed) {
            let file = self.clone();
            tokio::task::spawn_blocking(move || file.gzipped.get_or_init(|| gzip(&file.bytes)).is_some());
        }
        None
    }
}

fn gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

/// Whether one part of the name, between `-`, `.` or `_`, is a hash: 8 to 64 hex digits with a figure among them.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split(['-', '.', '_']).any(|part| {
        (8..=64).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "ftl" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
