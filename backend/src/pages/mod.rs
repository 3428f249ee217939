//! Pages that work without the app, rendered here: the public tracking page and the browsable API description.

pub mod assets;
pub mod docs;
mod fonts;
mod icons;
pub mod map;
pub mod tracking;
pub mod ui;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use assets::Asset;

/// A whole page with its head. `reload_s`: without a script, the page reloads after so many seconds.
fn shell(title: &str, style: &Asset, script: Option<&Asset>, reload_s: Option<u32>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex, nofollow";
                meta name="theme-color" media="(prefers-color-scheme: light)" content="#f4f5f7";
                meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0b0e13";
                title { (title) }
                link rel="icon" href="data:,";
                @if !fonts::FACES.is_empty() { style { (PreEscaped(fonts::FACES.as_str())) } }
                link rel="stylesheet" href=(assets::TOKENS.path());
                link rel="stylesheet" href=(style.path());
                @if let Some(script) = script { script src=(script.path()) defer {} }
                @if let Some(seconds) = reload_s { noscript { meta http-equiv="refresh" content=(seconds); } }
            }
            body { (body) }
        }
    }
}

/// What stands in place of the UI where the server was built without it.
pub fn not_built() -> Markup {
    let body = html! {
        div.page.lost {
            main.sheet {
                div.head {
                    span.chip data-tone="info" { (icons::Icon::Box.draw()) "Server only" }
                    h1 { "The server runs; the UI is not in it" }
                    p.lead {
                        "Build the UI with " code { "cargo xtask build ui" } ", then build the server again, or let it "
                        "serve a folder with the setting " code { "ui_dir" } ". The API is described at "
                        a href="/api/docs" { "/api/docs" } "."
                    }
                }
            }
        }
    };
    shell("Waybill", &assets::TRACKING_CSS, None, None, &body)
}
