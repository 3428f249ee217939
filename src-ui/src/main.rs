//! Starts the interface.

fn main() {
    waybill_ui::run();
}
