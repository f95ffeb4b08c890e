use super::answer::{answers, check_distinct, compile_item};
use super::parts::{Shape, is_numbered_list};
use super::{Block, Made};
use crate::compiler::fingerprint::ordered_key;
use crate::compiler::markdown::Page;
use crate::model::QuestionKind;

const ITEMS: Shape = Shape {
    is: is_numbered_list,
    missing: "the question has nothing to put in order",
    hint: "write it as a numbered list, in the right order: `1. first`, `2. second`",
};

/// A numbered list in the right order; what is indented as a quotation says why an item stands
/// there.
pub(super) fn compile(block: &mut Block<'_, '_>, page: &mut Page<'_, '_>) -> Made {
    let parts = block.parts(&ITEMS, page);
    let items: Vec<_> = parts
        .answers
        .iter()
        .map(|item| compile_item(item, page))
        .collect();
    check_distinct(&items, page);
    if (1..3).contains(&items.len()) {
        page.checked
            .error(
                "question-options",
                parts.span,
                "fewer than three have hardly an order",
            )
            .hint("add what comes before, between or after");
    }
    let texts: Vec<_> = items.iter().map(|item| item.text.clone()).collect();
    Made {
        stem_html: page.fragment_nodes(parts.stem),
        key: ordered_key("ordering", &texts),
        kind: QuestionKind::Ordering(answers(items)),
    }
}
