//! What the screens say, in the person's language, by Fluent.
//!
//! One folder a language, one file an area of the app. English is complete and stands in where another language lacks
//! a message; a test sees to it that none does.

mod lang;
mod text;

pub use lang::Lang;
pub use text::{I18n, use_i18n};

/// The messages of each language, area by area.
fn sources(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &[
            include_str!("en/common.ftl"),
            include_str!("en/sign_in.ftl"),
            include_str!("en/driver.ftl"),
            include_str!("en/complete.ftl"),
            include_str!("en/waiting.ftl"),
            include_str!("en/dispatcher.ftl"),
            include_str!("en/dispatch.ftl"),
            include_str!("en/settings.ftl"),
        ],
        Lang::De => &[
            include_str!("de/common.ftl"),
            include_str!("de/sign_in.ftl"),
            include_str!("de/driver.ftl"),
            include_str!("de/complete.ftl"),
            include_str!("de/waiting.ftl"),
            include_str!("de/dispatcher.ftl"),
            include_str!("de/dispatch.ftl"),
            include_str!("de/settings.ftl"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(lang: Lang) -> BTreeSet<&'static str> {
        let lines = sources(lang).iter().flat_map(|source| source.lines());
        lines
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
            .collect()
    }

    #[test]
    fn every_language_says_everything() {
        let english = keys(Lang::En);
        for lang in Lang::ALL {
            let missing: Vec<_> = english.symmetric_difference(&keys(lang)).copied().collect();
            assert!(missing.is_empty(), "{lang:?} differs from English in {missing:?}");
        }
    }

    #[test]
    fn every_message_can_be_read() {
        for lang in Lang::ALL {
            let i18n = I18n::of(lang);
            for key in keys(lang) {
                assert!(i18n.has(key), "{lang:?}: {key} is broken or empty");
            }
        }
    }
}
