//! What whoever draws a map relies on.

mod archive;
mod cut;
mod drawn;
