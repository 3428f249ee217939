//! One operation: method, path, parameters, body, answers.

use maud::{Markup, html};
use utoipa::openapi::{
    OpenApi, RefOr, Required,
    path::{self, ParameterIn},
};

use super::{prose, schema::type_of};

/// An operation, ready to be drawn.
pub(super) struct Operation<'a> {
    pub(super) id: String,
    pub(super) group: &'a str,
    pub(super) path: &'a str,
    /// Everything the search looks at, in lower case.
    pub(super) words: String,
    method: &'static str,
    inner: &'a path::Operation,
}

/// All operations, in the order of their paths.
pub(super) fn all(spec: &OpenApi) -> Vec<Operation<'_>> {
    let items = spec.paths.paths.iter();
    items.flat_map(|(path, item)| of_path(path, item)).collect()
}

fn of_path<'a>(path: &'a str, item: &'a path::PathItem) -> impl Iterator<Item = Operation<'a>> {
    let methods = [
        ("get", &item.get),
        ("post", &item.post),
        ("put", &item.put),
        ("patch", &item.patch),
        ("delete", &item.delete),
        ("head", &item.head),
        ("options", &item.options),
    ];
    methods.into_iter().filter_map(move |(method, inner)| {
        let inner = inner.as_ref()?;
        let group = inner.tags.as_ref().and_then(|tags| tags.first()).map_or("other", String::as_str);
        let id = format!("{method}{}", path.replace(['/', '{', '}', '.'], "-"));
        let text = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
        let words = [method, path, group, text(&inner.summary), text(&inner.description)].join(" ");
        Some(Operation { id, group, path, words: words.to_lowercase(), method, inner })
    })
}

impl Operation<'_> {
    /// The method in its colour.
    pub(super) fn badge(&self) -> Markup {
        html! { b.method data-method=(self.method) { (self.method.to_uppercase()) } }
    }

    /// The whole operation.
    pub(super) fn draw(&self) -> Markup {
        let public =
            self.inner.security.as_ref().is_some_and(|all| all.iter().any(|one| one == &Default::default()));
        html! {
            article #(self.id) data-find=(self.words) {
                h3 { (self.badge()) code { (self.path) } @if public { span.public { "public" } } }
                @if let Some(summary) = &self.inner.summary { p.summary { (prose(summary)) } }
                @if let Some(text) = &self.inner.description { @for part in text.split("\n\n") { p { (prose(part)) } } }
                (self.parameters())
                (self.body())
                (self.answers())
            }
        }
    }

    fn parameters(&self) -> Markup {
        let parameters = self.inner.parameters.as_deref().unwrap_or_default();
        if parameters.is_empty() {
            return html! {};
        }
        html! {
            h4 { "Parameters" }
            table {
                @for parameter in parameters.iter().filter_map(direct) {
                    tr {
                        td { code { (parameter.name) } @if parameter.required == Required::True { i { " required" } } }
                        td.where { (place(&parameter.parameter_in)) }
                        td { (type_of(parameter.schema.as_ref())) }
                        td { (prose(parameter.description.as_deref().unwrap_or_default())) }
                    }
                }
            }
        }
    }

    fn body(&self) -> Markup {
        let Some(body) = self.inner.request_body.as_ref().and_then(direct) else {
            return html! {};
        };
        html! {
            h4 { "Body" }
            table {
                @for (kind, content) in &body.content {
                    tr { td { code { (kind) } } td { @if let Some(content) = direct(content) { (type_of(content.schema.as_ref())) } } }
                }
            }
        }
    }

    fn answers(&self) -> Markup {
        let answers = &self.inner.responses.responses;
        html! {
            h4 { "Answers" }
            table {
                @for (status, answer) in answers.iter().filter_map(|(status, answer)| Some((status, direct(answer)?))) {
                    tr {
                        td { b.status data-class=(status.chars().next().unwrap_or('2')) { (status) } }
                        td { @for (kind, content) in &answer.content {
                            @match direct(content).and_then(|content| content.schema.as_ref()) {
                                Some(schema) => (type_of(Some(schema))),
                                None => code { (kind) },
                            }
                        } }
                        td { (prose(&answer.description)) }
                    }
                }
            }
        }
    }
}

/// What is described in place; we refer to nothing but schemas.
fn direct<T>(described: &RefOr<T>) -> Option<&T> {
    match described {
        RefOr::T(described) => Some(described),
        RefOr::Ref(_) => None,
    }
}

fn place(place: &ParameterIn) -> &'static str {
    match place {
        ParameterIn::Path => "path",
        ParameterIn::Query | ParameterIn::QueryString => "query",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
    }
}
