//! One proof file, as large as the screen, with everything that is known about it.

use waybill_domain::{
    Delivery,
    calls::ProofStatus,
    proof::{BlobKind, Proof, Sha256Hash},
};
use yew::prelude::*;

use super::{
    super::{desk::use_desk, modal::Modal},
    proof::use_copy,
};
use crate::{
    bridge::{self, clipboard, spawn_local},
    components::{Icon, Toast},
};

#[derive(PartialEq, Properties)]
pub(in super::super) struct ViewerProps {
    pub(in super::super) delivery: Delivery,
    pub(in super::super) files: Vec<ProofStatus>,
    pub(in super::super) hash: Sha256Hash,
    pub(in super::super) on_show: Callback<Sha256Hash>,
    pub(in super::super) on_close: Callback<()>,
}

#[component]
pub(in super::super) fn Viewer(props: &ViewerProps) -> Html {
    let desk = use_desk();
    let place = props.files.iter().position(|file| file.blob.sha256 == props.hash).unwrap_or(0);
    let path =
        props.files.get(place).filter(|file| file.verified).map(|file| file.path.clone()).unwrap_or_default();
    let url = use_copy(path);
    let Some(file) = props.files.get(place).cloned() else {
        return Html::default();
    };
    let step = |by: isize| {
        let next = place
            .checked_add_signed(by)
            .and_then(|place| props.files.get(place))
            .map(|file| file.blob.sha256);
        let on_show = props.on_show.clone();
        next.map(|hash| Callback::from(move |()| on_show.emit(hash)))
    };
    let (before, after) = (step(-1), step(1));
    let onkeydown = {
        let (before, after) = (before.clone(), after.clone());
        Callback::from(move |event: KeyboardEvent| {
            let go = match event.key().as_str() {
                "ArrowLeft" => &before,
                "ArrowRight" => &after,
                _ => return,
            };
            if let Some(go) = go {
                go.emit(());
            }
        })
    };
    let arrow = |go: &Option<Callback<()>>, icon: &'static str, key: &str| {
        go.clone().map(|go| {
            let label = desk.t(key);
            html! {
                <button type="button" class="viewer-step" aria-label={label.clone()} title={label}
                    onclick={move |_: MouseEvent| go.emit(())}>
                    <Icon name={icon} />
                </button>
            }
        })
    };
    let picture = match (&url, file.verified) {
        (Some(url), true) => {
            let alt = desk.words.with("proof-alt", "address", props.delivery.dropoff.address.clone());
            html! { <img src={url.href()} {alt} data-testid="proof-full" /> }
        }
        (None, true) => html! { <Icon class="viewer-wait" name="image" /> },
        (_, false) => html! {
            <div class="viewer-absent">
                <Icon name="cloud-upload" />
                <b>{ desk.t("proof-on-phone") }</b>
                <p>{ desk.t("proof-on-phone-text") }</p>
            </div>
        },
    };
    html! {
        <Modal title={desk.t("proof-title")} class={classes!("viewer")} on_close={props.on_close.clone()}
            testid="proof-viewer">
            <div class="viewer-picture"
                data-kind={if file.blob.kind == BlobKind::Signature { "signature" } else { "photo" }}
                {onkeydown}>
                { picture }
                { arrow(&before, "chevron-left", "proof-before") }
                { arrow(&after, "chevron-right", "proof-after") }
            </div>
            <Facts delivery={props.delivery.clone()} {file} number={place + 1} of={props.files.len()} />
        </Modal>
    }
}

#[derive(PartialEq, Properties)]
struct FactsProps {
    delivery: Delivery,
    file: ProofStatus,
    number: usize,
    of: usize,
}

#[component]
fn Facts(props: &FactsProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let file = &props.file;
    let hash = file.blob.sha256.to_string();
    let proof: Option<&Proof> = props
        .delivery
        .proofs
        .iter()
        .find(|proof| proof.evidence.blobs().any(|blob| blob.sha256 == file.blob.sha256));
    let copy = {
        let (desk, hash) = (desk.clone(), hash.clone());
        Callback::from(move |_: MouseEvent| {
            let (desk, hash) = (desk.clone(), hash.clone());
            spawn_local(async move {
                if clipboard::copy(&hash).await {
                    desk.toast(Toast::done(desk.t("proof-hash-copied")));
                }
            });
        })
    };
    let fact =
        |key: &str, value: Html| html! { <div><dt>{ words.t(key) }</dt><dd dir="auto">{ value }</dd></div> };
    let kind = match file.blob.kind {
        BlobKind::Photo => words.t("requirement-photo"),
        BlobKind::Signature => words.t("requirement-signature"),
    };
    let number = words.i18n.tn("board-of", [("n", props.number.into()), ("all", props.of.into())]);
    // The sealed file is the evidence; only a browser has the session that may fetch it by a plain link.
    let sealed = (file.verified && !bridge::is_app())
        .then(|| format!("/api/v1/deliveries/{}/proofs/{hash}?download=1", props.delivery.id));
    html! {
        <div class="viewer-facts">
            <p class="verdict" data-tone={if file.verified { "success" } else { "warning" }}>
                <Icon name={if file.verified { "shield-check" } else { "cloud-upload" }} />
                { words.t(if file.verified { "proof-verified-long" } else { "proof-on-phone" }) }
            </p>
            <dl>
                { fact("proof-what", html! { { format!("{kind} · {number}") } }) }
                if let Some(proof) = proof {
                    { fact("proof-who", html! { { desk.name_of(Some(proof.by)) } }) }
                    { fact("proof-when", html! { { format!("{}, {}", words.format.day(proof.at), words.format.time(proof.at)) } }) }
                }
                { fact("proof-where", html! { { &props.delivery.dropoff.address } }) }
                if let Some(name) = proof.map(|proof| proof.evidence.recipient_name.clone()).filter(|name| !name.is_empty()) {
                    { fact("proof-recipient", html! { { name } }) }
                }
                { fact("proof-size", html! { { format!("{} · {}", words.format.bytes(file.blob.size), file.blob.mime) } }) }
                { fact("proof-hash", html! {
                    <button type="button" class="hash mono" onclick={copy}
                        title={words.t("proof-hash-copy")} data-testid="proof-sha256">
                        { hash.clone() }
                    </button>
                }) }
            </dl>
            if let Some(href) = sealed {
                <a class="btn" {href} download=""><Icon name="download" />{ words.t("proof-sealed") }</a>
                <p class="faint">{ words.t("proof-sealed-text") }</p>
            }
        </div>
    }
}
