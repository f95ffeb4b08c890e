use super::answer::answers;
use super::parts::{Shape, is_task_list};
use super::typed::{accepted, compile_typed};
use super::{Block, Made};
use crate::compiler::fingerprint::key;
use crate::compiler::markdown::Page;
use crate::model::{QuestionKind, Typed};

/// What may be typed.
pub(super) const ANSWERS: Shape = Shape {
    is: is_task_list,
    missing: "the question has no answers",
    hint: "write them as a list: `- [x] an accepted one`, `- [ ] a wrong one that people give`",
};

/// A task list: accepted answers ticked, known wrong ones not, `{other}` for all else.
/// `exact = true` tells upper from lower case.
pub(super) fn compile(block: &mut Block<'_, '_>, page: &mut Page<'_, '_>) -> Made {
    let exact = block.fields.optional_flag("exact", page.checked) == Some(true);
    let parts = block.parts(&ANSWERS, page);
    let all = compile_typed(parts.answers, parts.span, page);
    Made {
        stem_html: page.fragment_nodes(parts.stem),
        key: key(
            if exact {
                "short-answer exact"
            } else {
                "short-answer"
            },
            &accepted(&all),
        ),
        kind: QuestionKind::ShortAnswer(Typed {
            answers: answers(all),
            exact,
            unit: String::new(),
        }),
    }
}
