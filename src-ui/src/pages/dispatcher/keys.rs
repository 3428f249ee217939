//! The keyboard of the board.

use yew::prelude::*;

use super::desk::{Desk, Overlay};
use crate::{
    bridge::{
        dom, focus,
        keyboard::{Key, Keys},
    },
    routes::Route,
    state::board::Action,
};

/// The board's table.
const TABLE: &str = "[role=grid]";

/// What stands for a row on the pages beside the board.
const ROWS: &str = ".page [data-row]";

/// What a key does here; `None`: it is not ours.
enum Does {
    Palette,
    Search,
    LeaveSearch,
    Step(isize),
    /// A step in the table; elsewhere arrows scroll.
    Arrow(isize),
    Open,
    Pick,
    Assign,
    Wave,
    Go(Route),
    Help,
    Back,
}

/// Pure, so that what each key means can be read in one place.
fn meaning(key: &Key, overlaid: bool) -> Option<Does> {
    if key.command {
        return (key.name.eq_ignore_ascii_case("k")).then_some(Does::Palette);
    }
    // A dialog has its own keys, and closes itself.
    if overlaid {
        return None;
    }
    if key.typing {
        return (key.name == "Escape").then_some(Does::LeaveSearch);
    }
    Some(match key.name.as_str() {
        "/" => Does::Search,
        "j" => Does::Step(1),
        "k" => Does::Step(-1),
        "ArrowDown" => Does::Arrow(1),
        "ArrowUp" => Does::Arrow(-1),
        "PageDown" => Does::Step(15),
        "PageUp" => Does::Step(-15),
        "Home" => Does::Step(isize::MIN),
        "End" => Does::Step(isize::MAX),
        "Enter" if !key.on_control => Does::Open,
        "x" => Does::Pick,
        "a" => Does::Assign,
        "w" => Does::Wave,
        "n" => Does::Go(Route::NewDelivery),
        "e" => Does::Go(Route::Exceptions),
        "b" => Does::Go(Route::Board),
        "d" => Does::Go(Route::Drivers),
        "o" => Does::Go(Route::Plan),
        "v" => Does::Go(Route::Devices),
        "s" => Does::Go(Route::Settings),
        "?" => Does::Help,
        "Escape" => Does::Back,
        _ => return None,
    })
}

fn run(does: Does, desk: &Desk, search: &NodeRef, table: bool) -> bool {
    let board = &desk.board;
    match does {
        Does::Palette => desk.lay(Overlay::Palette),
        Does::Search => dom::focus(search),
        Does::LeaveSearch => {
            if board.filter.text.is_empty() {
                focus::leave();
            }
            desk.dispatch(Action::Search(String::new()));
        }
        Does::Arrow(by) if table => return run(Does::Step(by), desk, search, table),
        Does::Arrow(_) => return false,
        Does::Step(by) if !table => return by.abs() == 1 && focus::to_next(ROWS, by > 0),
        Does::Open | Does::Pick | Does::Assign if !table => return false,
        Does::Step(by) => match board.stepped(by) {
            // The table takes the focus along, so that Enter opens the row and not a button pressed before.
            Some(id) if board.open.is_some() => {
                focus::to(TABLE);
                desk.open(id);
            }
            Some(id) => {
                focus::to(TABLE);
                desk.dispatch(Action::Cursor(id));
            }
            None => {}
        },
        Does::Open => match board.cursor {
            Some(id) => desk.open(id),
            None => return false,
        },
        Does::Pick => {
            if let Some(id) = board.cursor {
                desk.dispatch(Action::Pick { id, range: false });
            }
        }
        Does::Assign => {
            let targets = desk.givable(board.targets());
            if targets.is_empty() {
                return false;
            }
            desk.lay(Overlay::Assign(targets));
        }
        Does::Wave => desk.lay_wave(),
        Does::Go(route) => desk.go(route),
        Does::Help => desk.lay(Overlay::Help),
        Does::Back if !board.picked().is_empty() => desk.dispatch(Action::PickMany(Vec::new())),
        Does::Back if board.open.is_some() => desk.close(),
        Does::Back => return false,
    }
    true
}

/// Listens to the keyboard while the screen is there. `table`: the board's table is on the screen. `covered`: a form
/// is, which has its own keys.
#[hook]
pub(super) fn use_keys(desk: &Desk, search: &NodeRef, table: bool, covered: bool) {
    let newest = use_mut_ref(|| None::<(Desk, NodeRef, bool, bool)>);
    newest.replace(Some((desk.clone(), search.clone(), table, covered)));
    use_effect_with((), move |()| {
        let keys = Keys::listen(move |key| {
            let Some((desk, search, table, covered)) = newest.borrow().clone() else {
                return false;
            };
            let overlaid = covered || *desk.overlay != Overlay::None;
            meaning(key, overlaid).is_some_and(|does| run(does, &desk, &search, table))
        });
        move || drop(keys)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, typing: bool, command: bool) -> Key {
        Key { name: name.to_owned(), command, shift: false, typing, on_control: false }
    }

    #[test]
    fn letters_that_are_typed_do_nothing_else() {
        assert!(meaning(&key("a", true, false), false).is_none());
        assert!(matches!(meaning(&key("a", false, false), false), Some(Does::Assign)));
        assert!(meaning(&key("a", false, false), true).is_none());
    }

    #[test]
    fn the_palette_opens_from_anywhere() {
        assert!(matches!(meaning(&key("K", true, true), true), Some(Does::Palette)));
    }

    #[test]
    fn enter_belongs_to_a_button_that_has_the_focus() {
        let on_button = Key { on_control: true, ..key("Enter", false, false) };
        assert!(meaning(&on_button, false).is_none());
    }
}
