use course::{
    CodeJudge, Diagnostic, LabBlock, LabJudge, Landmarks, Source, Verdict, compile_alone,
};
use lab_protocol::CLAIM_ATTRIBUTES;

use crate::message::{Message, Preview, Problem, Severity, Told, Written};
use crate::utf16::utf16;

/// The compiler, and the course that it holds topics against.
#[derive(Clone, Debug, Default)]
pub struct Session {
    landmarks: Option<Box<Landmarks>>,
}

impl Session {
    /// Hears a message. A text is answered once the landmarks are known; never fails.
    pub fn hear(&mut self, message: Message) -> Option<Told> {
        match message {
            Message::Course(landmarks) => {
                self.landmarks = Some(landmarks);
                None
            }
            Message::Text(written) => {
                let preview = preview(&written, self.landmarks.as_ref()?);
                Some(Told::Shown(written.number, Box::new(preview)))
            }
        }
    }
}

fn preview(written: &Written, landmarks: &Landmarks) -> Preview {
    // As the compiler reads it, so that places hold; a text area has no other ends of lines.
    let text = written.text.replace("\r\n", "\n");
    let made = compile_alone(&text, written.id.as_deref(), landmarks, &Unjudged);
    // A mark before the first character is not counted by the compiler, and is by the browser.
    let mark = u32::from(text.starts_with('\u{feff}'));
    let seen = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Preview {
        meta: made.meta,
        topic: made.topic,
        problems: made
            .diagnostics
            .into_iter()
            .map(|found| problem(found, seen, mark))
            .collect(),
        unchecked: made.unchecked,
    }
}

fn problem(found: Diagnostic, text: &str, mark: u32) -> Problem {
    let (start, end) = utf16(text, &found.span);
    Problem {
        severity: match found.severity {
            course::Severity::Error => Severity::Error,
            course::Severity::Warning => Severity::Warning,
        },
        rule: found.rule.to_owned(),
        utf16: (start + mark, end + mark),
        line: found.line,
        column: found.column,
        message: found.message,
        hints: found.hints,
    }
}

/// Knows which attributes code may have, and judges neither code nor labs: that takes files and the simulator.
struct Unjudged;

impl LabJudge for Unjudged {
    fn judge(&self, _: &LabBlock<'_>, _: &dyn Source) -> Verdict {
        Verdict::default()
    }
}

impl CodeJudge for Unjudged {
    fn attributes(&self) -> &'static [&'static str] {
        CLAIM_ATTRIBUTES
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use course::{Course, Segment};

    use super::*;

    fn session() -> Session {
        let course = Course {
            id: "c".to_owned(),
            title: "C".to_owned(),
            summary: String::new(),
            language: "en".to_owned(),
            version: "1".to_owned(),
            licence: String::new(),
            chapters: Vec::new(),
        };
        let landmarks = Landmarks {
            course,
            topics: BTreeMap::new(),
            terms: Vec::new(),
            figures: Vec::new(),
        };
        let mut session = Session::default();
        assert_eq!(session.hear(Message::Course(Box::new(landmarks))), None);
        session
    }

    fn shown(text: &str) -> Preview {
        let written = Written {
            number: 7,
            id: None,
            text: text.to_owned(),
        };
        match session().hear(Message::Text(written)) {
            Some(Told::Shown(7, preview)) => *preview,
            other => panic!("{other:?}"),
        }
    }

    const HEAD: &str = "+++\nid = \"a\"\ntitle = \"Ä 😀\"\nsummary = \"S.\"\nminutes = 1\n+++\n";

    #[test]
    fn a_text_before_the_course_is_not_answered() {
        let written = Written {
            number: 1,
            id: None,
            text: String::new(),
        };
        assert_eq!(Session::default().hear(Message::Text(written)), None);
    }

    #[test]
    fn a_problem_is_where_a_text_area_selects_it() {
        for (before, ends) in [("", "\n"), ("\u{feff}", "\n"), ("", "\r\n")] {
            let text = format!("{before}{HEAD}\nSee <b>.\n").replace('\n', ends);
            let found = shown(&text).problems;
            let [problem] = found.as_slice() else {
                panic!("{found:?}")
            };
            assert_eq!((problem.line, problem.column), (8, 5));
            assert_eq!(problem.rule, "raw-html");
            let units: Vec<_> = text.replace("\r\n", "\n").encode_utf16().collect();
            let (start, end) = problem.utf16;
            let selected = &units[start as usize..end as usize];
            assert_eq!(String::from_utf16_lossy(selected), "<b>");
        }
    }

    #[test]
    fn html_of_the_author_is_text() {
        let made = shown(&format!(
            "{HEAD}\n<script>x()</script>\n\n[a](javascript:x)\n\n![b](data:x)\n"
        ));
        let [Segment::Prose { html }] = made.topic.segments.as_slice() else {
            panic!("{:?}", made.topic.segments)
        };
        assert!(
            !html.contains("<script") && html.contains("&lt;script&gt;"),
            "{html}"
        );
        assert!(!html.contains("href") && !html.contains("<img"), "{html}");
    }

    #[test]
    fn a_claim_is_named_as_not_checked_and_its_attribute_is_known() {
        let made = shown(&format!("{HEAD}\n```console proved\n$ ls\n```\n"));
        assert_eq!(made.problems, []);
        assert!(
            made.unchecked.iter().any(|one| one.starts_with("line 8: ")),
            "{:?}",
            made.unchecked
        );
    }
}
