//! The issuer's word for lanes and commands, and the keys it was given with.

use ed25519_dalek::VerifyingKey;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{
    LaneId, MemberId, OrganizationId, Timestamp,
    certificate::{FormerKey, HexBytes, Person, Phone, PublicKey, Signed},
};

use super::{
    error::{Result, StoreError},
    row::{int, parse, time},
};

/// A lane and whose it is, by name.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Of which fleet.
    pub organization: Person<OrganizationId>,
    /// Whose.
    pub member: Person<MemberId>,
    /// On which device.
    pub device: Phone,
    /// The key that signs its envelopes.
    pub public_key: VerifyingKey,
    /// When it was opened.
    pub opened_at: Timestamp,
}

/// A lane and whose it is.
pub async fn opened(conn: &mut SqliteConnection, lane: LaneId) -> Result<Option<Opened>> {
    let row = sqlx::query(
        "select o.id as organization, o.name as organization_name, m.id as member, m.name as member_name, \
         l.device, coalesce(d.name, '') as device_name, l.public_key, l.created_at from lanes l \
         join organizations o on o.id = l.organization join members m on m.id = l.member \
         left join devices d on d.id = l.device and d.member = l.member where l.id = $1",
    )
    .bind(lane.to_string())
    .fetch_optional(conn)
    .await?;
    let read = |row: SqliteRow| -> Result<Opened> {
        let key = VerifyingKey::from_bytes(&key(&row)?.0);
        Ok(Opened {
            organization: Person {
                id: parse(&row, "organization")?,
                name: row.try_get("organization_name")?,
            },
            member: Person { id: parse(&row, "member")?, name: row.try_get("member_name")? },
            device: Phone { id: parse(&row, "device")?, name: row.try_get("device_name")? },
            public_key: key.map_err(|_| StoreError::Corrupt("public_key is no key".to_owned()))?,
            opened_at: time(&row, "created_at")?,
        })
    };
    row.map(read).transpose()
}

/// The issuer's word for a lane.
pub async fn enrolment(conn: &mut SqliteConnection, lane: LaneId) -> Result<Option<Signed>> {
    let row = sqlx::query("select statement, signature from enrolments where lane = $1")
        .bind(lane.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| signed(&row)).transpose()
}

/// Keeps the issuer's word for a lane.
pub async fn insert_enrolment(conn: &mut SqliteConnection, lane: LaneId, signed: &Signed) -> Result<()> {
    sqlx::query("insert into enrolments (lane, statement, signature) values ($1, $2, $3)")
        .bind(lane.to_string())
        .bind(&signed.statement)
        .bind(&signed.signature)
        .execute(conn)
        .await?;
    Ok(())
}

/// The issuer's word for a command.
pub async fn get(conn: &mut SqliteConnection, lane: LaneId, seq: u64) -> Result<Option<Signed>> {
    let row = sqlx::query("select statement, signature from receipts where lane = $1 and seq = $2")
        .bind(lane.to_string())
        .bind(int(seq))
        .fetch_optional(conn)
        .await?;
    row.map(|row| signed(&row)).transpose()
}

/// Keeps the issuer's word for a command.
pub async fn insert(conn: &mut SqliteConnection, lane: LaneId, seq: u64, signed: &Signed) -> Result<()> {
    sqlx::query("insert into receipts (lane, seq, statement, signature) values ($1, $2, $3, $4)")
        .bind(lane.to_string())
        .bind(int(seq))
        .bind(&signed.statement)
        .bind(&signed.signature)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that this key signs from now on; the one before it, if it was another, does so no more.
pub async fn take_over(conn: &mut SqliteConnection, public: PublicKey, now: Timestamp) -> Result<()> {
    sqlx::query("update issuer_keys set until = $2 where until is null and public_key <> $1")
        .bind(&public.0[..])
        .bind(now.as_millis())
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "insert into issuer_keys (public_key, since) values ($1, $2) \
         on conflict (public_key) do update set until = null",
    )
    .bind(&public.0[..])
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// The keys that signed before `public` did, oldest first.
pub async fn former_keys(conn: &mut SqliteConnection, public: PublicKey) -> Result<Vec<FormerKey>> {
    let rows = sqlx::query(
        "select public_key, until from issuer_keys where public_key <> $1 and until is not null order by since",
    )
    .bind(&public.0[..])
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(FormerKey { key: key(row)?, until: time(row, "until")? })).collect()
}

fn signed(row: &SqliteRow) -> Result<Signed> {
    Ok(Signed { statement: row.try_get("statement")?, signature: row.try_get("signature")? })
}

fn key(row: &SqliteRow) -> Result<PublicKey> {
    let bytes = <[u8; 32]>::try_from(row.try_get::<Vec<u8>, _>("public_key")?);
    bytes.map(HexBytes).map_err(|_| StoreError::Corrupt("public_key is no key".to_owned()))
}
