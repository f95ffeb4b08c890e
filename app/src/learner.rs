mod store_model;

use std::sync::Arc;

use course::{Course, Question};
use learning::{AnswerState, CHOSEN_KEY, FULL, Given, LoadError, Progress, Undo, chosen_name};
use leptos::prelude::*;

use self::store_model::{Notice, Store};
use crate::course_model;
use crate::platform::{address, clock, goal, storage};
use crate::question::{Start, judge};

/// The learner's progress in this course, kept in the browser at every change.
#[derive(Clone, Copy)]
pub struct Learner {
    progress: RwSignal<Progress>,
    loaded: RwSignal<bool>,
    notice: RwSignal<Option<Notice>>,
    store: StoredValue<Store>,
    name: RwSignal<String>,
    /// Nothing is read from the browser, and nothing is left there.
    is_trial: bool,
}

/// Provides a [`learner`] who tries questions out: what is answered lasts as long as the page.
pub(crate) fn provide_trial(course: &Course) {
    provide_context(Learner {
        progress: RwSignal::new(Progress::new(&course.id)),
        loaded: RwSignal::new(true),
        notice: RwSignal::new(None),
        store: StoredValue::new(Store::new(course)),
        name: RwSignal::new(String::new()),
        is_trial: true,
    });
}

/// Provides what [`learner`] gives. Nothing is read from the browser before hydration is over.
pub(crate) fn provide(course: &Arc<Course>) {
    let learner = Learner {
        progress: RwSignal::new(Progress::new(&course.id)),
        loaded: RwSignal::new(false),
        notice: RwSignal::new(None),
        store: StoredValue::new(Store::new(course)),
        name: RwSignal::new(String::new()),
        is_trial: false,
    };
    let course = Arc::clone(course);
    Effect::new(move |_| {
        let chosen = chosen();
        learner.name.set(chosen_name(&chosen).to_owned());
        learner.store.update_value(|store| store.choose(&chosen));
        learner.take_in_stored();
        learner.loaded.set(true);
        storage::on_change_elsewhere(move |key| {
            // Somebody else sits here now: nothing of the one before stays on the page.
            if self::chosen() != chosen {
                address::reload();
            } else if learner.store.read_value().is_key(&key) {
                learner.take_in_stored();
            }
        });
        let course = Arc::clone(&course);
        goal::on_met(move |lab| learner.meet(&course, lab));
    });
    provide_context(learner);
}

/// The learner's progress.
pub fn learner() -> Learner {
    expect_context()
}

/// Which of the learners who share this browser learns now.
fn chosen() -> String {
    storage::read(CHOSEN_KEY).ok().flatten().unwrap_or_default()
}

impl Learner {
    /// The progress, to be followed.
    pub fn progress(self) -> ReadSignal<Progress> {
        self.progress.read_only()
    }

    /// The name of the learner, to be followed; empty where nobody has chosen one.
    pub fn name(self) -> ReadSignal<String> {
        self.name.read_only()
    }

    /// What is to be said about the store, if anything.
    pub(crate) fn notice(self) -> Option<String> {
        self.notice.get().map(|notice| notice.to_string())
    }

    /// The reader has seen the notice.
    pub(crate) fn dismiss_notice(self) {
        self.notice.set(None);
    }

    /// Whether what was stored has been read.
    pub fn is_loaded(self) -> bool {
        self.loaded.get()
    }

    /// Judges an answer and keeps it.
    pub(crate) fn record(self, question: &Question, parts: Vec<String>, sure: Option<bool>) {
        let given = Given {
            credit: judge(question, &parts).credit(),
            parts,
            sure,
        };
        self.change(|progress| {
            progress.record(&question.id, &question.key, given, clock::today());
        });
    }

    /// Keeps what was begun and not yet checked, so that a page that ends takes nothing with it.
    pub(crate) fn begin(self, question: &Question, begun: Vec<String>) {
        let open = matches!(
            self.progress
                .read_untracked()
                .answer(&question.id, &question.key),
            AnswerState::Open { .. }
        );
        if open {
            self.change(|progress| progress.begin(&question.id, &question.key, begun));
        }
    }

    /// What was begun.
    pub(crate) fn begun(self, question: &Question) -> Start {
        let progress = self.progress.read_untracked();
        let state = progress.answer(&question.id, &question.key);
        Start {
            attempt: state.attempt(),
            parts: match state {
                AnswerState::Open { begun, .. } => begun.to_vec(),
                _ => Vec::new(),
            },
        }
    }

