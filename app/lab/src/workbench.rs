use std::time::Duration;

use lab_protocol::{Exercise, Fix, Goal, LineRange, Message, Solution, Unpacked};
use leptos::html::{Div, Textarea};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

use crate::completion::Completion;
use crate::draft_model::{Draft, File};
use crate::editor_model::{completed, line_count, line_range, split_utf16};
use crate::platform::simulator::{News, Simulator};
use crate::platform::{address, caret, page};
use crate::session_model::{Phase, Session};
use crate::setting::model::Setting;
use crate::share::model::{self as share, Shared};
use crate::terminal::model::Transcript;

/// How long after the last key the simulator is asked.
const ASKED_AFTER: Duration = Duration::from_millis(40);

/// A simulator that is silent for longer has got lost.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(10);

/// A lab at work: what is edited, what the simulator says, and the way between the two.
#[derive(Clone, Copy)]
pub(crate) struct Workbench {
    draft: RwSignal<Draft>,
    session: RwSignal<Session>,
    setting: RwSignal<Setting>,
    transcript: RwSignal<Transcript>,
    /// The lines of the Dockerfile that the reader points at, in whatever view.
    pointed: RwSignal<Option<LineRange>>,
    /// Where the caret stands in the Dockerfile, in UTF-16 units.
    caret: RwSignal<Option<u32>>,
    /// What can be completed there.
    offered: StoredValue<Completion>,
    /// What there is to say of links.
    shared: RwSignal<Shared>,
    /// The lab's id.
    id: StoredValue<String>,
    area: NodeRef<Textarea>,
    root: NodeRef<Div>,
    goal: StoredValue<Option<Goal>>,
    solution: StoredValue<Option<Solution>>,
    /// The newest answer, as it came.
    answer: StoredValue<String>,
    simulator: StoredValue<Option<Simulator>, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Workbench {
    /// A lab at its start. Nothing is loaded until [`Workbench::wake`].
    pub(crate) fn new(id: String, exercise: Exercise) -> Self {
        Self {
            draft: RwSignal::new(Draft::new(exercise.start)),
            session: RwSignal::default(),
            setting: RwSignal::default(),
            transcript: RwSignal::default(),
            pointed: RwSignal::default(),
            caret: RwSignal::default(),
            offered: StoredValue::new(Completion::default()),
            shared: RwSignal::default(),
            id: StoredValue::new(id),
            area: NodeRef::new(),
            root: NodeRef::new(),
            goal: StoredValue::new(exercise.goal),
            solution: StoredValue::new(exercise.solution),
            answer: StoredValue::new(String::new()),
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

    /// What happened before the build, and on what it runs.
    pub(crate) fn setting(self) -> ReadSignal<Setting> {
        self.setting.read_only()
    }

    /// What was typed in the terminal.
    pub(crate) fn transcript(self) -> ReadSignal<Transcript> {
        self.transcript.read_only()
    }

    /// The editor's text area.
    pub(crate) fn area(self) -> NodeRef<Textarea> {
        self.area
    }

    /// The element that holds all of the lab.
    pub(crate) fn root(self) -> NodeRef<Div> {
        self.root
    }

    /// Whether there is a solution to show.
    pub(crate) fn has_solution(self) -> bool {
        self.solution.with_value(Option::is_some)
    }

    /// Puts the solution in place.
    pub(crate) fn solve(self) {
        if let Some(solution) = self.solution.get_value() {
            self.edit(|draft| draft.solve(&solution));
        }
    }

    /// Puts a fix in place.
    pub(crate) fn apply(self, secret: &str, fix: &Fix) {
        self.edit(|draft| draft.apply(secret, fix));
    }

    /// The reader points at lines, or at nothing any more.
    pub(crate) fn point(self, lines: Option<LineRange>) {
        if *self.pointed.read_untracked() != lines {
            self.pointed.set(lines);
        }
    }

    /// Where the caret stands in the Dockerfile.
    pub(crate) fn caret(self) -> ReadSignal<Option<u32>> {
        self.caret.read_only()
    }

    /// The caret has moved; what it stands on lights up everywhere.
    pub(crate) fn stand(self, at: Option<u32>) {
        self.caret.set(at);
        let draft = self.draft.read_untracked();
        self.point(at.map(|at| {
            let (before, _) = split_utf16(draft.text(), at);
            let line = line_count(before);
            LineRange {
                first: line,
                last: line,
            }
        }));
    }

    /// What can be completed at the caret.
    pub(crate) fn offer(self, completion: Completion) {
        self.offered.set_value(completion);
    }

    /// Takes the first of what can be completed; whether there was any.
    pub(crate) fn complete_first(self) -> bool {
        let offered = self.offered.get_value();
        match offered.words.first() {
            None => false,
            Some(word) => {
                self.complete(offered.typed, word);
                true
            }
        }
    }

    /// Puts a word in the place of so many characters before the caret.
    pub(crate) fn complete(self, typed: usize, word: &str) {
        let Some(at) = self.caret.get_untracked() else {
            return;
        };
        let (text, caret) = {
            let draft = self.draft.read_untracked();
            completed(draft.text(), at, typed, word)
        };
        self.edit(|draft| draft.set_text(text));
        caret::select(self.area, move |_| (caret, caret));
        self.stand(Some(caret));
    }

    /// What there is to say of links.
    pub(crate) fn shared(self) -> ReadSignal<Shared> {
        self.shared.read_only()
    }

    /// Makes a link to the lab as it is.
    pub(crate) fn share(self) {
        self.wake();
        let scenario = self.draft.read_untracked().scenario().clone();
        self.send(&Message::Pack(Box::new(scenario)));
    }

    /// Opens the lab that the page's address holds, if it holds one for this lab.
    pub(crate) fn open_link(self) {
        let fragment = address::fragment();
        if let Some(text) = self.id.with_value(|id| share::held(&fragment, id)) {
            self.send(&Message::Unpack(text));
        }
    }

    /// Whether something of these lines is to be marked as kin of what the reader points at.
    pub(crate) fn is_kin(self, lines: Option<LineRange>) -> bool {
        let pointed = *self.pointed.read();
        let (Some(pointed), Some(lines)) = (pointed, lines) else {
            return false;
        };
        pointed.first <= lines.last && lines.first <= pointed.last
    }

    /// Tells the page what the simulator has said last.
    pub(crate) fn tell(self) {
        let answer = self.answer.get_value();
        if answer.is_empty() {
            return;
        }
        page::tell(self.root, "layerwise-lab-report", &answer);
        let session = self.session.read_untracked();
        if let Some(goal) = session.goal() {
            let standing = if goal.is_met() { "met" } else { "unmet" };
            page::tell(self.root, "layerwise-lab-goal", standing);
        }
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
        self.ask_soon();
    }

    /// Changes what happened before the build, and asks the simulator soon.
    pub(crate) fn set(self, change: impl FnOnce(&mut Setting, &Draft)) {
        self.setting
            .update(|setting| change(setting, &self.draft.read_untracked()));
        self.ask_soon();
    }

    /// Wants to see fixes of the lab as it is.
    pub(crate) fn want_fixes(self) {
        self.session.update(Session::want_fixes);
        self.ask_soon();
    }

    fn ask_soon(self) {
        self.session.update(Session::edited);
        self.wake();
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let timer = set_timeout_with_handle(move || self.ask(), ASKED_AFTER);
        self.timer.set_value(timer.ok());
    }

    /// Types a line into the terminal.
    pub(crate) fn type_line(self, line: &str) {
        self.wake();
        let typed = self
            .transcript
            .try_update(|transcript| {
                let draft = self.draft.read_untracked();
                transcript.typed(line, draft.scenario())
            })
            .flatten();
        if let Some(typed) = typed {
            self.send(&Message::Type(Box::new(typed)));
        }
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

    fn send(self, message: &Message) {
        self.simulator.with_value(|simulator| {
            if let Some(simulator) = simulator {
                simulator.ask(message);
            }
        });
    }

    fn ask(self) {
        let request = self
            .session
            .try_update(|session| {
                let draft = self.draft.read_untracked();
                let setting = self.setting.read_untracked();
                self.goal.with_value(|goal| {
                    session.ask(draft.scenario(), setting.circumstances(), goal.as_ref())
                })
            })
            .flatten();
        let Some(request) = request else { return };
        let id = request.id;
        self.send(&Message::Simulate(Box::new(request)));
        set_timeout(
            move || {
                // The lab may be gone by then, and with it all that it held.
                let silent = self
                    .session
                    .try_with_untracked(|session| session.awaited() == Some(id));
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
                let waiting = self.transcript.try_update(Transcript::restarted);
                if *self.shared.read_untracked() == Shared::Nothing {
                    self.open_link();
                }
                for typed in waiting.into_iter().flatten() {
                    self.send(&Message::Type(Box::new(typed)));
                }
                self.ask();
            }
            News::Answered(answer, text) => {
                let again = self.session.try_update(|session| session.answered(*answer));
                self.answer.set_value(text);
                self.tell();
                if again == Some(true) {
                    self.ask();
                }
            }
            News::Printed(printed) => {
                self.transcript
                    .update(|transcript| transcript.printed(printed));
            }
            News::Packed(packed) => {
                let page = address::href();
                let link = self.id.with_value(|id| share::address(&page, id, packed));
                self.shared.set(link);
            }
            News::Unpacked(Unpacked::Lab(scenario)) => {
                self.shared.set(Shared::Opened);
                self.edit(|draft| draft.open(*scenario));
            }
            News::Unpacked(Unpacked::Refused(why)) => self.shared.set(Shared::Refused(why)),
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
