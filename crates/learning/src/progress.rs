use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{AnswerState, Score, StoredAnswer};

/// The version of the stored form that this crate writes.
pub const SCHEMA: u32 = 1;

/// All that a browser keeps of one learner in one course.
///
/// Maps are ordered, so equal progress is equal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// The version of this form, [`SCHEMA`].
    pub(crate) schema: u32,
    /// The course's permanent id.
    pub(crate) course: String,
    /// Ids of the topics that were read to their end.
    #[serde(default)]
    pub(crate) read: BTreeSet<String>,
    /// The topic that was open last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_topic: Option<String>,
    /// By permanent question id.
    #[serde(default)]
    pub(crate) answers: BTreeMap<String, StoredAnswer>,
}

impl Progress {
    /// Nothing done yet.
    pub fn new(course: &str) -> Self {
        Self {
            schema: SCHEMA,
            course: course.to_owned(),
            read: BTreeSet::new(),
            last_topic: None,
            answers: BTreeMap::new(),
        }
    }

    /// How the question stands, given the key it has today.
    pub fn answer(&self, question: &str, key: &str) -> AnswerState<'_> {
        self.answers
            .get(question)
            .map_or(AnswerState::Open { attempt: 1 }, |stored| stored.state(key))
    }

    /// Keeps the choice made in the attempt under way.
    pub fn record(&mut self, question: &str, key: &str, chosen: &str, correct: bool) {
        let entry = self.change(question, key);
        entry.chosen = Some(chosen.to_owned());
        entry.correct = correct;
    }

    /// Opens a new attempt; does nothing to a question that is still open.
    pub fn retry(&mut self, question: &str, key: &str) {
        if let AnswerState::Answered { attempt, .. } | AnswerState::Changed { attempt } =
            self.answer(question, key)
        {
            let entry = self.change(question, key);
            entry.attempt = attempt.saturating_add(1);
            entry.chosen = None;
            entry.correct = false;
        }
    }

    /// Notes that a topic is open; it is where *resume* leads.
    pub fn visit(&mut self, topic: &str) {
        self.last_topic = Some(topic.to_owned());
    }

    /// Notes that a topic was read to its end.
    pub fn mark_read(&mut self, topic: &str) {
        self.read.insert(topic.to_owned());
    }

    /// Whether a topic was read to its end.
    pub fn is_read(&self, topic: &str) -> bool {
        self.read.contains(topic)
    }

    /// The topic that was open last.
    pub fn last_topic(&self) -> Option<&str> {
        self.last_topic.as_deref()
    }

    /// The score over these questions, given as pairs of id and today's key.
    pub fn score<'q>(&self, questions: impl IntoIterator<Item = (&'q str, &'q str)>) -> Score {
        let mut score = Score::default();
        for (question, key) in questions {
            score.count(self.answer(question, key));
        }
        score
    }

    /// Takes in what another copy (a second tab, an imported file) knows and this one does not.
    ///
    /// Of two answers to one question the one with more changes wins; with as many, a right one
    /// does: the result does not depend on the order in which copies are merged. Only the topic
    /// that was open last stays this copy's own, if it has one.
    pub fn merge(&mut self, other: &Self) {
        self.read.extend(other.read.iter().cloned());
        if self.last_topic.is_none() {
            self.last_topic.clone_from(&other.last_topic);
        }
        for (question, theirs) in &other.answers {
            match self.answers.get_mut(question) {
                Some(ours) if rank(ours) >= rank(theirs) => {}
                Some(ours) => ours.clone_from(theirs),
                None => {
                    self.answers.insert(question.clone(), theirs.clone());
                }
            }
        }
    }

    /// The stored form.
    pub fn to_json(&self) -> String {
        // Maps with text keys and plain fields: serialisation has nothing that could fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    fn change(&mut self, question: &str, key: &str) -> &mut StoredAnswer {
        let entry = self
            .answers
            .entry(question.to_owned())
            .or_insert_with(|| StoredAnswer {
                revision: 0,
                key: String::new(),
                attempt: 1,
                chosen: None,
                correct: false,
            });
        entry.revision = entry.revision.saturating_add(1);
        key.clone_into(&mut entry.key);
        entry
    }
}

/// Total order of two copies of one answer, so that merging gives the same in any order.
fn rank(answer: &StoredAnswer) -> (u32, bool, u32, Option<&str>, &str) {
    (
        answer.revision,
        answer.correct,
        answer.attempt,
        answer.chosen.as_deref(),
        &answer.key,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(attempt: u32, chosen: &str, correct: bool) -> AnswerState<'_> {
        AnswerState::Answered {
            attempt,
            chosen,
            correct,
        }
    }

    #[test]
    fn a_retry_opens_the_next_attempt_and_keeps_its_number() {
        let mut progress = Progress::new("c");
        assert_eq!(progress.answer("q", "k"), AnswerState::Open { attempt: 1 });
        progress.retry("q", "k");
        assert_eq!(progress.answer("q", "k"), AnswerState::Open { attempt: 1 });
        progress.record("q", "k", "a", false);
        assert_eq!(progress.answer("q", "k"), answered(1, "a", false));
        progress.retry("q", "k");
        assert_eq!(progress.answer("q", "k"), AnswerState::Open { attempt: 2 });
        progress.record("q", "k", "b", true);
        assert_eq!(progress.answer("q", "k"), answered(2, "b", true));
    }

    #[test]
    fn a_changed_key_asks_again_and_counts_as_open() {
        let mut progress = Progress::new("c");
        progress.record("q", "old", "a", true);
        assert_eq!(
            progress.answer("q", "new"),
            AnswerState::Changed { attempt: 1 }
        );
        assert_eq!(
            progress.score([("q", "new")]),
            Score {
                right: 0,
                answered: 0,
                total: 1
            }
        );
        progress.retry("q", "new");
        progress.record("q", "new", "a", true);
        assert_eq!(progress.answer("q", "new"), answered(2, "a", true));
    }

    #[test]
    fn a_score_counts_only_what_it_is_asked_for() {
        let mut progress = Progress::new("c");
        progress.record("q1", "k", "a", true);
        progress.record("q2", "k", "a", false);
        progress.record("elsewhere", "k", "a", true);
        let score = progress.score([("q1", "k"), ("q2", "k"), ("q3", "k")]);
        assert_eq!(
            score,
            Score {
                right: 1,
                answered: 2,
                total: 3
            }
        );
    }

    #[test]
    fn merging_gives_the_same_in_any_order_and_loses_nothing() {
        let mut one = Progress::new("c");
        one.record("q", "k", "a", false);
        one.mark_read("t1");
        let mut two = one.clone();
        one.record("only-one", "k", "x", true);
        two.retry("q", "k");
        two.record("q", "k", "b", true);
        two.mark_read("t2");

        let (mut left, mut right) = (one.clone(), two.clone());
        left.merge(&two);
        right.merge(&one);
        assert_eq!(left, right);
        assert_eq!(left.answer("q", "k"), answered(2, "b", true));
        assert_eq!(left.answer("only-one", "k"), answered(1, "x", true));
        assert!(left.is_read("t1") && left.is_read("t2"));
    }

    #[test]
    fn equal_revisions_have_one_winner() {
        let (mut one, mut two) = (Progress::new("c"), Progress::new("c"));
        one.record("q", "k", "a", false);
        two.record("q", "k", "b", true);
        let (mut left, mut right) = (one.clone(), two.clone());
        left.merge(&two);
        right.merge(&one);
        assert_eq!(left, right);
        assert_eq!(left.answer("q", "k"), answered(1, "b", true));
    }
}
