use super::parts::{Shape, is_table};
use super::{Block, Made};
use crate::compiler::fingerprint::{answer_id, key};
use crate::compiler::markdown::{Node, Page, plain_text};
use crate::model::{Answer, Matching, Prompt, QuestionKind};

const PAIRS: Shape = Shape {
    is: is_table,
    missing: "the question has no pairs",
    hint: "write them as a table of two columns, one pair a row; a third column may say why",
};

/// A table of two columns, one pair a row. A row whose left cell is empty is a partner for nobody;
/// a right cell may stand in several rows. A third column says why the two belong together.
pub(super) fn compile(block: &mut Block<'_, '_>, page: &mut Page<'_, '_>) -> Made {
    let parts = block.parts(&PAIRS, page);
    let mut matching = Matching::default();
    let mut lines = Vec::new();
    // The first row is the table's head.
    for row in parts.answers.iter().skip(1) {
        let cells = [0, 1, 2].map(|index| {
            row.children
                .get(index)
                .map_or(&[][..], |cell| &cell.children)
        });
        let [prompt, partner, why] = cells;
        lines.push(format!("{}\t{}", plain_text(prompt), plain_text(partner)));
        add_row(&mut matching, prompt, partner, why, row, page);
    }
    if !parts.answers.is_empty() && (matching.prompts.len() < 2 || matching.answers.len() < 2) {
        page.checked
            .error(
                "question-options",
                parts.span,
                "there is nothing to choose between",
            )
            .hint("write at least two pairs with different partners, one a row");
    }
    Made {
        stem_html: page.fragment_nodes(parts.stem),
        key: key("matching", &lines),
        kind: QuestionKind::Matching(matching),
    }
}

fn add_row(
    matching: &mut Matching,
    prompt: &[Node<'_>],
    partner: &[Node<'_>],
    why: &[Node<'_>],
    row: &Node<'_>,
    page: &mut Page<'_, '_>,
) {
    let text = plain_text(partner);
    if text.is_empty() {
        page.checked
            .error(
                "question-shape",
                row.span.clone(),
                "the pair has no right side",
            )
            .hint("a partner for nobody stands in the right column, its left cell empty");
        return;
    }
    let id = answer_id(&text);
    if !matching.answers.iter().any(|answer| answer.id == id) {
        matching.answers.push(Answer {
            id: id.clone(),
            html: page.fragment_nodes(partner),
            // Chosen from a menu, which shows text alone.
            text,
            correct: false,
            feedback_html: String::new(),
            pinned: false,
        });
    }
    if prompt.is_empty() {
        return;
    }
    let prompt = Prompt {
        html: page.fragment_nodes(prompt),
        partner: id,
        feedback_html: page.fragment_nodes(why),
    };
    if matching
        .prompts
        .iter()
        .any(|earlier| earlier.html == prompt.html)
    {
        page.checked.error(
            "question-options",
            row.span.clone(),
            "another pair has the same left side",
        );
    }
    matching.prompts.push(prompt);
}
