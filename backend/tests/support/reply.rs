//! An answer of the server.

use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use waybill_domain::Problem;

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.text().await.unwrap_or_default() }
    }

    /// A header as text; empty where it is absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body of a success.
    #[track_caller]
    pub(crate) fn ok<T: DeserializeOwned>(&self) -> T {
        assert!((200..300).contains(&self.status), "{self:?}");
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// The problem, after what every problem must have.
    #[track_caller]
    pub(crate) fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let problem: Problem =
            serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body));
        assert_eq!(problem.status, self.status);
        assert_eq!(problem.request_id.as_deref(), Some(self.header("x-request-id")), "{self:?}");
        assert!(!problem.title.is_empty());
        problem
    }

    /// Asserts a refusal with this status and code.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) -> Problem {
        assert_eq!(self.status, status, "{self:?}");
        let problem = self.problem();
        assert_eq!(problem.code, code, "{self:?}");
        problem
    }

    /// Asserts 422 `invalid` about exactly this field with exactly this rule.
    #[track_caller]
    pub(crate) fn invalid(&self, field: &str, rule: &str) {
        let problem = self.refused(422, "invalid");
        let found: Vec<_> = problem.errors.iter().map(|e| (e.field.as_str(), e.rule.as_str())).collect();
        assert_eq!(found, [(field, rule)]);
    }
}
