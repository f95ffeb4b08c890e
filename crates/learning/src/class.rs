use std::fmt::Write as _;

use crate::{FULL, Outcome, ResultError, ResultFile};

/// A question of the course as results are held against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its permanent id.
    pub id: String,
    /// The fingerprint of its key today.
    pub key: String,
}

/// The results of those who learned a course together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    course: String,
    questions: Vec<Asked>,
    results: Vec<(String, ResultFile)>,
}

/// What became of a file that is sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is a result of its own.
    New,
    /// The same was there already.
    Again,
}

/// One learner's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnerRow {
    /// The name in the file.
    pub learner: String,
    /// The file's name: two learners can have one name.
    pub file: String,
    /// When the file was made.
    pub date: String,
    /// The course's version that was learned.
    pub version: String,
    /// How many questions are answered rightly.
    pub right: u32,
    /// How many are answered.
    pub answered: u32,
    /// What was reached of all questions, parts of answers included, in per cent.
    pub per_cent: u32,
    /// How many labs are done.
    pub labs: usize,
}

/// How a question went with all learners.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionRow {
    /// Its permanent id.
    pub id: String,
    /// Its place in the course, from 0.
    pub place: usize,
    /// How many answered it rightly.
    pub right: u32,
    /// How many answered it in part.
    pub partly: u32,
    /// How many answered it wrongly.
    pub wrong: u32,
    /// How many have not answered it, or answered it before its key changed.
    pub open: u32,
    /// How often it was answered by those who did, on the average, in tenths.
    pub tries_tenths: u32,
}

impl QuestionRow {
    /// How many missed it.
    pub fn missed(&self) -> u32 {
        self.partly + self.wrong
    }
}

impl Class {
    /// No result yet.
    pub fn new(course: &str, questions: Vec<Asked>) -> Self {
        Self {
            course: course.to_owned(),
            questions,
            results: Vec::new(),
        }
    }

    /// Takes in a file with this name.
    ///
    /// # Errors
    /// When it is no result file of this course.
    pub fn take_in(&mut self, name: &str, text: &str) -> Result<Taken, ResultError> {
        let result = ResultFile::from_json(text, &self.course)?;
        if self.results.iter().any(|(_, other)| *other == result) {
            return Ok(Taken::Again);
        }
        let place =
            |(file, other): &(String, ResultFile)| (other.learner.to_lowercase(), file.clone());
        let entry = (name.to_owned(), result);
        let at = self
            .results
            .partition_point(|other| place(other) <= place(&entry));
        self.results.insert(at, entry);
        Ok(Taken::New)
    }

    /// How many results there are.
    pub fn len(&self) -> usize {
        self.results.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.results.is_empty()
    }

    /// The learners by name.
    pub fn learners(&self) -> Vec<LearnerRow> {
        let row = |(file, result): &(String, ResultFile)| {
            let credits: Vec<u8> = self
                .questions
                .iter()
                .filter_map(|asked| self.outcome(result, asked))
                .map(|outcome| outcome.credit)
                .collect();
            let sum: u32 = credits.iter().copied().map(u32::from).sum();
            let count = u32::try_from(self.questions.len()).unwrap_or(u32::MAX);
            LearnerRow {
                learner: result.learner.clone(),
                file: file.clone(),
                date: result.date.clone(),
                version: result.version.clone(),
                right: count_of(&credits, |credit| credit == FULL),
                answered: count_of(&credits, |_| true),
                per_cent: sum.checked_div(count).unwrap_or(100),
                labs: result.labs.len(),
            }
        };
        self.results.iter().map(row).collect()
    }

