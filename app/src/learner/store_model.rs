use std::fmt;

use course::Course;
use learning::{LoadError, Progress, progress_key};

use crate::course_model;

/// Where a course's progress is kept, and what was said about it already.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    course: String,
    key: String,
    /// Names of questions, and names that they had before.
    aliases: Vec<(String, String)>,
    said_not_kept: bool,
    said_set_aside: bool,
}

/// Something about the store that the reader must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// The browser refuses to keep anything: storage is blocked or full.
    NotKept,
    /// What was stored cannot be read.
    SetAside {
        /// Why not.
        reason: LoadError,
        /// The key under which the browser keeps it now; `None` where it could not be moved, so
        /// that it stays where it is and nothing is written over it.
        kept: Option<String>,
    },
}

impl Store {
    /// The store of a course.
    pub(crate) fn new(course: &Course) -> Self {
        let questions = course_model::topics(course).flat_map(|topic| &topic.questions);
        let aliases = questions.flat_map(|question| {
            let pair = |alias: &String| (question.id.clone(), alias.clone());
            question.aliases.iter().map(pair)
        });
        Self {
            course: course.id.clone(),
            key: progress_key(&course.id, None),
            aliases: aliases.collect(),
            said_not_kept: false,
            said_set_aside: false,
        }
    }

    /// From now on it is the store of this learner, of those who share the browser.
    pub(crate) fn choose(&mut self, chosen: &str) {
        self.key = progress_key(&self.course, Some(chosen));
    }

    /// The key under which the browser keeps progress.
    pub(crate) fn key(&self) -> String {
        self.key.clone()
    }

    /// Whether a change of this key, made by another tab, concerns us. `None` stands for all keys.
    pub(crate) fn is_key(&self, key: &Option<String>) -> bool {
        key.as_ref().is_none_or(|key| *key == self.key)
    }

    /// What we know after reading what is stored; `None` if that is nothing new.
    pub(crate) fn take_in(
        &self,
        stored: &str,
        ours: &Progress,
    ) -> Result<Option<Progress>, LoadError> {
        let theirs = Progress::from_json(stored, &self.course)?;
        let mut merged = ours.clone();
        merged.merge(&theirs);
        for (question, alias) in &self.aliases {
            merged.adopt(question, alias);
        }
        Ok((merged != *ours).then_some(merged))
    }

    /// Whether a notice of this kind is given for the first time.
    pub(crate) fn first_time(&mut self, notice: &Notice) -> bool {
        let said = match notice {
            Notice::NotKept => &mut self.said_not_kept,
            Notice::SetAside { .. } => &mut self.said_set_aside,
        };
        !std::mem::replace(said, true)
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotKept => f.write_str(
                "This browser does not let the page keep anything: its storage is blocked or full. \
                 Everything works, but your answers last only until you leave this page.",
            ),
            Self::SetAside {
                reason,
                kept: Some(kept),
            } => write!(
                f,
                "Your stored progress could not be read: {reason}. It is kept in this browser's \
                 storage as “{kept}”, and you start anew."
            ),
            Self::SetAside { reason, kept: None } => write!(
                f,
                "Your stored progress could not be read: {reason}. There was no room to set it \
                 aside, so it stays where it is, and your answers last only until you leave this page."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use course::{Chapter, QuestionRef, TopicMeta};
    use learning::Given;

    use super::*;

    fn store() -> Store {
        Store::new(&Course {
            id: "c".to_owned(),
            title: "C".to_owned(),
            summary: String::new(),
            language: "en".to_owned(),
            version: "1".to_owned(),
            licence: String::new(),
            chapters: vec![Chapter {
                id: "one".to_owned(),
                number: 1,
                title: "One".to_owned(),
                topics: vec![TopicMeta {
                    id: "t".to_owned(),
                    number: 1,
                    title: "T".to_owned(),
                    summary: String::new(),
                    tags: Vec::new(),
                    minutes: 1,
                    prerequisites: Vec::new(),
                    questions: vec![QuestionRef {
                        id: "q1".to_owned(),
                        key: "k".to_owned(),
                        aliases: vec!["before".to_owned()],
                        fixed_in: String::new(),
                    }],
                }],
            }],
        })
    }

    fn answered(question: &str) -> Progress {
        let mut progress = Progress::new("c");
        progress.record(question, "k", Given::default(), 1);
        progress
    }

    #[test]
    fn news_of_another_tab_are_taken_in_and_nothing_is_lost() {
        let (ours, theirs) = (answered("q1"), answered("q2"));
        let merged = store()
            .take_in(&theirs.to_json(), &ours)
            .expect("it can be read")
            .expect("it is news");
        assert_eq!(merged.score([("q1", "k"), ("q2", "k")]).answered, 2);
        assert_eq!(store().take_in(&theirs.to_json(), &merged), Ok(None));
    }

    #[test]
    fn a_renamed_question_has_its_answer() {
        let stored = answered("before").to_json();
        let merged = store().take_in(&stored, &Progress::new("c"));
        let merged = merged.expect("it can be read").expect("it is news");
        assert_eq!(merged.score([("q1", "k")]).answered, 1);
    }

    #[test]
    fn what_cannot_be_read_is_said_once_with_the_reason_and_the_place() {
        let mut store = store();
        let reason = store
            .take_in("{}", &Progress::new("c"))
            .expect_err("it is not progress");
        let notice = Notice::SetAside {
            reason,
            kept: Some("layerwise:c:kept-1".to_owned()),
        };
        assert!(notice.to_string().contains("missing field"));
        assert!(notice.to_string().contains("layerwise:c:kept-1"));
        assert!(store.first_time(&notice));
        assert!(!store.first_time(&notice));
        assert!(store.first_time(&Notice::NotKept));
    }

    #[test]
    fn changes_of_other_keys_are_not_ours() {
        let mut store = store();
        assert!(store.is_key(&None));
        assert!(store.is_key(&Some("layerwise:c".to_owned())));
        assert!(!store.is_key(&Some("layerwise:other".to_owned())));
        store.choose("7 Ada");
        assert!(store.is_key(&Some("layerwise:c:learner-7".to_owned())));
        assert!(!store.is_key(&Some("layerwise:c".to_owned())));
    }
}
