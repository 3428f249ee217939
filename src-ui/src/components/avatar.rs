//! Avatars: a person's initials.

use yew::prelude::*;

/// Properties of [`Avatar`].
#[derive(PartialEq, Properties)]
pub struct AvatarProps {
    /// The person's name.
    pub name: AttrValue,
    /// 56 px instead of 28.
    #[prop_or_default]
    pub large: bool,
}

/// A person's initials in a disc. The name stands beside it, so screen readers skip it.
#[component]
pub fn Avatar(props: &AvatarProps) -> Html {
    html! {
        <span class="avatar" aria-hidden="true" data-size={props.large.then_some("large")}>
            { initials(&props.name) }
        </span>
    }
}

/// Up to two letters: of the first and the last word.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn first_and_last_word_count() {
        assert_eq!(initials("Mara Anna Iversen"), "MI");
        assert_eq!(initials("  ąlek "), "Ą");
        assert_eq!(initials("محمد علي"), "مع");
        assert_eq!(initials(""), "");
    }
}
