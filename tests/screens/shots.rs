//! The screens that are pictured.

/// Whose screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// On a phone.
    Driver,
    /// Another driver, whose goods change vans.
    Colleague,
    /// A third driver, who is asked to take a delivery.
    Asked,
    /// At a desk.
    Dispatcher,
    /// The same person, on the way, on a phone.
    DispatcherOnPhone,
    /// On a phone, with a link.
    Recipient,
}

impl Who {
    /// Everybody.
    pub const ALL: [Self; 6] = [
        Self::Driver,
        Self::Colleague,
        Self::Asked,
        Self::Dispatcher,
        Self::DispatcherOnPhone,
        Self::Recipient,
    ];

    /// Width and height in CSS pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Driver | Self::Colleague | Self::Asked | Self::DispatcherOnPhone | Self::Recipient => {
                (390, 844)
            }
            Self::Dispatcher => (1440, 900),
        }
    }

    /// The `data-testid` of something that is on the first screen after signing in.
    pub fn home(self) -> &'static str {
        match self {
            Self::Driver => "next-card",
            Self::Colleague => "take-card",
            Self::Asked => "offer",
            Self::Dispatcher | Self::DispatcherOnPhone => "board-search",
            Self::Recipient => "",
        }
    }
}

/// One picture.
pub struct Shot {
    /// The file's name, without theme and ending.
    pub name: &'static str,
    /// Whose screen.
    pub who: Who,
    /// Where: `{next}`, `{unassigned}`, `{offered}`, `{delivered}`, `{giving}`, `{taking}` and `{tracking}` stand for what the demo
    /// fleet has.
    pub path: &'static str,
    /// A selector of what must be there.
    pub ready: &'static str,
    /// `data-testid`s to click, one after the other.
    pub click: &'static [&'static str],
}

const fn shot(
    name: &'static str,
    who: Who,
    path: &'static str,
    ready: &'static str,
    click: &'static [&'static str],
) -> Shot {
    Shot { name, who, path, ready, click }
}

