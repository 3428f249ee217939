//! The roads that were there before the town grew around them: the ring, the roads out into the country, the main
//! streets, the quays.

use std::f64::consts::TAU;

use rand::{Rng, rngs::SmallRng};

use super::{
    Class, curve,
    ground::{COUNTRY, Ground},
    plane::{Xy, xy},
};

/// A road before it is cut into pieces.
pub(crate) struct Road {
    pub(crate) name: String,
    pub(crate) class: Class,
    pub(crate) line: Vec<Xy>,
}

const RING: Xy = xy(150.0, -90.0);
const RING_RX: f64 = 800.0;
const RING_RY: f64 = 560.0;

/// A place on the ring, by the hour of a clock face in degrees from east, turning left.
fn ring(degrees: f64) -> Xy {
    let angle = degrees.to_radians();
    RING + xy(angle.cos() * RING_RX, angle.sin() * RING_RY)
}

/// All of them, the widest first.
pub(crate) fn roads(rng: &mut SmallRng, ground: &Ground) -> Vec<Road> {
    let mut roads = Vec::new();
    let mut road = |class, name: &str, knots: &[Xy], wobble: f64| {
        let last = knots.len() - 1;
        let knots: Vec<Xy> = knots
            .iter()
            .enumerate()
            .map(|(i, &knot)| {
                let metres = if i == 0 || i == last { 0.0 } else { wobble };
                knot + xy(rng.random_range(-1.0..1.0), rng.random_range(-1.0..1.0)) * metres
            })
            .collect();
        roads.push(Road { name: name.to_owned(), class, line: curve::smooth(&knots, 24.0) });
    };
    let (p, s) = (Class::Primary, Class::Secondary);

    let circle: Vec<Xy> = (0..=24).map(|i| TAU * f64::from(i) / 24.0).map(|a| ring(a.to_degrees())).collect();
    road(p, "Rampart Ring", &circle, 14.0);
    let (west, east) = (ring(176.0), ring(8.0));
    road(
        p,
        "Old Mill Road",
        &[
            west,
            xy(-1_000.0, -70.0),
            xy(-1_600.0, 90.0),
            xy(-2_300.0, 60.0),
            xy(-4_600.0, 420.0),
            xy(-COUNTRY, 200.0),
        ],
        25.0,
    );
    road(
        p,
        "Linden Avenue",
        &[west, xy(-330.0, -180.0), xy(40.0, -120.0), xy(330.0, -130.0), xy(640.0, -60.0), east],
        10.0,
    );
    road(
        p,
        "Foundry Road",
        &[
            east,
            xy(1_300.0, 70.0),
            xy(1_750.0, 240.0),
            xy(2_400.0, 260.0),
            xy(4_700.0, 900.0),
            xy(COUNTRY, 1_500.0),
        ],
        25.0,
    );
    road(
        p,
        "Northgate Road",
        &[
            ring(78.0),
            xy(360.0, 760.0),
            xy(480.0, 1_150.0),
            xy(430.0, 1_600.0),
            xy(900.0, 2_900.0),
            xy(1_200.0, 5_200.0),
            xy(900.0, COUNTRY),
        ],
        25.0,
    );
    road(
        p,
        "Abbey Road",
        &[
            ring(140.0),
            xy(-820.0, 620.0),
            xy(-1_320.0, 900.0),
            xy(-1_900.0, 1_330.0),
            xy(-3_700.0, 2_300.0),
            xy(-COUNTRY, 4_300.0),
        ],
        25.0,
    );
    road(
        p,
        "Coast Road",
        &[
            ring(310.0),
            xy(1_050.0, -740.0),
            xy(1_520.0, -900.0),
            xy(2_050.0, -880.0),
            xy(2_800.0, -640.0),
            xy(4_800.0, -380.0),
            xy(COUNTRY, -700.0),
        ],
        20.0,
    );
    road(
        p,
        "Harbour Street",
        &[
            ring(242.0),
            xy(-560.0, -760.0),
            xy(-1_000.0, -950.0),
            xy(-1_500.0, -910.0),
            xy(-2_200.0, -720.0),
            xy(-4_000.0, -420.0),
            xy(-COUNTRY, -900.0),
        ],
        15.0,
    );

    road(
        s,
        "Bishop Street",
        &[ring(90.0), xy(180.0, 220.0), xy(250.0, -20.0), xy(330.0, -130.0), xy(420.0, -330.0), ring(292.0)],
        8.0,
    );
    road(
        s,
        "Signal Hill",
        &[xy(480.0, 1_130.0), xy(960.0, 1_010.0), xy(1_420.0, 760.0), xy(1_620.0, 460.0), xy(1_560.0, 140.0)],
        30.0,
    );
    road(
        s,
        "Orchard Road",
        &[xy(470.0, 1_190.0), xy(40.0, 1_130.0), xy(-330.0, 940.0), xy(-800.0, 870.0), xy(-1_320.0, 900.0)],
        25.0,
    );
    road(
        s,
        "Willow Bank",
        &[
            xy(-1_320.0, 900.0),
            xy(-1_580.0, 560.0),
            xy(-1_640.0, 80.0),
            xy(-1_760.0, -330.0),
            xy(-1_500.0, -905.0),
        ],
        25.0,
    );
    road(
        s,
        "Granary Lane",
        &[xy(1_600.0, 190.0), xy(1_720.0, -230.0), xy(1_760.0, -560.0), xy(1_560.0, -905.0)],
        25.0,
    );
    road(
        s,
        "Chapel Street",
        &[ring(200.0), xy(-900.0, -420.0), xy(-1_010.0, -700.0), xy(-1_000.0, -948.0)],
        12.0,
    );
    road(
        s,
        "Rosewood Avenue",
        &[ring(30.0), xy(1_110.0, 330.0), xy(1_330.0, 400.0), xy(1_600.0, 430.0)],
        12.0,
    );
    road(s, "Kingsway", &[ring(108.0), xy(-180.0, 600.0), xy(-230.0, 900.0), xy(-330.0, 945.0)], 8.0);
    road(
        s,
        "Garden Street",
        &[ring(345.0), xy(1_150.0, -320.0), xy(1_220.0, -560.0), xy(1_150.0, -775.0)],
        12.0,
    );

    let lanes: [(&str, &[Xy]); 5] = [
        (
            "Heath Lane",
            &[
                xy(480.0, 1_700.0),
                xy(-100.0, 1_880.0),
                xy(-560.0, 1_780.0),
                xy(-1_150.0, 1_720.0),
                xy(-1_750.0, 1_230.0),
            ],
        ),
        ("Long Field", &[xy(-2_280.0, 1_530.0), xy(-2_120.0, 900.0), xy(-2_160.0, 60.0)]),
        ("Sheepwash Lane", &[xy(-2_160.0, 60.0), xy(-2_080.0, -380.0), xy(-2_120.0, -745.0)]),
        (
            "Copse Lane",
            &[
                xy(560.0, 1_950.0),
                xy(1_250.0, 1_640.0),
                xy(1_950.0, 1_250.0),
                xy(2_200.0, 700.0),
                xy(2_150.0, 245.0),
            ],
        ),
        ("Saltmarsh Lane", &[xy(2_150.0, 245.0), xy(2_080.0, -250.0), xy(2_260.0, -820.0)]),
    ];
    for (name, knots) in lanes {
        road(Class::Residential, name, knots, 25.0);
    }
    for (name, side) in [("Canal Row", 1.0), ("Lower Quay", -1.0)] {
        quay(&mut roads, ground, name, side * 58.0);
    }
    promenade(&mut roads, ground);
    meet(&mut roads);
    roads
}

