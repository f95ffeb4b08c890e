use std::time::Duration;

use course::Landmarks;
use leptos::ev;
use leptos::html::Textarea;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use preview::{Message, Told, Written};

use crate::draft_model::Draft;
use crate::platform::area;
use crate::platform::compiler::Compiler;
use crate::platform::draft_store;
use crate::session_model::Session;

/// How long nothing must be typed before the text is compiled and kept.
const PAUSE: Duration = Duration::from_millis(150);

/// The text, what became of it, and who makes that.
#[derive(Clone, Copy)]
pub(crate) struct Workbench {
    draft: RwSignal<Draft>,
    session: RwSignal<Session>,
    /// The text that was there before another one was opened.
    before: RwSignal<Option<Draft>>,
    said: RwSignal<String>,
    is_kept: RwSignal<bool>,
    area: NodeRef<Textarea>,
    landmarks: StoredValue<Landmarks>,
    compiler: StoredValue<Option<Compiler>, LocalStorage>,
    pause: StoredValue<Option<TimeoutHandle>>,
}

impl Workbench {
    /// A bench with the text that was kept, once the page stands.
    pub(crate) fn new(landmarks: Landmarks) -> Self {
        let bench = Self {
            draft: RwSignal::default(),
            session: RwSignal::default(),
            before: RwSignal::default(),
            said: RwSignal::default(),
            is_kept: RwSignal::new(true),
            area: NodeRef::new(),
            landmarks: StoredValue::new(landmarks),
            compiler: StoredValue::new_local(None),
            pause: StoredValue::new(None),
        };
        Effect::new(move |_| {
            bench.start_compiler();
            if let Some(draft) = draft_store::read(&bench.course()) {
                bench.put(draft);
            }
        });
        let leaving = window_event_listener(ev::pagehide, move |_| bench.keep());
        on_cleanup(move || leaving.remove());
        bench
    }

    /// The text, to be followed.
    pub(crate) fn draft(self) -> ReadSignal<Draft> {
        self.draft.read_only()
    }

    /// What became of it, to be followed.
    pub(crate) fn session(self) -> ReadSignal<Session> {
        self.session.read_only()
    }

    /// What was done last, for everybody to hear.
    pub(crate) fn said(self) -> ReadSignal<String> {
        self.said.read_only()
    }

    /// Whether the browser keeps the text.
    pub(crate) fn is_kept(self) -> bool {
        self.is_kept.get()
    }

    /// Whether there is a text to be brought back.
    pub(crate) fn has_before(self) -> bool {
        self.before.read().is_some()
    }

    /// Where the text stands.
    pub(crate) fn area(self) -> NodeRef<Textarea> {
        self.area
    }

    /// The author has typed.
    pub(crate) fn typed(self, text: String) {
        self.draft.update(|draft| draft.text = text);
        self.changed(PAUSE);
    }

    /// Another text takes the place of this one, which can be brought back.
    pub(crate) fn open(self, draft: Draft) {
        let old = self.draft.get_untracked();
        self.before.set((!old.is_empty()).then_some(old));
        self.put(draft);
    }

    /// The text before changes places with this one.
    pub(crate) fn bring_back(self) {
        if let Some(before) = self.before.get_untracked() {
            self.open(before);
        }
    }

    /// Says something to everybody.
    pub(crate) fn say(self, text: impl Into<String>) {
        self.said.set(text.into());
    }

    /// Puts the caret at a range of UTF-16 units.
    pub(crate) fn go_to(self, range: (u32, u32)) {
        area::select(self.area, range);
    }

    fn put(self, draft: Draft) {
        area::put(self.area, &draft.text);
        self.draft.set(draft);
        self.changed(Duration::ZERO);
    }

    fn changed(self, pause: Duration) {
        let is_shown = self.is_shown();
        self.session.update(|session| {
            if is_shown {
                session.change();
            } else {
                session.clear();
            }
        });
        let waiting = set_timeout_with_handle(
            move || {
                self.keep();
                self.start_compiler();
                self.ask();
            },
            pause,
        );
        let earlier = self
            .pause
            .try_update_value(|kept| std::mem::replace(kept, waiting.ok()));
        if let Some(earlier) = earlier.flatten() {
            earlier.clear();
        }
    }

    fn course(self) -> String {
        self.landmarks
            .with_value(|landmarks| landmarks.course.id.clone())
    }

    fn is_shown(self) -> bool {
        let draft = self.draft.read_untracked();
        !draft.is_empty() && draft.refusal().is_none()
    }

    /// A text that is too large is not kept: the one before it stays.
    fn keep(self) {
        let draft = self.draft.read_untracked();
        if draft.refusal().is_none() {
            let is_kept = draft_store::write(&self.course(), &draft);
            if self.is_kept.get_untracked() != is_kept {
                self.is_kept.set(is_kept);
            }
        }
    }

    /// Sends for the compiler if there is none.
    fn start_compiler(self) {
        if self.compiler.with_value(Option::is_some) {
            return;
        }
        match Compiler::start(move |told| self.hear(told)) {
            Ok(compiler) => self.compiler.set_value(Some(compiler)),
            Err(reason) => self.session.update(|session| session.fail(reason)),
        }
    }

    fn hear(self, told: Result<Told, String>) {
        match told {
            Ok(Told::Ready) => {
                let landmarks = self.landmarks.get_value();
                self.tell(&Message::Course(Box::new(landmarks)));
                self.session.update(Session::ready);
            }
            Ok(Told::Shown(number, preview)) => {
                let is_shown = self.is_shown();
                self.session
                    .update(|session| session.answer(number, *preview, is_shown));
            }
            Err(reason) => {
                self.compiler.set_value(None);
                self.session.update(|session| session.fail(reason));
            }
        }
        self.ask();
    }

    fn ask(self) {
        if !self.is_shown() {
            return;
        }
        let number = self.session.try_update(Session::ask).flatten();
        if let Some(number) = number {
            let draft = self.draft.get_untracked();
            self.tell(&Message::Text(Written {
                number,
                id: draft.id,
                text: draft.text,
            }));
        }
    }

    fn tell(self, message: &Message) {
        self.compiler.with_value(|compiler| {
            if let Some(compiler) = compiler {
                compiler.say(message);
            }
        });
    }
}
