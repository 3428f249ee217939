//! Dates and numbers in the person's language and the organization's zone.

use yew::prelude::*;

use super::use_session;
use crate::{
    bridge::{device, format::Format},
    i18n::use_i18n,
};

/// How dates and numbers are shown here: the person's language, the organization's zone.
#[hook]
pub fn use_format() -> Format {
    let lang = use_i18n().lang();
    let session = use_session();
    let zone = session.info().map(|info| info.organization.time_zone.clone());
    let format = use_memo((lang, zone), |(lang, zone)| Format {
        locale: lang.locale(&device::languages()),
        zone: zone.clone().unwrap_or_else(device::time_zone),
    });
    (*format).clone()
}