/// Leads ends that lie close to another road exactly on to it.
fn meet(roads: &mut [Road]) {
    for i in 1..roads.len() {
        for at_end in [false, true] {
            let line = &roads[i].line;
            let end = if at_end { line[line.len() - 1] } else { line[0] };
            let others = roads.iter().enumerate().filter(|(other, _)| *other != i);
            let near = others
                .map(|(_, road)| (curve::nearest(&road.line, end), &road.line))
                .min_by(|a, b| a.0.0.total_cmp(&b.0.0))
                .filter(|((off, _), _)| *off < 110.0)
                .map(|((_, along), line)| curve::at(line, along).0);
            let Some(target) = near else { continue };
            let line = &mut roads[i].line;
            if at_end {
                line.reverse();
            }
            line[0] = target;
            // A few points further back follow, so that the end does not bend sharply.
            line.retain(|place| *place == target || place.distance(target) > 20.0);
            if at_end {
                line.reverse();
            }
        }
    }
}

/// A street along the river, from the ring's north to the harbour.
fn quay(roads: &mut Vec<Road>, ground: &Ground, name: &str, left: f64) {
    let bank: Vec<Xy> = curve::offset(&ground.river, left)
        .into_iter()
        .filter(|place| (-615.0..880.0).contains(&place.y))
        .step_by(3)
        .collect();
    roads.push(Road { name: name.to_owned(), class: Class::Secondary, line: curve::smooth(&bank, 20.0) });
}

/// A street along the beach, east of the river's mouth.
fn promenade(roads: &mut Vec<Road>, ground: &Ground) {
    let beach: Vec<Xy> = curve::offset(&ground.coast, 78.0)
        .into_iter()
        .filter(|place| (60.0..1_480.0).contains(&place.x) && place.y < -700.0)
        .step_by(3)
        .collect();
    let mut knots = vec![ring(268.0)];
    knots.extend(beach);
    knots.extend([xy(1_700.0, -1_080.0), xy(2_040.0, -880.0)]);
    roads.push(Road {
        name: "Strand Promenade".to_owned(),
        class: Class::Secondary,
        line: curve::smooth(&knots, 20.0),
    });
}
