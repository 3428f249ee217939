//! A fleet of three, made by the server's own commands on a data folder.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Result, ensure};

use crate::process::program;

/// Everybody's password.
pub const PASSWORD: &str = "steering-wheel";
/// The admin.
pub const ADMIN: &str = "admin@fleet.test";
/// The dispatcher.
pub const DISPATCHER: &str = "dispatch@fleet.test";
/// The driver.
pub const DRIVER: &str = "mara@fleet.test";

/// Makes an organization with an admin, a dispatcher and a driver in the server's folder `data`.
pub fn enroll(data: &Path) -> Result<()> {
    let run = |arguments: &[&str]| {
        let status = Command::new(program("waybill-server")?)
            .arg("--data")
            .arg(data)
            .args(arguments)
            .args(["--password", PASSWORD])
            .stdout(Stdio::null())
            .status()?;
        ensure!(status.success(), "waybill-server {}: {status}", arguments[0]);
        anyhow::Ok(())
    };
    run(&["init", "--name", "Linden Couriers", "--email", ADMIN])?;
    run(&["add-member", "--name", "Dora Dispatch", "--email", DISPATCHER, "--role", "dispatcher"])?;
    run(&["add-member", "--name", "Mara Ivanova", "--email", DRIVER])
}
