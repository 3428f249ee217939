//! Prints the configuration's documentation.

use waybill_backend::config::KEYS;

pub(super) fn print() {
    println!(
        "# Configuration of waybill-server. Every key has a default; the environment variable is stronger"
    );
    println!("# than the file.");
    for key in KEYS {
        println!();
        for line in key.doc {
            println!("#{line}");
        }
        println!("# Environment: {}", key.env);
        println!("{} = {}", key.name, key.default);
    }
}
