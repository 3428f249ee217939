//! The languages there are.

use serde::{Deserialize, Serialize};
use unic_langid::{LanguageIdentifier, langid};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Lang {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// The code of the language, such as `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
        }
    }

    /// The language of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The first of the person's languages that there is; English where there is none.
    pub fn best(preferred: &[String]) -> Self {
        let primary = |tag: &String| tag.split(['-', '_']).next().map(str::to_lowercase);
        preferred.iter().filter_map(primary).find_map(|code| Self::from_code(&code)).unwrap_or_default()
    }

    /// How dates and numbers are written: the person's own region where the language is theirs.
    pub fn locale(self, preferred: &[String]) -> String {
        let own = |tag: &&String| tag.starts_with(self.code()) && tag.len() > 2;
        preferred.iter().find(own).cloned().unwrap_or_else(|| {
            match self {
                Self::En => "en-GB",
                Self::De => "de-DE",
            }
            .to_owned()
        })
    }

    pub(super) fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::En => langid!("en"),
            Self::De => langid!("de"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|&tag| tag.to_owned()).collect()
    }

    #[test]
    fn the_first_known_language_wins() {
        assert_eq!(Lang::best(&tags(&["pt-BR", "de-AT", "en"])), Lang::De);
        assert_eq!(Lang::best(&tags(&["ja"])), Lang::En);
        assert_eq!(Lang::best(&[]), Lang::En);
    }

    #[test]
    fn dates_follow_the_region_of_the_same_language() {
        assert_eq!(Lang::De.locale(&tags(&["en-US", "de-AT"])), "de-AT");
        assert_eq!(Lang::De.locale(&tags(&["en-US"])), "de-DE");
    }
}
