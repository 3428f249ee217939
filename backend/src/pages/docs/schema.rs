//! Schemas: what a type is in one line, and the table of its fields.

use maud::{Markup, html};
use serde_json::Value;
use utoipa::openapi::{OpenApi, RefOr, Schema as Spec};

use super::prose;

/// A named schema.
pub(super) struct Schema {
    pub(super) name: String,
    /// Everything the search looks at, in lower case.
    pub(super) words: String,
    value: Value,
}

/// All named schemas, in the order of their names.
pub(super) fn all(spec: &OpenApi) -> Vec<Schema> {
    let Some(components) = &spec.components else {
        return Vec::new();
    };
    let schemas = components.schemas.iter().filter_map(|(name, schema)| {
        let value = serde_json::to_value(schema).ok()?;
        let fields = value["properties"].as_object().into_iter().flat_map(|fields| fields.keys().cloned());
        let about = value["description"].as_str().unwrap_or_default().to_owned();
        let words = [name.clone(), about].into_iter().chain(fields).collect::<Vec<_>>().join(" ");
        Some(Schema { name: name.clone(), words: words.to_lowercase(), value })
    });
    schemas.collect()
}

impl Schema {
    /// The schema with its fields or its forms.
    pub(super) fn draw(&self) -> Markup {
        html! {
            article #{ "schema-" (self.name) } data-find=(self.words) {
                h3 { code { (self.name) } span.kind { (kind(&self.value)) } }
                @if let Some(about) = self.value["description"].as_str() { p { (prose(about)) } }
                (parts(&self.value))
            }
        }
    }
}

/// The parts of a schema: fields of an object, forms of a choice, values of an enumeration.
fn parts(value: &Value) -> Markup {
    html! {
        @if let Some(values) = value["enum"].as_array() {
            p.values { @for value in values { code { (value.as_str().map_or_else(|| value.to_string(), str::to_owned)) } " " } }
        }
        @if let Some(fields) = value["properties"].as_object().filter(|fields| !fields.is_empty()) {
            table {
                @for (name, field) in fields {
                    tr {
                        td { code { (name) } @if is_required(value, name) { i { " required" } } }
                        td { (line(field)) }
                        td { (prose(field["description"].as_str().unwrap_or_default())) }
                    }
                }
            }
        }
        @for key in ["allOf", "oneOf", "anyOf"] {
            @if let Some(forms) = value[key].as_array() {
                @for form in forms {
                    div.form {
                        @if key != "allOf" { span.or { "one of" } }
                        @if form["properties"].is_object() || form["enum"].is_array() || form["allOf"].is_array() {
                            @if let Some(about) = form["description"].as_str() { p { (prose(about)) } }
                            (parts(form))
                        } @else { (line(form)) }
                    }
                }
            }
        }
    }
}

fn is_required(value: &Value, name: &str) -> bool {
    value["required"].as_array().is_some_and(|names| names.iter().any(|other| other == name))
}

/// The type in one line, with links to named schemas.
pub(super) fn type_of(schema: Option<&RefOr<Spec>>) -> Markup {
    let value = schema.and_then(|schema| serde_json::to_value(schema).ok()).unwrap_or_default();
    line(&value)
}

fn line(value: &Value) -> Markup {
    if let Some(name) = value["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return html! { a href={ "#schema-" (name) } { (name) } };
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(forms) = value[key].as_array() {
            let forms: Vec<&Value> = forms.iter().filter(|form| form["type"] != "null").collect();
            return html! { @for (i, form) in forms.iter().enumerate() { @if i > 0 { " or " } (line(form)) } };
        }
    }
    if value["items"].is_object() {
        return html! { "list of " (line(&value["items"])) };
    }
    if let Some(exact) =
        value["enum"].as_array().filter(|values| values.len() == 1).and_then(|values| values[0].as_str())
    {
        return html! { code { "\"" (exact) "\"" } };
    }
    html! { span.kind { (kind(value)) } }
}

fn kind(value: &Value) -> String {
    let name = match &value["type"] {
        Value::String(name) => name.clone(),
        Value::Array(names) => {
            let names: Vec<&str> =
                names.iter().filter_map(Value::as_str).filter(|name| *name != "null").collect();
            names.join(" or ")
        }
        _ if value["oneOf"].is_array() || value["anyOf"].is_array() => "one of several".to_owned(),
        _ if value["allOf"].is_array() => "object".to_owned(),
        _ => "anything".to_owned(),
    };
    match value["format"].as_str() {
        Some(format) => format!("{name} ({format})"),
        None => name,
    }
}
