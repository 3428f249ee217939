//! Why a call did not work, in a form that the screens can act on.

use serde::Deserialize;
use waybill_domain::problem::{FieldError, Problem};

/// What kind of failure it is, and so what a person can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Nobody answered: no network, or no server there. Trying again can help.
    Network,
    /// The session is over.
    SignIn,
    /// The server or the offline half said no, with a reason.
    Refused,
    /// The answer could not be understood: a fault of ours, not of the person.
    Broken,
}

/// Why a call did not work.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct CallError {
    /// What a person can do about it.
    pub kind: ErrorKind,
    /// The stable name, such as `wrong_credentials`; `network` and `broken` where there was no answer to read.
    pub code: String,
    /// For people.
    pub message: String,
    /// Fields that break rules.
    pub errors: Vec<FieldError>,
}

/// What the native shell rejects with.
#[derive(Deserialize)]
pub(super) struct NativeError {
    code: String,
    message: String,
    #[serde(default)]
    errors: Vec<FieldError>,
}

impl CallError {
    /// Nobody answered.
    pub fn network(message: impl Into<String>) -> Self {
        Self {
            kind: ErrorKind::Network,
            code: "network".to_owned(),
            message: message.into(),
            errors: Vec::new(),
        }
    }

    /// The answer cannot be understood.
    pub fn broken(message: impl Into<String>) -> Self {
        Self {
            kind: ErrorKind::Broken,
            code: "broken".to_owned(),
            message: message.into(),
            errors: Vec::new(),
        }
    }

    /// Refused with a stable code.
    pub fn refused(code: impl Into<String>, message: impl Into<String>) -> Self {
        let code = code.into();
        let kind = kind_of(&code);
        Self { kind, code, message: message.into(), errors: Vec::new() }
    }

    /// Whether the same call may work later without anybody changing anything.
    pub fn can_retry(&self) -> bool {
        self.kind == ErrorKind::Network
    }

    /// The rule that `field` breaks, if the answer names it.
    pub fn rule_of(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.rule.as_str())
    }
}

fn kind_of(code: &str) -> ErrorKind {
    match code {
        "network" | "offline" | "unreachable" => ErrorKind::Network,
        "not_signed_in" | "token_expired" | "session_ended" => ErrorKind::SignIn,
        _ => ErrorKind::Refused,
    }
}

impl From<Problem> for CallError {
    fn from(problem: Problem) -> Self {
        let message = if problem.detail.is_empty() { problem.title } else { problem.detail };
        Self { kind: kind_of(&problem.code), code: problem.code, message, errors: problem.errors }
    }
}

impl From<NativeError> for CallError {
    fn from(error: NativeError) -> Self {
        Self { errors: error.errors, ..Self::refused(error.code, error.message) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ended_session_is_told_apart_from_a_refusal() {
        assert_eq!(CallError::refused("token_expired", "").kind, ErrorKind::SignIn);
        assert_eq!(CallError::refused("wrong_credentials", "").kind, ErrorKind::Refused);
        assert!(CallError::refused("offline", "").can_retry());
    }

    #[test]
    fn a_problem_keeps_its_fields() {
        let problem = Problem {
            code: "invalid".to_owned(),
            title: "Some fields break rules".to_owned(),
            status: 422,
            detail: String::new(),
            errors: vec![FieldError::new("dropoff.address", "must not be empty")],
            request_id: None,
        };
        let error = CallError::from(problem);
        assert_eq!(error.message, "Some fields break rules");
        assert_eq!(error.rule_of("dropoff.address"), Some("must not be empty"));
    }
}
