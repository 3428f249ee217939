//! Looking messages up.

use std::{borrow::Cow, rc::Rc};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use yew::{hook, use_context};

use super::{Lang, sources};

/// The messages of one language. Cheap to clone.
#[derive(Clone)]
pub struct I18n {
    lang: Lang,
    bundle: Rc<FluentBundle<FluentResource>>,
}

impl PartialEq for I18n {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}

impl I18n {
    /// The messages of `lang`, with English where it has none.
    pub fn of(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new(vec![lang.identifier()]);
        // Directions are isolated by `dir="auto"` on the elements; marks inside the text would be copied and read out.
        bundle.set_use_isolating(false);
        // Fails only where NUMBER is there already.
        let _ = bundle.add_builtins();
        for source in sources(Lang::En).iter().chain(sources(lang)) {
            // Broken messages are left out; a test reads them all.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle: Rc::new(bundle) }
    }

    /// Which language it is.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The message `key`; the key itself where there is none.
    pub fn t(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The message `key` with one number or text in it.
    pub fn t1<'a>(&self, key: &str, name: &'a str, value: impl Into<FluentValue<'a>>) -> String {
        let mut args = FluentArgs::new();
        args.set(Cow::Borrowed(name), value);
        self.format(key, Some(&args))
    }

    /// The message `key` with several numbers or texts in it.
    pub fn tn<'a>(&self, key: &str, values: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        let args = values.into_iter().collect::<FluentArgs<'_>>();
        self.format(key, Some(&args))
    }

    /// Whether there is such a message.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        // A missing argument shows as {$name}; that is a mistake of ours and better than nothing.
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }
}

/// The messages in the person's language.
#[hook]
pub fn use_i18n() -> I18n {
    use_context::<I18n>().unwrap_or_else(|| I18n::of(Lang::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_grammar() {
        let english = I18n::of(Lang::En);
        assert_eq!(english.t1("parcels", "n", 1), "1 parcel");
        assert_eq!(english.t1("parcels", "n", 3), "3 parcels");
        assert_eq!(I18n::of(Lang::De).t1("parcels", "n", 1), "1 Paket");
    }

    #[test]
    fn a_message_that_is_not_there_shows_its_key() {
        assert_eq!(I18n::of(Lang::En).t("no-such-message"), "no-such-message");
    }
}
