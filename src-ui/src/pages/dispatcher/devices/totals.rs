//! The fleet's devices in four figures: how many are whole, what is still to come, what needs a person, what is saved.

use waybill_domain::calls::SyncStatus;
use yew::prelude::*;

use super::super::desk::use_desk;
use crate::{
    components::Icon,
    state::devices::{Fleet, fleet},
};

#[derive(PartialEq, Properties)]
pub(super) struct TotalsProps {
    pub(super) status: SyncStatus,
}

#[component]
pub(super) fn Totals(props: &TotalsProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let Fleet { devices, whole, files, bytes, stuck, conflicts } = fleet(&props.status.lanes);
    let figure = |tone: &'static str, icon: &'static str, value: String, text: String| {
        html! {
            <div class="card total" data-tone={tone}>
                <Icon name={icon} />
                <dd>{ value }</dd>
                <dt>{ text }</dt>
            </div>
        }
    };
    let number = |n: u64| words.format.number(n as f64, 0);
    let size = match files {
        0 => words.t("totals-files-none"),
        _ => words.with("totals-files", "size", words.format.bytes(bytes)),
    };
    let (icon, tone, saved, when) = match props.status.backed_up_at {
        Some(at) => {
            let ago = words.ago(at, props.status.at);
            ("shield-check", "success", ago, words.t("totals-backup"))
        }
        None => ("shield", "neutral", "—".to_owned(), words.t("totals-no-backup")),
    };
    let of = words.i18n.tn("board-of", [("n", whole.into()), ("all", devices.into())]);
    let look = stuck + conflicts;
    html! {
        <dl class="totals" data-testid="device-totals">
            { figure(if whole == devices { "success" } else { "neutral" }, "smartphone", of, words.t("totals-whole")) }
            { figure(if files > 0 { "info" } else { "neutral" }, "cloud-upload", number(files), size) }
            { figure(if look > 0 { "warning" } else { "neutral" }, "triangle-alert", number(look), words.t("totals-look")) }
            { figure(tone, icon, saved, when) }
        </dl>
    }
}
