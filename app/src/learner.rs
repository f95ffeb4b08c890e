mod store_model;

use learning::{AnswerState, Progress};
use leptos::prelude::*;

use self::store_model::{Notice, Store};
use crate::platform::storage;

/// The learner's progress in this course, kept in the browser at every change.
#[derive(Clone, Copy)]
pub(crate) struct Learner {
    progress: RwSignal<Progress>,
    notice: RwSignal<Option<Notice>>,
    store: StoredValue<Store>,
}

/// Provides what [`learner`] gives. Nothing is read from the browser before hydration is over.
pub(crate) fn provide(course: &str) {
    let learner = Learner {
        progress: RwSignal::new(Progress::new(course)),
        notice: RwSignal::new(None),
        store: StoredValue::new(Store::new(course)),
    };
    Effect::new(move |_| {
        learner.take_in_stored();
        storage::on_change_elsewhere(move |key| {
            if learner.store.read_value().is_key(&key) {
                learner.take_in_stored();
            }
        });
    });
    provide_context(learner);
}

/// The learner's progress.
pub(crate) fn learner() -> Learner {
    expect_context()
}

impl Learner {
    /// The progress, to be followed.
    pub(crate) fn progress(self) -> ReadSignal<Progress> {
        self.progress.read_only()
    }

    /// What is to be said about the store, if anything.
    pub(crate) fn notice(self) -> Option<String> {
        self.notice.get().map(|notice| notice.to_string())
    }

    /// The reader has seen the notice.
    pub(crate) fn dismiss_notice(self) {
        self.notice.set(None);
    }

    /// Keeps an answer.
    pub(crate) fn record(self, question: &course::Question, chosen: &str) {
        let correct = crate::question::options(question)
            .iter()
            .any(|answer| answer.id == chosen && answer.correct);
        self.change(|progress| progress.record(&question.id, &question.key, chosen, correct));
    }

    /// Opens a new attempt at a question.
    pub(crate) fn retry(self, question: &course::Question) {
        self.change(|progress| progress.retry(&question.id, &question.key));
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
