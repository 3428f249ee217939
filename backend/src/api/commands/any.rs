//! `POST /api/v1/deliveries/{id}/commands`.

use axum::extract::{Request, State};
use serde::Deserialize;
use serde_json::value::RawValue;
use waybill_domain::{
    Command, CommandId, DeliveryId, Timestamp,
    calls::{ActOnDelivery, Acted},
    problem::FieldError,
    proof::Evidence,
    validate::{LINE_MAX, NOTES_MAX},
};

use crate::{
    App,
    api::{
        ApiError, ApiResult, Json, Path,
        extract::{parse, parse_text, read},
    },
    auth::Signed,
    service::{self, Order, operations},
};

#[derive(Deserialize)]
struct Head {
    cmd_id: CommandId,
    #[serde(default)]
    base_rev: Option<u64>,
    #[serde(default)]
    occurred_at: Option<Timestamp>,
    name: String,
    #[serde(default)]
    args: Option<Box<RawValue>>,
}

/// Does something with a delivery. The same `cmd_id` again gets the first answer and changes nothing.
#[utoipa::path(
    post, path = "/api/v1/deliveries/{id}/commands", tag = "deliveries", request_body = ActOnDelivery,
    params(("id" = String, Path, description = "The delivery's id")),
    responses(
        (status = 200, body = Acted),
        (status = 409, description = "the rules stand against it; the code says which", body = waybill_domain::Problem),
        (status = 422, description = "`invalid` or `missing_proof`", body = waybill_domain::Problem),
    )
)]
pub(super) async fn act(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
    request: Request,
) -> ApiResult<Json<Acted>> {
    signed.crew()?;
    let head: Head = parse(&read(request, app.config.json_max_bytes).await?)?;
    let command = command(&head)?;
    let errors = too_long(&command);
    if !errors.is_empty() {
        return Err(ApiError::invalid(errors));
    }
    let (organization, actor) = (signed.organization, signed.actor());
    let warnings = match &command {
        Command::Create(new) => operations::judge(&app, organization, id, new).await?,
        Command::Edit(patch) => operations::judge_edit(&app, organization, actor, id, patch).await?,
        _ => Vec::new(),
    };
    let order = Order {
        organization,
        actor,
        lane: None,
        cmd_id: head.cmd_id,
        delivery: id,
        command,
        base_rev: head.base_rev,
        at: head.occurred_at.unwrap_or_else(|| app.clock.now()),
    };
    let (disposition, delivery) = service::submit(&app, order).await?.accepted()?;
    Ok(Json(Acted { disposition, delivery, warnings }))
}

/// The command, read with the name first, so that an error inside the args knows its path.
fn command(head: &Head) -> ApiResult<Command> {
    let name = serde_json::Value::String(head.name.clone());
    let text = match &head.args {
        Some(args) => format!("{{\"name\":{name},\"args\":{}}}", args.get()),
        None => format!("{{\"name\":{name}}}"),
    };
    parse_text("", &text)
}

/// What a person enters has a limit. A lane's facts have none but the envelope's: they happened already.
fn too_long(command: &Command) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut text = |field: &str, value: &str, max: usize| {
        if value.chars().count() > max {
            errors.push(FieldError::new(field, format!("must be at most {max} characters")));
        }
    };
    let mut evidence = |at: &str, evidence: &Evidence| {
        text(&format!("{at}.recipient_name"), &evidence.recipient_name, LINE_MAX);
        text(&format!("{at}.note"), &evidence.note, NOTES_MAX);
        for (i, excuse) in evidence.overrides.iter().enumerate() {
            text(&format!("{at}.overrides[{i}].reason"), &excuse.reason, LINE_MAX);
        }
    };
    match command {
        Command::Completed(completion) => evidence("args.evidence", &completion.evidence),
        Command::AttemptFailed(failure) => evidence("args.evidence", &failure.evidence),
        Command::PickedUp { evidence: given }
        | Command::ProofCaptured { evidence: given }
        | Command::HandedOver { evidence: given, .. }
        | Command::TakenOver { evidence: given } => {
            evidence("args.evidence", given);
        }
        Command::Noted { text: note } => text("args.text", note, NOTES_MAX),
        Command::Decline { reason } => text("args.reason", reason, LINE_MAX),
        Command::ResolveException { note, .. } => text("args.note", note, NOTES_MAX),
        _ => {}
    }
    errors
}
