//! The certificate: complete, checkable by a stranger, and sensitive to every byte.

mod erased;
mod export;
mod keys;
mod paper;
mod scene;
mod stamps;
mod strangers;
mod tampered;
