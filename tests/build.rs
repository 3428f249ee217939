//! The program `sim` brings its own randomness, which other crates look up by name among the program's symbols.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo::rustc-link-arg-bin=sim=-Wl,--export-dynamic-symbol=getrandom");
    }
}
