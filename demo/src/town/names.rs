//! Street names: invented, as a port on a northern sea would have them.

use rand::{rngs::SmallRng, seq::SliceRandom};

/// Streets that every town of ours has; the longest residential streets get them.
const FIRST: &[&str] = &[
    "Kestrel Lane",
    "Foundry Walk",
    "Orchard Close",
    "Elm Terrace",
    "Rose Court",
    "Möwenstieg",
    "Kastanienallee",
    "Rue des Tilleuls",
    "Ankergasse",
    "Mariners Row",
    "Calle del Faro",
    "Station Street",
    "Via dei Mulini",
    "Ulica Lipowa",
    "Fiskargränd",
    "Rua da Ribeira",
    "Odos Stathmou",
    "Søndergade",
    "Heron Street",
    "Juniper Road",
];

/// Short streets and squares.
const SHORT: &[&str] = &[
    "Station Square",
    "Market Hall",
    "Fish Market",
    "Weavers Yard",
    "Chandler's Steps",
    "Am Speicher",
    "Bell Court",
    "Cooper's Yard",
    "Lantern Close",
    "Pilot's Corner",
    "Quince Court",
    "Sail Loft",
    "Tinsmith Yard",
    "Well Close",
    "Zum Leuchtturm",
    "Curlew Court",
];

const TREES: &[&str] = &[
    "Alder",
    "Almond",
    "Ash",
    "Aspen",
    "Barley",
    "Birch",
    "Bramble",
    "Briar",
    "Cedar",
    "Cherry",
    "Clover",
    "Curlew",
    "Dolphin",
    "Dove",
    "Elder",
    "Falcon",
    "Fern",
    "Finch",
    "Gannet",
    "Hawthorn",
    "Hazel",
    "Heather",
    "Holly",
    "Iris",
    "Ivy",
    "Larch",
    "Lark",
    "Laurel",
    "Lavender",
    "Lilac",
    "Magpie",
    "Maple",
    "Marten",
    "Mulberry",
    "Nightingale",
    "Oak",
    "Osprey",
    "Otter",
    "Pear",
    "Plover",
    "Poplar",
    "Primrose",
    "Puffin",
    "Robin",
    "Rowan",
    "Saffron",
    "Salmon",
    "Sandpiper",
    "Seagull",
    "Sorrel",
    "Sparrow",
    "Starling",
    "Swallow",
    "Swan",
    "Sycamore",
    "Teal",
    "Thistle",
    "Thrush",
    "Tulip",
    "Violet",
    "Walnut",
    "Wren",
    "Yarrow",
];

const KINDS: &[&str] =
    &["Street", "Road", "Lane", "Way", "Walk", "Row", "Hill", "Rise", "Drive", "Grove", "Path"];

const WHOLE: &[&str] = &[
    "Amselweg",
    "Anna-Lind-Straße",
    "Brewer Street",
    "Castle Street",
    "Deichweg",
    "Dr.-Okafor-Weg",
    "Eschenring",
    "Ferry Lane",
    "Glassblower Lane",
    "Hafenkamp",
    "Island View",
    "Jetty Road",
    "Kirchgasse",
    "Kliffweg",
    "Library Street",
    "Lighthouse Road",
    "Mühlenweg",
    "Nordstraße",
    "Opera Lane",
    "Pottery Lane",
    "Quarry Hill",
    "Ropewalk",
    "Schulstraße",
    "Shipwright Street",
    "St. Clement's Lane",
    "Tailor Street",
    "Theatre Street",
    "Uferpromenade",
    "Vineyard Hill",
    "Watchtower Lane",
    "Weidenkamp",
    "Windmill Hill",
    "Zeisigweg",
    "Bergstraße",
    "Bakery Lane",
    "Coopers Lane",
    "Customs House Street",
    "Dyers Lane",
    "Eastfield Road",
    "Fishergate",
    "Goldsmith Row",
    "Highfield Road",
    "Parkallee",
    "Priory Lane",
    "Salt Street",
    "Southview",
    "Tannery Lane",
    "Westfield Road",
];

/// Hands out names, each one once.
pub(crate) struct Names {
    first: Vec<String>,
    short: Vec<String>,
    rest: Vec<String>,
    again: usize,
}

impl Names {
    pub(crate) fn new(rng: &mut SmallRng) -> Self {
        let mut short: Vec<String> = SHORT.iter().map(|&name| name.to_owned()).collect();
        let mut rest: Vec<String> = WHOLE.iter().map(|&name| name.to_owned()).collect();
        for (i, tree) in TREES.iter().enumerate() {
            rest.extend((0..4).map(|k| format!("{tree} {}", KINDS[(i * 3 + k * 5) % KINDS.len()])));
        }
        short.shuffle(rng);
        rest.shuffle(rng);
        Self { first: FIRST.iter().rev().map(|&name| name.to_owned()).collect(), short, rest, again: 0 }
    }

    /// A name for a street of `length` metres.
    pub(crate) fn next(&mut self, length: f64) -> String {
        let list = if length < 130.0 { self.short.pop() } else { None };
        let list = list.or_else(|| if length > 330.0 { self.first.pop() } else { None });
        list.or_else(|| self.rest.pop()).unwrap_or_else(|| {
            self.again += 1;
            format!("{} {}", ordinal(self.again), KINDS[self.again % KINDS.len()])
        })
    }
}

fn ordinal(n: usize) -> String {
    let suffix = match (n % 10, n % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}
