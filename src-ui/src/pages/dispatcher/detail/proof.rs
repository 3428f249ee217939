//! The proof: what is demanded, what is there, and how much of it is safe on the server.

use std::collections::HashSet;

use waybill_domain::{
    Delivery,
    calls::ProofStatus,
    proof::{BlobKind, Proof, Sha256Hash},
    requirements::Requirement,
};
use yew::prelude::*;

use super::{
    super::{
        desk::{Desk, use_desk},
        words::{Dots, need_icon, need_key},
    },
    viewer::Viewer,
};
use crate::{
    bridge::{self, blob, spawn_local},
    components::Icon,
};

#[derive(PartialEq, Properties)]
pub(super) struct ProofBoxProps {
    pub(super) delivery: Delivery,
    /// Each committed file; `None` while that is being read.
    pub(super) proofs: Option<Vec<ProofStatus>>,
}

#[component]
pub(super) fn ProofBox(props: &ProofBoxProps) -> Html {
    let desk = use_desk();
    let shown = use_state_eq(|| None::<Sha256Hash>);
    let delivery = &props.delivery;
    let words = &desk.words;
    let (safe, all) = delivery.proof_count();
    let demands = delivery.demand(|_| true).items();
    if demands.is_empty() && delivery.proofs.is_empty() {
        return Html::default();
    }
    let count = if all > 0 {
        words.i18n.tn("proof-safe", [("n", safe.into()), ("all", all.into())])
    } else if delivery.state.is_final() {
        words.t("proof-no-files")
    } else {
        words.t("proof-none-yet")
    };
    let tone = match (safe, all) {
        (_, 0) => "neutral",
        (safe, all) if safe == all => "success",
        _ => "warning",
    };
    // One file may be part of several proofs; it is shown once.
    let mut seen = HashSet::new();
    let files: Vec<ProofStatus> =
        props.proofs.iter().flatten().filter(|file| seen.insert(file.blob.sha256)).cloned().collect();
    let thumbs = files.iter().map(|file| {
        let (shown, hash) = (shown.clone(), file.blob.sha256);
        html! {
            <Thumb key={hash.to_string()} file={file.clone()}
                on_open={Callback::from(move |()| shown.set(Some(hash)))} />
        }
    });
    let on_close = {
        let shown = shown.setter();
        Callback::from(move |()| shown.set(None))
    };
    let on_show = {
        let shown = shown.setter();
        Callback::from(move |hash| shown.set(Some(hash)))
    };
    let viewer = shown.filter(|hash| files.iter().any(|file| file.blob.sha256 == *hash)).map(|hash| {
        html! { <Viewer delivery={delivery.clone()} files={files.clone()} {hash} {on_show} {on_close} /> }
    });
    html! {
        <section class="box" aria-label={words.t("proof-title")}>
            <div class="box-line">
                <span class="proof-sign" data-tone={tone}>
                    <Icon name={if tone == "success" { "shield-check" } else { "shield" }} />
                </span>
                <b>{ words.t("proof-title") }</b>
                <span class="verdict" data-tone={tone} data-testid="proof-count"
                    data-safe={safe.to_string()} data-all={all.to_string()}>
                    { count }
                </span>
            </div>
            <ul class="demands">{ for demands.iter().map(|item| demand(&desk, delivery, *item)) }</ul>
            { said(&desk, delivery) }
            if !files.is_empty() {
                <ul class="shots">{ for thumbs }</ul>
            }
            // Only a browser has the session that may fetch it by a plain link.
            if !bridge::is_app() && delivery.state.is_final() {
                <p class="papers">
                    { paper(&desk, delivery, "pdf", "proof-certificate") }
                    { paper(&desk, delivery, "json", "proof-certificate-json") }
                </p>
            }
            { viewer }
        </section>
    }
}

/// A link to the certificate that strangers can check.
fn paper(desk: &Desk, delivery: &Delivery, format: &str, key: &str) -> Html {
    let href = format!("/api/v1/deliveries/{}/certificate?format={format}", delivery.id);
    let testid = format!("certificate-{format}");
    html! {
        <a class="btn" data-size="small" {href} download="" data-testid={testid}>
            <Icon name={if format == "pdf" { "shield-check" } else { "download" }} />
            { desk.t(key) }
        </a>
    }
}

/// Something that is demanded, and whether it is there.
fn demand(desk: &Desk, delivery: &Delivery, item: Requirement) -> Html {
    let demand = delivery.demand(|_| true);
    let met = delivery.proofs.iter().any(|proof| demand.is_met(item, &proof.evidence));
    let excused =
        delivery.proofs.iter().flat_map(|proof| &proof.evidence.overrides).find(|o| o.requirement == item);
    let (state, icon, hint) = match (met, excused) {
        (true, _) => ("met", "check", desk.t("proof-met")),
        (false, Some(excuse)) => {
            ("excused", "triangle-alert", desk.words.with("proof-excused", "reason", excuse.reason.clone()))
        }
        (false, None) if delivery.state.is_final() => ("missing", "x", desk.t("proof-missing")),
        (false, None) => ("open", need_icon(item), desk.t("proof-open")),
    };
    html! {
        <li data-state={state} title={hint.clone()}>
            <Icon name={icon} />
            { desk.t(need_key(item)) }
            <span class="sr-only">{ format!(": {hint}") }</span>
        </li>
    }
}

