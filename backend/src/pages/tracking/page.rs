//! The page itself.

use maud::{Markup, html};
use waybill_domain::tracking::RecipientStatus;

use super::{Tracked, clock, steps::steps, words::words};
use crate::pages::{
    assets::{TRACKING_CSS, TRACKING_JS},
    icons::Icon,
    map::{self, Shape},
    shell,
};

/// Without a script, the page asks again after so many seconds.
const RELOAD_S: u32 = 30;

/// The tracking page of one delivery, over the map in `shapes`.
pub fn page(tracked: &Tracked, shapes: &[Shape]) -> Markup {
    let view = &tracked.view;
    let words = words(tracked);
    let over = view.status.is_over();
    let body = html! {
        div #page .page.bare[shapes.is_empty()] data-live=[(!over).then_some("yes")]
            data-events={ "/api/v1/track/" (tracked.token) "/events" } {
            div.stage { (map::draw(shapes, view.destination, view.position)) }
            main.sheet {
                header.brand {
                    span.mark aria-hidden="true" { (initial(&view.organization)) }
                    span.name { (view.organization) }
                    span.code { (view.code) }
                }
                div.head aria-live="polite" {
                    span.chip data-tone=(words.tone) { (words.icon.draw()) (words.chip) }
                    h1 { (words.title) }
                    p.lead { (words.lead) }
                }
                (steps(tracked))
                (driver(tracked))
                (photos(tracked))
                (facts(tracked))
                footer {
                    span { "As of " time datetime=(view.as_of) { (clock::ago(view.as_of, tracked.now, &tracked.zone)) } }
                    @if !over { span.live { i aria-hidden="true" {} "Updates by itself" } }
                }
            }
        }
    };
    let title = format!("{} · {}", words.chip, view.organization);
    shell(&title, &TRACKING_CSS, Some(&TRACKING_JS), (!over).then_some(RELOAD_S), &body)
}

/// The page of a link that leads nowhere, whether it never did or does no more.
pub fn gone() -> Markup {
    let body = html! {
        div.page.lost {
            main.sheet {
                div.head {
                    span.chip data-tone="quiet" { (Icon::Search.draw()) "Not found" }
                    h1 { "There is nothing to follow here" }
                    p.lead {
                        "This link is not known, or its time is over. "
                        "Please look at the message that brought you here, or ask whoever sent it."
                    }
                }
            }
        }
    };
    shell("Not found", &TRACKING_CSS, None, None, &body)
}

fn driver(tracked: &Tracked) -> Markup {
    let view = &tracked.view;
    let Some(name) = view.driver.as_deref().filter(|_| !view.status.is_over()) else {
        return html! {};
    };
    let doing = match view.status {
        RecipientStatus::Arrived => "is at the address",
        RecipientStatus::OnTheWay | RecipientStatus::PickedUp => "brings your delivery",
        _ => "will bring your delivery",
    };
    html! {
        section.driver-card {
            span.avatar aria-hidden="true" { (initial(name)) }
            div { strong { (name) } span { (doing) } }
            @if let Some(at) = view.position_at {
                span.fix { "Position " time datetime=(at) { (clock::ago(at, tracked.now, &tracked.zone)) } }
            }
        }
    }
}

fn photos(tracked: &Tracked) -> Markup {
    let photos = &tracked.view.photos;
    if photos.is_empty() {
        return html! {};
    }
    html! {
        section.photos data-count=(photos.len().min(3)) {
            @for (i, path) in photos.iter().enumerate() {
                a href=(path) target="_blank" rel="noopener" {
                    img src={ (path) "?w=640" } alt={ "Photo " (i + 1) " of the handover" } loading="lazy";
                }
            }
        }
    }
}

fn facts(tracked: &Tracked) -> Markup {
    let view = &tracked.view;
    let window = clock::window(view.window, tracked.now, &tracked.zone);
    let expected = view.expected.and_then(|expected| clock::window(expected, tracked.now, &tracked.zone));
    html! {
        dl.facts {
            div { dt { (Icon::Place.draw()) span.hide { "Where to" } } dd { strong { (view.address) } span { "Destination" } } }
            div { dt { (Icon::Box.draw()) span.hide { "What" } } dd { strong { (tracked.parcels()) } span { "from " (tracked.sender()) } } }
            @if let Some(expected) = expected {
                div { dt { (Icon::Truck.draw()) span.hide { "Expected" } } dd { strong { (expected) } span { "Expected" } } }
            }
            @if let Some(window) = window {
                div { dt { (Icon::Clock.draw()) span.hide { "When" } } dd { strong { (window) } span { "Planned" } } }
            }
            @if !view.received_by.is_empty() {
                div { dt { (Icon::User.draw()) span.hide { "Who" } } dd { strong { (view.received_by) } span { "Received it" } } }
            }
        }
    }
}

fn initial(name: &str) -> String {
    name.trim().chars().next().map_or_else(|| "?".to_owned(), |c| c.to_uppercase().collect())
}
