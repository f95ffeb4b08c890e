use std::fmt;

use serde::Deserialize;

use crate::{FULL, Progress, SCHEMA};

/// Stored progress larger than this is refused: a course of a thousand questions needs a tenth.
pub const MAX_STORED_BYTES: usize = 1 << 20;

/// The oldest form that is read: it is the same as today's, without labs.
const OLDEST: u32 = 2;

/// Why a text is not this course's progress. The caller keeps the text: nothing is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    TooLarge(usize),
    NotProgress(String),
    Newer(u32, u32),
    OtherCourse(String),
    Impossible(&'static str, String),
}

impl Progress {
    /// Reads the stored form.
    ///
    /// # Errors
    /// When the text is larger than [`MAX_STORED_BYTES`], is not progress, was written by a newer
    /// version, or belongs to another course.
    pub fn from_json(text: &str, course: &str) -> Result<Self, LoadError> {
        if text.len() > MAX_STORED_BYTES {
            return Err(LoadError::too_large(text.len()));
        }
        // The version first: a newer form may have fields that this one does not know.
        let Version { schema } = parse(text)?;
        if !(OLDEST..=SCHEMA).contains(&schema) {
            return Err(LoadError::newer(schema, SCHEMA));
        }
        let mut progress: Self = parse(text)?;
        progress.check(course)?;
        progress.schema = SCHEMA;
        Ok(progress)
    }

    /// Whether all of it can have been written by this crate.
    pub(crate) fn check(&self, course: &str) -> Result<(), LoadError> {
        if self.course != course {
            return Err(LoadError(Kind::OtherCourse(self.course.clone())));
        }
        let wrong = |what, id: &str| Err(LoadError::impossible(what, id));
        for (what, marks) in [("topic", &self.read), ("lab", &self.labs)] {
            for (id, turns) in marks.counts() {
                if turns > MOST_CHANGES || id.len() > LONGEST_ID {
                    return wrong(what, id);
                }
            }
        }
        for (question, answer) in &self.answers {
            let credit = answer.credit.unwrap_or(0);
            let changes = answer.revision.max(answer.attempt).max(answer.tries);
            if credit > FULL || changes > MOST_CHANGES || question.len() > LONGEST_ID {
                return wrong("question", question);
            }
        }
        Ok(())
    }
}

impl LoadError {
    pub(crate) fn too_large(bytes: usize) -> Self {
        Self(Kind::TooLarge(bytes))
    }

    pub(crate) fn newer(form: u32, known: u32) -> Self {
        Self(Kind::Newer(form, known))
    }

    pub(crate) fn impossible(what: &'static str, name: &str) -> Self {
        Self(Kind::Impossible(what, shortened(name)))
    }
}

/// More changes than anybody makes; beyond it a counter would stand still, and with it a question.
pub(crate) const MOST_CHANGES: u32 = 1_000_000_000;

/// Ids are words.
pub(crate) const LONGEST_ID: usize = 500;

pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("")),
        None => text.to_owned(),
    }
}

#[derive(Deserialize)]
struct Version {
    schema: u32,
}

pub(crate) fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, LoadError> {
    serde_json::from_str(text).map_err(|error| LoadError(Kind::NotProgress(error.to_string())))
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::TooLarge(bytes) => {
                write!(
                    f,
                    "it is {bytes} bytes long, more than the {MAX_STORED_BYTES} that progress can have"
                )
            }
            Kind::NotProgress(reason) => write!(f, "it is not progress: {reason}"),
            Kind::Newer(form, known) => {
                write!(
                    f,
                    "it has the form {form}, and this version reads the form {known}"
                )
            }
            Kind::OtherCourse(course) => {
                write!(f, "it belongs to the course {:?}", shortened(course))
            }
            Kind::Impossible(what, id) => {
                write!(f, "what it says of {what} {id:?} cannot be")
            }
        }
    }
}

impl std::error::Error for LoadError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Given;

    #[test]
    fn what_was_stored_comes_back() {
        let mut progress = Progress::new("c");
        let given = Given {
            parts: vec!["a".to_owned()],
            credit: 50,
            sure: Some(false),
        };
        progress.record("q", "k", given, 20_784);
        progress.visit("t");
        progress.mark_read("t");
        progress.meet("lab");
        assert_eq!(Progress::from_json(&progress.to_json(), "c"), Ok(progress));
    }

    #[test]
    fn the_form_before_is_read_and_written_as_todays() {
        let before = "{\"schema\":2,\"course\":\"c\",\"read\":{\"t\":1},\"answers\":{}}";
        let progress = Progress::from_json(before, "c").expect("it can be read");
        assert!(progress.is_read("t"));
        let after = "{\"schema\":3,\"course\":\"c\",\"read\":{\"t\":1},\"answers\":{}}";
        assert_eq!(progress.to_json(), after);
    }

    #[test]
    fn what_is_not_this_courses_progress_is_refused_with_a_reason() {
        let huge = format!(
            "{}{}",
            Progress::new("c").to_json(),
            " ".repeat(MAX_STORED_BYTES)
        );
        for (text, reason) in [
            ("", "it is not progress: EOF"),
            ("[]", "it is not progress: invalid"),
            (
                "{\"schema\":2}",
                "it is not progress: missing field `course`",
            ),
            ("{\"schema\":4,\"whatever\":[]}", "it has the form 4, and"),
            ("{\"schema\":1,\"whatever\":[]}", "it has the form 1, and"),
            (
                "{\"schema\":-1,\"course\":\"c\"}",
                "it is not progress: invalid value",
            ),
            (
                "{\"schema\":2,\"course\":\"other\"}",
                "it belongs to the course \"other\"",
            ),
            (
                "{\"schema\":2,\"course\":\"c\",\"answers\":7}",
                "it is not progress: invalid type",
            ),
            (
                "{\"schema\":2,\"course\":\"c\",\"extra\":1}",
                "it is not progress: unknown field",
            ),
            (
                "{\"schema\":2,\"course\":\"c\",\"answers\":{\"q\":{\"revision\":1,\"key\":\"k\",\"attempt\":1,\"credit\":101}}}",
                "what it says of question \"q\" cannot be",
            ),
            (
                "{\"schema\":2,\"course\":\"c\",\"answers\":{\"q\":{\"revision\":4294967295,\"key\":\"k\",\"attempt\":1}}}",
                "what it says of question \"q\" cannot be",
            ),
            (
                "{\"schema\":2,\"course\":\"c\",\"answers\":{\"q\":{\"revision\":1,\"key\":\"k\",\"attempt\":1,\"log\":[[1,9]]}}}",
                "it is not progress: a grade from 1 to 3",
            ),
            (
                "{\"schema\":3,\"course\":\"c\",\"labs\":{\"l\":4294967295}}",
                "what it says of lab \"l\" cannot be",
            ),
            (
                "{\"schema\":3,\"course\":\"c\",\"labs\":[\"l\"]}",
                "it is not progress: invalid type",
            ),
            (&huge, "it is 10"),
        ] {
            let error = Progress::from_json(text, "c").expect_err(text).to_string();
            assert!(error.starts_with(reason), "{text:.40}: {error}");
        }
    }
}
