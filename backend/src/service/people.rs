//! Organizations and their members.

use uuid::Uuid;
use waybill_domain::{
    Member, OrganizationId, problem::FieldError, protocol::OrganizationInfo, validate::LINE_MAX,
};

use crate::{
    App,
    auth::{PasswordError, random},
    store::{
        StoreError,
        members::{self, Account},
        organizations,
    },
};

/// Why somebody cannot become a member.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// A field breaks a rule.
    #[error("{}", list(.0))]
    Invalid(Vec<FieldError>),
    /// Somebody signs in with this e-mail address already.
    #[error("somebody signs in with this e-mail address already")]
    EmailTaken,
    /// The password could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn list(errors: &[FieldError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Makes an organization with an empty log.
pub async fn found(app: &App, name: &str, time_zone: &str) -> Result<OrganizationInfo, PeopleError> {
    let mut errors = Vec::new();
    if name.trim().is_empty() || name.chars().count() > LINE_MAX {
        errors.push(FieldError::new("name", format!("must have 1 to {LINE_MAX} characters")));
    }
    if jiff::tz::TimeZone::get(time_zone).is_err() {
        errors.push(FieldError::new("time_zone", "must be an IANA name such as Europe/Berlin"));
    }
    if !errors.is_empty() {
        return Err(PeopleError::Invalid(errors));
    }
    let organization = OrganizationInfo {
        id: OrganizationId(Uuid::now_v7()),
        name: name.trim().to_owned(),
        time_zone: time_zone.to_owned(),
    };
    let (new, now) = (organization.clone(), app.clock.now());
    app.store
        .tx(move |tx| {
            Box::pin(
                async move { organizations::insert(tx.conn(), &new, &hex::encode(random::<8>()), now).await },
            )
        })
        .await?;
    Ok(organization)
}

/// Adds a member.
pub async fn enroll(
    app: &App,
    organization: OrganizationId,
    member: Member,
    password: String,
) -> Result<Member, PeopleError> {
    let errors = check(&member, Some(&password));
    if !errors.is_empty() {
        return Err(PeopleError::Invalid(errors));
    }
    let password_hash = app.passwords.hash(password).await?;
    let account = Account { organization, member, password_hash };
    let now = app.clock.now();
    app.store
        .tx(move |tx| {
            Box::pin(async move {
                if members::by_email(tx.conn(), &account.member.email).await?.is_some() {
                    return Err(PeopleError::EmailTaken);
                }
                members::insert(tx.conn(), &account, now).await?;
                Ok(account.member)
            })
        })
        .await
}

/// The rules that a member, and a new password, break.
pub fn check(member: &Member, password: Option<&str>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if member.name.trim().is_empty() {
        errors.push(FieldError::new("name", "must not be empty"));
    }
    let lines = [
        ("name", &member.name),
        ("email", &member.email),
        ("vehicle", &member.vehicle),
        ("phone", &member.phone),
    ];
    for (field, value) in lines {
        if value.chars().count() > LINE_MAX {
            errors.push(FieldError::new(field, format!("must be at most {LINE_MAX} characters")));
        }
    }
    if !member.email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) {
        errors.push(FieldError::new("email", "must be an e-mail address"));
    }
    if password.is_some_and(|password| !(7..=1_000).contains(&password.chars().count())) {
        errors.push(FieldError::new("password", "must have 7 to 1000 characters"));
    }
    errors
}
