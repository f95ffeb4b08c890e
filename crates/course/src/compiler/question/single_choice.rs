use super::answer::{Written, answers, check_distinct, check_feedback, compile_option};
use super::parts::{Shape, is_task_list};
use super::{Block, Made};
use crate::compiler::fingerprint::key;
use crate::compiler::giveaway;
use crate::compiler::markdown::Page;
use crate::model::QuestionKind;

/// The options of a choice.
pub(super) const OPTIONS: Shape = Shape {
    is: is_task_list,
    missing: "the question has no options",
    hint: "write them as a list: `- [x] the right one`, `- [ ] a wrong one`",
};

/// A task list, of which one is ticked.
pub(super) fn compile(block: &mut Block<'_, '_>, page: &mut Page<'_, '_>) -> Made {
    let parts = block.parts(&OPTIONS, page);
    let options: Vec<_> = parts
        .answers
        .iter()
        .map(|item| compile_option(item, page))
        .collect();
    if !options.is_empty() {
        check_options(&options, parts.span.clone(), page);
        match options
            .iter()
            .filter(|option| option.answer.correct)
            .count()
        {
            1 => {}
            0 => {
                page.checked
                    .error("question-key", parts.span, "no option is right")
                    .hint("mark the right one with `[x]`");
            }
            right => {
                page.checked
                    .error(
                        "question-key",
                        parts.span,
                        format!("{right} options are marked as right"),
                    )
                    .hint("a single-choice question has one `[x]`")
                    .hint("write `type = \"multiple-choice\"` under its id if all of them are");
            }
        }
    }
    Made {
        stem_html: page.fragment_nodes(parts.stem),
        key: key("", &signed(&options)),
        kind: QuestionKind::SingleChoice(answers(options)),
    }
}

/// Reports options that are no choice or teach nothing.
pub(super) fn check_options(
    options: &[Written],
    span: std::ops::Range<usize>,
    page: &mut Page<'_, '_>,
) {
    for option in options {
        check_feedback(option, page);
    }
    check_distinct(options, page);
    let seen: Vec<_> = options.iter().map(Written::seen).collect();
    giveaway::check_options(&seen, page.checked, &mut page.tally);
    if options.len() < 2 {
        page.checked
            .error("question-options", span, "a single option is no choice")
            .hint("add wrong options that people really believe");
    }
}

/// A line of the key for each option: `+` before a right one, `-` before a wrong one.
pub(super) fn signed(options: &[Written]) -> Vec<String> {
    let line = |option: &Written| {
        let sign = if option.answer.correct { '+' } else { '-' };
        format!("{sign}{}", option.text)
    };
    options.iter().map(line).collect()
}