/// Name, PIN, age and notes: proof without a file.
fn said(desk: &Desk, delivery: &Delivery) -> Html {
    let words = &desk.words;
    let mut lines: Vec<String> = Vec::new();
    for proof in &delivery.proofs {
        let evidence = &proof.evidence;
        if !evidence.recipient_name.is_empty() {
            lines.push(words.with("proof-taken-by", "name", evidence.recipient_name.clone()));
        }
        if !evidence.scans.is_empty() {
            lines.push(words.count("proof-scanned", evidence.scans.len()));
        }
        if evidence.age_verified {
            lines.push(words.t("proof-age"));
        }
        if let Some(cash) = evidence.cash {
            lines.push(words.with("detail-cash-taken", "amount", words.format.money(cash)));
        }
        if !evidence.note.is_empty() {
            lines.push(format!("“{}”", evidence.note));
        }
        lines.extend(evidence.overrides.iter().map(|o| {
            let values =
                [("what", words.t(need_key(o.requirement)).into()), ("reason", o.reason.clone().into())];
            words.i18n.tn("proof-without", values)
        }));
    }
    if lines.is_empty() {
        Html::default()
    } else {
        html! { <p class="muted proof-said"><Dots parts={lines} /></p> }
    }
}

/// The address of a proof's copy, once it is there.
#[hook]
pub(super) fn use_copy(path: String) -> Option<blob::Url> {
    let url = use_state(|| None::<blob::Url>);
    let setter = url.setter();
    use_effect_with(path, move |path| {
        setter.set(None);
        if !path.is_empty() {
            let path = path.clone();
            spawn_local(async move {
                if let Ok(found) = bridge::file_url(&path).await {
                    setter.set(Some(found));
                }
            });
        }
    });
    (*url).clone()
}

/// The files that `proofs` of `delivery` commit to, as far as the delivery itself knows of them.
pub(in super::super) fn files_of<'a>(
    delivery: &Delivery,
    proofs: impl IntoIterator<Item = &'a Proof>,
) -> Vec<ProofStatus> {
    let mut seen = HashSet::new();
    let blobs = proofs.into_iter().flat_map(|proof| proof.evidence.blobs());
    let fresh = blobs.filter(|blob| seen.insert(blob.sha256));
    fresh
        .map(|blob| {
            let verified = delivery.received.contains(&blob.sha256);
            let path = format!("/api/v1/deliveries/{}/proofs/{}/copy", delivery.id, blob.sha256);
            ProofStatus { blob: blob.clone(), verified, path: if verified { path } else { String::new() } }
        })
        .collect()
}

#[derive(PartialEq, Properties)]
pub(in super::super) struct ThumbProps {
    pub(in super::super) file: ProofStatus,
    pub(in super::super) on_open: Callback<()>,
}

#[component]
pub(in super::super) fn Thumb(props: &ThumbProps) -> Html {
    let desk = use_desk();
    let file = &props.file;
    let path =
        if file.verified && !file.path.is_empty() { format!("{}?w=192", file.path) } else { String::new() };
    let url = use_copy(path);
    let broken = use_state_eq(|| false);
    let kind = match file.blob.kind {
        BlobKind::Photo => desk.t("requirement-photo"),
        BlobKind::Signature => desk.t("requirement-signature"),
    };
    let state = if file.verified { desk.t("proof-verified") } else { desk.t("proof-on-phone") };
    let onerror = {
        let broken = broken.setter();
        Callback::from(move |_: Event| broken.set(true))
    };
    let picture = match url {
        Some(url) if !*broken => {
            html! { <img src={url.href()} alt="" loading="lazy" decoding="async" {onerror} /> }
        }
        _ => html! { <Icon name={if file.verified { "image" } else { "cloud-upload" }} /> },
    };
    let onclick = props.on_open.reform(|_: MouseEvent| ());
    html! {
        <li>
            <button type="button" class="shot"
                data-kind={if file.blob.kind == BlobKind::Signature { "signature" } else { "photo" }}
                data-verified={file.verified.to_string()} aria-label={format!("{kind}, {state}")}
                title={format!("{kind} · {state}")} {onclick} data-testid="proof-thumb"
                data-sha256={file.blob.sha256.to_string()}>
                { picture }
                <span class="shot-sign"><Icon name={if file.verified { "check" } else { "clock" }} /></span>
            </button>
        </li>
    }
}
