//! A still picture of the way to a stop: cheap enough for every card, and there without WebGL.

use std::rc::Rc;

use waybill_domain::Point;
use yew::prelude::*;

use super::{
    sketch::Frame,
    streets::{self, Kind, Streets},
};
use crate::{bridge::spawn_local, i18n::use_i18n};

/// Properties of [`MapStrip`].
#[derive(PartialEq, Properties)]
pub struct MapStripProps {
    /// Where the driver is, if known.
    #[prop_or_default]
    pub from: Option<Point>,
    /// Where the stop is.
    pub to: Point,
    /// In CSS pixels of a card that is 360 wide; the picture scales with its card.
    #[prop_or(120.0)]
    pub height: f64,
}

const WIDTH: f64 = 360.0;

/// Where the stop is, and the direction from here. Draws the streets as soon as they are there, the two ends always.
#[component]
pub fn MapStrip(props: &MapStripProps) -> Html {
    let i18n = use_i18n();
    let map = use_state(streets::kept);
    {
        let setter = map.setter();
        use_effect_with(map.is_some(), move |there| {
            if !there {
                spawn_local(async move {
                    if let Ok(streets) = streets::fetch().await {
                        setter.set(Some(streets));
                    }
                });
            }
        });
    }
    let there = map.as_ref().map(Rc::as_ptr).map(|at| at as usize);
    let ends = (props.from.map(|p| (p.lat, p.lon)), (props.to.lat, props.to.lon), props.height, there);
    let picture = {
        let streets = (*map).clone();
        let (from, to, height) = (props.from, props.to, props.height);
        use_memo(ends, move |_| picture(streets.as_deref(), from, to, height))
    };
    html! {
        <svg class="map-strip" viewBox={format!("0 0 {WIDTH} {}", props.height)}
            preserveAspectRatio="xMidYMid slice" role="img" aria-label={i18n.t("map-strip")}>
            { (*picture).clone() }
        </svg>
    }
}

fn picture(streets: Option<&Streets>, from: Option<Point>, to: Point, height: f64) -> Html {
    let points: Vec<Point> = from.into_iter().chain([to]).collect();
    let Some(frame) = Frame::around(&points, WIDTH, height, 34.0) else {
        return Html::default();
    };
    let layers = streets.map(|streets| drawn(&frame, streets));
    let (x, y) = frame.place(to);
    let way = from.map(|from| {
        let (from_x, from_y) = frame.place(from);
        // A bow says "somewhere along here": it is a direction, not a route.
        let (mid_x, mid_y) = (f64::midpoint(from_x, x), f64::midpoint(from_y, y) - (x - from_x).abs() * 0.12);
        html! {
            <>
                <path class="map-strip-way"
                    d={format!("M{from_x:.1} {from_y:.1}Q{mid_x:.1} {mid_y:.1} {x:.1} {y:.1}")} />
                <circle class="map-strip-here" cx={format!("{from_x:.1}")} cy={format!("{from_y:.1}")}
                    r="7" />
            </>
        }
    });
    html! {
        <>
            <rect class="map-land" width="100%" height="100%" />
            { layers }
            { way }
            <g transform={format!("translate({x:.1} {y:.1})")}>
                <path class="map-strip-pin"
                    d="M0 0C-7 -9 -14 -15 -14 -23a14 14 0 1 1 28 0C14 -15 7 -9 0 0Z" />
                <circle class="map-strip-eye" cy="-23" r="5.5" />
            </g>
        </>
    }
}

fn drawn(frame: &Frame, streets: &Streets) -> Html {
    let area = |kind: Kind, class: &'static str| {
        html! { <path class={class} d={frame.path(&streets.pieces, kind)} /> }
    };
    let roads = [(Kind::Residential, 14.0, 1.0), (Kind::Secondary, 20.0, 2.2), (Kind::Primary, 26.0, 3.4)];
    let width = |metres: f64, least: f64| frame.pixels(metres).clamp(least, 22.0);
    let road = |class: &'static str, edge: f64| {
        roads.map(|(kind, metres, least)| {
            let width = format!("{:.1}", width(metres, least) + edge);
            html! { <path {class} stroke-width={width} d={frame.path(&streets.pieces, kind)} /> }
        })
    };
    html! {
        <>
            { area(Kind::Park, "map-park") }
            { area(Kind::Water, "map-water") }
            { area(Kind::Building, "map-building") }
            { for road("map-road-edge", 1.4) }
            { for road("map-road", 0.0) }
        </>
    }
}
