//! Style sheets and scripts of the server's own pages. Their path names their content, so browsers keep them for good.

use std::sync::LazyLock;

use waybill_domain::proof::Sha256Hash;

/// A file that goes with a page.
pub struct Asset {
    name: &'static str,
    mime: &'static str,
    body: &'static str,
    path: LazyLock<String>,
}

macro_rules! assets {
    ($($(#[$doc:meta])* $id:ident = $name:literal, $mime:literal;)+) => {
        $(
            $(#[$doc])*
            pub static $id: Asset = Asset {
                name: $name,
                mime: $mime,
                body: include_str!(concat!("assets/", $name)),
                path: LazyLock::new(|| hashed($name, include_str!(concat!("assets/", $name)))),
            };
        )+

        /// The asset at a path, if there is one.
        pub fn find(path: &str) -> Option<&'static Asset> {
            [$(&$id),+].into_iter().find(|asset| asset.path() == path)
        }
    };
}

assets! {
    /// Colours, type, radii: light and dark.
    TOKENS = "tokens.css", "text/css; charset=utf-8";
    /// The tracking page.
    TRACKING_CSS = "tracking.css", "text/css; charset=utf-8";
    /// Keeps the tracking page up to date.
    TRACKING_JS = "tracking.js", "text/javascript; charset=utf-8";
    /// The API description.
    DOCS_CSS = "docs.css", "text/css; charset=utf-8";
    /// Filters the API description.
    DOCS_JS = "docs.js", "text/javascript; charset=utf-8";
}

impl Asset {
    /// Where it is served: `/pages/NAME-HASH.EXT`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its content type.
    pub fn mime(&self) -> &'static str {
        self.mime
    }

    /// Its text.
    pub fn body(&self) -> &'static str {
        self.body
    }
}

impl std::fmt::Debug for Asset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Asset").field(&self.name).finish()
    }
}

fn hashed(name: &str, body: &str) -> String {
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    let hash = Sha256Hash::of(body.as_bytes()).to_string();
    format!("/pages/{stem}-{}.{extension}", &hash[..12])
}
