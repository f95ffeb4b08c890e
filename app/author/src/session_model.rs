use preview::{Preview, Severity};

/// What the page knows of texts and of what became of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    /// The number of the text that stands on the page; each change has a higher one.
    wanted: u32,
    /// The text that the compiler works on.
    asked: Option<u32>,
    /// What the compiler made last, and of which text.
    shown: Option<(u32, Preview)>,
    is_ready: bool,
    failure: Option<String>,
}

impl Session {
    /// The text is another one now. What is shown is of an older one from here on.
    pub(crate) fn change(&mut self) {
        self.wanted += 1;
    }

    /// There is no text that could be shown.
    pub(crate) fn clear(&mut self) {
        self.change();
        self.shown = None;
    }

    /// The compiler listens.
    pub(crate) fn ready(&mut self) {
        self.is_ready = true;
    }

    /// The number of the text to be asked about now. The compiler has one text at a time, so that the next one is
    /// always the newest.
    pub(crate) fn ask(&mut self) -> Option<u32> {
        let is_new = self.shown_number() != Some(self.wanted);
        let may = self.is_ready && self.asked.is_none() && is_new;
        may.then(|| {
            self.asked = Some(self.wanted);
            self.wanted
        })
    }

    /// The compiler has answered; says whether it is to be shown.
    pub(crate) fn answer(&mut self, number: u32, preview: Preview, is_shown: bool) {
        self.asked = None;
        self.failure = None;
        if is_shown {
            self.shown = Some((number, preview));
        }
    }

    /// The compiler is gone; the next one gets ready by itself.
    pub(crate) fn fail(&mut self, reason: String) {
        self.is_ready = false;
        self.asked = None;
        self.failure = Some(reason);
    }

    /// Why the compiler is gone.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// What is shown.
    pub(crate) fn preview(&self) -> Option<&Preview> {
        self.shown.as_ref().map(|(_, preview)| preview)
    }

    /// Whether what is shown was made of an older text.
    pub(crate) fn is_stale(&self) -> bool {
        self.shown_number()
            .is_some_and(|number| number != self.wanted)
    }

    /// `2 errors, 1 warning`; empty while nothing is shown.
    pub(crate) fn count(&self) -> String {
        let Some(preview) = self.preview() else {
            return String::new();
        };
        let count = |severity, name: &str| {
            let of_it = preview
                .problems
                .iter()
                .filter(|found| found.severity == severity);
            match of_it.count() {
                0 => None,
                1 => Some(format!("1 {name}")),
                count => Some(format!("{count} {name}s")),
            }
        };
        let counts = [
            count(Severity::Error, "error"),
            count(Severity::Warning, "warning"),
        ];
        let counts: Vec<_> = counts.into_iter().flatten().collect();
        match counts.is_empty() {
            true => "No problems".to_owned(),
            false => counts.join(", "),
        }
    }

    fn shown_number(&self) -> Option<u32> {
        self.shown.as_ref().map(|(number, _)| *number)
    }
}

#[cfg(test)]
mod tests {
    use course::{Topic, TopicMeta};
    use preview::Problem;

    use super::*;

    fn preview(severities: &[Severity]) -> Preview {
        let problem = |severity: &Severity| Problem {
            severity: *severity,
            rule: "r".to_owned(),
            utf16: (0, 0),
            line: 1,
            column: 1,
            message: "m".to_owned(),
            hints: Vec::new(),
        };
        Preview {
            meta: TopicMeta {
                id: "a".to_owned(),
                number: 1,
                title: String::new(),
                summary: String::new(),
                tags: Vec::new(),
                minutes: 1,
                prerequisites: Vec::new(),
                questions: Vec::new(),
            },
            topic: Topic {
                id: "a".to_owned(),
                segments: Vec::new(),
                headings: Vec::new(),
            },
            problems: severities.iter().map(problem).collect(),
            unchecked: Vec::new(),
        }
    }

    #[test]
    fn one_text_is_asked_about_at_a_time_and_then_the_newest() {
        let mut session = Session::default();
        session.change();
        assert_eq!(session.ask(), None, "the compiler does not listen yet");
        session.ready();
        assert_eq!(session.ask(), Some(1));
        session.change();
        session.change();
        assert_eq!(session.ask(), None);
        session.answer(1, preview(&[]), true);
        assert!(session.is_stale());
        assert_eq!(session.ask(), Some(3));
        session.answer(3, preview(&[]), true);
        assert!(!session.is_stale());
        assert_eq!(session.ask(), None);
    }

    #[test]
    fn after_a_failure_the_next_compiler_is_asked_anew() {
        let mut session = Session::default();
        session.change();
        session.ready();
        assert_eq!(session.ask(), Some(1));
        session.fail("why".to_owned());
        assert_eq!((session.ask(), session.failure()), (None, Some("why")));
        session.ready();
        assert_eq!(session.ask(), Some(1));
        session.answer(1, preview(&[]), true);
        assert_eq!(session.failure(), None);
    }

    #[test]
    fn what_comes_after_the_text_was_taken_away_is_not_shown() {
        let mut session = Session::default();
        session.change();
        session.ready();
        assert_eq!(session.ask(), Some(1));
        session.clear();
        session.answer(1, preview(&[]), false);
        assert_eq!((session.preview(), session.is_stale()), (None, false));
    }

    #[test]
    fn problems_are_counted() {
        let mut session = Session::default();
        assert_eq!(session.count(), "");
        for (found, expected) in [
            (vec![], "No problems"),
            (vec![Severity::Warning], "1 warning"),
            (
                vec![Severity::Error, Severity::Warning, Severity::Error],
                "2 errors, 1 warning",
            ),
        ] {
            session.answer(0, preview(&found), true);
            assert_eq!(session.count(), expected);
        }
    }
}