    /// Opens a new attempt at a question, in which `kept` stands already.
    pub(crate) fn retry(self, question: &Question, kept: Vec<String>) {
        self.change(|progress| progress.retry(&question.id, &question.key, kept));
    }

    /// Opens a new attempt at a question that is known by its id and its key.
    pub fn ask_again(self, id: &str, key: &str) {
        self.change(|progress| progress.retry(id, key, Vec::new()));
    }

    /// Opens a new attempt at each of these questions, given as pairs of id and key.
    pub(crate) fn retry_all(self, questions: &[(String, String)]) {
        self.change(|progress| {
            for (id, key) in questions {
                progress.retry(id, key, Vec::new());
            }
        });
    }

    /// Joins what another copy of the progress knows with what is here.
    pub(crate) fn import(self, text: &str) -> Result<(), LoadError> {
        let taken = self
            .store
            .read_value()
            .take_in(text, &self.progress.read_untracked())?;
        if let Some(merged) = taken {
            self.change(|progress| progress.merge(&merged));
        }
        Ok(())
    }

    /// Forgets what was answered and read, and which goals of labs were met, each given by id; what
    /// is given back undoes it.
    pub fn reset<'a>(
        self,
        questions: impl Iterator<Item = &'a str>,
        topics: impl Iterator<Item = &'a str>,
        labs: impl Iterator<Item = &'a str>,
    ) -> Undo {
        let mut undo = Undo::default();
        self.change(|progress| undo = progress.reset(questions, topics, labs));
        undo
    }

    /// Brings back what a reset took away.
    pub fn undo(self, undo: Undo) {
        self.change(|progress| progress.undo(undo));
    }

    /// A lab's goal is met: the questions that ask for it are answered.
    fn meet(self, course: &Course, lab: &str) {
        if !self.progress.read_untracked().is_met(lab) {
            self.change(|progress| progress.meet(lab));
        }
        let asked = course_model::topics(course)
            .flat_map(|topic| &topic.questions)
            .filter(|question| question.fixed_in == lab);
        for question in asked {
            let state = |progress: &Progress| match progress.answer(&question.id, &question.key) {
                AnswerState::Answered { credit, .. } => credit == FULL,
                _ => false,
            };
            if !state(&self.progress.read_untracked()) {
                let given = Given {
                    parts: vec!["met".to_owned()],
                    credit: FULL,
                    sure: None,
                };
                self.change(|progress| {
                    progress.record(&question.id, &question.key, given, clock::today());
                });
            }
        }
    }

    /// Notes that a topic is open.
    pub(crate) fn visit(self, topic: &str) {
        let already = self.progress.read_untracked().last_topic() == Some(topic);
        if !already {
            self.change(|progress| progress.visit(topic));
        }
    }

    /// Notes that a topic was read to its end.
    pub(crate) fn mark_read(self, topic: &str) {
        let already = self.progress.read_untracked().is_read(topic);
        if !already {
            self.change(|progress| progress.mark_read(topic));
        }
    }

    /// Runs `read` on a question's state.
    pub(crate) fn with_state<T>(
        self,
        question: &course::Question,
        read: impl FnOnce(AnswerState<'_>) -> T,
    ) -> T {
        read(self.progress.read().answer(&question.id, &question.key))
    }

    fn change(self, change: impl FnOnce(&mut Progress)) {
        if self.is_trial {
            self.progress.update(change);
            return;
        }
        // Another tab may have written since: its news are taken in before ours are written.
        let may_write = self.take_in_stored();
        self.progress.update(change);
        let key = self.store.read_value().key();
        if may_write && !storage::write(&key, &*self.progress.read_untracked()) {
            self.say(Notice::NotKept);
        }
    }

    /// Whether the store may be written: nothing that could not be read is written over.
    fn take_in_stored(self) -> bool {
        let key = self.store.read_value().key();
        let Ok(text) = storage::read(&key) else {
            self.say(Notice::NotKept);
            return false;
        };
        let Some(text) = text else { return true };
        let taken = self
            .store
            .read_value()
            .take_in(&text, &self.progress.read_untracked());
        match taken {
            Ok(None) => true,
            Ok(Some(merged)) => {
                self.progress.set(merged);
                true
            }
            Err(reason) => {
                let kept = storage::set_aside(&key, &text);
                let moved = kept.is_some();
                self.say(Notice::SetAside { reason, kept });
                moved
            }
        }
    }

    /// Each kind of notice is given once.
    fn say(self, notice: Notice) {
        let mut first = false;
        self.store
            .update_value(|store| first = store.first_time(&notice));
        if first {
            self.notice.set(Some(notice));
        }
    }
}
