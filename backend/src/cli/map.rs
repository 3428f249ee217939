//! `map`.

use std::{
    io::{IsTerminal as _, Write as _},
    path::PathBuf,
    sync::Mutex,
};

use anyhow::Context as _;
use waybill_backend::{
    Clock, Config,
    map::{Extract, Imported, MapFolder, Step, import},
    places::index::Index,
};
use waybill_routing::{road::RoadGraph, travel::TravelMode};

/// Options of `map`.
#[derive(clap::Args)]
pub(super) struct Map {
    #[command(subcommand)]
    command: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Read an extract (.osm.pbf): roads, addresses, tiles and a drawing. The map before it holds until all of it is there.
    Import {
        /// The extract, as from <https://download.geofabrik.de>.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// One drives on the left there, so that turns to the right cross the traffic.
        #[arg(long)]
        drive_on_left: bool,
    },
    /// Say which map is there, and check that its files can be read.
    Show,
}

impl Map {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<()> {
        match self.command {
            What::Import { file, drive_on_left } => {
                let extract = Extract { file, left_hand: drive_on_left };
                let imported = import(extract, &config.data_dir, Clock::default().now(), progress()).await;
                let imported = imported.context("nothing was changed")?;
                print(&imported);
                println!("A running server takes it within 10 seconds.");
                Ok(())
            }
            What::Show => show(config).await,
        }
    }
}

async fn show(config: &Config) -> anyhow::Result<()> {
    let folder = MapFolder::of(&config.data_dir);
    let Some(imported) = folder.current()? else {
        println!("{}: no map; `waybill-server map import FILE.osm.pbf` makes one", folder.root().display());
        return Ok(());
    };
    print(&imported);
    let roads = RoadGraph::open(&imported.roads())?;
    for profile in TravelMode::ALL {
        let size = roads.size(profile);
        println!("  {}: {} pieces of road, {} turns", profile.as_str(), size.pieces, size.turns);
    }
    let places = imported.places();
    Index::open(&places).await.with_context(|| format!("{}: import the map again", places.display()))?;
    println!("  all files can be read");
    Ok(())
}

fn print(imported: &Imported) {
    let map = &imported.manifest;
    println!("{} ({} bytes), imported {}", map.name, map.source_bytes, map.imported_at);
    if let Some(bounds) = map.bounds {
        let (a, b) = (bounds.south_west, bounds.north_east);
        println!("  from {:.4},{:.4} to {:.4},{:.4}", a.lat, a.lon, b.lat, b.lon);
    }
    println!(
        "  roads: {} streets, {} turn restrictions, {} not understood or cut by the border",
        map.streets, map.restrictions, map.ignored_restrictions
    );
    println!(
        "  addresses: {} houses, {} named streets, {} named places",
        map.houses, map.named_streets, map.places
    );
    println!("  tiles: {} bytes", map.tiles_bytes);
    println!("  drawing: {} bytes", map.drawn_bytes);
    if !map.left_out.is_empty() {
        println!("  left out of the drawing: {}", map.left_out.join(", "));
    }
}

/// Shows how far the work is: a line that counts where somebody watches, else a line for each step.
fn progress() -> impl Fn(Step) + Send + Sync + 'static {
    let watched = std::io::stderr().is_terminal();
    let last = Mutex::new(("", 0));
    move |step| {
        let (words, percent) = match step {
            Step::Roads(progress) => ("reading roads", 100 * progress.done / progress.total.max(1)),
            Step::Graph => ("making the road graph", 0),
            Step::Places(progress) => ("reading addresses", 100 * progress.done / progress.total.max(1)),
            Step::Index => ("writing the index of addresses", 0),
            Step::Tiles(zoom) => {
                ("cutting tiles", 100 * u64::from(zoom) / u64::from(waybill_tiles::MAX_ZOOM))
            }
            Step::Drawing => ("writing the drawing", 0),
        };
        let mut last = last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if *last == (words, percent) {
            return;
        }
        let mut out = std::io::stderr();
        let written = match (watched, last.0 == words) {
            (true, false) => write!(out, "\n{words}"),
            (true, true) => write!(out, "\r{words}: {percent} %\x1b[K"),
            (false, false) => writeln!(out, "{words}"),
            (false, true) => Ok(()),
        };
        // Nobody to tell is no reason to stop.
        drop(written);
        *last = (words, percent);
    }
}
