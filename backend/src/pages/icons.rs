//! Line icons of 24 × 24, drawn in the text's colour.

use maud::{Markup, PreEscaped, html};

/// A line icon.
#[derive(Clone, Copy, Debug)]
pub(super) enum Icon {
    /// A clock.
    Clock,
    /// A parcel.
    Box,
    /// A van.
    Truck,
    /// A door bell.
    Bell,
    /// A tick.
    Check,
    /// An exclamation mark in a triangle.
    Warn,
    /// A crossed circle.
    Stop,
    /// A place.
    Place,
    /// A person.
    User,
    /// A magnifying glass.
    Search,
}

impl Icon {
    pub(super) fn draw(self) -> Markup {
        let paths = match self {
            Self::Clock => r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>"#,
            Self::Box => r#"<path d="M21 8 12 3 3 8v8l9 5 9-5V8zM3 8l9 5 9-5M12 13v8"/>"#,
            Self::Truck => {
                r#"<path d="M5 17H2V6h12v11H9M14 10h4l4 4v3h-2.500M15.500 17H14"/><circle cx="7" cy="17.500" r="2"/><circle cx="17.500" cy="17.500" r="2"/>"#
            }
            Self::Bell => {
                r#"<path d="M6 9a6 6 0 0 1 12 0c0 6 2.500 7.500 2.500 7.500h-17S6 15 6 9zM10 20.500a2.200 2.200 0 0 0 4 0"/>"#
            }
            Self::Check => r#"<path d="m4.500 12.500 5 5L19.500 7"/>"#,
            Self::Warn => r#"<path d="M12 3.500 2.500 20h19L12 3.500zM12 10v4.500M12 17.200h.01"/>"#,
            Self::Stop => r#"<circle cx="12" cy="12" r="9"/><path d="M5.800 5.800l12.400 12.400"/>"#,
            Self::Place => {
                r#"<path d="M12 21.500c-5-5-7.500-8.300-7.500-11.500a7.500 7.500 0 0 1 15 0c0 3.200-2.500 6.500-7.500 11.500z"/><circle cx="12" cy="10" r="2.600"/>"#
            }
            Self::User => r#"<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 4-7 8-7s7 2 8 7"/>"#,
            Self::Search => r#"<circle cx="11" cy="11" r="7"/><path d="m20 20-4-4"/>"#,
        };
        html! {
            svg.icon viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2"
                stroke-linecap="round" stroke-linejoin="round" { (PreEscaped(paths)) }
        }
    }
}
