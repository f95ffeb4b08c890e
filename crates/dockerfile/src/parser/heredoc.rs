use arcstr::ArcStr;

use super::line::LineScanner;
use crate::expansion::Lex;
use crate::instructions::Keyword;
use crate::{Heredoc, Node, Span};

/// A heredoc that runs to the end of the file, or whose word is broken.
pub(super) struct Unterminated {
    pub(super) message: String,
    pub(super) span: Span,
}

/// `<<word` without its body.
pub(crate) struct HeredocMark {
    pub(crate) name: String,
    pub(crate) fd: u64,
    pub(crate) expand: bool,
    pub(crate) chomp: bool,
}

/// Reads the bodies of the heredocs that the instruction's line announces.
pub(super) fn attach(
    node: &mut Node,
    source: &ArcStr,
    scanner: &mut LineScanner<'_>,
) -> Result<(), Unterminated> {
    let text = &node.original.text;
    if !text.contains('<') || !text.contains("<<") || !can_contain_heredoc(node) {
        return Ok(());
    }
    // A line that the lexer cannot split announces none.
    let lex = Lex {
        raw_quotes: true,
        raw_escapes: true,
        skip_unset: true,
        ..Lex::new('\\')
    };
    let words = lex
        .expand(&node.original.text, &())
        .map(|line| line.words)
        .unwrap_or_default();
    let mut marks = Vec::new();
    for word in words {
        let mark = heredoc_mark(&word);
        marks.extend(mark.map_err(|message| Unterminated {
            message,
            span: node.span,
        })?);
    }
    for mark in marks {
        let heredoc = read_body(mark, source, scanner);
        let heredoc = heredoc.map_err(|message| Unterminated {
            message,
            span: node.span,
        })?;
        node.span.end = heredoc.terminator.end;
        node.heredocs.push(heredoc);
    }
    Ok(())
}

/// `ADD`, `COPY` and `RUN`, also behind `ONBUILD`, when their arguments are no JSON.
fn can_contain_heredoc(node: &Node) -> bool {
    let is_onbuild = Keyword::of(&node.keyword.text) == Some(Keyword::Onbuild);
    let node = node.child.as_deref().filter(|_| is_onbuild).unwrap_or(node);
    let keyword = Keyword::of(&node.keyword.text);
    let takes_heredocs = matches!(keyword, Some(Keyword::Add | Keyword::Copy | Keyword::Run));
    !node.json && takes_heredocs
}

fn read_body(
    mark: HeredocMark,
    source: &ArcStr,
    scanner: &mut LineScanner<'_>,
) -> Result<Heredoc, String> {
    let start = scanner.position();
    while let Some(line) = scanner.next() {
        let end = line.trim_newline();
        let name = if mark.chomp {
            end.text.trim_start_matches('\t')
        } else {
            end.text
        };
        if name == mark.name {
            let HeredocMark {
                name,
                fd,
                expand,
                chomp,
            } = mark;
            let span = Span::new(start, line.at);
            return Ok(Heredoc {
                name,
                fd,
                expand,
                chomp,
                content: source.substr_from(scanner.text(span)),
                span,
                terminator: end.span(),
            });
        }
    }
    Err("unterminated heredoc".into())
}

/// Reads BuildKit's `^(\d*)<<(-?)\s*([^<]*)$`. The word is lexed with and without its quotes:
/// when they differ, the body is not expanded.
pub(crate) fn heredoc_mark(word: &str) -> Result<Option<HeredocMark>, String> {
    if !word.contains('<') {
        return Ok(None);
    }
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (fd, rest) = word.split_at_checked(digits).unwrap_or_default();
    let Some(rest) = rest.strip_prefix("<<") else {
        return Ok(None);
    };
    let (chomp, rest) = match rest.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let rest = rest.trim_start_matches(['\t', '\n', '\x0c', '\r', ' ']);
    if rest.is_empty() || rest.contains('<') {
        return Ok(None);
    }
    let lex = Lex {
        skip_unset: true,
        ..Lex::new('\\')
    };
    let words = |lex: Lex| match lex.expand(rest, &()) {
        Ok(expansion) => Ok(expansion.words),
        Err(error) => Err(error.message),
    };
    let plain = words(lex)?;
    let [name] = plain.as_slice() else {
        return Ok(None);
    };
    let raw = words(Lex {
        raw_quotes: true,
        ..lex
    })?;
    let [raw] = raw.as_slice() else {
        return Err(format!(
            "internal lexing of heredoc produced inconsistent results: {rest}"
        ));
    };
    let quotes = |word: &str| word.matches(['\'', '"']).count();
    Ok(Some(HeredocMark {
        name: name.clone(),
        fd: if fd.is_empty() {
            0
        } else {
            fd.parse().unwrap_or(u64::MAX)
        },
        expand: quotes(name) == quotes(raw),
        chomp,
    }))
}

/// The body of `<<-` without the tabs that lead its lines.
pub(crate) fn chomp(content: &str) -> String {
    content
        .split_inclusive('\n')
        .map(|line| line.trim_start_matches('\t'))
        .collect()
}
