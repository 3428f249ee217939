//! What the tags of a street mean for each who uses it, as a table: km/h in the street's direction and against it.

use super::{bicycle, car, foot, street::Street, tags::Tags};
use crate::road::map::Passage;

/// Tags, and who may go how: `-` is nobody, `!` is only with business there.
const RULES: &[(&str, &str, &str, &str)] = &[
    // The class decides where nothing else is said, and foot paths are not for cars.
    ("highway=residential", "30 30", "18 18", "5 5"),
    ("highway=motorway", "105 -", "- -", "- -"),
    ("highway=footway", "- -", "4 4", "5 5"),
    ("highway=cycleway", "- -", "18 18", "5 5"),
    ("highway=steps", "- -", "2 2", "2.5 2.5"),
    ("highway=track tracktype=grade1", "20 20 !", "12 12", "5 5"),
    ("highway=construction", "", "", ""),
    ("highway=pedestrian area=yes", "", "", ""),
    // A limit is driven, each way its own, and a bad surface slows down.
    ("highway=residential maxspeed=50", "50 50", "18 18", "5 5"),
    ("highway=residential maxspeed=30mph", "48.28032 48.28032", "18 18", "5 5"),
    ("highway=secondary maxspeed:forward=70 maxspeed:backward=50", "70 50", "18 18", "5 5"),
    ("highway=residential maxspeed=50 surface=sett", "40 40", "10 10", "5 5"),
    ("highway=residential maxspeed=walk", "10 10", "18 18", "5 5"),
    ("highway=residential maxspeed=none", "30 30", "18 18", "5 5"),
    ("highway=motorway_link maxspeed=60", "60 60", "- -", "- -"),
    // One-way streets bind vehicles; a bicycle may be pushed, or is let against it, and who walks does not care.
    ("highway=residential oneway=yes", "30 -", "18 4", "5 5"),
    ("highway=residential oneway=-1", "- 30", "4 18", "5 5"),
    ("highway=residential oneway=yes oneway:bicycle=no", "30 -", "18 18", "5 5"),
    ("highway=residential oneway=yes cycleway=opposite_lane", "30 -", "18 18", "5 5"),
    ("highway=primary junction=roundabout", "37.5 -", "18 -", "5 5"),
    // The most particular access tag decides.
    ("highway=residential access=no foot=yes", "- -", "- -", "5 5"),
    ("highway=residential access=private", "30 30 !", "18 18 !", "5 5 !"),
    ("highway=residential motor_vehicle=no", "- -", "18 18", "5 5"),
    ("highway=residential motor_vehicle=delivery", "30 30 !", "18 18", "5 5"),
    ("highway=pedestrian motor_vehicle=delivery", "20 20 !", "4 4", "5 5"),
    ("highway=path access=yes", "- -", "12 12", "5 5"),
    ("highway=footway bicycle=yes", "- -", "12 12", "5 5"),
    ("highway=path bicycle=no", "- -", "4 4", "5 5"),
    ("highway=service access=yes motorcar=no", "- -", "18 18", "5 5"),
    // At sea the length decides, once it is known.
    ("route=ferry", "20 20", "20 20", "20 20"),
    ("route=ferry motor_vehicle=no", "- -", "20 20", "20 20"),
];

#[test]
fn tags_mean_what_the_wiki_says_they_mean() {
    for (tags, car, bicycle, foot) in RULES {
        let pairs = tags.split(' ').filter_map(|pair| pair.split_once('='));
        let tags_of = Tags(pairs.collect());
        let street = Street::of(&tags_of);
        let said =
            |passage: fn(&Street) -> Passage| street.as_ref().map(passage).map_or(String::new(), words);
        let found = [said(car::passage), said(bicycle::passage), said(foot::passage)];
        assert_eq!(found, [car, bicycle, foot].map(|&words| words.to_owned()), "{tags}");
    }
}

fn words(passage: Passage) -> String {
    let speed = |kmh: Option<f32>| kmh.map_or_else(|| "-".to_owned(), |kmh| kmh.to_string());
    let business = if passage.is_open() && passage.destination_only { " !" } else { "" };
    format!("{} {}{business}", speed(passage.forward_kmh), speed(passage.backward_kmh))
}
