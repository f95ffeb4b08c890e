use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::load::{LONGEST_ID, MOST_CHANGES, shortened};
use crate::name::clean_name;
use crate::{AnswerState, Day, FULL, Progress, date};

/// The version of the result file that this crate writes and reads.
pub const RESULT_SCHEMA: u32 = 1;

/// A result file larger than this is refused: one of a thousand questions has a tenth.
pub const MAX_RESULT_BYTES: usize = 1 << 20;

/// More of one kind than any course has.
const MOST_ENTRIES: usize = 20_000;

/// Says what a file is, so that no other JSON passes for it.
const KIND: &str = "layerwise-result";

/// What a learner hands in: how each question stands, and which labs are done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultFile {
    kind: String,
    schema: u32,
    /// The course's permanent id.
    pub course: String,
    /// The author's version of the course that was learned.
    pub version: String,
    /// The name that the learner chose.
    pub learner: String,
    /// When the file was made, as ISO 8601 has it.
    pub date: String,
    /// By permanent question id; what is not here was not answered.
    pub answers: BTreeMap<String, Outcome>,
    /// The labs whose goal was met, by permanent id.
    pub labs: Vec<String>,
}

/// How a question was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Fingerprint of the key that it was answered with.
    pub key: String,
    /// How much of the last answer is right, in per cent; 100 is right, 0 is wrong.
    pub credit: u8,
    /// How often it was answered.
    pub tries: u32,
}

/// Why a text is not a result file of this course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultError(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    TooLarge(usize),
    Unreadable(String),
    Progress,
    Foreign,
    Newer(u32),
    OtherCourse(String),
    Name,
    Date(String),
    Impossible(&'static str, String),
}

impl ResultFile {
    /// What is handed in of a learner's progress, over the questions that the course has today,
    /// given as pairs of id and key. `None` if the name is none.
    pub fn new<'q>(
        progress: &Progress,
        version: &str,
        questions: impl IntoIterator<Item = (&'q str, &'q str)>,
        learner: &str,
        today: Day,
    ) -> Option<Self> {
        let outcome = |(id, key): (&str, &str)| match progress.answer(id, key) {
            AnswerState::Answered { tries, credit, .. } => {
                let key = key.to_owned();
                Some((id.to_owned(), Outcome { key, credit, tries }))
            }
            _ => None,
        };
        Some(Self {
            kind: KIND.to_owned(),
            schema: RESULT_SCHEMA,
            course: progress.course.clone(),
            version: version.to_owned(),
            learner: clean_name(learner)?,
            date: date::iso_date(today),
            answers: questions.into_iter().filter_map(outcome).collect(),
            labs: progress.labs_met().map(str::to_owned).collect(),
        })
    }

    /// The file's text.
    pub fn to_json(&self) -> String {
        // Maps with text keys and plain fields: serialisation has nothing that could fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Reads a file of a course.
    ///
    /// # Errors
    /// When it is larger than [`MAX_RESULT_BYTES`], is no result file, was written by another
    /// version, belongs to another course, or says what cannot be.
    pub fn from_json(text: &str, course: &str) -> Result<Self, ResultError> {
        if text.len() > MAX_RESULT_BYTES {
            return Err(ResultError(Kind::TooLarge(text.len())));
        }
        let head: Head = parse(text)?;
        match head.kind.as_deref() {
            Some(KIND) => {}
            None if head.read.is_some() => return Err(ResultError(Kind::Progress)),
            _ => return Err(ResultError(Kind::Foreign)),
        }
        match head.schema {
            Some(RESULT_SCHEMA) | None => {}
            Some(other) => return Err(ResultError(Kind::Newer(other))),
        }
        let file: Self = parse(text)?;
        file.check(course)?;
        Ok(file)
    }

    fn check(&self, course: &str) -> Result<(), ResultError> {
        let error = |kind| Err(ResultError(kind));
        if self.course != course {
            return error(Kind::OtherCourse(shortened(&self.course)));
        }
        if clean_name(&self.learner).as_ref() != Some(&self.learner) {
            return error(Kind::Name);
        }
        if date::day_of(&self.date).is_none() {
            return error(Kind::Date(shortened(&self.date)));
        }
        if self.version.len() > LONGEST_ID || self.labs.len().max(self.answers.len()) > MOST_ENTRIES
        {
            return error(Kind::Impossible("the course", shortened(&self.version)));
        }
        for (question, outcome) in &self.answers {
            let lengths = question.len().max(outcome.key.len());
            let is_sound = outcome.credit <= FULL && (1..=MOST_CHANGES).contains(&outcome.tries);
            if !is_sound || lengths > LONGEST_ID {
                return error(Kind::Impossible("question", shortened(question)));
            }
        }
        match self.labs.iter().find(|lab| lab.len() > LONGEST_ID) {
            Some(lab) => error(Kind::Impossible("lab", shortened(lab))),
            None => Ok(()),
        }
    }
}

