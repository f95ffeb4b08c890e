use serde::{Deserialize, Serialize};

use crate::load::{LoadError, parse};
use crate::name::clean_name;

/// The key under which a browser keeps the list of learners that share it. No course has it: its id
/// would be empty.
pub const LEARNERS_KEY: &str = "layerwise::learners";

/// The key under which a browser keeps who is learning now: the id, a space, and the name. Where
/// there is none it is the one who has no name.
pub const CHOSEN_KEY: &str = "layerwise::learner";

/// More than this share no computer.
const MOST_LEARNERS: usize = 60;

/// The version of the list's form.
const SCHEMA: u32 = 1;

/// One of the learners who share a browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// A number of its own in this browser, never given again.
    pub id: u32,
    /// As the learner wrote it.
    pub name: String,
}

/// The learners who share a browser, beside the one without a name who was there first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Learners {
    schema: u32,
    /// The id that the next one gets.
    next: u32,
    profiles: Vec<Profile>,
}

impl Default for Learners {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            next: 1,
            profiles: Vec::new(),
        }
    }
}

impl Learners {
    /// Reads the stored form.
    ///
    /// # Errors
    /// When it is none, or was written by a newer version.
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        let learners: Self = parse(text)?;
        if learners.schema != SCHEMA {
            return Err(LoadError::newer(learners.schema, SCHEMA));
        }
        for profile in &learners.profiles {
            let is_sound = profile.id < learners.next && clean_name(&profile.name).is_some();
            if !is_sound {
                return Err(LoadError::impossible("learner", &profile.name));
            }
        }
        Ok(learners)
    }

    /// The stored form.
    pub fn to_json(&self) -> String {
        // Plain fields: serialisation has nothing that could fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The learners in the order in which they came.
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// Adds a learner.
    ///
    /// # Errors
    /// When the name is none, is there already, or there are too many; the text says so.
    pub fn add(&mut self, name: &str) -> Result<Profile, &'static str> {
        let name = clean_name(name).ok_or("Write a name of at most 80 characters.")?;
        if self.profiles.iter().any(|profile| profile.name == name) {
            return Err("There is somebody with this name already.");
        }
        if self.profiles.len() >= MOST_LEARNERS {
            return Err("There is no room for more learners in this browser.");
        }
        let profile = Profile {
            id: self.next,
            name,
        };
        self.next = self.next.saturating_add(1);
        self.profiles.push(profile.clone());
        Ok(profile)
    }

    /// Removes a learner; whether there was one.
    pub fn remove(&mut self, id: u32) -> bool {
        let before = self.profiles.len();
        self.profiles.retain(|profile| profile.id != id);
        self.profiles.len() < before
    }

    /// Brings back one who was removed.
    pub fn bring_back(&mut self, profile: Profile) {
        self.next = self.next.max(profile.id.saturating_add(1));
        if !self.profiles.iter().any(|other| other.id == profile.id) {
            self.profiles.push(profile);
            self.profiles.sort_by_key(|profile| profile.id);
        }
    }
}

impl Profile {
    /// What stands under [`CHOSEN_KEY`].
    pub fn chosen(&self) -> String {
        format!("{} {}", self.id, self.name)
    }
}

/// The key under which a browser keeps a learner's progress in a course; `chosen` is what stands
/// under [`CHOSEN_KEY`].
pub fn progress_key(course: &str, chosen: Option<&str>) -> String {
    match chosen.and_then(|chosen| chosen.split_once(' ')) {
        Some((id, _)) => format!("layerwise:{course}:learner-{id}"),
        None => format!("layerwise:{course}"),
    }
}

/// The name of whoever is learning, of what stands under [`CHOSEN_KEY`].
pub fn chosen_name(chosen: &str) -> &str {
    chosen.split_once(' ').map_or("", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learners_come_and_go_and_no_number_is_given_twice() {
        let mut learners = Learners::default();
        let ada = learners.add("  Ada \n Lovelace ").expect("a name");
        assert_eq!((ada.id, ada.name.as_str()), (1, "Ada Lovelace"));
        assert!(learners.add("Ada Lovelace").is_err());
        assert!(learners.add(" ").is_err() && learners.add(&"x".repeat(81)).is_err());
        assert!(learners.remove(1) && !learners.remove(1));
        assert_eq!(learners.add("Ada Lovelace").map(|one| one.id), Ok(2));
        learners.bring_back(ada.clone());
        learners.bring_back(ada);
        let ids: Vec<_> = learners.profiles().iter().map(|one| one.id).collect();
        assert_eq!(ids, [1, 2]);
        assert_eq!(Learners::from_json(&learners.to_json()), Ok(learners));
    }

    #[test]
    fn there_is_an_end_to_them() {
        let mut learners = Learners::default();
        let added = (0..100).filter(|n| learners.add(&format!("Learner {n}")).is_ok());
        assert_eq!(added.count(), MOST_LEARNERS);
    }

    #[test]
    fn a_list_that_cannot_be_is_refused() {
        for (text, reason) in [
            ("", "it is not progress"),
            (
                "{\"schema\":2,\"next\":1,\"profiles\":[]}",
                "it has the form 2",
            ),
            (
                "{\"schema\":1,\"next\":1,\"profiles\":[{\"id\":7,\"name\":\"A\"}]}",
                "what it says of learner \"A\" cannot be",
            ),
            (
                "{\"schema\":1,\"next\":9,\"profiles\":[{\"id\":7,\"name\":\"\"}]}",
                "what it says of learner",
            ),
        ] {
            let error = Learners::from_json(text).expect_err(text).to_string();
            assert!(error.starts_with(reason), "{text}: {error}");
        }
    }

    #[test]
    fn each_has_a_place_of_its_own() {
        let mut learners = Learners::default();
        let ada = learners.add("Ada L.").expect("a name").chosen();
        assert_eq!(progress_key("c", None), "layerwise:c");
        assert_eq!(progress_key("c", Some("")), "layerwise:c");
        assert_eq!(progress_key("c", Some(&ada)), "layerwise:c:learner-1");
        assert_eq!(chosen_name(&ada), "Ada L.");
        assert_eq!(chosen_name("1"), "");
    }
}
