//! A display and a session bus for programs that open windows, where there is no screen.

use std::{ffi::OsString, fs, path::Path, process::Command};

use anyhow::Context as _;

use crate::process::{command as plain, target};

/// A session bus on which nothing starts by being asked for: the desktop's own services would only complain that
/// there is no desktop.
const SESSION_BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// The command that runs `program`; on Linux with a display and a session bus of its own.
pub(crate) fn command(program: &Path) -> anyhow::Result<Command> {
    let mut words: Vec<OsString> = Vec::new();
    if cfg!(target_os = "linux") {
        words.extend(["dbus-run-session", "--config-file"].map(OsString::from));
        words.push(session_bus()?.into());
        words.extend(["--", "xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"].map(OsString::from));
    }
    words.push(program.into());
    let mut command = plain(&words[0]);
    command.args(&words[1..]);
    // Set on some machines, and screenshots fail with the first of them.
    for name in ["WEBKIT_DISABLE_COMPOSITING_MODE", "WEBKIT_DISABLE_DMABUF_RENDERER"] {
        command.env_remove(name);
    }
    // No accessibility service runs under the virtual display.
    command.env("GTK_A11Y", "none").env("NO_AT_BRIDGE", "1");
    Ok(command)
}

fn session_bus() -> anyhow::Result<std::path::PathBuf> {
    let file = target().join("session-bus.conf");
    fs::write(&file, SESSION_BUS).context("could not write target/session-bus.conf")?;
    Ok(file)
}