/// As much as tells what a file is.
#[derive(Deserialize)]
struct Head {
    kind: Option<String>,
    schema: Option<u32>,
    /// Only progress has it.
    read: Option<serde::de::IgnoredAny>,
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ResultError> {
    serde_json::from_str(text).map_err(|error| ResultError(Kind::Unreadable(error.to_string())))
}

impl fmt::Display for ResultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::TooLarge(bytes) => write!(
                f,
                "it is {bytes} bytes long, more than the {MAX_RESULT_BYTES} that a result file can have"
            ),
            Kind::Unreadable(reason) => write!(f, "it is not a result file: {reason}"),
            Kind::Progress => f.write_str(
                "it is a learner’s progress; the result file is another one, made on the page Progress",
            ),
            Kind::Foreign => f.write_str("it is not a result file"),
            Kind::Newer(form) => write!(
                f,
                "it has the form {form}, and this page reads the form {RESULT_SCHEMA}"
            ),
            Kind::OtherCourse(course) => write!(f, "it belongs to the course {course:?}"),
            Kind::Name => f.write_str("the learner’s name in it is none"),
            Kind::Date(date) => write!(f, "its date {date:?} is none"),
            Kind::Impossible(what, id) => write!(f, "what it says of {what} {id:?} cannot be"),
        }
    }
}

impl std::error::Error for ResultError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Given;

    fn file() -> ResultFile {
        let mut progress = Progress::new("c");
        let given = |credit| Given {
            parts: vec!["a".to_owned()],
            credit,
            sure: None,
        };
        progress.record("right", "k", given(100), 1);
        progress.record("partly", "k", given(0), 1);
        progress.retry("partly", "k", Vec::new());
        progress.record("partly", "k", given(50), 1);
        progress.record("changed", "before", given(100), 1);
        progress.record("gone", "k", given(100), 1);
        progress.meet("lab");
        let questions = [
            ("right", "k"),
            ("partly", "k"),
            ("changed", "k"),
            ("open", "k"),
        ];
        ResultFile::new(&progress, "2", questions, " Ada  L. ", 20_784).expect("a name")
    }

    #[test]
    fn it_says_what_was_done_and_comes_back() {
        let file = file();
        assert_eq!(
            (file.learner.as_str(), file.date.as_str()),
            ("Ada L.", "2026-11-27")
        );
        let seen: Vec<_> = file
            .answers
            .iter()
            .map(|(id, one)| (id.as_str(), one.credit, one.tries))
            .collect();
        assert_eq!(seen, [("partly", 50, 2), ("right", 100, 1)]);
        assert_eq!(file.labs, ["lab"]);
        assert_eq!(ResultFile::from_json(&file.to_json(), "c"), Ok(file));
        let nobody = ResultFile::new(&Progress::new("c"), "2", [], " ", 0);
        assert_eq!(nobody, None);
    }

    #[test]
    fn foreign_and_hostile_files_are_refused_each_with_its_reason() {
        let good = file().to_json();
        let with = |before: &str, after: &str| {
            assert!(good.contains(before), "{before}");
            good.replacen(before, after, 1)
        };
        let huge = format!("{good}{}", " ".repeat(MAX_RESULT_BYTES));
        let deep = "[".repeat(100_000);
        for (text, reason) in [
            (String::new(), "it is not a result file: EOF"),
            (
                "<script>alert(1)</script>".to_owned(),
                "it is not a result file: expected value",
            ),
            ("{}".to_owned(), "it is not a result file"),
            ("[]".to_owned(), "it is not a result file"),
            (deep, "it is not a result file"),
            (Progress::new("c").to_json(), "it is a learner’s progress"),
            (with("layerwise-result", "other"), "it is not a result file"),
            (with("\"schema\": 1", "\"schema\": 2"), "it has the form 2"),
            (
                with("\"course\": \"c\"", "\"course\": \"d\""),
                "it belongs to the course \"d\"",
            ),
            (with("Ada L.", ""), "the learner’s name"),
            (with("Ada L.", "Ada\\u0000"), "the learner’s name"),
            (with("Ada L.", &"x".repeat(81)), "the learner’s name"),
            (
                with("2026-11-27", "2026-02-30"),
                "its date \"2026-02-30\" is none",
            ),
            (
                with("\"credit\": 50", "\"credit\": 101"),
                "what it says of question \"partly\" cannot be",
            ),
            (
                with("\"credit\": 50", "\"credit\": -1"),
                "it is not a result file: invalid value",
            ),
            (
                with("\"tries\": 2", "\"tries\": 0"),
                "what it says of question \"partly\" cannot be",
            ),
            (
                with("\"tries\": 2", "\"tries\": 4294967295"),
                "what it says of question \"partly\"",
            ),
            (
                with("\"labs\"", "\"more\""),
                "it is not a result file: unknown field",
            ),
            (huge, "it is 10"),
        ] {
            let error = ResultFile::from_json(&text, "c")
                .expect_err(reason)
                .to_string();
            assert!(error.starts_with(reason), "{text:.60}: {error}");
        }
    }
}
