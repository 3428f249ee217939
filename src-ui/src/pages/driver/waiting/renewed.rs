//! This phone was restored from a copy, or had lost its key: what went over, and that nothing is missing.

use waybill_domain::calls::driver::Renewed;
use yew::prelude::*;

use crate::{
    bridge::format::now,
    components::Icon,
    hooks::use_format,
    i18n::{I18n, use_i18n},
};

/// Told for so long, like other notices.
const TOLD_MS: i64 = 3 * 24 * 3_600_000;

/// Properties of [`RenewedCard`].
#[derive(PartialEq, Properties)]
pub(super) struct RenewedCardProps {
    pub(super) renewed: Renewed,
}

/// The card; nothing once it is old.
#[component]
pub(super) fn RenewedCard(props: &RenewedCardProps) -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let Renewed { at, carried, why } = &props.renewed;
    if now().since(*at) > TOLD_MS {
        return Html::default();
    }
    html! {
        <section class="card notice-card" data-tone="info" data-testid="renewed">
            <div class="waits">
                <span class="tile" data-tone="info"><Icon name="shield-check" /></span>
                <span class="stop-lines">
                    <span class="stop-address">{ reason(&i18n, why) }</span>
                    <span class="notice-text">{ i18n.t1("renewed-text", "n", *carried) }{ " " }{ format.moment(*at, now()) }</span>
                </span>
                <span />
            </div>
        </section>
    }
}

fn reason(i18n: &I18n, why: &str) -> String {
    const KNOWN: [(&str, &str); 4] = [
        ("this phone was restored from a copy", "renewed-copied"),
        ("this phone had lost its signing key", "renewed-key"),
        ("the server was restored to an older state", "renewed-server"),
        ("the server did not know this phone any more", "renewed-unknown"),
    ];
    KNOWN.into_iter().find(|(known, _)| *known == why).map_or_else(|| why.to_owned(), |(_, key)| i18n.t(key))
}
