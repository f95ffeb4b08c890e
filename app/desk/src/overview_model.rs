//! What was done and what is left, as the page about progress shows it.

use app::{DeskData, LabEntry};
use course::{Chapter, Course, TopicMeta};
use learning::{AnswerState, Day, FULL, Progress, Score, iso_date};

use crate::queue_model;

/// How far a learner is with some topics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    /// Topics read to their end.
    pub(crate) read: usize,
    /// Topics.
    pub(crate) topics: usize,
    /// The questions.
    pub(crate) score: Score,
    /// Questions that are to be answered again by today.
    pub(crate) due: usize,
    /// Labs whose goal was met.
    pub(crate) met: usize,
    /// Labs that have a goal.
    pub(crate) labs: usize,
}

/// A question in a topic's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QuestionEntry {
    /// Its permanent id.
    pub(crate) id: String,
    /// From 1, in page order.
    pub(crate) number: usize,
    /// How it stands.
    pub(crate) words: String,
    /// Whether there is anything to forget.
    pub(crate) is_kept: bool,
}

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Certificate {
    /// The day of the last answer, as ISO 8601 has it.
    pub(crate) date: String,
    /// `38 of 40 questions right, 96 %`
    pub(crate) score: String,
}

/// All topics in reading order.
pub(crate) fn topics(course: &Course) -> impl Iterator<Item = &TopicMeta> {
    course.chapters.iter().flat_map(|chapter| &chapter.topics)
}

/// The sum over some topics.
pub(crate) fn sum<'t>(
    data: &DeskData,
    progress: &Progress,
    today: Day,
    topics: impl Iterator<Item = &'t TopicMeta>,
) -> Sum {
    let mut sum = Sum::default();
    for topic in topics {
        sum.topics += 1;
        sum.read += usize::from(progress.is_read(&topic.id));
        sum.score += progress.score(keys(topic));
        sum.due += queue_model::due_in(progress, topic, today).count();
        for lab in labs(data, topic) {
            sum.labs += 1;
            sum.met += usize::from(progress.is_met(&lab.id));
        }
    }
    sum
}

/// The sum over a chapter.
pub(crate) fn of_chapter(
    data: &DeskData,
    progress: &Progress,
    today: Day,
    chapter: &Chapter,
) -> Sum {
    sum(data, progress, today, chapter.topics.iter())
}

/// The labs of a topic that have a goal.
pub(crate) fn labs<'d>(
    data: &'d DeskData,
    topic: &TopicMeta,
) -> impl Iterator<Item = &'d LabEntry> + use<'d> {
    let topic = topic.id.clone();
    data.labs.iter().filter(move |lab| lab.topic == topic)
}

/// The questions of a topic.
pub(crate) fn questions(progress: &Progress, topic: &TopicMeta, today: Day) -> Vec<QuestionEntry> {
    let entry = |(index, question): (usize, &course::QuestionRef)| {
        let stored = progress.stored(&question.id);
        let state = progress.answer(&question.id, &question.key);
        let standing = match state {
            AnswerState::Answered { credit: FULL, .. } => "right".to_owned(),
            AnswerState::Answered { credit: 0, .. } => "not right".to_owned(),
            AnswerState::Answered { credit, .. } => format!("partly right: {credit} %"),
            AnswerState::Changed { .. } => "changed since you answered it".to_owned(),
            AnswerState::Open { tries: 0, .. } => "not answered".to_owned(),
            AnswerState::Open { .. } => "to be answered again".to_owned(),
        };
        let back = match queue_model::due_of(progress, question) {
            Some(due) if due <= today => ", due".to_owned(),
            Some(due) => format!(", comes back on {}", iso_date(due)),
            None => String::new(),
        };
        QuestionEntry {
            id: question.id.clone(),
            number: index + 1,
            words: format!("{standing}{back}"),
            is_kept: stored
                .is_some_and(|stored| !stored.given.is_empty() || !stored.log.is_empty()),
        }
    };
    topic.questions.iter().enumerate().map(entry).collect()
}

/// What a certificate says; `None` while a question is open. A course without questions has none.
pub(crate) fn certificate(data: &DeskData, progress: &Progress) -> Option<Certificate> {
    let Score {
        answered, total, ..
    } = score(&data.course, progress);
    if answered < total || total == 0 {
        return None;
    }
    let ids = topics(&data.course).flat_map(|topic| &topic.questions);
    let last = ids
        .filter_map(|question| progress.stored(&question.id)?.log.last())
        .map(|review| review.0)
        .max();
    let score = score(&data.course, progress);
    Some(Certificate {
        date: iso_date(last.unwrap_or(0)),
        score: format!(
            "{} of {} questions right, {} %",
            score.right,
            score.total,
            score.per_cent()
        ),
    })
}

