//! The other driver: name, vehicle, telephone.

use waybill_domain::MemberId;
use yew::prelude::*;

use crate::{
    components::{Avatar, Icon},
    hooks::use_people,
    i18n::use_i18n,
};

/// Properties of [`ColleagueCard`].
#[derive(PartialEq, Properties)]
pub(crate) struct ColleagueProps {
    /// Who.
    pub(crate) member: MemberId,
}

/// The colleague, to be recognised and called. Nothing where the name has not been read yet.
#[component]
pub(crate) fn ColleagueCard(props: &ColleagueProps) -> Html {
    let (i18n, people) = (use_i18n(), use_people());
    let Some(member) = people.get(props.member) else {
        return Html::default();
    };
    let digits: String = member.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    html! {
        <div class="colleague">
            <Avatar name={member.name.clone()} large={true} />
            <span class="stop-lines">
                <span class="hands-title" dir="auto">{ &member.name }</span>
                <span class="muted" dir="auto">{ &member.vehicle }</span>
            </span>
            if !digits.is_empty() {
                <a class="square" href={format!("tel:{digits}")} aria-label={i18n.t1("call-person", "name", member.name.as_str())}><Icon name="phone" /></a>
            }
        </div>
    }
}
