//! From words to glyphs: direction, font by font, shaped, broken into lines.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};
use unicode_bidi::BidiInfo;

use super::fonts::{Fonts, Style, Typeface};

/// A piece of a line in one font and direction.
#[derive(Clone)]
pub(super) struct Run {
    /// Its font.
    pub(super) font: Font,
    /// Its glyphs, from left to right.
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// What it says.
    pub(super) text: String,
    /// How wide it is, for a font size of 1.
    pub(super) width: f32,
}

/// A line, ready to be drawn.
#[derive(Clone)]
pub(super) struct Line {
    /// From left to right.
    pub(super) runs: Vec<Run>,
    /// Font size in points.
    pub(super) size: f32,
}

impl Line {
    /// In points.
    pub(super) fn width(&self) -> f32 {
        self.runs.iter().map(|run| run.width).sum::<f32>() * self.size
    }
}

impl Fonts {
    /// One line, however long. Control characters are left out.
    pub(super) fn line(&self, text: &str, style: Style, size: f32) -> Line {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let mut runs = Vec::new();
        let bidi = BidiInfo::new(&text, None);
        for paragraph in &bidi.paragraphs {
            let (levels, pieces) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for piece in pieces {
                let rtl = levels[piece.start].is_rtl();
                let mut parts = by_font(&text[piece], self.of(style));
                if rtl {
                    parts.reverse();
                }
                runs.extend(parts.into_iter().filter_map(|(text, face)| shape(text, face, rtl)));
            }
        }
        Line { runs, size }
    }

    /// One line of at most `width` points; what does not fit ends in an ellipsis.
    pub(super) fn fit(&self, text: &str, style: Style, size: f32, width: f32) -> Line {
        let line = self.line(text, style, size);
        if line.width() <= width {
            return line;
        }
        let chars: Vec<char> = text.chars().collect();
        let (mut least, mut most) = (0, chars.len());
        while least + 1 < most {
            let middle = usize::midpoint(least, most);
            let cut: String = chars[..middle].iter().chain(['…'].iter()).collect();
            if self.line(&cut, style, size).width() <= width { least = middle } else { most = middle }
        }
        let cut: String = chars[..least].iter().collect();
        self.line(&(cut.trim_end().to_owned() + "…"), style, size)
    }

    /// As many lines of at most `width` points as it takes; a word that is wider alone is broken.
    pub(super) fn wrap(&self, text: &str, style: Style, size: f32, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        for paragraph in text.lines().filter(|paragraph| !paragraph.trim().is_empty()) {
            let mut line = String::new();
            for word in paragraph.split_whitespace() {
                let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if self.line(&longer, style, size).width() <= width {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(self.line(&line, style, size));
                }
                line = self.broken(word, style, size, width, &mut lines);
            }
            lines.push(self.line(&line, style, size));
        }
        lines
    }

    /// Breaks a word that may be too wide; the rest of it is the beginning of the next line.
    fn broken(&self, word: &str, style: Style, size: f32, width: f32, lines: &mut Vec<Line>) -> String {
        let mut rest = String::new();
        for c in word.chars() {
            rest.push(c);
            if self.line(&rest, style, size).width() > width && rest.chars().count() > 1 {
                rest.pop();
                lines.push(self.line(&rest, style, size));
                rest = c.to_string();
            }
        }
        rest
    }
}

/// Splits a text by the first font that has each character. A mark or a space stays with what is before it where that
/// font has it.
fn by_font<'t, 'f>(text: &'t str, faces: &'f [Typeface]) -> Vec<(&'t str, &'f Typeface)> {
    let shapers: Vec<_> = faces.iter().map(Typeface::face).collect();
    let has = |i: usize, c: char| shapers[i].as_ref().is_some_and(|face| face.glyph_index(c).is_some());
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        let before = parts.last().map(|(_, face)| *face);
        let stays = before.filter(|face| *face == 0 || !c.is_alphanumeric()).filter(|face| has(*face, c));
        let face = stays.or_else(|| (0..faces.len()).find(|face| has(*face, c))).or(before).unwrap_or(0);
        if before != Some(face) {
            parts.push((at, face));
        }
    }
    let ends = parts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let parts = parts.iter().zip(ends);
    parts.filter_map(|((at, face), end)| Some((&text[*at..end], faces.get(*face)?))).collect()
}

fn shape(text: &str, typeface: &Typeface, rtl: bool) -> Option<Run> {
    let face = typeface.face()?;
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
    let shaped = rustybuzz::shape(&face, &[], buffer);
    let em = face.units_per_em() as f32;
    let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, at)| {
        let start = info.cluster as usize;
        let end = starts.iter().copied().filter(|other| *other > start).min().unwrap_or(text.len());
        KrillaGlyph::new(
            GlyphId::new(info.glyph_id),
            at.x_advance as f32 / em,
            at.x_offset as f32 / em,
            at.y_offset as f32 / em,
            at.y_advance as f32 / em,
            start..end,
            None,
        )
    });
    let width = shaped.glyph_positions().iter().map(|at| at.x_advance as f32 / em).sum();
    Some(Run { font: typeface.font.clone(), glyphs: glyphs.collect(), text: text.to_owned(), width })
}
