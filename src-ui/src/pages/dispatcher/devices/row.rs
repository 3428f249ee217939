//! One device: a line of what matters, and everything else where it is opened.

use waybill_domain::{Timestamp, calls::LaneStatus};
use yew::prelude::*;

use super::{
    super::{
        desk::{Desk, use_desk},
        words::Dots,
    },
    end::End,
    log::Log,
};
use crate::{
    components::{Avatar, Icon},
    state::devices::Standing,
};

#[derive(PartialEq, Properties)]
pub(super) struct DeviceRowProps {
    pub(super) lane: LaneStatus,
    /// The server's clock when it said so.
    pub(super) at: Timestamp,
    /// Asks the server again.
    pub(super) on_change: Callback<()>,
}

#[component]
pub(super) fn DeviceRow(props: &DeviceRowProps) -> Html {
    let desk = use_desk();
    let open = use_state_eq(|| false);
    let lane = &props.lane;
    let words = &desk.words;
    let (tone, icon, key) = match Standing::of(lane) {
        Standing::Missing => ("danger", "triangle-alert", "device-missing"),
        Standing::NeedsLook => ("warning", "triangle-alert", "device-needs-look"),
        Standing::Draining => ("neutral", "user-x", "device-draining"),
        Standing::Waiting => ("info", "cloud-upload", "device-waiting"),
        Standing::Whole => ("success", "shield-check", "device-whole"),
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let cell = |label: &str, n: u64, tone: &'static str, text: String| {
        html! {
            <span class="device-cell" data-tone={(n > 0).then_some(tone)} data-none={(n == 0).then_some("true")}>
                <small>{ words.t(label) }</small><span>{ if n == 0 { "—".to_owned() } else { text } }</span>
            </span>
        }
    };
    let files = words.i18n.tn(
        "device-files",
        [("n", lane.pending_uploads.into()), ("size", words.format.bytes(lane.pending_bytes).into())],
    );
    let failed = lane.unreadable + lane.voided;
    let panel = format!("device-{}", lane.lane);
    html! {
        <li data-testid="device" data-lane={lane.lane.to_string()}>
            <button type="button" class="device-row" data-row="true" data-testid="device-row" aria-expanded={open.to_string()} aria-controls={panel.clone()} onclick={toggle}>
                <Avatar name={lane.member_name.clone()} />
                <span class="device-who"><b dir="auto">{ &lane.member_name }</b><span class="faint"><Dots parts={device_parts(&desk, lane)} /></span></span>
                { cell("devices-pending", lane.pending_uploads, "info", files) }
                { cell("devices-failed", failed, "danger", words.i18n.t1("device-reports", "n", failed)) }
                { cell("devices-conflict", lane.open_exceptions, "warning", words.i18n.t1("device-exceptions", "n", lane.open_exceptions)) }
                <span class="device-cell" data-seen="true"><small>{ words.t("devices-seen") }</small><span>{ words.ago(lane.last_seen_at, props.at) }</span></span>
                <span class="chip" data-tone={tone}><Icon name={icon} />{ words.t(key) }</span>
                <Icon name="chevron-down" />
            </button>
            if *open {
                <div id={panel} class="device-more" data-testid="device-more">
                    { figures(&desk, lane) }
                    <Log lane={lane.lane} last={lane.last_seq} />
                    <End lane={lane.clone()} on_change={props.on_change.clone()} />
                </div>
            }
        </li>
    }
}

/// `Pixel 8 · Android · signed out`.
fn device_parts(desk: &Desk, lane: &LaneStatus) -> Vec<String> {
    // A device without a name of its own is called after its system, which is said anyway.
    let nameless = lane.device_name == format!("{} device", lane.platform);
    let name = if nameless { String::new() } else { lane.device_name.clone() };
    let mut parts = vec![name, platform(&lane.platform).to_owned()];
    let flags = [
        (lane.disabled, "device-disabled"),
        (lane.revoked, "device-revoked"),
        (!lane.signed_in && !lane.revoked, "device-signed-out"),
        (lane.successor.is_some(), "device-replaced"),
    ];
    parts.extend(flags.into_iter().filter(|(on, _)| *on).map(|(_, key)| desk.t(key)));
    parts
}

/// Every count of the device, with its meaning.
fn figures(desk: &Desk, lane: &LaneStatus) -> Html {
    let words = &desk.words;
    let figures = [
        ("device-came-in", lane.last_seq, true),
        ("device-in-backup", lane.backed_up_seq, true),
        ("device-late", lane.applied_late, false),
        ("device-reviewed", lane.needs_review, false),
        ("device-rejected", lane.rejected, false),
        ("device-quarantined", lane.quarantined, false),
        ("device-unreadable", lane.unreadable, false),
        ("device-voided", lane.voided, false),
        ("device-duplicates", lane.duplicates, false),
    ];
    let figures = figures.into_iter().filter(|(_, n, always)| *always || *n > 0);
    html! {
        <dl class="device-figures">{ for figures.map(|(key, n, _)| html! {
            <div><dt>{ words.t(key) }</dt><dd>{ words.format.number(n as f64, 0) }</dd></div>
        }) }</dl>
    }
}

/// Names of systems are the same in every language.
fn platform(name: &str) -> &str {
    match name {
        "android" => "Android",
        "ios" => "iOS",
        "linux" => "Linux",
        "macos" => "macOS",
        "windows" => "Windows",
        other => other,
    }
}
