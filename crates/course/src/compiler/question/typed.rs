use super::answer::{Written, check_distinct, check_feedback, compile_option};
use crate::compiler::fingerprint::answer_id;
use crate::compiler::markdown::{Node, Page};

/// Stands for whatever else is typed.
const OTHER: &str = "{other}";

/// What may be typed: accepted answers are ticked, known wrong ones are not.
///
/// Each wrong one says why it is wrong. Of the accepted ones the first says why; another spelling
/// without a text of its own says the same.
pub(super) fn compile_typed(
    items: &[Node<'_>],
    span: std::ops::Range<usize>,
    page: &mut Page<'_, '_>,
) -> Vec<Written> {
    let mut all: Vec<Written> = items
        .iter()
        .map(|item| compile_option(item, page))
        .collect();
    check_distinct(&all, page);
    let mut why = None;
    for written in &mut all {
        if written.text == OTHER {
            if written.answer.correct {
                page.checked
                    .error(
                        "question-key",
                        written.span.clone(),
                        "not everything else can be right",
                    )
                    .hint("write `- [ ] {other}`");
            }
            written.text.clear();
            written.answer.html.clear();
            written.answer.id = answer_id("");
        }
        written.answer.text.clone_from(&written.text);
        if written.answer.correct
            && written.answer.feedback_html.is_empty()
            && let Some(said) = &why
        {
            written.answer.feedback_html = String::clone(said);
            continue;
        }
        check_feedback(written, page);
        if written.answer.correct && why.is_none() {
            why = Some(written.answer.feedback_html.clone());
        }
    }
    if !all.is_empty() && !all.iter().any(|written| written.answer.correct) {
        page.checked
            .error("question-key", span, "no answer is accepted")
            .hint("mark each accepted one with `[x]`");
    }
    all
}

/// The lines of the key: what is accepted. A wrong answer that is known to be one may be added
/// without asking anybody again.
pub(super) fn accepted(written: &[Written]) -> Vec<String> {
    written
        .iter()
        .filter(|written| written.answer.correct)
        .map(|written| format!("+{}", written.text))
        .collect()
}
