//! Which questions are to be answered again, and when.

use course::{Course, QuestionRef, TopicMeta};
use learning::{Day, Progress, iso_date};

use crate::overview_model::topics;
use crate::schedule;

/// A question that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    /// The id of its topic.
    pub(crate) topic: String,
    /// The title of its topic.
    pub(crate) title: String,
    /// Its permanent id.
    pub(crate) id: String,
    /// The fingerprint of its key.
    pub(crate) key: String,
    /// Its number on the page of its topic.
    pub(crate) number: usize,
}

/// The day on which a question is due; `None` if it does not come back, or its key has changed, so
/// that it is open anyway.
pub(crate) fn due_of(progress: &Progress, question: &QuestionRef) -> Option<Day> {
    let stored = progress.stored(&question.id)?;
    if stored.key != question.key {
        return None;
    }
    schedule::due(&stored.log)
}

/// The questions of a topic that are due, with their numbers from 0.
pub(crate) fn due_in<'t>(
    progress: &'t Progress,
    topic: &'t TopicMeta,
    today: Day,
) -> impl Iterator<Item = (usize, &'t QuestionRef)> {
    let questions = topic.questions.iter().enumerate();
    questions
        .filter(move |(_, question)| due_of(progress, question).is_some_and(|day| day <= today))
}

/// All questions that are due, those that wait longest first.
pub(crate) fn queue(course: &Course, progress: &Progress, today: Day) -> Vec<Due> {
    let mut queue = Vec::new();
    for topic in topics(course) {
        for (index, question) in due_in(progress, topic, today) {
            let entry = Due {
                topic: topic.id.clone(),
                title: topic.title.clone(),
                id: question.id.clone(),
                key: question.key.clone(),
                number: index + 1,
            };
            queue.push((due_of(progress, question), entry));
        }
    }
    // Stable: what waits equally long stays in the order of the course.
    queue.sort_by_key(|(day, _)| *day);
    queue.into_iter().map(|(_, entry)| entry).collect()
}

/// The question to ask after `asked`: the next one, where that is still due because it was left,
/// and else the first.
pub(crate) fn after<'q>(queue: &'q [Due], asked: Option<&Due>) -> Option<&'q Due> {
    let left = queue.iter().position(|due| Some(due) == asked);
    queue.get(left.map_or(0, |index| index + 1))
}

/// The day on which the next question comes back after today, and how many do on it.
pub(crate) fn next(course: &Course, progress: &Progress, today: Day) -> Option<(Day, usize)> {
    let questions = topics(course).flat_map(|topic| &topic.questions);
    let days: Vec<_> = questions
        .filter_map(|question| due_of(progress, question))
        .filter(|day| *day > today)
        .collect();
    let first = *days.iter().min()?;
    Some((first, days.iter().filter(|day| **day == first).count()))
}

