//! Reads and writes what is planned.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;
use uuid::Uuid;
use waybill_domain::{
    MemberId, OrganizationId, Role, Timestamp,
    calendar::Roster,
    calls::{GeofencePlace, Kept},
    dispatch::is_same_name,
    problem::FieldError,
    zone::Zone,
};

use super::{Item, operated::clock};
use crate::{
    App,
    auth::Signed,
    store::{
        StoreError,
        dispatch::profiles,
        members,
        operations::{Kind, Row, geofences, items},
    },
};

/// Why something cannot be planned.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// Fields break rules.
    #[error("{}", .0.first().map_or_else(String::new, ToString::to_string))]
    Invalid(Vec<FieldError>),
    /// Somebody changed it meanwhile.
    #[error("somebody changed this {} meanwhile (revision {current}, yours was {based_on})", kind.as_str())]
    Stale {
        /// What.
        kind: Kind,
        /// The revision now; 0: it is not there.
        current: u64,
        /// The revision that the change was made on.
        based_on: u64,
    },
    /// There is no such thing.
    #[error("this {} does not exist", .0.as_str())]
    Unknown(Kind),
    /// Rosters, or drivers' profiles, name it.
    #[error("this {} is still named by a roster or a driver's profile", .0.as_str())]
    InUse(Kind),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// All items of a kind, by name.
pub async fn list<T: Item>(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
) -> Result<Vec<Kept<T>>, KeepError> {
    let rows = items::all(conn, organization, Some(T::KIND)).await?;
    let mut all: Vec<Kept<T>> = rows.iter().map(kept).collect::<Result<_, StoreError>>()?;
    all.sort_by(|a, b| a.item.name().cmp(&b.item.name()));
    Ok(all)
}

/// One item.
pub async fn get<T: Item>(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: Uuid,
) -> Result<Option<Kept<T>>, KeepError> {
    let row = items::get(conn, organization, T::KIND, id).await?;
    Ok(row.as_ref().map(kept).transpose()?)
}

/// Writes the whole of an item on the revision `based_on`; 0: it is not there yet.
pub async fn put<T: Item>(
    app: &App,
    signed: Signed,
    id: Uuid,
    based_on: u64,
    item: T,
) -> Result<Kept<T>, KeepError> {
    let mut errors = item.check();
    if item.time_zone().is_some_and(|name| clock(name).is_none()) {
        errors.push(FieldError::new("time_zone", "must be an IANA name such as Europe/Berlin"));
    }
    if !errors.is_empty() {
        return Err(KeepError::Invalid(errors));
    }
    let body = serde_json::to_string(&item).map_err(StoreError::from)?;
    let now = app.clock.now();
    app.store
        .tx(move |tx| {
            Box::pin(async move {
                let conn = tx.conn();
                fits(conn, signed.organization, id, &item).await?;
                is_present(conn, signed.organization, (T::KIND, id), based_on).await?;
                if T::KIND == Kind::Zone {
                    rename(conn, signed.organization, id, item.name()).await?;
                }
                let rev =
                    items::put(conn, signed.organization, (T::KIND, id), &body, signed.member, now).await?;
                Ok(Kept { id, rev, changed_at: Some(now), changed_by: Some(signed.member), item })
            })
        })
        .await
}

/// Drivers who work in a zone by its name go on to do so where it is called `name` from now on.
async fn rename(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: Uuid,
    name: Option<&str>,
) -> Result<(), KeepError> {
    let before = get::<Zone>(conn, organization, id).await?.map(|kept| kept.item.name);
    let Some((before, name)) = before.zip(name).filter(|(before, name)| before != name) else {
        return Ok(());
    };
    for (member, mut profile) in profiles::all(conn, organization).await? {
        let known = profile.zones.len();
        profile.zones.retain(|zone| !is_same_name(zone, &before));
        if profile.zones.len() < known {
            profile.zones.insert(name.to_owned());
            profiles::put(conn, organization, member, &profile).await?;
        }
    }
    Ok(())
}