    /// The questions, those that were missed most first.
    pub fn questions(&self) -> Vec<QuestionRow> {
        let row = |(place, asked): (usize, &Asked)| {
            let mut row = QuestionRow {
                id: asked.id.clone(),
                place,
                ..QuestionRow::default()
            };
            let mut tries = 0_u64;
            for (_, result) in &self.results {
                match self.outcome(result, asked) {
                    None => row.open += 1,
                    Some(outcome) => {
                        tries += u64::from(outcome.tries);
                        match outcome.credit {
                            FULL => row.right += 1,
                            0 => row.wrong += 1,
                            _ => row.partly += 1,
                        }
                    }
                }
            }
            let answered = u64::from(row.right + row.missed());
            let tenths = (tries * 10).checked_div(answered).unwrap_or(0);
            row.tries_tenths = u32::try_from(tenths).unwrap_or(u32::MAX);
            row
        };
        let mut rows: Vec<_> = self.questions.iter().enumerate().map(row).collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.missed()), row.place));
        rows
    }

    /// A table for a spreadsheet after RFC 4180: a line for each learner, with a column for each
    /// question that has the credit of its last answer in per cent, or nothing.
    pub fn csv(&self) -> String {
        let mut csv = String::new();
        let head = [
            "learner",
            "file",
            "date",
            "version",
            "right",
            "answered",
            "questions",
        ];
        let head = head.into_iter().chain(["per cent", "labs"]);
        let ids = self.questions.iter().map(|asked| asked.id.as_str());
        line(&mut csv, head.chain(ids).map(str::to_owned));
        for (row, (_, result)) in self.learners().into_iter().zip(&self.results) {
            let credit = |asked: &Asked| {
                let outcome = self.outcome(result, asked);
                outcome.map_or_else(String::new, |outcome| outcome.credit.to_string())
            };
            let cells = [row.learner, row.file, row.date, row.version].map(|text| harmless(&text));
            let numbers = [row.right, row.answered].map(|number| number.to_string());
            let sums = [
                self.questions.len().to_string(),
                row.per_cent.to_string(),
                row.labs.to_string(),
            ];
            let cells = cells.into_iter().chain(numbers).chain(sums);
            line(&mut csv, cells.chain(self.questions.iter().map(credit)));
        }
        csv
    }

    /// How a question stands in a result; an answer to another key is none.
    fn outcome<'r>(&self, result: &'r ResultFile, asked: &Asked) -> Option<&'r Outcome> {
        let outcome = result.answers.get(&asked.id);
        outcome.filter(|outcome| outcome.key == asked.key)
    }
}

fn count_of(credits: &[u8], counts: impl Fn(u8) -> bool) -> u32 {
    let count = credits.iter().filter(|credit| counts(**credit)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn line(csv: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            csv.push(',');
        }
        if cell.contains([',', '"', '\r', '\n']) {
            // Text can always be written to.
            let _ = write!(csv, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            csv.push_str(&cell);
        }
    }
    csv.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula: see OWASP, “CSV injection”.
fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Given, Progress};

    const QUESTIONS: [(&str, &str); 3] = [("q1", "k"), ("q2", "k"), ("q3", "k")];

    fn class() -> Class {
        let asked = |(id, key): (&str, &str)| Asked {
            id: id.to_owned(),
            key: key.to_owned(),
        };
        Class::new("c", QUESTIONS.map(asked).to_vec())
    }

    fn handed_in(learner: &str, answers: &[(&str, &str, u8)]) -> String {
        let mut progress = Progress::new("c");
        for (id, key, credit) in answers {
            let given = Given {
                parts: Vec::new(),
                credit: *credit,
                sure: None,
            };
            progress.record(id, key, given, 1);
        }
        let questions = answers.iter().map(|(id, key, _)| (*id, *key));
        let file = ResultFile::new(&progress, "1", questions, learner, 20_784);
        file.expect("a name").to_json()
    }

    #[test]
    fn learners_and_questions_are_counted() {
        let mut class = class();
        let grace = handed_in(
            "Grace",
            &[("q1", "k", 100), ("q2", "k", 0), ("q3", "k", 50)],
        );
        let ada = handed_in(
            "ada",
            &[("q2", "k", 50), ("q3", "before", 100), ("q9", "k", 100)],
        );
        assert_eq!(class.take_in("g.json", &grace), Ok(Taken::New));
        assert_eq!(class.take_in("a.json", &ada), Ok(Taken::New));
        assert_eq!(class.take_in("copy of a.json", &ada), Ok(Taken::Again));
        assert!(class.take_in("x.json", "{}").is_err());
        assert_eq!(class.len(), 2);
        let learners: Vec<_> = class
            .learners()
            .into_iter()
            .map(|row| (row.learner, row.right, row.answered, row.per_cent))
            .collect();
        let expected = [("ada".to_owned(), 0, 1, 16), ("Grace".to_owned(), 1, 3, 50)];
        assert_eq!(learners, expected);
        let questions: Vec<_> = class
            .questions()
            .into_iter()
            .map(|row| {
                (
                    row.id,
                    row.right,
                    row.partly,
                    row.wrong,
                    row.open,
                    row.tries_tenths,
                )
            })
            .collect();
        let expected = [
            ("q2".to_owned(), 0, 1, 1, 0, 10),
            ("q3".to_owned(), 0, 1, 0, 1, 10),
            ("q1".to_owned(), 1, 0, 0, 1, 10),
        ];
        assert_eq!(questions, expected);
    }

    #[test]
    fn a_spreadsheet_gets_cells_and_no_formulas() {
        let mut class = class();
        let evil = handed_in("=HYPERLINK(\"https://example.org\",1)", &[("q1", "k", 100)]);
        assert_eq!(class.take_in("a, b.json", &evil), Ok(Taken::New));
        assert_eq!(
            class.csv(),
            "learner,file,date,version,right,answered,questions,per cent,labs,q1,q2,q3\r\n\
             \"'=HYPERLINK(\"\"https://example.org\"\",1)\",\"a, b.json\",2026-11-27,1,1,1,3,33,0,100,,\r\n"
        );
    }
}
