use pulldown_cmark::{Event, Tag};

use crate::compiler::fingerprint::answer_id;
use crate::compiler::markdown::{Node, Page, plain_text, task_marker};
use crate::model::Answer;

/// At the end of an option that keeps its place when the others are shuffled.
const PINNED: &str = "{pinned}";

/// An option and its normalised text: no markup, white space as single spaces, no `{pinned}`.
pub(crate) fn compile_answer(item: &Node<'_>, page: &mut Page<'_, '_>) -> (String, Answer) {
    let is_quote = |node: &Node<'_>| matches!(node.event, Event::Start(Tag::BlockQuote(_)));
    let quote = item
        .children
        .iter()
        .position(is_quote)
        .unwrap_or(item.children.len());
    let (option, feedback) = item.children.split_at_checked(quote).unwrap_or_default();
    let correct = task_marker(item).unwrap_or_else(|| {
        page.checked
            .error(
                "question-shape",
                item.span.clone(),
                "an option needs `[x]` or `[ ]`",
            )
            .hint("write `- [ ] …` for a wrong option");
        false
    });
    if let Some(stray) = feedback.get(1) {
        page.checked
            .error(
                "question-shape",
                stray.span.clone(),
                "the feedback is the end of its option",
            )
            .hint("begin every line of the feedback with `>`");
    }
    let text = plain_text(option);
    let html = page.fragment_nodes(inline(option));
    let unpinned = text
        .strip_suffix(PINNED)
        .map(|text| text.trim_end().to_owned());
    let pinned = unpinned.is_some();
    let text = unpinned.unwrap_or(text);
    let html = html
        .strip_suffix(PINNED)
        .map_or(html.as_str(), str::trim_end)
        .to_owned();
    if text.is_empty() {
        page.checked
            .error("question-shape", item.span.clone(), "the option is empty");
    }
    let feedback_html = match feedback.first() {
        Some(quote) => page.fragment_nodes(&quote.children),
        None => String::new(),
    };
    if feedback_html.is_empty() {
        let message = format!("the option “{text}” has no feedback");
        page.checked
            .error("question-feedback", item.span.clone(), message)
            .hint("write under it, indented: `  > why this is right or wrong`");
    }
    let id = answer_id(&text);
    (
        text,
        Answer {
            id,
            html,
            correct,
            feedback_html,
            pinned,
        },
    )
}

/// An option's nodes without its check box, and without the paragraph that an empty line between
/// options puts round it.
fn inline<'n, 'a>(option: &'n [Node<'a>]) -> impl Iterator<Item = &'n Node<'a>> {
    let (first, rest) = match option.split_first() {
        Some((paragraph, rest)) if matches!(paragraph.event, Event::Start(Tag::Paragraph)) => {
            (paragraph.children.as_slice(), rest)
        }
        _ => (option, &[][..]),
    };
    let is_marker = |node: &&Node<'_>| matches!(node.event, Event::TaskListMarker(_));
    first
        .iter()
        .chain(rest)
        .filter(move |node| !is_marker(node))
}

/// Reports options that are no choice, and a wrong number of right ones.
pub(crate) fn check_answers(
    answers: &[(String, Answer)],
    items: &[Node<'_>],
    page: &mut Page<'_, '_>,
) {
    let checked = &mut *page.checked;
    let all = match (items.first(), items.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => return,
    };
    if answers.len() < 2 {
        checked
            .error(
                "question-options",
                all.clone(),
                "a single option is no choice",
            )
            .hint("add wrong options that people really believe");
    }
    match answers.iter().filter(|(_, answer)| answer.correct).count() {
        1 => {}
        0 => {
            checked
                .error("question-key", all, "no option is right")
                .hint("mark the right one with `[x]`");
        }
        right => {
            checked
                .error(
                    "question-key",
                    all,
                    format!("{right} options are marked as right"),
                )
                .hint("a single-choice question has one `[x]`");
        }
    }
    for (index, (item, (text, answer))) in items.iter().zip(answers).enumerate() {
        if answers
            .iter()
            .take(index)
            .any(|(_, earlier)| earlier.id == answer.id)
        {
            let message = format!("another option already says “{text}”");
            checked.error("question-options", item.span.clone(), message);
        }
    }
}
