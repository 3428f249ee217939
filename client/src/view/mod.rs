//! What the screen shows: what the server confirmed, folded with what waits here, on read. There is no second copy that
//! could drift.

mod fold;
mod mine;
mod waiting;

pub use fold::fold;
pub use mine::{my_deliveries, my_delivery};
pub use waiting::{waiting_count, waiting_room};
