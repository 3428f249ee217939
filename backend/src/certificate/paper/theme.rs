//! Colours and sizes: those of the server's own pages, on paper.

use super::canvas::Ink;

pub(super) const INK: Ink = (0x12, 0x16, 0x1c);
pub(super) const QUIET: Ink = (0x4b, 0x55, 0x63);
pub(super) const FAINT: Ink = (0x7a, 0x84, 0x91);
pub(super) const LINE: Ink = (0xdf, 0xe3, 0xe8);
pub(super) const SURFACE: Ink = (0xf6, 0xf7, 0xf9);
pub(super) const WHITE: Ink = (0xff, 0xff, 0xff);
pub(super) const ACCENT: Ink = (0x21, 0x48, 0xd8);

/// A colour that means something, in its three strengths.
#[derive(Clone, Copy)]
pub(super) struct Tone {
    pub(super) soft: Ink,
    pub(super) full: Ink,
    pub(super) text: Ink,
}

pub(super) const SUCCESS: Tone =
    Tone { soft: (0xe7, 0xf6, 0xee), full: (0x0b, 0x7a, 0x4b), text: (0x07, 0x5e, 0x39) };
pub(super) const DANGER: Tone =
    Tone { soft: (0xfd, 0xec, 0xed), full: (0xbf, 0x25, 0x34), text: (0x95, 0x1a, 0x27) };
pub(super) const NEUTRAL: Tone = Tone { soft: SURFACE, full: QUIET, text: INK };

pub(super) const MAP_LAND: Ink = (0xee, 0xf0, 0xec);
pub(super) const MAP_BLOCK: Ink = (0xf7, 0xf8, 0xf5);
pub(super) const MAP_WATER: Ink = (0xcf, 0xe0, 0xea);
pub(super) const MAP_PARK: Ink = (0xdc, 0xea, 0xd6);
pub(super) const MAP_BUILDING: Ink = (0xe3, 0xe6, 0xdf);
pub(super) const MAP_ROAD: Ink = WHITE;
pub(super) const MAP_EDGE: Ink = (0xd0, 0xd4, 0xcc);
pub(super) const MAP_LABEL: Ink = (0x6b, 0x75, 0x7f);

/// Font sizes, in points.
pub(super) const TITLE: f32 = 23.0;
pub(super) const LEAD: f32 = 14.0;
pub(super) const HEADING: f32 = 11.0;
pub(super) const BODY: f32 = 9.0;
pub(super) const SMALL: f32 = 7.6;
pub(super) const CODE: f32 = 6.7;
