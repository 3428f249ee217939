//! Everything about a place: address, window, person, notes.

use waybill_domain::stop::Stop;
use yew::prelude::*;

use super::Contacts;
use crate::{
    components::{Chip, Icon, Tone},
    hooks::{use_format, use_now},
    i18n::use_i18n,
    pages::driver::words,
};

/// Properties of [`StopFacts`].
#[derive(PartialEq, Properties)]
pub(in super::super) struct StopFactsProps {
    pub(in super::super) stop: Stop,
    /// "Pick up at" or "Deliver to"; empty where it is clear.
    pub(in super::super) kind: AttrValue,
    /// The place that the page is about: larger.
    #[prop_or_default]
    pub(in super::super) main: bool,
}

/// The facts.
#[component]
pub(in super::super) fn StopFacts(props: &StopFactsProps) -> Html {
    let (i18n, format, now) = (use_i18n(), use_format(), use_now(30_000));
    let stop = &props.stop;
    let window = format.window(stop.window);
    let late = words::lateness(stop, now, &i18n).filter(|_| props.main);
    html! {
        <div class="facts" data-main={props.main.then_some("true")}>
            <div class="facts-words">
                if !props.kind.is_empty() {
                    <p class="next-kind">{ &props.kind }</p>
                }
                <h2 class="facts-address" dir="auto">{ words::address(stop) }</h2>
                if !stop.contact.name.is_empty() {
                    <p class="facts-line"><Icon name="user-round" /><bdi>{ &stop.contact.name }</bdi></p>
                }
                if !window.is_empty() {
                    <p class="facts-line"><Icon name="clock" /><b>{ window }</b>
                        if let Some(late) = late {
                            <Chip tone={Tone::Danger} icon="triangle-alert">{ late }</Chip>
                        }
                    </p>
                }
            </div>
            <div class="facts-acts"><Contacts stop={stop.clone()} /></div>
            if !stop.notes.is_empty() {
                <p class="facts-notes" dir="auto"><Icon name="message-square" label={i18n.t("notes")} />{ &stop.notes }</p>
            }
        </div>
    }
}