/// Whether a driver's profile names the zone.
async fn is_named(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: Uuid,
) -> Result<bool, KeepError> {
    let Some(zone) = get::<Zone>(conn, organization, id).await? else { return Ok(false) };
    let all = profiles::all(conn, organization).await?;
    Ok(all.iter().any(|(_, profile)| profile.zones.iter().any(|named| is_same_name(named, &zone.item.name))))
}

/// Removes an item of the revision `based_on`, unless a roster or a driver's profile names it.
pub async fn remove(app: &App, signed: Signed, kind: Kind, id: Uuid, based_on: u64) -> Result<(), KeepError> {
    let organization = signed.organization;
    app.store
        .tx(move |tx| {
            Box::pin(async move {
                let conn = tx.conn();
                if items::get(conn, organization, kind, id).await?.is_none() {
                    return Err(KeepError::Unknown(kind));
                }
                is_present(conn, organization, (kind, id), based_on).await?;
                let rosters: Vec<Kept<Roster>> = list(conn, organization).await?;
                let named = |roster: &Kept<Roster>| {
                    roster
                        .item
                        .references()
                        .iter()
                        .any(|reference| reference.to == Some(kind) && reference.id == id)
                };
                let by_driver = kind == Kind::Zone && is_named(conn, organization, id).await?;
                if by_driver || rosters.iter().any(named) {
                    return Err(KeepError::InUse(kind));
                }
                for place in [(Kind::Zone, GeofencePlace::Zone), (Kind::Depot, GeofencePlace::Depot)] {
                    if place.0 == kind {
                        geofences::forget(conn, organization, (place.1, id)).await?;
                    }
                }
                Ok(items::remove(conn, organization, kind, id).await?)
            })
        })
        .await
}

async fn is_present(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    (kind, id): (Kind, Uuid),
    based_on: u64,
) -> Result<(), KeepError> {
    let current = items::get(conn, organization, kind, id).await?.map_or(0, |row| row.rev);
    if current == based_on { Ok(()) } else { Err(KeepError::Stale { kind, current, based_on }) }
}

/// Whether the item fits to what else there is.
async fn fits<T: Item>(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: Uuid,
    item: &T,
) -> Result<(), KeepError> {
    let people = members::all(conn, organization).await?;
    let drivers: BTreeSet<MemberId> =
        people.into_iter().filter(|member| member.role == Role::Driver).map(|member| member.id).collect();
    if T::KIND == Kind::Roster && !drivers.contains(&MemberId(id)) {
        return Err(KeepError::Unknown(Kind::Roster));
    }
    let mut errors = Vec::new();
    if let Some(name) = item.name() {
        let others: Vec<Kept<T>> = list(conn, organization).await?;
        let same = |other: &Kept<T>| {
            other.id != id && other.item.name().is_some_and(|other| is_same_name(other, name))
        };
        if others.iter().any(same) {
            let rule = format!("must not be the name of another {}", T::KIND.as_str());
            errors.push(FieldError::new("name", rule));
        }
    }
    for reference in item.references() {
        let (is_there, what) = match reference.to {
            Some(kind) => {
                (items::get(conn, organization, kind, reference.id).await?.is_some(), kind.as_str())
            }
            None => (drivers.contains(&MemberId(reference.id)), "driver"),
        };
        if !is_there {
            errors.push(FieldError::new(reference.field, format!("must be a {what} of this organization")));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(KeepError::Invalid(errors)) }
}

fn kept<T: DeserializeOwned>(row: &Row) -> Result<Kept<T>, StoreError> {
    let item = serde_json::from_str(&row.body)
        .map_err(|e| StoreError::Corrupt(format!("{} {}: {e}", row.kind, row.id)))?;
    let (changed_at, changed_by): (Option<Timestamp>, Option<MemberId>) =
        (Some(row.changed_at), Some(row.changed_by));
    Ok(Kept { id: row.id, rev: row.rev, changed_at, changed_by, item })
}
