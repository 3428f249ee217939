//! The certificate on paper: an A4 PDF for people, with the bundle attached for machines.

mod canvas;
mod facts;
mod fonts;
mod head;
mod history;
mod map;
mod parts;
mod pictures;
mod print;
mod proof;
mod story;
mod text;
mod theme;

use krilla::{
    Document,
    action::{Action, LinkAction},
    annotation::{LinkAnnotation, Target},
    embed::{AssociationKind, EmbeddedFile, MimeType},
    metadata::Metadata,
    page::PageSettings,
};
use waybill_domain::certificate::TYPE;

use canvas::{Canvas, MARGIN, PAGE, WIDTH};
use fonts::{Fonts, Style};
use story::Story;
use theme::FAINT;

pub use print::print;

/// The paper could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the PDF could not be written: {0}")]
pub struct PaperError(String);

/// Draws everything.
fn draw(fonts: Fonts, story: &Story, json: Vec<u8>) -> Result<Vec<u8>, PaperError> {
    let mut canvas = Canvas::new(fonts);
    head::title(&mut canvas, story);
    head::outcome(&mut canvas, story);
    facts::stops(&mut canvas, story);
    facts::facts(&mut canvas, story);
    map::map(&mut canvas, story);
    facts::parcels(&mut canvas, story);
    pictures::pictures(&mut canvas, story);
    history::history(&mut canvas, story);
    proof::hashes(&mut canvas, story);
    proof::keys(&mut canvas, story);
    proof::how(&mut canvas, story);
    foot(&mut canvas, story);
    write(canvas, story, json)
}

/// At the end of each page: what it belongs to, and its number.
fn foot(canvas: &mut Canvas, story: &Story) {
    let y = PAGE.1 - 34.0;
    let seal = format!("{}  ·  seal {}", story.beside.delivery.code, &story.seal_hash.to_string()[..24]);
    canvas.on_each(|canvas, page, pages| {
        let line = canvas.fonts.line(&seal, Style::Regular, 7.0);
        canvas.text(MARGIN, y, line, FAINT);
        let line = canvas.fonts.line(&format!("Page {page} of {pages}"), Style::Regular, 7.0);
        canvas.text_to(MARGIN + WIDTH, y, line, FAINT);
    });
}

fn write(canvas: Canvas, story: &Story, json: Vec<u8>) -> Result<Vec<u8>, PaperError> {
    let mut document = Document::new();
    let title = format!("Certificate of delivery {}", story.beside.delivery.code);
    document.set_metadata(
        Metadata::new()
            .title(title)
            .authors(vec![story.beside.organization.name.clone()])
            .creator("Waybill".to_owned())
            .language("en".to_owned()),
    );
    // Not compressed: a checker finds it in the file without knowing anything about PDF.
    document.embed_file(EmbeddedFile {
        path: "certificate.json".to_owned(),
        mime_type: MimeType::new(TYPE),
        description: Some("The proof itself; see docs/protocol.md of Waybill".to_owned()),
        association_kind: AssociationKind::Source,
        data: json.into(),
        modification_date: None,
        compress: Some(false),
        location: None,
    });
    for sheet in canvas.into_sheets() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| PaperError("size".to_owned()))?;
        let mut page = document.start_page_with(settings);
        for (rect, url) in &sheet.links {
            let target = Target::Action(Action::Link(LinkAction::new(url.clone())));
            page.add_annotation(LinkAnnotation::new(*rect, target).into());
        }
        let mut surface = page.surface();
        sheet.paint(&mut surface);
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| PaperError(format!("{error:?}")))
}
