use super::{
    Part, Word,
    parser::{Parsed, Parser, Pending},
};
use crate::labelled::Bytes;

impl Parser<'_> {
    /// Reads the body of a here-document from the start of a line to its delimiter (or the end of the script).
    pub(super) fn heredoc_body(&mut self, pending: &Pending) -> Parsed<()> {
        let start = self.at;
        let mut text = Bytes::new();
        loop {
            if self.at_end() {
                self.has_open_heredoc = true;
                break;
            }
            let rest = self.data.get(self.at..).unwrap_or_default();
            let length = rest
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(rest.len(), |end| end + 1);
            let line = rest.get(..length).unwrap_or_default();
            let tabs = if pending.strips_tabs {
                line.iter().take_while(|byte| **byte == b'\t').count()
            } else {
                0
            };
            let bare = line.get(tabs..).unwrap_or_default();
            if bare.strip_suffix(b"\n").unwrap_or(bare) == pending.delimiter {
                self.at += length;
                break;
            }
            text.push(&self.source.slice(self.at + tabs..self.at + length));
            self.at += length;
        }
        let span = self.span_from(start);
        let word = if pending.expands {
            let mut inner = Parser::new(&text, self.dialect, self.fixed.clone());
            if pending.strips_tabs {
                inner.fixed = Some(span.clone());
            }
            inner.offset = self.offset + start;
            inner.depth = self.depth;
            inner.first_line = self.line_number(start);
            Word {
                parts: inner.heredoc_parts()?,
                span,
            }
        } else {
            Word {
                parts: vec![Part::Quoted(text)],
                span,
            }
        };
        let _unset = pending.body.set(word);
        Ok(())
    }

    /// Everything to the end as if in double quotes, where a double quote is an ordinary character.
    pub(super) fn heredoc_parts(&mut self) -> Parsed<Vec<Part>> {
        let parts = self.double_parts(&|parser: &Parser<'_>| parser.at_end(), true)?;
        Ok(vec![Part::Double(parts)])
    }
}
