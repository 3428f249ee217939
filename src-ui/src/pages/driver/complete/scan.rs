//! Scanning parcels: by camera where the device can read barcodes, by typing everywhere.

use yew::prelude::*;

use super::ItemProps;
use crate::{
    bridge::{
        self, device,
        scanner::{self, Scanner},
    },
    components::{Button, ButtonKind, ButtonSize, Field, Icon},
    i18n::use_i18n,
    pages::driver::frame::Page,
    state::draft::{Checklist, DraftChange},
};

/// Codes as they are compared: a label may be typed in small letters and with spaces.
fn plain(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// The parcels and their ticks.
#[component]
pub(in super::super) fn ScanPage(props: &ItemProps) -> Html {
    let i18n = use_i18n();
    let typed = use_state(String::new);
    let said = use_state(|| None::<(bool, String)>);
    let list = Checklist { delivery: &props.delivery, draft: &props.draft };
    let codes: Vec<String> = list.demand().codes.into_iter().map(str::to_owned).collect();
    let left: Vec<String> = list.codes_left().into_iter().map(str::to_owned).collect();
    let oncode = {
        let (codes, left, said, i18n, onchange) =
            (codes.clone(), left.clone(), said.setter(), i18n.clone(), props.onchange.clone());
        Callback::from(move |read: String| {
            let Some(code) = codes.iter().find(|code| plain(code) == plain(&read)) else {
                device::vibrate(120);
                said.set(Some((false, i18n.t1("scan-unknown", "code", read.as_str()))));
                return;
            };
            if left.contains(code) {
                device::vibrate(30);
                onchange.emit(DraftChange::Scan(code.clone()));
            }
            said.set(Some((true, i18n.t1("scan-read", "code", code.as_str()))));
        })
    };
    let onsubmit = {
        let (typed, oncode) = (typed.clone(), oncode.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !typed.trim().is_empty() {
                oncode.emit(typed.trim().to_owned());
                typed.set(String::new());
            }
        })
    };
    let row = |parcel: &waybill_domain::parcel::Parcel| {
        let scanned = !left.contains(&parcel.code);
        html! {
            <li class="parcel">
                <span class="tile" data-tone={if scanned { "success" } else { "neutral" }}><Icon name={if scanned { "check" } else { "scan-barcode" }} /></span>
                <span class="stop-lines"><span class="stop-address" dir="auto">{ &parcel.name }</span><span class="stop-facts mono">{ &parcel.code }</span></span>
                <span class="parcel-word" data-tone={if scanned { "success" } else { "neutral" }}>{ i18n.t(if scanned { "parcel-scanned" } else { "parcel-not-scanned" }) }</span>
            </li>
        }
    };
    let parcels =
        props.delivery.parcels.iter().filter(|parcel| list.hands_over(parcel) && !parcel.code.is_empty());
    let all = left.is_empty();
    let foot = html! {
        <Button kind={if all { ButtonKind::Primary } else { ButtonKind::Plain }} size={ButtonSize::Touch} testid="item-done" onclick={props.onclose.reform(|_| ())}>{ i18n.t("done") }</Button>
    };
    let sub = i18n.tn("scan-some", [("n", (codes.len() - left.len()).into()), ("all", codes.len().into())]);
    html! {
        <Page title={i18n.t("item-scan")} {sub} onback={props.onclose.clone()} {foot}>
            <div class="stack">
                if scanner::is_available() && !all {
                    <CameraView oncode={oncode.clone()} />
                }
                <ul class="card">{ for parcels.map(row) }</ul>
                <form class="card next-body scan-form" {onsubmit}>
                    <Field label={i18n.t("scan-type")} name="code" value={(*typed).clone()} testid="scan-input" oninput={let typed = typed.setter(); Callback::from(move |text| typed.set(text))} />
                    <Button submit={true} size={ButtonSize::Large} testid="scan-add">{ i18n.t("scan-add") }</Button>
                </form>
                <p class="scan-said" role="status" data-tone={match &*said { Some((true, _)) => "success", Some((false, _)) => "danger", None => "neutral" }}>
                    { said.as_ref().map(|(_, words)| words.clone()) }
                </p>
            </div>
        </Page>
    }
}

#[derive(PartialEq, Properties)]
struct CameraViewProps {
    oncode: Callback<String>,
}

/// The camera's picture. Without permission it says so, and typing stays.
#[component]
fn CameraView(props: &CameraViewProps) -> Html {
    let i18n = use_i18n();
    let video = use_node_ref();
    let refused = use_state(|| false);
    let newest = use_mut_ref(Callback::<String>::noop);
    *newest.borrow_mut() = props.oncode.clone();
    use_effect_with((), {
        let (video, refused) = (video.clone(), refused.setter());
        let kept = std::rc::Rc::new(std::cell::RefCell::new(None::<Scanner>));
        let keep = kept.clone();
        move |()| {
            bridge::spawn_local(async move {
                let oncode = Callback::from(move |code| {
                    let callback = newest.borrow().clone();
                    callback.emit(code);
                });
                match Scanner::start(video, oncode).await {
                    Ok(scanner) => *keep.borrow_mut() = Some(scanner),
                    Err(_) => refused.set(true),
                }
            });
            move || drop(kept.borrow_mut().take())
        }
    });
    if *refused {
        return html! { <p class="card strip"><Icon name="camera-off" /><span>{ i18n.t("scan-no-camera") }</span></p> };
    }
    html! { <video ref={video} class="camera" muted=true playsinline=true aria-label={i18n.t("scan-camera")} /> }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn typed_codes_need_not_be_tidy() {
        assert_eq!(plain(" wb 12-a"), "WB12-A");
    }
}