/// What is said of the queue.
pub(crate) fn words(due: usize, next: Option<(Day, usize)>) -> String {
    match (due, next) {
        (1, _) => "One question is due today.".to_owned(),
        (2.., _) => format!("{due} questions are due today."),
        (0, Some((day, 1))) => format!(
            "Nothing is due. One question comes back on {}.",
            iso_date(day)
        ),
        (0, Some((day, count))) => {
            format!(
                "Nothing is due. {count} questions come back on {}.",
                iso_date(day)
            )
        }
        (0, None) => {
            "Nothing is due, and nothing is waiting: a question comes back when its answer \
                      was wrong, or when you were not sure."
                .to_owned()
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use app::{Desk, DeskData, LabEntry};
    use course::Chapter;
    use learning::Given;

    use super::*;

    pub(crate) const TODAY: Day = 20_784;

    /// A course of two topics with the questions `q1` and `q2`, and `q3`.
    pub(crate) fn data() -> DeskData {
        let question = |id: &&str| QuestionRef {
            id: (*id).to_owned(),
            key: "k".to_owned(),
            aliases: Vec::new(),
            fixed_in: String::new(),
        };
        let topic = |number, id: &str, questions: &[&str]| TopicMeta {
            id: id.to_owned(),
            number,
            title: format!("Topic {number}"),
            summary: String::new(),
            tags: Vec::new(),
            minutes: 1,
            prerequisites: Vec::new(),
            questions: questions.iter().map(question).collect(),
        };
        DeskData {
            build: "b".to_owned(),
            page: Desk::Progress,
            course: Course {
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
                    topics: vec![topic(1, "t1", &["q1", "q2"]), topic(2, "t2", &["q3"])],
                }],
            },
            labs: vec![LabEntry {
                topic: "t1".to_owned(),
                id: "lab".to_owned(),
                title: "See it".to_owned(),
            }],
        }
    }

    fn record(progress: &mut Progress, question: &str, credit: u8, sure: bool, day: Day) {
        let given = Given {
            parts: vec!["a".to_owned()],
            credit,
            sure: Some(sure),
        };
        progress.record(question, "k", given, day);
    }

    #[test]
    fn what_waits_longest_comes_first_and_an_answer_takes_it_away() {
        let course = data().course;
        let mut progress = Progress::new("c");
        let ids = |progress: &Progress, today| -> Vec<String> {
            let queue = queue(&course, progress, today);
            queue.into_iter().map(|due| due.id).collect()
        };
        assert!(ids(&progress, TODAY).is_empty());
        record(&mut progress, "q1", 0, true, TODAY - 2);
        record(&mut progress, "q2", 100, true, TODAY - 9);
        record(&mut progress, "q3", 50, true, TODAY - 4);
        assert_eq!(ids(&progress, TODAY), ["q3", "q1"]);
        // An attempt that was begun and left does not take it out of the queue.
        progress.retry("q3", "k", Vec::new());
        assert_eq!(ids(&progress, TODAY), ["q3", "q1"]);
        record(&mut progress, "q3", 100, true, TODAY);
        assert_eq!(ids(&progress, TODAY), ["q1"]);
        record(&mut progress, "q1", 0, true, TODAY);
        assert!(ids(&progress, TODAY).is_empty());
        assert_eq!(next(&course, &progress, TODAY), Some((TODAY + 1, 1)));
        assert_eq!(ids(&progress, TODAY + 1), ["q1"]);
    }

    #[test]
    fn a_question_can_be_left_for_later() {
        let course = data().course;
        let mut progress = Progress::new("c");
        for question in ["q1", "q2", "q3"] {
            record(&mut progress, question, 0, true, TODAY - 2);
        }
        let all = queue(&course, &progress, TODAY);
        let [one, two, three] = all.as_slice() else {
            panic!("three are due: {all:?}");
        };
        assert_eq!(after(&all, None), Some(one));
        assert_eq!(after(&all, Some(one)), Some(two));
        assert_eq!(after(&all, Some(three)), None);
        record(&mut progress, "q2", 100, true, TODAY);
        let rest = queue(&course, &progress, TODAY);
        assert_eq!(after(&rest, Some(two)), Some(one));
    }

    #[test]
    fn an_answer_that_was_not_sure_comes_back_and_one_to_another_key_does_not() {
        let course = data().course;
        let mut progress = Progress::new("c");
        record(&mut progress, "q1", 100, false, TODAY);
        let back = next(&course, &progress, TODAY).expect("it comes back").0;
        let entry = queue(&course, &progress, back);
        let seen: Vec<_> = entry
            .iter()
            .map(|due| (due.id.as_str(), due.number))
            .collect();
        assert_eq!(seen, [("q1", 1)]);
        let mut changed = course;
        changed.chapters[0].topics[0].questions[0].key = "other".to_owned();
        assert!(queue(&changed, &progress, back).is_empty());
        assert_eq!(next(&changed, &progress, TODAY), None);
    }

    #[test]
    fn words_are_honest() {
        for (due, next, said) in [
            (0, None, "Nothing is due, and nothing is waiting: "),
            (
                0,
                Some((TODAY, 1)),
                "Nothing is due. One question comes back on 2026-11-27.",
            ),
            (
                0,
                Some((TODAY, 3)),
                "Nothing is due. 3 questions come back on 2026-11-27.",
            ),
            (1, None, "One question is due today."),
            (2, Some((TODAY, 3)), "2 questions are due today."),
        ] {
            assert!(words(due, next).starts_with(said), "{}", words(due, next));
        }
    }
}
