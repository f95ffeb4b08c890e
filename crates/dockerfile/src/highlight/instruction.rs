use super::TokenKind;
use super::canvas::Canvas;
use super::text;
use crate::instructions::Keyword;
use crate::{Node, SourceText, Span, Word};

/// Paints an instruction with its continued lines and heredocs.
pub(super) fn paint(canvas: &mut Canvas<'_>, node: &Node, escape: char) {
    let line = &node.original;
    text::paint(canvas, line, 0, escape);
    paint_words(canvas, node);
    if !node.heredocs.is_empty() {
        paint_marks(canvas, line);
    }
    paint_gaps(canvas, node, escape);
    for heredoc in &node.heredocs {
        if heredoc.expand {
            let body = SourceText::one(heredoc.content.clone(), heredoc.span.start);
            text::paint_variables(canvas, &body, 0, escape, false);
        }
        let name = heredoc.name.len();
        let end = heredoc.terminator.end;
        canvas.fill(Span::new(end.saturating_sub(name), end), TokenKind::Heredoc);
    }
}

/// Paints a line's first word when it is a keyword.
pub(super) fn paint_keyword(canvas: &mut Canvas<'_>, line: &str, start: usize) {
    let word = line.split([' ', '\t']).next().unwrap_or_default();
    if Keyword::of(word).is_some() {
        canvas.fill(Span::new(start, start + word.len()), TokenKind::Keyword);
    }
}

/// Paints what the parser told apart. Plain argument words keep what is in them.
fn paint_words(canvas: &mut Canvas<'_>, node: &Node) {
    let keyword = Keyword::of(&node.keyword.text);
    if keyword.is_some() {
        canvas.fill(node.keyword.span, TokenKind::Keyword);
    }
    for flag in &node.flags {
        canvas.fill_unless(flag.span, TokenKind::Flag, TokenKind::Variable);
    }
    match (keyword, node.args.as_slice()) {
        (Some(Keyword::From), [_, keyword, _]) | (Some(Keyword::Healthcheck), [keyword, ..]) => {
            canvas.fill(keyword.span, TokenKind::Keyword);
        }
        (Some(Keyword::Env | Keyword::Label), args) => {
            for equals in args.chunks(3).filter_map(|pair| pair.get(2)) {
                canvas.fill(equals.span, TokenKind::Punctuation);
            }
        }
        (Some(Keyword::Arg), args) => {
            for (key, value) in args.iter().filter_map(|word| word.split_once('=')) {
                if key.span.end < value.span.start {
                    let equals = Span::new(key.span.end, value.span.start);
                    canvas.fill(equals, TokenKind::Punctuation);
                }
            }
        }
        _ => {}
    }
    if node.json {
        let flags_end = node
            .flags
            .last()
            .map_or(node.keyword.span.end, |flag| flag.span.end);
        let strings = node
            .args
            .get(usize::from(keyword == Some(Keyword::Healthcheck))..)
            .unwrap_or_default();
        paint_array(canvas, strings, &node.original, flags_end);
    }
    if let Some(child) = &node.child {
        paint_words(canvas, child);
    }
}

/// Paints a JSON array behind the flags: its strings, whatever is in them, and the rest of it.
fn paint_array(canvas: &mut Canvas<'_>, strings: &[Word], line: &SourceText, flags_end: usize) {
    for (offset, _) in line.text.match_indices(['[', ',', ']']) {
        if line.position(offset) >= flags_end {
            canvas.fill_text(line, offset..offset + 1, TokenKind::Punctuation);
        }
    }
    for word in strings {
        canvas.fill(word.span, TokenKind::String);
    }
}

/// Paints the `<<word` of a line that has heredocs.
fn paint_marks(canvas: &mut Canvas<'_>, line: &SourceText) {
    for (offset, _) in line.text.match_indices("<<") {
        let rest = line.text.get(offset..).unwrap_or_default();
        let mark = rest.trim_start_matches('<').trim_start_matches('-');
        let blanks = mark.len() - mark.trim_start_matches([' ', '\t']).len();
        let word = mark
            .trim_start_matches([' ', '\t'])
            .split([' ', '\t', ';', '|', '&', '>', '<']);
        let length = rest.len() - mark.len() + blanks + word.clone().next().map_or(0, str::len);
        canvas.fill_text(line, offset..offset + length, TokenKind::Heredoc);
    }
}

/// Paints what stands between the pieces of a joined line, and behind the last one.
fn paint_gaps(canvas: &mut Canvas<'_>, node: &Node, escape: char) {
    let line = &node.original;
    let starts = line.segments.iter().map(|segment| segment.text).skip(1);
    let ends = starts.chain([line.text.len()]);
    let next_sources = line.segments.iter().map(|segment| segment.source).skip(1);
    let end = node
        .heredocs
        .first()
        .map_or(node.span.end, |heredoc| heredoc.span.start);
    for ((segment, text_end), gap_end) in line
        .segments
        .iter()
        .zip(ends)
        .zip(next_sources.chain([end]))
    {
        let gap_start = segment.source + (text_end - segment.text);
        canvas.continuation(Span::new(gap_start, gap_end), escape);
    }
}
