//! Calls about people and positions.

use serde::{Deserialize, Serialize};

use super::{Call, Method, Request};
use crate::{
    member::Member,
    protocol::{DriverPosition, SessionInfo},
};

/// `GET /api/v1/session`: who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetSession {}

impl Call for GetSession {
    const NAME: &'static str = "get_session";
    type Reply = SessionInfo;

    fn request(&self) -> Request {
        Request::get("/api/v1/session")
    }
}

/// `DELETE /api/v1/session`: ends this session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOut {}

impl Call for SignOut {
    const NAME: &'static str = "sign_out";
    type Reply = ();

    fn request(&self) -> Request {
        Request { method: Method::Delete, path: "/api/v1/session".to_owned(), body: None }
    }
}

/// `GET /api/v1/members`: everybody in the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListMembers {}

impl Call for ListMembers {
    const NAME: &'static str = "list_members";
    type Reply = Vec<Member>;

    fn request(&self) -> Request {
        Request::get("/api/v1/members")
    }
}

/// `GET /api/v1/positions`: where every driver is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPositions {}

impl Call for ListPositions {
    const NAME: &'static str = "list_positions";
    type Reply = Vec<DriverPosition>;

    fn request(&self) -> Request {
        Request::get("/api/v1/positions")
    }
}
