use std::{cell::OnceCell, rc::Rc};

use super::{Script, Span, SyntaxError, Unexpected, Word};
use crate::labelled::Bytes;

/// Commands nested deeper than this are reported, not parsed.
const DEEPEST: u32 = 60;

/// Which shell reads the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// dash, Debian's sh.
    Dash,
    /// BusyBox ash, Alpine's sh.
    Ash,
    /// bash.
    Bash,
}

pub(super) type Parsed<T> = Result<T, SyntaxError>;

/// Parses a script whose spans are offsets into it.
pub(crate) fn parse(source: &Bytes, dialect: Dialect) -> Script {
    Parser::new(source, dialect, None).script()
}

/// Parses a script that is no text of the file (a variable, a quoted argument): every span is `span`.
pub(crate) fn parse_at(source: &Bytes, dialect: Dialect, span: Span) -> Script {
    Parser::new(source, dialect, Some(span)).script()
}

/// Whether an interactive bash would run what was typed, and not ask for another line.
pub(crate) fn is_complete(typed: &Bytes) -> bool {
    let mut parser = Parser::new(typed, Dialect::Bash, None);
    loop {
        match parser.line() {
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(error) => {
                return !matches!(error.found, Unexpected::EndOfFile | Unexpected::Quote(_));
            }
        }
    }
    let backslashes = typed.data().iter().rev().take_while(|byte| **byte == b'\\');
    !parser.has_open_heredoc && backslashes.count() % 2 == 0
}

pub(super) struct Parser<'a> {
    pub(super) source: &'a Bytes,
    pub(super) data: &'a [u8],
    pub(super) at: usize,
    pub(super) dialect: Dialect,
    /// The span of everything, where the text is not part of the script.
    pub(super) fixed: Option<Span>,
    /// Added to spans: where this text starts in the script.
    pub(super) offset: usize,
    /// Here-documents whose body starts at the next line.
    pub(super) pending: Vec<Pending>,
    /// The text ended before a here-document did.
    pub(super) has_open_heredoc: bool,
    pub(super) depth: u32,
    pub(super) first_line: usize,
}

pub(super) struct Pending {
    pub(super) delimiter: Vec<u8>,
    pub(super) expands: bool,
    pub(super) strips_tabs: bool,
    pub(super) body: Rc<OnceCell<Word>>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(source: &'a Bytes, dialect: Dialect, fixed: Option<Span>) -> Self {
        Self {
            source,
            data: source.data(),
            at: 0,
            dialect,
            fixed,
            offset: 0,
            pending: Vec::new(),
            has_open_heredoc: false,
            depth: 0,
            first_line: 1,
        }
    }

    fn script(mut self) -> Script {
        let mut script = Script::default();
        loop {
            match self.line() {
                Ok(Some(list)) => script.lines.push(list),
                Ok(None) => break,
                Err(error) => {
                    script.error = Some(error);
                    break;
                }
            }
        }
        script
    }

    /// The byte here; 0 at the end.
    pub(super) fn peek(&self) -> u8 {
        self.peek_at(0)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> u8 {
        self.data.get(self.at + ahead).copied().unwrap_or(0)
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.data.len()
    }

    pub(super) fn looking_at(&self, text: &str) -> bool {
        self.data
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(text.as_bytes()))
    }

    /// Steps over `text` if it is here.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let here = self.looking_at(text);
        if here {
            self.at += text.len();
        }
        here
    }

    pub(super) fn span_from(&self, start: usize) -> Span {
        match &self.fixed {
            Some(span) => span.clone(),
            None => start + self.offset..self.at + self.offset,
        }
    }

    /// The byte at a position with its labels, appended to `text`.
    pub(super) fn push_byte(&self, text: &mut Bytes, at: usize) {
        if self.source.labels().is_empty() {
            text.push_plain(self.data.get(at..at + 1).unwrap_or_default());
        } else {
            text.push(&self.source.slice(at..at + 1));
        }
    }

    pub(super) fn line_number(&self, at: usize) -> usize {
        self.first_line
            + self
                .data
                .iter()
                .take(at)
                .filter(|byte| **byte == b'\n')
                .count()
    }

    pub(super) fn error(&self, found: Unexpected) -> SyntaxError {
        let at = self.at.min(self.data.len());
        let before = self.data.get(..at).unwrap_or_default();
        let start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |last| last + 1);
        let rest = self.data.get(start..).unwrap_or_default();
        let text = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        SyntaxError {
            span: self.character_before(),
            line: self.line_number(at),
            found,
            expecting: None,
            source_line: String::from_utf8_lossy(text).into_owned(),
        }
    }

    /// The character that ends at this place or goes on there.
    fn character_before(&self) -> Span {
        if let Some(span) = &self.fixed {
            return span.clone();
        }
        let goes_on = |at: usize| self.data.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
        let mut start = self.at.saturating_sub(1);
        while start > 0 && goes_on(start) {
            start -= 1;
        }
        let mut end = self.at;
        while goes_on(end) {
            end += 1;
        }
        start + self.offset..end + self.offset
    }

    pub(super) fn deeper(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            Err(self.error(Unexpected::TooDeep))
        } else {
            Ok(())
        }
    }

    /// Steps over blanks, joined lines and a comment.
    pub(super) fn blanks(&mut self) {
        loop {
            match self.peek() {
                b' ' | b'\t' => self.at += 1,
                b'\\' if self.peek_at(1) == b'\n' => self.at += 2,
                b'#' => {
                    while !self.at_end() && self.peek() != b'\n' {
                        self.at += 1;
                    }
                    return;
                }
                _ => return,
            }
        }
    }

    /// Steps over blanks, comments and line breaks (and the here-documents behind them).
    pub(super) fn newlines(&mut self) -> Parsed<()> {
        loop {
            self.blanks();
            if self.peek() != b'\n' {
                return Ok(());
            }
            self.newline()?;
        }
    }

    /// Steps over one line break and reads the here-documents that start behind it.
    pub(super) fn newline(&mut self) -> Parsed<()> {
        self.at += 1;
        for pending in std::mem::take(&mut self.pending) {
            self.heredoc_body(&pending)?;
        }
        Ok(())
    }
}
