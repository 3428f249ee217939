//! Who is near, by which road, in which order, and when. No I/O but the files that it is told to read, no clock.

pub mod eta;
pub mod features;
pub mod nearby;
pub mod road;
pub mod solve;
pub mod travel;
pub mod waves;