/// The score over the whole course.
pub(crate) fn score(course: &Course, progress: &Progress) -> Score {
    progress.score(topics(course).flat_map(keys))
}

/// The questions of a topic as pairs of id and key.
pub(crate) fn keys(topic: &TopicMeta) -> impl Iterator<Item = (&str, &str)> {
    topic
        .questions
        .iter()
        .map(|question| (question.id.as_str(), question.key.as_str()))
}

impl Sum {
    /// `read, 3 of 4 questions answered, 2 right, 1 due, 1 of 1 labs done`, as far as there is any.
    pub(crate) fn words(&self) -> String {
        let mut words = Vec::new();
        words.push(match (self.read, self.topics) {
            (0, 1) => "not read".to_owned(),
            (1, 1) => "read".to_owned(),
            (read, topics) => format!("{read} of {topics} topics read"),
        });
        let Score {
            right,
            answered,
            total,
            ..
        } = self.score;
        if total > 0 {
            words.push(format!("{answered} of {total} questions answered"));
            words.push(format!("{right} right"));
        }
        if self.due > 0 {
            words.push(format!("{} due", self.due));
        }
        if self.labs > 0 {
            words.push(format!("{} of {} labs done", self.met, self.labs));
        }
        words.join(", ")
    }

    /// What style sheets see.
    pub(crate) fn name(&self) -> &'static str {
        let is_done = self.read == self.topics && self.score.is_complete();
        match is_done {
            true => "done",
            false if self.read > 0 || self.score.answered > 0 => "started",
            false => "new",
        }
    }
}

#[cfg(test)]
mod tests {
    use learning::Given;

    use super::*;
    use crate::queue_model::tests::{TODAY, data};

    fn answered(credits: &[(&str, u8)]) -> Progress {
        let mut progress = Progress::new("c");
        for (question, credit) in credits {
            let given = Given {
                parts: vec!["a".to_owned()],
                credit: *credit,
                sure: None,
            };
            progress.record(question, "k", given, TODAY - 3);
        }
        progress
    }

    fn words(progress: &Progress) -> Vec<String> {
        let data = data();
        let of_topic = |topic| sum(&data, progress, TODAY, std::iter::once(topic)).words();
        topics(&data.course).map(of_topic).collect()
    }

    #[test]
    fn each_topic_says_what_is_done_and_due() {
        let mut progress = answered(&[("q1", 100), ("q2", 0)]);
        progress.mark_read("t1");
        progress.meet("lab");
        assert_eq!(
            words(&progress),
            [
                "read, 2 of 2 questions answered, 1 right, 1 due, 1 of 1 labs done",
                "not read, 0 of 1 questions answered, 0 right",
            ]
        );
        let data = data();
        let chapter = data.course.chapters.first().expect("a chapter");
        assert_eq!(
            of_chapter(&data, &progress, TODAY, chapter).words(),
            "1 of 2 topics read, 2 of 3 questions answered, 1 right, 1 due, 1 of 1 labs done"
        );
    }

    #[test]
    fn each_question_says_how_it_stands() {
        let mut progress = answered(&[("q1", 100), ("q2", 50)]);
        let data = data();
        let topic = topics(&data.course).next().expect("a topic");
        let seen = |progress: &Progress, today| -> Vec<(String, bool)> {
            let entry = |entry: QuestionEntry| (entry.words, entry.is_kept);
            questions(progress, topic, today)
                .into_iter()
                .map(entry)
                .collect()
        };
        let expected = [("right", true), ("partly right: 50 %, due", true)];
        assert_eq!(
            seen(&progress, TODAY),
            expected.map(|(text, kept)| (text.to_owned(), kept))
        );
        let before = "partly right: 50 %, comes back on 2026-11-25".to_owned();
        assert_eq!(seen(&progress, TODAY - 3)[1], (before, true));
        progress.reset(["q1", "q2"], [], []);
        let open = ("not answered".to_owned(), false);
        assert_eq!(seen(&progress, TODAY), [open.clone(), open]);
    }

    #[test]
    fn a_certificate_is_given_when_all_is_answered() {
        let data = data();
        assert_eq!(
            certificate(&data, &answered(&[("q1", 100), ("q2", 0)])),
            None
        );
        let all = answered(&[("q1", 100), ("q2", 0), ("q3", 50)]);
        let expected = Certificate {
            date: "2026-11-24".to_owned(),
            score: "1 of 3 questions right, 50 %".to_owned(),
        };
        assert_eq!(certificate(&data, &all), Some(expected));
        let mut none = data;
        none.course.chapters.clear();
        assert_eq!(certificate(&none, &all), None);
    }
}
