//! What the paper tells, taken from a bundle that was checked.

use std::{collections::HashMap, sync::Arc};

use jiff::tz::TimeZone;
use waybill_domain::{
    Delivery, Envelope, Fix, MemberId, Timestamp,
    certificate::{Bundle, Enrolment, Finding, Note, Seal, verify},
    chain::EventHeader,
    proof::Sha256Hash,
    protocol::OrganizationInfo,
};

use crate::pages::map::TownMap;

/// A photo or a signature, as a copy without EXIF.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    /// Its name in the bundle.
    pub(super) name: String,
    /// A JPEG.
    pub(super) jpeg: Vec<u8>,
}

/// What the paper needs beside the bundle.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) delivery: Delivery,
    pub(super) organization: OrganizationInfo,
    pub(super) names: HashMap<MemberId, String>,
    pub(super) pictures: Vec<Picture>,
    pub(super) map: Arc<TownMap>,
    /// Where people follow the delivery, if the server knows its own address.
    pub(super) link: Option<String>,
}

/// A line of the history.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) what: String,
    pub(super) who: String,
    pub(super) recorded_at: Timestamp,
    /// Which signed command is behind it, counted as in the list of commands.
    pub(super) command: Option<usize>,
}

/// A signed command.
#[derive(Debug)]
pub(super) struct Signed {
    pub(super) what: String,
    pub(super) who: String,
    /// Its place in the lane.
    pub(super) seq: u64,
    pub(super) hash: Sha256Hash,
}

/// Everything the paper tells.
pub(super) struct Story {
    pub(super) beside: Beside,
    pub(super) zone: TimeZone,
    pub(super) seal: Seal,
    /// Names this very certificate.
    pub(super) seal_hash: Sha256Hash,
    pub(super) notes: Vec<Note>,
    pub(super) lanes: Vec<Enrolment>,
    pub(super) history: Vec<Step>,
    pub(super) commands: Vec<Signed>,
    /// Where the device was when it ended the delivery.
    pub(super) fix: Option<Fix>,
    /// When the server received the command that ended it.
    pub(super) received_at: Option<Timestamp>,
}

impl Story {
    /// Checks the bundle, whose JSON is `json`, as a stranger would, and reads it.
    pub(super) fn read(json: &str, bundle: &Bundle, beside: Beside) -> Result<Self, Finding> {
        let verified = verify(json, None)?;
        let zone = TimeZone::get(&beside.organization.time_zone).unwrap_or(TimeZone::UTC);
        let envelopes: Vec<Option<Envelope>> = bundle
            .commands
            .iter()
            .map(|command| command.envelope.as_deref().and_then(|text| serde_json::from_str(text).ok()))
            .collect();
        let commands = verified.seal.commands.iter().zip(&envelopes).map(|(sealed, envelope)| Signed {
            what: envelope
                .as_ref()
                .map_or_else(|| "Erased by law".to_owned(), |envelope| sentence(envelope.command.name())),
            who: verified
                .enrolments
                .iter()
                .find(|lane| lane.lane == sealed.lane)
                .map(|lane| lane.member.name.clone())
                .unwrap_or_default(),
            seq: sealed.seq,
            hash: sealed.hash,
        });
        let mut story = Self {
            commands: commands.collect(),
            history: Vec::new(),
            fix: envelopes
                .iter()
                .flatten()
                .filter(|envelope| ends(envelope))
                .filter_map(|e| e.geo)
                .next_back(),
            received_at: None,
            zone,
            seal_hash: Sha256Hash::of(bundle.seal.statement.as_bytes()),
            notes: verified.notes,
            lanes: verified.enrolments,
            seal: verified.seal,
            beside,
        };
        for entry in bundle.log.iter().flat_map(|run| &run.events) {
            if let Ok(header) = serde_json::from_str::<EventHeader>(&entry.header) {
                if header.kind == "completed" {
                    story.received_at = Some(header.recorded_at);
                }
                let command = envelopes.iter().position(|envelope| {
                    envelope
                        .as_ref()
                        .is_some_and(|e| Some(e.cmd_id) == header.command && Some(e.lane) == header.lane)
                });
                story.history.push(Step {
                    at: header.at,
                    what: sentence(&header.kind),
                    who: header.actor.map_or_else(|| "The server".to_owned(), |actor| story.name(actor)),
                    recorded_at: header.recorded_at,
                    command,
                });
            }
        }
        Ok(story)
    }

    /// The name of a member.
    pub(super) fn name(&self, member: MemberId) -> String {
        self.beside.names.get(&member).cloned().unwrap_or_else(|| "A former member".to_owned())
    }

    /// "Fri 20 Nov 2026, 11:03:22".
    pub(super) fn moment(&self, at: Timestamp) -> String {
        self.local(at).strftime("%a %-d %b %Y, %H:%M:%S").to_string()
    }

    /// "20 Nov, 11:03:22"; with the year where it is not that of the certificate.
    pub(super) fn short(&self, at: Timestamp) -> String {
        let (then, made) = (self.local(at), self.local(self.seal.exported_at));
        let form = if then.year() == made.year() { "%-d %b, %H:%M:%S" } else { "%-d %b %Y, %H:%M" };
        then.strftime(form).to_string()
    }

    /// "Europe/Berlin (CET, UTC+01:00)", as it is at this instant.
    pub(super) fn zone_at(&self, at: Timestamp) -> String {
        let local = self.local(at);
        format!(
            "{} ({}, UTC{})",
            self.beside.organization.time_zone,
            local.strftime("%Z"),
            local.strftime("%:z")
        )
    }

    fn local(&self, at: Timestamp) -> jiff::Zoned {
        let instant = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default();
        instant.to_zoned(self.zone.clone())
    }
}

/// Whether a command ends a delivery.
fn ends(envelope: &Envelope) -> bool {
    matches!(envelope.command.name(), "completed" | "attempt_failed")
}

/// `out_for_delivery` as "Out for delivery".
pub(super) fn sentence(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
