//! Theme and language.

use yew::prelude::*;

use crate::state::settings::Settings;

/// The settings and the way to change them.
pub type SettingsContext = UseReducerHandle<Settings>;

/// The settings. Panics outside of the app's own tree, where no screen is.
#[hook]
pub fn use_settings() -> SettingsContext {
    use_context::<SettingsContext>().expect("every screen stands inside the app")
}
