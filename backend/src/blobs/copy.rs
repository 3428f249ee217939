//! Copies to show and to share: upright, without EXIF, as small as they may be.

use std::sync::LazyLock;

use bytes::Bytes;
use image::{ImageEncoder, codecs::jpeg::JpegEncoder, imageops};
use tokio::sync::Semaphore;
use waybill_domain::{OrganizationId, proof::Sha256Hash};
use waybill_door::settle;

use super::{
    check::Picture,
    store::{BlobError, BlobStore, Variant},
};

/// Widths of copies in pixels. What is asked for is rounded up to one of these, so that nobody can fill the disk with
/// a copy for every width there is.
pub const COPY_WIDTHS: [u32; 5] = [160, 320, 640, 1280, 2048];
/// Of a JPEG, 1 to 100.
const QUALITY: u8 = 85;

/// Decoding takes up to some hundred megabytes: one picture at a time keeps a small server small.
static DECODING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(1));

/// The width of the copy that serves a request for `width` pixels; 0 is the full width.
pub fn copy_width(width: Option<u32>) -> u32 {
    width.and_then(|asked| COPY_WIDTHS.into_iter().find(|step| *step >= asked.max(1))).unwrap_or(0)
}

impl BlobStore {
    /// The copy of a blob at one of [`COPY_WIDTHS`] (0: full width), made now if it was not there. `None`: there is no
    /// such blob. A small picture is never blown up.
    pub async fn copy(
        &self,
        organization: OrganizationId,
        sha256: Sha256Hash,
        width: u32,
    ) -> Result<Option<Bytes>, BlobError> {
        let variant = Variant::Copy(width);
        if let Some(copy) = self.get(organization, sha256, variant).await? {
            return Ok(Some(copy));
        }
        let Some(sealed) = self.get(organization, sha256, Variant::Sealed).await? else {
            return Ok(None);
        };
        let copy =
            on_decoder(move || Picture::decode(&sealed).ok().and_then(|picture| encode(picture, width)))
                .await?
                .ok_or(BlobError::Corrupt(sha256))?;
        self.put(organization, sha256, variant, copy.clone()).await?;
        Ok(Some(copy))
    }
}

/// Runs `work` where blocking is allowed, one picture at a time.
pub(super) async fn on_decoder<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, BlobError> {
    let _turn = DECODING.acquire().await.map_err(std::io::Error::other)?;
    settle(tokio::task::spawn_blocking(work)).await.map_err(|gone| BlobError::Io(std::io::Error::other(gone)))
}

fn encode(picture: Picture, width: u32) -> Option<Bytes> {
    let mut pixels = picture.pixels;
    if width > 0 && pixels.width() > width {
        let height = (u64::from(pixels.height()) * u64::from(width)).div_ceil(u64::from(pixels.width()));
        let height = u32::try_from(height).unwrap_or(1).max(1);
        pixels = imageops::resize(&pixels, width, height, imageops::FilterType::Triangle);
    }
    let mut out = Vec::new();
    let (width, height) = pixels.dimensions();
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .write_image(&pixels, width, height, image::ExtendedColorType::Rgb8)
        .ok()?;
    Some(Bytes::from(out))
}
