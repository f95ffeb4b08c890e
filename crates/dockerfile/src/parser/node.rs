use super::Fault;
use super::arguments::arguments;
use super::flags::split_flags;
use super::part::Part;
use crate::{Lines, Node, SourceText, Span, Text};

/// `ONBUILD ONBUILD …` is an error whatever follows; the tree does not go deeper than this.
const MAX_DEPTH: usize = 16;

/// Splits a joined line into keyword, flags and arguments.
pub(super) fn node(line: SourceText, escape: char, comments: Vec<Text>) -> Result<Node, Fault> {
    nested_node(line, escape, comments, 0)
}

fn nested_node(
    line: SourceText,
    escape: char,
    comments: Vec<Text>,
    depth: usize,
) -> Result<Node, Fault> {
    let (keyword, rest) = Part::whole(&line).trim().split_blank();
    let (flags, rest) = match rest {
        Some(rest) => split_flags(rest, escape),
        None => (Vec::new(), keyword.from(keyword.text().len())),
    };
    let mut arguments = arguments(keyword.text(), rest.trim(), escape)?;
    let child = match arguments.trigger.take() {
        Some(trigger) if depth < MAX_DEPTH => Some(Box::new(nested_node(
            trigger,
            escape,
            Vec::new(),
            depth + 1,
        )?)),
        _ => None,
    };
    Ok(Node {
        keyword: keyword.word(),
        args: arguments.args,
        child,
        flags,
        json: arguments.json,
        heredocs: Vec::new(),
        lines: Lines { first: 0, last: 0 },
        span: Span::new(keyword.span().start, line.whole().end),
        comments,
        original: line,
    })
}
