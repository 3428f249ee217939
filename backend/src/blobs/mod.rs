//! Proof bytes: where they are kept, how they come in, what is shown of them.
//!
//! A blob is named by its organization and the SHA-256 of its bytes. The bytes are the sealed proof and never change;
//! everything that is shown or shared is a copy without EXIF, made when it is first asked for.

mod check;
mod copy;
mod debris;
mod disk;
mod memory;
mod receive;
mod settled;
mod store;
mod sweep;
mod uploads;

pub use check::{ImageInfo, NotAnImage, PIXELS_MAX, Picture};
pub use copy::{COPY_WIDTHS, copy_width};
pub use receive::{ReceiveError, Received, receive};
pub use store::{BlobError, BlobStore, Variant};
pub use sweep::{FinishError, finish_upload, keep_sweeping, sweep_uploads};
pub(crate) use uploads::{BASE_PATH, MEMBER, MIME, SHA256};
pub use uploads::{Finished, Tus, UploadError, Uploads};
