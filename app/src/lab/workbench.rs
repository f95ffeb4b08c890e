use std::time::Duration;

use lab_protocol::{LineRange, Scenario};
use leptos::html::Textarea;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

use super::draft_model::{Draft, File};
use super::editor_model::line_range;
use super::session_model::{Phase, Session};
use crate::platform::caret;
use crate::platform::simulator::{News, Simulator};

/// How long after the last key the simulator is asked.
const ASKED_AFTER: Duration = Duration::from_millis(80);

/// A simulator that is silent for longer has got lost.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(10);

/// A lab at work: what is edited, what the simulator says, and the way between the two.
#[derive(Clone, Copy)]
pub(crate) struct Workbench {
    draft: RwSignal<Draft>,
    session: RwSignal<Session>,
    area: NodeRef<Textarea>,
    simulator: StoredValue<Option<Simulator>, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Workbench {
    /// A lab at its start. Nothing is loaded until [`Workbench::wake`].
    pub(crate) fn new(start: Scenario) -> Self {
        Self {
            draft: RwSignal::new(Draft::new(start)),
            session: RwSignal::default(),
            area: NodeRef::new(),
            simulator: StoredValue::new_local(None),
            timer: StoredValue::new(None),
        }
    }

    /// What is edited.
    pub(crate) fn draft(self) -> ReadSignal<Draft> {
        self.draft.read_only()
    }

    /// What the simulator says.
    pub(crate) fn session(self) -> ReadSignal<Session> {
        self.session.read_only()
    }

    /// The editor's text area.
    pub(crate) fn area(self) -> NodeRef<Textarea> {
        self.area
    }

    /// Sends for the simulator, unless it is here or on its way.
    pub(crate) fn wake(self) {
        let wanted = matches!(
            self.session.read_untracked().phase(),
            Phase::Asleep | Phase::Failed(_)
        );
        if !wanted {
            return;
        }
        self.session.update(Session::starting);
        match Simulator::start(move |news| self.hear(news)) {
            Ok(simulator) => self.simulator.set_value(Some(simulator)),
            Err(why) => self.fail(why),
        }
    }

    /// Changes what is edited, and asks the simulator soon.
    pub(crate) fn edit(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.session.update(Session::edited);
        self.wake();
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let timer = set_timeout_with_handle(move || self.ask(), ASKED_AFTER);
        self.timer.set_value(timer.ok());
    }

    /// Puts another file into the editor.
    pub(crate) fn show(self, file: File) {
        self.draft.update(|draft| draft.show(file));
    }

    /// Takes the caret to a line of the Dockerfile.
    pub(crate) fn go_to(self, lines: LineRange) {
        self.go(move |text| {
            (
                line_range(text, lines.first).0,
                line_range(text, lines.last).1,
            )
        });
    }

    /// Takes the caret to a range of the Dockerfile, in UTF-16 units.
    pub(crate) fn go_to_range(self, range: (u32, u32)) {
        self.go(move |_| range);
    }

    fn go(self, range: impl Fn(&str) -> (u32, u32) + 'static) {
        if *self.draft.read_untracked().shown() != File::Dockerfile {
            self.show(File::Dockerfile);
        }
        caret::select(self.area, range);
    }

    fn ask(self) {
        let request = self
            .session
            .try_update(|session| session.ask(self.draft.read_untracked().scenario()))
            .flatten();
        let Some(request) = request else { return };
        self.simulator.with_value(|simulator| {
            if let Some(simulator) = simulator {
                simulator.ask(&request);
            }
        });
        set_timeout(
            move || {
                // The lab may be gone by then, and with it all that it held.
                let silent = self
                    .session
                    .try_with_untracked(|session| session.awaited() == Some(request.id));
                if silent == Some(true) {
                    self.fail("it does not answer".to_owned());
                }
            },
            GIVEN_UP_AFTER,
        );
    }

    fn hear(self, news: News) {
        match news {
            News::Ready => {
                self.session.update(Session::ready);
                self.ask();
            }
            News::Answered(answer) => {
                let again = self.session.try_update(|session| session.answered(*answer));
                if again == Some(true) {
                    self.ask();
                }
            }
            News::Failed(why) => self.fail(why),
        }
    }

    fn fail(self, why: String) {
        self.session.update(|session| session.failed(why));
        // Not at once: this may be called by the simulator itself.
        set_timeout(
            move || {
                let failed = self
                    .session
                    .try_with_untracked(|session| matches!(session.phase(), Phase::Failed(_)));
                if failed == Some(true) {
                    self.simulator.set_value(None);
                }
            },
            Duration::ZERO,
        );
    }
}
