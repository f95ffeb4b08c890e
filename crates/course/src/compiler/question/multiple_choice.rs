use super::answer::{answers, compile_option};
use super::single_choice::{OPTIONS, check_options, signed};
use super::{Block, Made};
use crate::compiler::fingerprint::key;
use crate::compiler::markdown::Page;
use crate::model::QuestionKind;

/// A task list, of which at least one is ticked and at least one is not.
pub(super) fn compile(block: &mut Block<'_, '_>, page: &mut Page<'_, '_>) -> Made {
    let parts = block.parts(&OPTIONS, page);
    let options: Vec<_> = parts
        .answers
        .iter()
        .map(|item| compile_option(item, page))
        .collect();
    if !options.is_empty() {
        check_options(&options, parts.span.clone(), page);
        let right = options
            .iter()
            .filter(|option| option.answer.correct)
            .count();
        if right == 0 {
            page.checked
                .error("question-key", parts.span, "no option is right")
                .hint("mark each right one with `[x]`");
        } else if right == options.len() {
            page.checked
                .error("question-key", parts.span, "every option is right")
                .hint("add wrong options that people really believe");
        }
    }
    Made {
        stem_html: page.fragment_nodes(parts.stem),
        key: key("multiple-choice", &signed(&options)),
        kind: QuestionKind::MultipleChoice(answers(options)),
    }
}
