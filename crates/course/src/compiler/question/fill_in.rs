use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::answer::answers;
use super::parts::{Shape, is_numbered_list, is_task_list};
use super::typed::{accepted, compile_typed};
use super::{Block, Made};
use crate::compiler::fingerprint::key;
use crate::compiler::highlight::highlight;
use crate::compiler::markdown::{Node, Page, block_text, language};
use crate::model::{FillIn, QuestionKind, Typed};

const BLANKS: Shape = Shape {
    is: is_numbered_list,
    missing: "the question does not say what belongs into its blanks",
    hint: "write a numbered list, one item a blank, each with a list: `1. - [x] accepted`, \
           and under it `   - [ ] wrong`",
};

/// Stands for a blank while code is highlighted: no language knows it.
const STAND_IN: char = '\u{e000}';

/// A block of code with the blanks `{{1}}`, `{{2}}` and so on, and a numbered list with a task list
/// for each. `exact = false` takes upper and lower case as one; code tells them apart.
pub(super) fn compile(block: &mut Block<'_, '_>, page: &mut Page<'_, '_>) -> Made {
    let exact = block.fields.optional_flag("exact", page.checked) != Some(false);
    let parts = block.parts(&BLANKS, page);
    let mut lines = Vec::new();
    let mut blanks = Vec::new();
    for (item, number) in parts.answers.iter().zip(1..) {
        let list = item.children.iter().find(|node| is_task_list(node));
        let Some(list) = list else {
            page.checked
                .error(
                    "question-shape",
                    item.span.clone(),
                    format!("nothing is said to belong into blank {number}"),
                )
                .hint(BLANKS.hint);
            continue;
        };
        let all = compile_typed(&list.children, item.span.clone(), page);
        lines.extend(accepted(&all).iter().map(|line| format!("{number}{line}")));
        blanks.push(Typed {
            answers: answers(all),
            exact,
            unit: String::new(),
        });
    }
    let with_blanks = |node: &Node<'_>| {
        matches!(node.event, Event::Start(Tag::CodeBlock(_))) && block_text(node).contains("{{1}}")
    };
    let code = parts.stem.iter().rposition(with_blanks);
    let (before, code_on) = match code {
        Some(at) => parts.stem.split_at_checked(at).unwrap_or_default(),
        None => (parts.stem, &[][..]),
    };
    let mut stem_html = page.fragment_nodes(before);
    let pieces = match code_on.split_first() {
        Some((node, after)) => {
            stem_html.push_str(&page.fragment_nodes(after));
            pieces(node, parts.answers.len(), page)
        }
        None => {
            page.checked
                .error(
                    "question-shape",
                    block.head.clone(),
                    "the question has no code with blanks",
                )
                .hint("write a block fenced by `~~~` with `{{1}}`, `{{2}}` … where something is left out");
            Vec::new()
        }
    };
    Made {
        stem_html,
        key: key(if exact { "fill-in" } else { "fill-in any case" }, &lines),
        kind: QuestionKind::FillIn(FillIn {
            code: pieces,
            blanks,
        }),
    }
}

/// The code between the blanks.
fn pieces(node: &Node<'_>, blanks: usize, page: &mut Page<'_, '_>) -> Vec<String> {
    let mut code = block_text(node);
    let mut at = 0;
    for number in 1..=blanks {
        let mark = format!("{{{{{number}}}}}");
        let found: Vec<_> = code.match_indices(&mark).map(|(at, _)| at).collect();
        let [place] = found.as_slice() else {
            page.checked
                .error(
                    "question-shape",
                    node.span.clone(),
                    format!("blank `{mark}` stands {} times in the code", found.len()),
                )
                .hint("each blank stands once, and the list has an item for each");
            return Vec::new();
        };
        if *place < at {
            page.checked
                .error(
                    "question-shape",
                    node.span.clone(),
                    format!("blank `{mark}` comes before the one with the number below"),
                )
                .hint("number the blanks from the top");
            return Vec::new();
        }
        at = *place;
        code = code.replacen(&mark, &STAND_IN.to_string(), 1);
    }
    let next = format!("{{{{{}}}}}", blanks + 1);
    if code.contains(&next) {
        page.checked
            .error(
                "question-shape",
                node.span.clone(),
                format!("the list has no item for blank `{next}`"),
            )
            .hint(BLANKS.hint);
    }
    let name = match &node.event {
        Event::Start(Tag::CodeBlock(kind @ CodeBlockKind::Fenced(_))) => language(kind),
        _ => "text",
    };
    let lines: Vec<_> = highlight(name, &code)
        .into_iter()
        .map(|line| line.html)
        .collect();
    cut(&lines.join("\n"))
}

/// Cuts highlighted code at the stand-ins; what is open there is closed and opened again behind it.
fn cut(html: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', STAND_IN]) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        push(&mut pieces, before);
        if let Some(after) = from.strip_prefix(STAND_IN) {
            open.iter().rev().for_each(|tag| close(&mut pieces, tag));
            pieces.push(String::new());
            open.iter().for_each(|tag| push(&mut pieces, tag));
            rest = after;
            continue;
        }
        let end = from.find('>').map_or(from.len(), |end| end + 1);
        let (tag, after) = from.split_at_checked(end).unwrap_or((from, ""));
        if tag.starts_with("</") {
            close(&mut pieces, open.pop().unwrap_or(""));
        } else {
            push(&mut pieces, tag);
            open.push(tag);
        }
        rest = after;
    }
    push(&mut pieces, rest);
    pieces
}

fn push(pieces: &mut [String], text: &str) {
    if let Some(last) = pieces.last_mut() {
        last.push_str(text);
    }
}

/// Closes what the tag opened; where nothing stands in it, the tag goes too.
fn close(pieces: &mut [String], tag: &str) {
    let Some(last) = pieces.last_mut() else {
        return;
    };
    match last.strip_suffix(tag) {
        Some(before) if !tag.is_empty() => last.truncate(before.len()),
        _ => last.push_str("</span>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_complete_by_themselves() {
        assert_eq!(
            cut("a <span class=\"s\">b\u{e000}c</span>\u{e000}d"),
            [
                "a <span class=\"s\">b</span>",
                "<span class=\"s\">c</span>",
                "d"
            ]
        );
        assert_eq!(cut("<span class=\"s\">\u{e000}</span>b"), ["", "b"]);
        assert_eq!(cut("plain"), ["plain"]);
    }
}