/// Every picture, by who sees it.
pub const SHOTS: &[Shot] = &[
    shot("driver-today", Who::Driver, "/today", "[data-testid=next-card]", &[]),
    shot("driver-stop", Who::Driver, "/stop/{next}", "[data-testid=primary-step]", &[]),
    shot("driver-complete", Who::Driver, "/stop/{next}/complete", "[data-testid=item-photo]", &[]),
    shot(
        "driver-signature",
        Who::Driver,
        "/stop/{next}/complete",
        "[data-testid=item-signature]",
        &["item-signature"],
    ),
    shot("driver-failed", Who::Driver, "/stop/{next}/failed", "button", &[]),
    shot("driver-map", Who::Driver, "/map", "canvas, svg", &[]),
    shot("driver-waiting", Who::Driver, "/waiting", "[data-testid=waiting-count]", &[]),
    shot("driver-shift", Who::Driver, "/shift", "[data-testid=sign-out]", &[]),
    shot("driver-hands", Who::Colleague, "/today", "[data-testid=take-card]", &[]),
    shot("driver-transfer", Who::Colleague, "/stop/{giving}", "[data-testid=handed-over]", &[]),
    shot("driver-take", Who::Colleague, "/stop/{taking}", "[data-testid=taken-over]", &[]),
    shot(
        "driver-hand-over",
        Who::Colleague,
        "/stop/{held}/hand-over",
        "[data-testid=colleague]",
        &["colleague"],
    ),
    shot("driver-offer", Who::Asked, "/today", "[data-testid=offer]", &[]),
    shot("board", Who::Dispatcher, "/board", "[data-testid=board-row]", &[]),
    shot("board-delivery", Who::Dispatcher, "/board/{next}", "[data-testid=detail-state]", &[]),
    shot("board-proof", Who::Dispatcher, "/board/{delivered}", "[data-testid=proof-thumb]", &["proof-thumb"]),
    shot(
        "board-assign",
        Who::Dispatcher,
        "/board/{unassigned}",
        "[data-testid=detail-state]",
        &["assign-open"],
    ),
    shot("board-offer", Who::Dispatcher, "/board/{offered}", "[data-testid=dispatch-asking]", &[]),
    shot(
        "board-decisions",
        Who::Dispatcher,
        "/board/{offered}",
        "[data-testid=dispatch-asking]",
        &["decisions-open"],
    ),
    shot(
        "board-wave",
        Who::Dispatcher,
        "/board",
        "[data-testid=board-row]",
        &["chip-unassigned", "wave-open"],
    ),
    shot(
        "board-wave-phone",
        Who::DispatcherOnPhone,
        "/board",
        "[data-testid=board-row]",
        &["chip-unassigned", "wave-open"],
    ),
    shot("plan", Who::Dispatcher, "/plan", "[data-testid=plan-begin]", &["plan-begin", "plan-route"]),
    shot(
        "plan-phone",
        Who::DispatcherOnPhone,
        "/plan",
        "[data-testid=plan-begin]",
        &["plan-begin", "plan-route"],
    ),
    shot(
        "plan-pinned",
        Who::Dispatcher,
        "/plan",
        "[data-testid=plan-begin]",
        &["plan-begin", "plan-route", "plan-pin"],
    ),
    shot("board-transfer", Who::Dispatcher, "/board/{giving}", "[data-testid=custody]", &[]),
    shot(
        "board-transfer-to",
        Who::Dispatcher,
        "/board/{held}",
        "[data-testid=detail-state]",
        &["assign-open"],
    ),
    shot("exceptions", Who::Dispatcher, "/exceptions", "[data-testid=exception]", &[]),
    shot(
        "exceptions-resolve",
        Who::Dispatcher,
        "/exceptions",
        "[data-testid=exception]",
        &["exception-open"],
    ),
    shot("drivers", Who::Dispatcher, "/drivers", "[data-testid=driver]", &[]),
    shot("devices", Who::Dispatcher, "/devices", "[data-testid=device]", &["device-row"]),
    shot("devices-phone", Who::DispatcherOnPhone, "/devices", "[data-testid=device]", &["device-row"]),
    shot("exceptions-phone", Who::DispatcherOnPhone, "/exceptions", "[data-testid=exception]", &[]),
    shot("settings-dispatch", Who::Dispatcher, "/settings", "[data-testid=settings-foot]", &[]),
    shot(
        "settings-dispatch-phone",
        Who::DispatcherOnPhone,
        "/settings",
        "[data-testid=settings-foot]",
        &["auto"],
    ),
    shot(
        "settings-hours",
        Who::Dispatcher,
        "/settings/hours",
        "[data-testid=settings-foot]",
        &["hours.limited-1"],
    ),
    shot(
        "settings-hours-phone",
        Who::DispatcherOnPhone,
        "/settings/hours",
        "[data-testid=settings-foot]",
        &["hours.limited-1"],
    ),
    shot(
        "settings-drivers",
        Who::Dispatcher,
        "/settings/drivers",
        "[data-testid=roster-sum]",
        &["shift-add", "shift-add"],
    ),
    shot(
        "settings-drivers-phone",
        Who::DispatcherOnPhone,
        "/settings/drivers",
        "[data-testid=roster-sum]",
        &["shift-add"],
    ),
    shot(
        "settings-vehicles",
        Who::Dispatcher,
        "/settings/vehicles",
        "[data-testid=vehicles-add]",
        &["vehicles-add"],
    ),
    shot("settings-depots", Who::Dispatcher, "/settings/depots", "[data-testid=depots-add]", &["depots-add"]),
    shot("settings-zones", Who::Dispatcher, "/settings/zones", "[data-testid=zones]", &["zones-open"]),
    shot(
        "settings-zones-phone",
        Who::DispatcherOnPhone,
        "/settings/zones",
        "[data-testid=zones]",
        &["zones-open"],
    ),
    shot("board-new", Who::Dispatcher, "/board/new", "[data-testid=form-submit]", &[]),
    shot("tracking", Who::Recipient, "{tracking}", "main", &[]),
];
