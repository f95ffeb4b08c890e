use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::review::{Day, Grade, Review};
use crate::turns::Turns;
use crate::{AnswerState, FULL, Given, Score, StoredAnswer};

/// The version of the stored form that this crate writes; it reads the one before it too, which
/// knew nothing of labs.
pub const SCHEMA: u32 = 3;

/// How many answers the log of one question holds; the oldest go first.
const LONGEST_LOG: usize = 64;

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
    /// By topic id, whether it was read to its end.
    #[serde(default)]
    pub(crate) read: Turns,
    /// The topic that was open last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_topic: Option<String>,
    /// By permanent question id.
    #[serde(default)]
    pub(crate) answers: BTreeMap<String, StoredAnswer>,
    /// By permanent lab id, whether its goal was met.
    #[serde(default, skip_serializing_if = "Turns::is_empty")]
    pub(crate) labs: Turns,
}

/// What a reset took away, for whoever wants it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undo {
    answers: Vec<(String, StoredAnswer)>,
    topics: Vec<String>,
    labs: Vec<String>,
}

impl Undo {
    /// Whether the reset took nothing away.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.topics.is_empty() && self.labs.is_empty()
    }
}

impl Progress {
    /// Nothing done yet.
    pub fn new(course: &str) -> Self {
        Self {
            schema: SCHEMA,
            course: course.to_owned(),
            read: Turns::default(),
            last_topic: None,
            answers: BTreeMap::new(),
            labs: Turns::default(),
        }
    }

    /// How the question stands, given the key it has today.
    pub fn answer(&self, question: &str, key: &str) -> AnswerState<'_> {
        const NEW: AnswerState<'_> = AnswerState::Open {
            attempt: 1,
            tries: 0,
            begun: &[],
        };
        self.answers
            .get(question)
            .map_or(NEW, |stored| stored.state(key))
    }

    /// Keeps an answer given today in the attempt under way.
    pub fn record(&mut self, question: &str, key: &str, given: Given, today: Day) {
        let grade = match (given.credit, given.sure) {
            (FULL.., Some(false)) => Grade::Hard,
            (FULL.., _) => Grade::Good,
            _ => Grade::Again,
        };
        let entry = self.change(question, key);
        entry.tries = entry.tries.saturating_add(1);
        entry.given = given.parts;
        entry.credit = Some(given.credit.min(FULL));
        entry.sure = given.sure;
        entry.log.push(Review(today, grade));
        let surplus = entry.log.len().saturating_sub(LONGEST_LOG);
        entry.log.drain(..surplus);
    }

    /// Keeps what was begun and not yet checked; an answer that was checked stays as it is.
    pub fn begin(&mut self, question: &str, key: &str, begun: Vec<String>) {
        if !matches!(self.answer(question, key), AnswerState::Answered { .. }) {
            self.change(question, key).given = begun;
        }
    }

    /// Opens a new attempt, in which `kept` is filled in already; does nothing to a question that
    /// is still open.
    pub fn retry(&mut self, question: &str, key: &str, kept: Vec<String>) {
        if let AnswerState::Answered { attempt, .. } | AnswerState::Changed { attempt } =
            self.answer(question, key)
        {
            let entry = self.change(question, key);
            entry.attempt = attempt.saturating_add(1);
            entry.given = kept;
            entry.credit = None;
            entry.sure = None;
        }
    }

    /// Forgets questions, that topics were read, and that goals of labs were met; all are given by
    /// id. What is given back undoes it.
    pub fn reset<'a>(
        &mut self,
        questions: impl IntoIterator<Item = &'a str>,
        topics: impl IntoIterator<Item = &'a str>,
        labs: impl IntoIterator<Item = &'a str>,
    ) -> Undo {
        let mut undo = Undo::default();
        for question in questions {
            let Some(entry) = self.answers.get_mut(question) else {
                continue;
            };
            if entry.credit.is_none() && entry.given.is_empty() && entry.log.is_empty() {
                continue;
            }
            undo.answers.push((question.to_owned(), entry.clone()));
            // An empty entry, not none: another copy must not bring the old one back.
            *entry = StoredAnswer {
                revision: entry.revision.saturating_add(1),
                key: entry.key.clone(),
                attempt: entry.attempt.saturating_add(1),
                ..StoredAnswer::default()
            };
        }
        undo.topics = self.read.take_back(topics);
        undo.labs = self.labs.take_back(labs);
        undo
    }

    /// Brings back what a reset took away; what was answered since gives way to it.
    pub fn undo(&mut self, undo: Undo) {
        for (question, before) in undo.answers {
            let entry = self.answers.entry(question).or_default();
            *entry = StoredAnswer {
                revision: entry.revision.max(before.revision).saturating_add(1),
                ..before
            };
        }
        for topic in undo.topics {
            self.read.mark(&topic);
        }
        for lab in undo.labs {
            self.labs.mark(&lab);
        }
    }

    /// Gives a question the answer that was kept under an id it had before.
    pub fn adopt(&mut self, question: &str, alias: &str) {
        let Some(theirs) = self.answers.remove(alias) else {
            return;
        };
        self.take(question, &theirs);
    }

    /// Notes that a topic is open; it is where *resume* leads.
    pub fn visit(&mut self, topic: &str) {
        self.last_topic = Some(topic.to_owned());
    }

    /// Notes that a topic was read to its end.
    pub fn mark_read(&mut self, topic: &str) {
        self.read.mark(topic);
    }

    /// Whether a topic was read to its end.
    pub fn is_read(&self, topic: &str) -> bool {
        self.read.is_marked(topic)
    }

    /// Notes that the goal of a lab was met.
    pub fn meet(&mut self, lab: &str) {
        self.labs.mark(lab);
    }

    /// Whether the goal of a lab was met.
    pub fn is_met(&self, lab: &str) -> bool {
        self.labs.is_marked(lab)
    }

    /// The labs whose goal was met, by id, in the order of their ids.
    pub fn labs_met(&self) -> impl Iterator<Item = &str> {
        self.labs.marked()
    }

    /// The topic that was open last.
    pub fn last_topic(&self) -> Option<&str> {
        self.last_topic.as_deref()
    }

    /// What is kept of a question.
    pub fn stored(&self, question: &str) -> Option<&StoredAnswer> {
        self.answers.get(question)
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
    /// Of two answers to one question the one with more changes wins; with as many, a better one
    /// does: the result does not depend on the order in which copies are merged. Only the topic
    /// that was open last stays this copy's own, if it has one.
    pub fn merge(&mut self, other: &Self) {
        self.read.merge(&other.read);
        self.labs.merge(&other.labs);
        if self.last_topic.is_none() {
            self.last_topic.clone_from(&other.last_topic);
        }
        for (question, theirs) in &other.answers {
            self.take(question, theirs);
        }
    }

    /// The stored form.
    pub fn to_json(&self) -> String {
        // Maps with text keys and plain fields: serialisation has nothing that could fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    fn take(&mut self, question: &str, theirs: &StoredAnswer) {
        match self.answers.get_mut(question) {
            Some(ours) if rank(ours) >= rank(theirs) => {}
            Some(ours) => ours.clone_from(theirs),
            None => {
                self.answers.insert(question.to_owned(), theirs.clone());
            }
        }
    }

    fn change(&mut self, question: &str, key: &str) -> &mut StoredAnswer {
        let entry = self.answers.entry(question.to_owned()).or_default();
        entry.revision = entry.revision.saturating_add(1);
        entry.attempt = entry.attempt.max(1);
        if entry.key != key {
            // Another question under the same name: what was known of the old one ends here.
            key.clone_into(&mut entry.key);
            entry.tries = 0;
            entry.credit = None;
            entry.log.clear();
        }
        entry
    }
}

