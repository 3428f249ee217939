//! A disk in memory under SQLite, which fails, tears, fills up and loses power on command.
//!
//! A [`Disk`] is a VFS of its own, found by its [`Disk::name`]: a database opened with `vfs=NAME` lives on it, with its
//! main file, write-ahead log and shared memory, and nothing of it touches the real disk. What SQLite has written is
//! there for everybody who reads; what it has *synced* is there after [`Disk::cut_power`]. Of what was written since the
//! last sync, any sectors may have landed, in any order, which is all that a real disk promises.
//!
//! Source of the method: <https://www.sqlite.org/testing.html>, sections 3.2 (I/O errors) and 3.3 (crashes).

#![allow(unsafe_code, reason = "SQLite takes a VFS only as C structures of function pointers")]

mod disk;
mod fault;
mod file;
mod glue;
mod life;
mod lock;
mod methods;
mod shared;

pub use disk::{Disk, Image};
pub use fault::{Failure, Fault, Touch};
