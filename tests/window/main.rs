//! The real app in a real window, driven as a driver would. Needs a display (`cargo xtask test` gives it Xvfb).
#![allow(clippy::unwrap_used, missing_docs)]

mod app;
mod completes_offline;
