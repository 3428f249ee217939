//! When drivers work, and what dispatch knows about each.

mod away;
mod days;
mod profile;
mod roster;
mod shifts;

use std::collections::HashMap;

use waybill_domain::{
    MemberId,
    calendar::Roster,
    calls::{Kept, ListRosters},
};
use yew::prelude::*;

use self::{profile::DriverProfile, roster::DriverRoster};
use super::{
    super::{desk::use_desk, field::SelectField},
    long::long,
};
use crate::{
    bridge::{self, spawn_local},
    components::{Empty, Skeleton},
    state::{
        board::Phase,
        organization::{RosterSheet, Sheet as _},
    },
};

/// Minutes that each driver works in a week.
type Weeks = HashMap<MemberId, u32>;

fn minutes(roster: &Roster) -> u32 {
    RosterSheet::of(roster).weekly_minutes()
}

#[component]
pub(super) fn DriversSettings() -> Html {
    let desk = use_desk();
    let weeks = use_state_eq(|| None::<Weeks>);
    let chosen = use_state_eq(|| None::<MemberId>);
    {
        let weeks = weeks.setter();
        use_effect_with((), move |()| {
            spawn_local(async move {
                // Only for the list of names, which does without where it cannot be read.
                let rosters = bridge::call(&ListRosters {}).await.ok();
                let week = |kept: &Kept<Roster>| (MemberId(kept.id), minutes(&kept.item));
                weeks.set(rosters.map(|rosters| rosters.iter().map(week).collect()));
            });
        });
    }
    let drivers = desk.board.drivers();
    if matches!(desk.board.phase, Phase::Loading) {
        return html! {
            <div class="card settings-waiting" aria-busy="true"><Skeleton class="block" lines={3} /></div>
        };
    }
    let Some(driver) = chosen.or_else(|| drivers.first().map(|member| member.id)) else {
        return html! {
            <Empty icon="truck" title={desk.t("drivers-none")} text={desk.t("drivers-none-text")} />
        };
    };
    let name = |id: MemberId, name: &str| {
        let minutes = weeks.as_ref().map(|weeks| weeks.get(&id).copied().unwrap_or(0));
        let week = match minutes {
            None => return name.to_owned(),
            Some(0) => desk.t("roster-none"),
            Some(minutes) => desk.words.with("roster-a-week", "long", long(&desk, minutes)),
        };
        format!("{name} · {week}")
    };
    let options: Vec<_> =
        drivers.iter().map(|member| (member.id.to_string(), name(member.id, &member.name))).collect();
    let on_input = {
        let chosen = chosen.setter();
        Callback::from(move |id: String| chosen.set(id.parse().ok()))
    };
    let on_saved = {
        let weeks = weeks.clone();
        Callback::from(move |roster: Roster| {
            if let Some(mut next) = (*weeks).clone() {
                next.insert(driver, minutes(&roster));
                weeks.set(Some(next));
            }
        })
    };
    html! {
        <>
            <div class="settings-who">
                <SelectField id="set-driver" label={desk.t("form-driver")} value={driver.to_string()}
                    {options} {on_input} />
            </div>
            <DriverRoster key={format!("roster-{driver}")} {driver} {on_saved} />
            <DriverProfile key={format!("profile-{driver}")} {driver} />
        </>
    }
}
