//! A server in this process, with a small fleet, and what is needed to talk to it.

mod fleet;
mod make;
mod pbf;
mod phone;
mod picture;
mod reply;
mod socket;
mod streets;
mod upload;
mod wait;

pub(crate) use fleet::{Client, Fleet, PASSWORD, nobody_at};
pub(crate) use make::{delivery, new_delivery, patch_notes, small_photo, uuid};
pub(crate) use pbf::Extract;
pub(crate) use phone::Phone;
pub(crate) use picture::{exif_jpeg, jpeg, photo_of, png};
pub(crate) use reply::Reply;
pub(crate) use socket::Socket;
pub(crate) use streets::{at, from_to, report, report_at};
pub(crate) use upload::{create, metadata, resume, send};
pub(crate) use wait::{PATIENCE, until};
