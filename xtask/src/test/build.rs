//! Building the test programs, and finding out which there are.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context as _;
use serde_json::Value;

use super::Group;
use crate::{
    bench, cargo, display,
    process::{command, output, step},
    ui,
};

/// One compiled program full of tests.
pub(crate) struct TestProgram {
    pub(super) group: Group,
    pub(super) name: String,
    file: PathBuf,
    /// The folder of its sources.
    sources: PathBuf,
    /// The folder of its package, which tests may read files relative to.
    folder: PathBuf,
}

/// Builds what these groups need, programs under test included.
pub(super) fn programs(groups: &[Group]) -> anyhow::Result<Vec<TestProgram>> {
    let mut programs = Vec::new();
    if groups.iter().any(|group| *group != Group::Ui) {
        step("building the tests");
        let mut build = cargo::host("build");
        build.args(["--lib", "--bins", "--tests"]);
        programs.extend(found(&mut build)?);
    }
    if groups.contains(&Group::Ui) {
        step("building the interface's tests");
        let mut build = cargo::cargo("build");
        build.args(["--package", "waybill-ui", "--lib", "--tests", "--target-dir"]).arg(ui::cargo_folder());
        programs.extend(found(&mut build)?);
    }
    Ok(programs)
}

/// Builds, and finds the test programs in what cargo says of it.
pub(crate) fn found(build: &mut Command) -> anyhow::Result<Vec<TestProgram>> {
    build.arg("--message-format=json-render-diagnostics");
    let messages = output(build)?;
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let tests =
        messages.filter(|message| message["profile"]["test"] == true && message["executable"].is_string());
    tests.map(|message| program(&message).context("cargo described a test in an unknown way")).collect()
}

fn program(message: &Value) -> Option<TestProgram> {
    let folder = Path::new(message["manifest_path"].as_str()?).parent()?.to_owned();
    let target = message["target"]["name"].as_str()?;
    let package = message["package_id"].as_str()?;
    // `path+file:///…/domain#waybill-domain@0.1.0`, or without the name where the folder is called like it.
    let package = package.rsplit_once('#')?.1.split('@').next()?;
    let group = match (package, target) {
        ("waybill-domain", _) => Group::Domain,
        ("waybill-client", _) => Group::Client,
        ("waybill-backend", _) => Group::Backend,
        ("waybill-demo", _) => Group::Demo,
        ("waybill-routing", _) => Group::Routing,
        ("waybill-tiles", _) => Group::Tiles,
        ("waybill-app", _) => Group::App,
        ("waybill-ui", _) => Group::Ui,
        (_, "simulation") => Group::Sim,
        (_, "window") => Group::Window,
        (_, "browser") => Group::Browser,
        _ => Group::Story,
    };
    let file = PathBuf::from(message["executable"].as_str()?);
    let sources = Path::new(message["target"]["src_path"].as_str()?).parent()?.to_owned();
    Some(TestProgram { group, name: format!("{package} {target}"), file, sources, folder })
}

impl TestProgram {
    /// Its package and target.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether this file is one of its sources.
    pub(crate) fn holds(&self, source: &Path) -> bool {
        source.starts_with(&self.sources)
    }

    /// The command that runs it, with a display and a session bus of its own where it opens windows.
    pub(crate) fn command(&self) -> anyhow::Result<Command> {
        let mut command =
            if self.group == Group::Window { display::command(&self.file)? } else { command(&self.file) };
        command
            .current_dir(&self.folder)
            .env("WAYBILL_NPM_MODULES", crate::setup::modules())
            .env("CARGO_MANIFEST_DIR", &self.folder);
        if self.group == Group::Routing {
            command.envs(bench::valhalla());
        }
        Ok(command)
    }
}
