//! The API description as a page: every operation and every schema, searchable, without anything from elsewhere.

mod operation;
mod schema;

use std::collections::BTreeMap;

use maud::{Markup, html};
use utoipa::openapi::OpenApi;

use super::{
    assets::{DOCS_CSS, DOCS_JS},
    icons::Icon,
    shell,
};
use operation::Operation;

/// The page for `spec`.
pub fn page(spec: &OpenApi) -> Markup {
    let operations = operation::all(spec);
    let mut groups: BTreeMap<&str, Vec<&Operation<'_>>> = BTreeMap::new();
    for operation in &operations {
        groups.entry(operation.group).or_default().push(operation);
    }
    let schemas = schema::all(spec);
    let body = html! {
        header.top {
            div.title { h1 { (spec.info.title) " API" } span.version { (spec.info.version) } }
            label.search { (Icon::Search.draw()) span.hide { "Search" }
                input #search type="search" placeholder="Search paths, words, fields" autocomplete="off" spellcheck="false"; }
            a.raw href="/api/v1/openapi.json" { "openapi.json" }
        }
        div.columns {
            nav aria-label="Contents" {
                @for (group, members) in &groups {
                    section { h2 { (group) }
                        @for operation in members {
                            a href={ "#" (operation.id) } data-find=(operation.words) {
                                (operation.badge()) span { (operation.path) }
                            }
                        }
                    }
                }
                section { h2 { "Schemas" }
                    @for schema in &schemas { a href={ "#schema-" (schema.name) } data-find=(schema.words) { span { (schema.name) } } }
                }
            }
            main {
                @if let Some(about) = &spec.info.description { p.about { (prose(about)) } }
                @for (group, members) in &groups {
                    section.group { h2 { (group) }
                        @for operation in members { (operation.draw()) }
                    }
                }
                section.group { h2 { "Schemas" }
                    @for schema in &schemas { (schema.draw()) }
                }
                p #nothing hidden { "Nothing matches." }
            }
        }
    };
    shell(&format!("{} API", spec.info.title), &DOCS_CSS, Some(&DOCS_JS), None, &body)
}

/// Text in which what stands between backticks is code.
fn prose(text: &str) -> Markup {
    html! {
        @for (i, part) in text.split('`').enumerate() {
            @if i % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
