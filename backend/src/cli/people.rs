//! `init`, `add-member`.

use anyhow::bail;
use uuid::Uuid;
use waybill_backend::{App, service, store::organizations};
use waybill_domain::{Member, MemberId, Role, protocol::OrganizationInfo};

/// Options of `init`.
#[derive(clap::Args)]
pub(super) struct Init {
    /// The fleet's name.
    #[arg(long)]
    name: String,
    /// IANA name of the zone in which the fleet's day begins and ends.
    #[arg(long, default_value = "Europe/Berlin")]
    time_zone: String,
    /// The first admin signs in with it.
    #[arg(long)]
    email: String,
    /// The first admin's name.
    #[arg(long, default_value = "Admin")]
    admin: String,
    /// The first admin's password; where absent one is made and printed.
    #[arg(long, env = "WAYBILL_PASSWORD", hide_env_values = true)]
    password: Option<String>,
}

/// Options of `add-member`.
#[derive(clap::Args)]
pub(super) struct AddMember {
    /// The fleet's name; not needed where there is only one.
    #[arg(long)]
    organization: Option<String>,
    /// First and last name.
    #[arg(long)]
    name: String,
    /// Signs in with it.
    #[arg(long)]
    email: String,
    /// admin, dispatcher, driver, merchant or customer.
    #[arg(long, default_value = "driver", value_parser = role)]
    role: Role,
    /// For drivers: what they drive.
    #[arg(long, default_value = "")]
    vehicle: String,
    /// In any form that can be dialled.
    #[arg(long, default_value = "")]
    phone: String,
    /// The password; where absent one is made and printed.
    #[arg(long, env = "WAYBILL_PASSWORD", hide_env_values = true)]
    password: Option<String>,
}

fn role(name: &str) -> Result<Role, String> {
    Role::from_name(name).ok_or_else(|| {
        let names: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("must be one of {}", names.join(", "))
    })
}

impl Init {
    pub(super) async fn run(self, app: &App) -> anyhow::Result<()> {
        let organization = service::found(app, &self.name, &self.time_zone).await?;
        println!("made the organization {} ({})", organization.name, organization.id);
        let member = member(&self.admin, &self.email, Role::Admin);
        enroll(app, &organization, member, self.password).await
    }
}

impl AddMember {
    pub(super) async fn run(self, app: &App) -> anyhow::Result<()> {
        let mut snapshot = app.store.snapshot().await?;
        let mut all = organizations::all(&mut snapshot).await?;
        drop(snapshot);
        if let Some(name) = &self.organization {
            all.retain(|organization| organization.name == *name);
        }
        let organization = match all.as_slice() {
            [one] => one,
            [] => bail!("there is no such organization; `waybill-server init` makes one"),
            _ => bail!("there are several organizations; name one with --organization"),
        };
        let mut member = member(&self.name, &self.email, self.role);
        member.vehicle = self.vehicle;
        member.phone = self.phone;
        enroll(app, organization, member, self.password).await
    }
}

fn member(name: &str, email: &str, role: Role) -> Member {
    Member {
        id: MemberId(Uuid::now_v7()),
        name: name.to_owned(),
        email: email.trim().to_lowercase(),
        role,
        vehicle: String::new(),
        phone: String::new(),
        disabled: false,
    }
}

async fn enroll(
    app: &App,
    organization: &OrganizationInfo,
    member: Member,
    password: Option<String>,
) -> anyhow::Result<()> {
    let made = password.is_none();
    let password = password.unwrap_or_else(|| Uuid::new_v4().simple().to_string());
    let (email, role) = (member.email.clone(), member.role);
    service::enroll(app, organization.id, member, password.clone()).await?;
    println!("{email} can sign in as {}", role.as_str());
    if made {
        println!("with the password {password}");
    }
    Ok(())
}
