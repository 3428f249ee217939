//! Who goods can go on with.

use std::rc::Rc;

use waybill_domain::{Member, MemberId, Role};

/// Everybody in the organization, by name. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People(Rc<Vec<Member>>);

impl People {
    /// Of `members` in any order.
    pub fn new(mut members: Vec<Member>) -> Self {
        members.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
        Self(Rc::new(members))
    }

    /// The member of that id.
    pub fn get(&self, id: MemberId) -> Option<&Member> {
        self.0.iter().find(|member| member.id == id)
    }

    /// Whether nobody is known, because nobody could be read yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The drivers other than `me` who can take goods over and whose name or vehicle has all words of `text`.
    pub fn colleagues(&self, me: MemberId, text: &str) -> Vec<&Member> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let fits = |member: &Member| {
            let hay = format!("{} {}", member.name, member.vehicle).to_lowercase();
            words.iter().all(|word| hay.contains(word))
        };
        let can = |member: &&Member| member.role == Role::Driver && !member.disabled && member.id != me;
        self.0.iter().filter(can).filter(|member| fits(member)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(n: u8, name: &str, role: Role) -> Member {
        Member {
            id: MemberId(uuid::Uuid::from_bytes([n; 16])),
            name: name.to_owned(),
            email: String::new(),
            role,
            vehicle: format!("Van {n}"),
            phone: String::new(),
            disabled: n == 9,
        }
    }

    #[test]
    fn goods_go_on_with_other_drivers_who_still_work_here() {
        let people = People::new(vec![
            member(3, "Yusuf Demir", Role::Driver),
            member(1, "Mara Ilves", Role::Driver),
            member(2, "Leo Brandt", Role::Driver),
            member(4, "Dora", Role::Dispatcher),
            member(9, "Gone", Role::Driver),
        ]);
        let names = |text: &str| {
            let me = MemberId(uuid::Uuid::from_bytes([1; 16]));
            people.colleagues(me, text).into_iter().map(|m| m.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(""), ["Leo Brandt", "Yusuf Demir"]);
        assert_eq!(names("van 3"), ["Yusuf Demir"]);
        assert!(names("mara").is_empty());
    }
}
