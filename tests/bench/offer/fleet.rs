//! A city full of drivers, written into the database before the server starts.

use std::path::Path;

use anyhow::Result;
use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};
use uuid::Uuid;
use waybill_backend::{
    App, Clock, Config, Server,
    auth::Token,
    service::found,
    store::{
        StoreError, dispatch, members,
        members::Account,
        positions,
        sessions::{self, NewSession},
    },
};
use waybill_domain::{Fix, Member, MemberId, OrganizationId, Point, Role, Timestamp, dispatch::Settings};

/// Drivers in one transaction.
const CHUNK: usize = 1_000;
/// Degrees of a city of about 30 km across.
const CITY: f64 = 0.15;

/// Who can do what over HTTP.
pub struct Fleet {
    /// A dispatcher's access token.
    pub dispatcher: String,
    /// Each driver's.
    pub drivers: Vec<(MemberId, String)>,
}

/// Fills the folder `data`: one organization that offers new deliveries by itself, `count` drivers whose phones have just
/// told where they are, and a session for each.
pub async fn fill(data: &Path, count: usize) -> Result<Fleet> {
    let mut config = Config::load(None, |_| None)?;
    config.data_dir = data.to_owned();
    let app = Server::open(config, Clock::default()).await?;
    let organization = found(&app, "City Couriers", "Europe/Berlin").await?.id;
    let settings = Settings { auto: true, ..Settings::default() };
    app.store
        .tx(move |tx| {
            Box::pin(async move { dispatch::settings::put(tx.conn(), organization, &settings).await })
        })
        .await?;
    let mut dispatcher = enroll(&app, organization, vec![(Role::Dispatcher, None)]).await?;
    let mut dice = SmallRng::seed_from_u64(35);
    let mut drivers = Vec::with_capacity(count);
    while drivers.len() < count {
        let some = (count - drivers.len()).min(CHUNK);
        let people = (0..some).map(|_| (Role::Driver, Some(somewhere(&mut dice)))).collect();
        drivers.extend(enroll(&app, organization, people).await?);
    }
    app.store.close().await;
    let (_, dispatcher) = dispatcher.remove(0);
    Ok(Fleet { dispatcher, drivers })
}

/// A place in the city.
pub fn somewhere(dice: &mut SmallRng) -> Point {
    let mut off = || dice.random_range(-CITY..CITY);
    Point { lat: 52.52 + off(), lon: 13.40 + 1.6 * off() }
}

/// What a phone says about itself there.
pub fn fix(point: Point, at: Timestamp) -> Fix {
    Fix { point, at, accuracy_m: Some(8.0), speed_mps: None, heading_deg: None, battery_pct: None }
}

async fn enroll(
    app: &App,
    organization: OrganizationId,
    people: Vec<(Role, Option<Point>)>,
) -> Result<Vec<(MemberId, String)>> {
    let now = app.clock.now();
    let people: Vec<_> = people
        .into_iter()
        .map(|(role, point)| (MemberId(Uuid::now_v7()), role, point, Token::random()))
        .collect();
    let known = people.iter().map(|(id, _, _, token)| (*id, token.as_str().to_owned())).collect();
    app.store
        .tx(move |tx| {
            Box::pin(async move {
                let conn = tx.conn();
                for (id, role, point, token) in people {
                    let member = Member {
                        id,
                        name: format!("{role:?} {id}"),
                        email: format!("{id}@city.test"),
                        role,
                        vehicle: String::new(),
                        phone: String::new(),
                        disabled: false,
                    };
                    // Nobody signs in with a password here.
                    let account = Account { organization, member, password_hash: String::new() };
                    members::insert(conn, &account, now).await?;
                    let session = NewSession {
                        id: Uuid::now_v7(),
                        organization,
                        member: id,
                        lane: None,
                        expires_at: now.plus_minutes(14 * 24 * 60),
                        refresh_secret: vec![0; 32],
                        refresh: None,
                    };
                    sessions::insert(conn, &session, now).await?;
                    sessions::add_access(conn, session.id, &token.hash(), session.expires_at, now).await?;
                    if let Some(point) = point {
                        positions::keep_last(conn, organization, id, &fix(point, now)).await?;
                    }
                }
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(known)
}
