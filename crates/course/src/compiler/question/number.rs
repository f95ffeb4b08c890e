use super::answer::{Written, answers};
use super::short_answer::ANSWERS;
use super::typed::{accepted, compile_typed};
use super::{Block, Made};
use crate::compiler::fingerprint::key;
use crate::compiler::markdown::Page;
use crate::model::{QuestionKind, Typed, decimal};

/// A task list of numbers: `54`, `-0.5`, `54 ± 2` (also written `54 +- 2`). `unit = "MB"` is shown
/// behind the field.
pub(super) fn compile(block: &mut Block<'_, '_>, page: &mut Page<'_, '_>) -> Made {
    let unit = block
        .fields
        .optional_text("unit", page.checked)
        .map_or_else(String::new, |unit| unit.value);
    let parts = block.parts(&ANSWERS, page);
    let mut all = compile_typed(parts.answers, parts.span, page);
    for written in &mut all {
        read_number(written, page);
    }
    let mut lines = accepted(&all);
    lines.push(format!("unit {unit}"));
    Made {
        stem_html: page.fragment_nodes(parts.stem),
        key: key("number", &lines),
        kind: QuestionKind::Number(Typed {
            answers: answers(all),
            exact: false,
            unit,
        }),
    }
}

fn read_number(written: &mut Written, page: &mut Page<'_, '_>) {
    if written.text.is_empty() {
        return;
    }
    written.text = written.text.replace("+-", "±").replace("+/-", "±");
    written.answer.text.clone_from(&written.text);
    written.answer.html = written.answer.html.replace("+-", "±").replace("+/-", "±");
    if decimal(&written.text).is_none() {
        page.checked
            .error(
                "question-options",
                written.span.clone(),
                format!("“{}” is not a number", written.text),
            )
            .hint("write `54`, `0.5` or `54 ± 2`: digits, a point, no unit")
            .hint("the unit has a key of its own: `unit = \"MB\"`");
    }
}
