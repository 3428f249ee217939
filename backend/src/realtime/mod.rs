//! Open sockets and where drivers are.
//!
//! A socket only says "there is more" and carries live positions. The data always comes by pull or by a read, so a
//! lost socket loses nothing, and a slow one is sent away instead of being waited for.

mod fixes;
mod hub;
mod positions;
mod socket;
mod view;

pub use fixes::{Sent, take_fixes};
pub use hub::{Hub, Signal};
pub use positions::Positions;
pub use socket::{CLOSE_SESSION_ENDED, CLOSE_TOO_SLOW, serve};
pub use view::{View, sees_position};
