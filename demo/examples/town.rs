//! Writes the map of a town as GeoJSON: `cargo run -p waybill-demo --example town -- SEED > town.geojson`.

fn main() {
    let seed = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(7);
    println!("{}", waybill_demo::Town::generate(seed).geojson());
}
