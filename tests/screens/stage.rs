//! What the pictures look at: found in the demo fleet, or brought about in it.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Context as _, Result};
use harness::{dispatcher::Dispatcher, samples, wire::WirePhone};
use waybill_domain::{
    Command, Delivery, Member, MemberId, Outcome, Role, State,
    calls::{DispatchDelivery, ListDeliveries},
    dispatch::{Policy, Profile, Settings},
    tracking::RecipientStatus,
};

use crate::{
    phones::{self, Office, PASSWORD},
    shots::Who,
    zones,
};

/// The fleet, and the deliveries that the pictures are of.
pub struct Stage {
    /// Where the server is.
    pub url: String,
    /// The stop the driver is on the way to.
    next: Delivery,
    /// A delivery that nobody has.
    unassigned: Delivery,
    /// A delivery with verified proof.
    delivered: Delivery,
    /// In the colleague's van, to go on with somebody else.
    giving: Delivery,
    /// In somebody else's van, to go on with the colleague.
    taking: Delivery,
    /// In the colleague's van, to stay there.
    held: Delivery,
    /// Being offered to a driver.
    offered: Delivery,
    /// The e-mail address of that driver.
    asked: String,
    /// The e-mail address of the colleague.
    colleague: String,
    /// Path of the tracking page of `next`.
    tracking: String,
}

impl Stage {
    /// Looks for all of it, asks for the transfers and has phones do their part; one of them is left in `phone`, with
    /// the office closed.
    pub async fn set(office: &mut Office, phone: &Path) -> Result<Self> {
        let url = office.server.url.clone();
        let dispatcher = Dispatcher::sign_in(&url, "dispatch@demo.waybill.app", PASSWORD).await?;
        let mara = dispatcher.driver("mara@demo.waybill.app").await?;
        let all = dispatcher.call(&ListDeliveries { limit: Some(500), ..Default::default() }).await?.items;
        let on_the_way = |d: &&Delivery| RecipientStatus::of(d) == RecipientStatus::OnTheWay;
        let next = all.iter().find(|d| d.driver == Some(mara.id) && on_the_way(d));
        let next = next.context("Mara is on the way to nobody")?.clone();
        let unassigned =
            all.iter().find(|d| d.state == State::Unassigned).context("nothing is unassigned")?.clone();
        let proven = |d: &&Delivery| {
            let (safe, all) = d.proof_count();
            d.state == State::Completed
                && d.outcome.is_some_and(Outcome::is_delivered)
                && all > 1
                && safe == all
        };
        let delivered = all.iter().find(proven).context("nothing is proven")?.clone();
        let tracking = dispatcher.detail(next.id).await?.tracking_path;

        let (giver, [giving, held], taking) = vans(&all, mara.id)?;
        let taker = taking.driver.context("somebody has it")?;
        dispatcher.act(giving.id, Command::Transfer { to: taker }).await?;
        dispatcher.act(taking.id, Command::Transfer { to: giver }).await?;
        let members = dispatcher.members().await?;
        let busy = [mara.id, giver, taker];
        let free = |member: &&Member| member.role == Role::Driver && !busy.contains(&member.id);
        let mut others = members.iter().filter(free);
        let [contradicting, behind, waiting] =
            std::array::from_fn(|_| others.next().context("twelve drivers"));
        phones::leave_files_behind(office, &dispatcher, behind?, &unassigned).await?;
        phones::contradict(office, &dispatcher, contradicting?, &delivered).await?;
        let asked = others.next().context("twelve drivers")?.clone();
        let offered = offer(&dispatcher, &asked, &unassigned).await?;
        for driver in others.take(2) {
            WirePhone::sign_in(&url, &driver.email, PASSWORD).await?;
        }
        // Only now: rules about places would change who is asked.
        zones::draw(&dispatcher, &all).await?;
        phones::leave_things_waiting(office, &dispatcher, waiting?, (&unassigned, &delivered), phone).await?;
        let colleague = members.iter().find(|member| member.id == giver).context("a member")?.email.clone();
        Ok(Self {
            url,
            next,
            unassigned,
            delivered,
            giving,
            taking,
            held,
            offered,
            asked: asked.email,
            colleague,
            tracking,
        })
    }

    /// Whose demo login; recipients have none.
    pub fn email(&self, who: Who) -> Option<&str> {
        match who {
            Who::Driver => Some("mara@demo.waybill.app"),
            Who::Colleague => Some(&self.colleague),
            Who::Asked => Some(&self.asked),
            Who::Dispatcher | Who::DispatcherOnPhone => Some("dispatch@demo.waybill.app"),
            Who::Recipient => None,
        }
    }

    /// The path of a shot, with what stands in braces filled in.
    pub fn path(&self, path: &str) -> String {
        let ids = [
            ("{next}", &self.next),
            ("{unassigned}", &self.unassigned),
            ("{delivered}", &self.delivered),
            ("{offered}", &self.offered),
            ("{giving}", &self.giving),
            ("{taking}", &self.taking),
            ("{held}", &self.held),
        ];
        let path = path.replace("{tracking}", &self.tracking);
        ids.iter().fold(path, |path, (name, delivery)| path.replace(name, &delivery.id.to_string()))
    }
}

/// A delivery like `like`, offered to `driver`, who is the only one that has what it asks for. The others are judged all
/// the same, and there is time enough for pictures.
async fn offer(dispatcher: &Dispatcher, driver: &Member, like: &Delivery) -> Result<Delivery> {
    let policy = Policy { answer_ms: 30 * 60_000, max_active: 30, ..Policy::default() };
    dispatcher.set_dispatch(&Settings { policy, ..Settings::default() }).await?;
    let skills = BTreeSet::from(["cold_chain".to_owned()]);
    dispatcher.set_profile(driver.id, &Profile { skills: skills.clone(), ..Profile::default() }).await?;
    let mut new = samples::photo_and_signature("Mariners Row 8", "Chiara Ricci");
    new.pickup.clone_from(&like.pickup);
    new.dropoff.point = like.dropoff.point;
    new.handling.skills = skills;
    let id = dispatcher.create(new).await?.id;
    Ok(dispatcher.call(&DispatchDelivery { id: Some(id), reassign: false }).await?.delivery)
}

/// A driver other than `mara` with two deliveries in the van, those two, and one in the van of a third driver.
fn vans(all: &[Delivery], mara: MemberId) -> Result<(MemberId, [Delivery; 2], Delivery)> {
    let rolling: Vec<&Delivery> =
        all.iter().filter(|d| d.state.is_in_custody() && d.driver != Some(mara)).collect();
    for first in &rolling {
        let same = rolling.iter().find(|d| d.driver == first.driver && d.id != first.id);
        let other = rolling.iter().find(|d| d.driver != first.driver);
        if let (Some(giver), Some(same), Some(other)) = (first.driver, same, other) {
            return Ok((giver, [Delivery::clone(first), Delivery::clone(same)], Delivery::clone(other)));
        }
    }
    anyhow::bail!("no two vans with goods to exchange")
}