/// Total order of two copies of one answer, so that merging gives the same in any order.
fn rank(answer: &StoredAnswer) -> impl Ord + use<'_> {
    (
        answer.revision,
        answer.credit,
        answer.attempt,
        answer.tries,
        &answer.given,
        &answer.key,
        answer.sure,
        answer.log.len(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(parts: &[&str], credit: u8) -> Given {
        Given {
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            credit,
            sure: None,
        }
    }

    /// Attempt, tries, what was given or begun, and the credit.
    fn seen<'a>(progress: &'a Progress, key: &str) -> (u32, u32, Vec<&'a str>, Option<u8>) {
        let (attempt, tries, given, credit) = match progress.answer("q", key) {
            AnswerState::Open {
                attempt,
                tries,
                begun,
            } => (attempt, tries, begun, None),
            AnswerState::Answered {
                attempt,
                tries,
                given,
                credit,
            } => (attempt, tries, given, Some(credit)),
            AnswerState::Changed { attempt } => return (attempt, 0, vec!["changed"], None),
        };
        let given = given.iter().map(String::as_str).collect();
        (attempt, tries, given, credit)
    }

    #[test]
    fn a_retry_opens_the_next_attempt_and_keeps_its_number() {
        let mut progress = Progress::new("c");
        assert_eq!(seen(&progress, "k"), (1, 0, vec![], None));
        progress.retry("q", "k", Vec::new());
        assert_eq!(seen(&progress, "k"), (1, 0, vec![], None));
        progress.record("q", "k", given(&["a", "b"], 50), 1);
        assert_eq!(seen(&progress, "k"), (1, 1, vec!["a", "b"], Some(50)));
        progress.retry("q", "k", vec!["a".to_owned()]);
        assert_eq!(seen(&progress, "k"), (2, 1, vec!["a"], None));
        progress.record("q", "k", given(&["a", "c"], 100), 1);
        assert_eq!(seen(&progress, "k"), (2, 2, vec!["a", "c"], Some(100)));
    }

    #[test]
    fn what_was_begun_is_kept_until_it_is_checked() {
        let mut progress = Progress::new("c");
        progress.begin("q", "k", vec!["dra".to_owned()]);
        assert_eq!(seen(&progress, "k"), (1, 0, vec!["dra"], None));
        assert_eq!(seen(&progress, "other"), (1, 0, vec![], None));
        progress.record("q", "k", given(&["draft"], 100), 1);
        progress.begin("q", "k", vec!["late".to_owned()]);
        assert_eq!(seen(&progress, "k"), (1, 1, vec!["draft"], Some(100)));
    }

    #[test]
    fn a_changed_key_asks_again_and_counts_as_open() {
        let mut progress = Progress::new("c");
        progress.record("q", "old", given(&["a"], 100), 1);
        assert_eq!(seen(&progress, "new"), (1, 0, vec!["changed"], None));
        assert_eq!(progress.score([("q", "new")]).answered, 0);
        progress.retry("q", "new", Vec::new());
        progress.record("q", "new", given(&["a"], 100), 1);
        assert_eq!(seen(&progress, "new"), (2, 1, vec!["a"], Some(100)));
    }

    #[test]
    fn a_reset_forgets_and_can_be_undone() {
        let mut progress = Progress::new("c");
        progress.record("q", "k", given(&["a"], 0), 1);
        progress.mark_read("t");
        progress.meet("lab");
        let before = progress.clone();
        let undo = progress.reset(["q", "never-seen"], ["t", "unread"], ["lab", "unmet"]);
        assert_eq!(seen(&progress, "k"), (2, 0, vec![], None));
        assert!(!progress.is_read("t") && !progress.is_met("lab"));

        // Another copy that knows nothing of the reset does not bring anything back.
        let mut merged = before.clone();
        merged.merge(&progress);
        assert_eq!(merged.answers, progress.answers);
        assert!(!merged.is_read("t") && !merged.is_met("lab"));

        assert!(!undo.is_empty());
        progress.undo(undo);
        assert_eq!(seen(&progress, "k"), (1, 1, vec!["a"], Some(0)));
        assert!(progress.is_read("t") && progress.is_met("lab"));
        merged.merge(&progress);
        assert_eq!(merged, progress);
        assert!(Progress::new("c").reset(["q"], ["t"], ["l"]).is_empty());
    }

    #[test]
    fn a_renamed_question_takes_its_answer_along() {
        let mut progress = Progress::new("c");
        progress.record("old", "k", given(&["a"], 100), 1);
        progress.adopt("q", "old");
        assert_eq!(seen(&progress, "k"), (1, 1, vec!["a"], Some(100)));
        // The copy of another tab still has it under its old name.
        let mut other = Progress::new("c");
        other.record("old", "k", given(&["a"], 100), 1);
        progress.merge(&other);
        progress.adopt("q", "old");
        assert_eq!(progress.answers.len(), 1);
    }

    #[test]
    fn a_score_counts_only_what_it_is_asked_for() {
        let mut progress = Progress::new("c");
        progress.record("q1", "k", given(&["a"], 100), 1);
        progress.record("q2", "k", given(&["a"], 50), 1);
        progress.record("elsewhere", "k", given(&["a"], 100), 1);
        let score = progress.score([("q1", "k"), ("q2", "k"), ("q3", "k")]);
        assert_eq!(
            score,
            Score {
                right: 1,
                answered: 2,
                total: 3,
                credit: 150
            }
        );
    }

    #[test]
    fn merging_gives_the_same_in_any_order_and_loses_nothing() {
        let mut one = Progress::new("c");
        one.record("q", "k", given(&["a"], 0), 1);
        one.mark_read("t1");
        let mut two = one.clone();
        one.record("only-one", "k", given(&["x"], 100), 1);
        two.retry("q", "k", Vec::new());
        two.record("q", "k", given(&["b"], 100), 2);
        two.mark_read("t2");
        two.meet("lab");
        two.meet("lab");

        let (mut left, mut right) = (one.clone(), two.clone());
        left.merge(&two);
        right.merge(&one);
        assert_eq!(left, right);
        assert_eq!(seen(&left, "k"), (2, 2, vec!["b"], Some(100)));
        assert!(left.stored("only-one").is_some());
        assert!(left.is_read("t1") && left.is_read("t2"));
        assert_eq!(Vec::from_iter(left.labs_met()), ["lab"]);
    }

    #[test]
    fn equal_revisions_have_one_winner() {
        let (mut one, mut two) = (Progress::new("c"), Progress::new("c"));
        one.record("q", "k", given(&["a"], 0), 1);
        two.record("q", "k", given(&["b"], 100), 1);
        let (mut left, mut right) = (one.clone(), two.clone());
        left.merge(&two);
        right.merge(&one);
        assert_eq!(left, right);
        assert_eq!(seen(&left, "k"), (1, 1, vec!["b"], Some(100)));
    }

    #[test]
    fn a_log_does_not_grow_for_ever() {
        let mut progress = Progress::new("c");
        for day in 0..200 {
            progress.retry("q", "k", Vec::new());
            progress.record("q", "k", given(&["a"], 0), day);
        }
        let log = &progress.answers["q"].log;
        assert_eq!((log.len(), log.last().unwrap().0), (LONGEST_LOG, 199));
    }
}
