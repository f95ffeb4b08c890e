use std::fmt;

use serde::Deserialize;

use crate::{Progress, SCHEMA};

/// Stored progress larger than this is refused: a course of a thousand questions needs a tenth.
pub const MAX_STORED_BYTES: usize = 1 << 20;

/// Why a text is not this course's progress. The caller keeps the text: nothing is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    TooLarge(usize),
    NotProgress(String),
    Newer(u32),
    OtherCourse(String),
}

impl Progress {
    /// Reads the stored form.
    ///
    /// # Errors
    /// When the text is larger than [`MAX_STORED_BYTES`], is not progress, was written by a newer
    /// version, or belongs to another course.
    pub fn from_json(text: &str, course: &str) -> Result<Self, LoadError> {
        if text.len() > MAX_STORED_BYTES {
            return Err(LoadError(Kind::TooLarge(text.len())));
        }
        // The version first: a newer form may have fields that this one does not know.
        let Version { schema } = parse(text)?;
        if schema != SCHEMA {
            return Err(LoadError(Kind::Newer(schema)));
        }
        let progress: Self = parse(text)?;
        if progress.course != course {
            return Err(LoadError(Kind::OtherCourse(progress.course)));
        }
        Ok(progress)
    }
}

#[derive(Deserialize)]
struct Version {
    schema: u32,
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, LoadError> {
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
            Kind::Newer(schema) => {
                write!(
                    f,
                    "it has the form {schema}, and this version reads the form {SCHEMA}"
                )
            }
            Kind::OtherCourse(course) => write!(f, "it belongs to the course {course:?}"),
        }
    }
}

impl std::error::Error for LoadError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stored_comes_back() {
        let mut progress = Progress::new("c");
        progress.record("q", "k", "a", true);
        progress.visit("t");
        progress.mark_read("t");
        assert_eq!(Progress::from_json(&progress.to_json(), "c"), Ok(progress));
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
                "{\"schema\":1}",
                "it is not progress: missing field `course`",
            ),
            ("{\"schema\":2,\"whatever\":[]}", "it has the form 2, and"),
            (
                "{\"schema\":-1,\"course\":\"c\"}",
                "it is not progress: invalid value",
            ),
            (
                "{\"schema\":1,\"course\":\"other\"}",
                "it belongs to the course \"other\"",
            ),
            (
                "{\"schema\":1,\"course\":\"c\",\"answers\":7}",
                "it is not progress: invalid type",
            ),
            (
                "{\"schema\":1,\"course\":\"c\",\"extra\":1}",
                "it is not progress: unknown field",
            ),
            (&huge, "it is 10"),
        ] {
            let error = Progress::from_json(text, "c").expect_err(text).to_string();
            assert!(error.starts_with(reason), "{text:.40}: {error}");
        }
    }
}
