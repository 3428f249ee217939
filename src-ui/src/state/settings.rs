//! Theme and language, as the person chose them.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use yew::Reducible;

use crate::i18n::Lang;

/// A theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
    /// For bright sun and weak eyes.
    Contrast,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// The name in storage and at the end of its message's key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// The value of `data-theme`, given what the device is set to.
    pub fn resolve(self, device_is_dark: bool, device_wants_contrast: bool) -> &'static str {
        match self {
            Self::System if device_wants_contrast => "contrast",
            Self::System if device_is_dark => "dark",
            Self::System | Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}

/// What the person chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Which theme.
    pub theme: Theme,
    /// Which language; `None`: as the device is set.
    pub lang: Option<Lang>,
}

/// A change of the settings.
#[derive(Clone, Copy, Debug)]
pub enum SettingsChange {
    /// Another theme.
    Theme(Theme),
    /// Another language.
    Lang(Option<Lang>),
}

impl Reducible for Settings {
    type Action = SettingsChange;

    fn reduce(self: Rc<Self>, change: SettingsChange) -> Rc<Self> {
        let mut settings = (*self).clone();
        match change {
            SettingsChange::Theme(theme) => settings.theme = theme,
            SettingsChange::Lang(lang) => settings.lang = lang,
        }
        Rc::new(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_system_theme_follows_the_device() {
        assert_eq!(Theme::System.resolve(true, false), "dark");
        assert_eq!(Theme::System.resolve(true, true), "contrast");
        assert_eq!(Theme::Light.resolve(true, false), "light");
    }
}
