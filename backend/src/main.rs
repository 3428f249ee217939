//! The Waybill server's command line.

mod cli;

fn main() -> anyhow::Result<()> {
    cli::main()
}
