//! Members.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{Member, MemberId, OrganizationId, Role, Timestamp};

use super::{
    error::{Result, StoreError},
    row::parse,
};

const COLUMNS: &str = "id, organization, name, email, role, vehicle, phone, disabled, password_hash";

/// A member with what is needed to sign in.
#[derive(Clone, Debug)]
pub struct Account {
    /// In which organization.
    pub organization: OrganizationId,
    /// Who.
    pub member: Member,
    /// Argon2id, with salt and parameters in it.
    pub password_hash: String,
}

/// Adds a member. Whether the e-mail address is free is for the caller to check, in the same transaction.
pub async fn insert(conn: &mut SqliteConnection, account: &Account, now: Timestamp) -> Result<()> {
    let member = &account.member;
    sqlx::query(&format!(
        "insert into members ({COLUMNS}, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    ))
    .bind(member.id.to_string())
    .bind(account.organization.to_string())
    .bind(&member.name)
    .bind(&member.email)
    .bind(member.role.as_str())
    .bind(&member.vehicle)
    .bind(&member.phone)
    .bind(member.disabled)
    .bind(&account.password_hash)
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes everything but id, organization and e-mail address anew.
pub async fn update(conn: &mut SqliteConnection, account: &Account) -> Result<()> {
    let member = &account.member;
    sqlx::query(
        "update members set name = $3, role = $4, vehicle = $5, phone = $6, disabled = $7, password_hash = $8 \
         where organization = $1 and id = $2",
    )
    .bind(account.organization.to_string())
    .bind(member.id.to_string())
    .bind(&member.name)
    .bind(member.role.as_str())
    .bind(&member.vehicle)
    .bind(&member.phone)
    .bind(member.disabled)
    .bind(&account.password_hash)
    .execute(conn)
    .await?;
    Ok(())
}

/// One member of this organization.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: MemberId,
) -> Result<Option<Account>> {
    let row = sqlx::query(&format!("select {COLUMNS} from members where organization = $1 and id = $2"))
        .bind(organization.to_string())
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| account(&row)).transpose()
}

/// Whoever signs in with this address, in any organization.
pub async fn by_email(conn: &mut SqliteConnection, email: &str) -> Result<Option<Account>> {
    let row = sqlx::query(&format!("select {COLUMNS} from members where email = $1"))
        .bind(email.trim().to_lowercase())
        .fetch_optional(conn)
        .await?;
    row.map(|row| account(&row)).transpose()
}

/// Everybody in this organization, by name.
pub async fn all(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<Vec<Member>> {
    let rows =
        sqlx::query(&format!("select {COLUMNS} from members where organization = $1 order by name, id"))
            .bind(organization.to_string())
            .fetch_all(conn)
            .await?;
    rows.iter().map(member).collect()
}

fn account(row: &SqliteRow) -> Result<Account> {
    Ok(Account {
        organization: parse(row, "organization")?,
        member: member(row)?,
        password_hash: row.try_get("password_hash")?,
    })
}

fn member(row: &SqliteRow) -> Result<Member> {
    Ok(Member {
        id: parse(row, "id")?,
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        role: role(row)?,
        vehicle: row.try_get("vehicle")?,
        phone: row.try_get("phone")?,
        disabled: row.try_get("disabled")?,
    })
}

/// The column `role`.
pub(super) fn role(row: &SqliteRow) -> Result<Role> {
    let name: String = row.try_get("role")?;
    Role::from_name(&name).ok_or_else(|| StoreError::Corrupt(format!("role: {name}")))
}
