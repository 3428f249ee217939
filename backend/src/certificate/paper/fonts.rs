//! The typefaces. They are inside the program, so a certificate looks the same wherever it is made.
//!
//! Noto Sans has Latin, Greek, Cyrillic and Vietnamese; DejaVu Sans adds Hebrew, Arabic, Armenian, Georgian and many
//! signs. Chinese, Japanese, Korean and the scripts of India and South-East Asia come from the operator's own font files.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use krilla::text::Font;
use rustybuzz::Face;

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// For reading.
    Regular,
    /// For what is read first.
    Bold,
    /// For hashes and keys: every sign as wide as the other.
    Mono,
}

/// One font file.
#[derive(Clone)]
pub(super) struct Typeface {
    data: Arc<dyn AsRef<[u8]> + Send + Sync>,
    /// As the PDF embeds it.
    pub(super) font: Font,
}

/// The typefaces of each style, the first choice first.
#[derive(Clone)]
pub(super) struct Fonts {
    regular: Arc<Vec<Typeface>>,
    bold: Arc<Vec<Typeface>>,
    mono: Arc<Vec<Typeface>>,
}

impl Typeface {
    fn new(data: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Option<Self> {
        Face::from_slice(data.as_ref().as_ref(), 0)?;
        let font = Font::new(data.clone().into(), 0)?;
        Some(Self { data, font })
    }

    /// What shapes text.
    pub(super) fn face(&self) -> Option<Face<'_>> {
        Face::from_slice(self.data.as_ref().as_ref(), 0)
    }
}

static INSIDE: LazyLock<Fonts> = LazyLock::new(|| {
    let face = |data: &'static [u8]| Typeface::new(Arc::new(data)).expect("the font inside is a font");
    let (regular, bold) = (face(notosans::REGULAR_TTF), face(notosans::BOLD_TTF));
    let (wide, mono) = (face(dejavu::sans::regular()), face(dejavu::sans_mono::regular()));
    Fonts {
        bold: Arc::new(vec![bold, regular.clone(), wide.clone()]),
        mono: Arc::new(vec![mono, regular.clone(), wide.clone()]),
        regular: Arc::new(vec![regular, wide]),
    }
});

/// The fonts with those of a folder, read once.
static WITH_FOLDER: Mutex<Option<(PathBuf, Fonts)>> = Mutex::new(None);

impl Fonts {
    /// The fonts inside and, after them, the TrueType and OpenType files in `folder`, by name. Reads the disk the first
    /// time: call it where blocking is allowed.
    pub(super) fn load(folder: &str) -> Self {
        if folder.is_empty() {
            return INSIDE.clone();
        }
        let folder = Path::new(folder);
        let mut loaded = WITH_FOLDER.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, fonts)) = loaded.as_ref().filter(|(of, _)| of == folder) {
            return fonts.clone();
        }
        let more = files(folder);
        let with = |inside: &Arc<Vec<Typeface>>| Arc::new([inside.as_slice(), &more].concat());
        let fonts =
            Self { regular: with(&INSIDE.regular), bold: with(&INSIDE.bold), mono: with(&INSIDE.mono) };
        *loaded = Some((folder.to_owned(), fonts.clone()));
        fonts
    }

    /// The typefaces of a style.
    pub(super) fn of(&self, style: Style) -> &[Typeface] {
        match style {
            Style::Regular => &self.regular,
            Style::Bold => &self.bold,
            Style::Mono => &self.mono,
        }
    }
}

/// The fonts in a folder; what is none is left out, and said in the log.
fn files(folder: &Path) -> Vec<Typeface> {
    let mut paths: Vec<PathBuf> = match fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect(),
        Err(error) => {
            tracing::warn!(folder = %folder.display(), %error, "font_dir cannot be read");
            Vec::new()
        }
    };
    paths.retain(|path| path.extension().is_some_and(|end| end == "ttf" || end == "otf"));
    paths.sort();
    let read = |path: &PathBuf| {
        let face = fs::read(path).ok().and_then(|bytes| Typeface::new(Arc::new(bytes)));
        if face.is_none() {
            tracing::warn!(file = %path.display(), "this is not a font that can be used");
        }
        face
    };
    paths.iter().filter_map(read).collect()
}
