//! `set -x`.

use super::{Shell, Stop};
use crate::{
    labelled::Bytes,
    shell::syntax::{Condition, Dialect, Part, Span, Word},
};

impl Shell {
    /// Prints a line of the trace, if there is one.
    pub(super) fn trace_line(&mut self, line: &Bytes, span: &Span) {
        if !self.scope.options.xtrace {
            return;
        }
        let prompt = self.variable("PS4").cloned().unwrap_or_else(|| "+ ".into());
        let mut text = Bytes::new();
        if self.dialect() == Dialect::Bash {
            for _ in 0..self.scope.nesting {
                text.push(&prompt.slice(0..1));
            }
        }
        text.push(&prompt);
        text.push(line);
        text.push_plain("\n");
        self.write_fd(2, &text, span);
    }

    /// Traces a simple command.
    pub(super) fn trace_command(
        &mut self,
        assignments: &[(String, Bytes)],
        fields: &[Bytes],
        span: &Span,
    ) {
        if !self.scope.options.xtrace {
            return;
        }
        let dialect = self.dialect();
        let quoted = |value: &Bytes| match dialect {
            Dialect::Dash => value.clone(),
            Dialect::Ash if is_keyword(value.data()) => always_quoted(value),
            Dialect::Ash => ash_quoted(value),
            Dialect::Bash => bash_quoted(value),
        };
        let mut parts: Vec<Bytes> = Vec::new();
        for (name, value) in assignments {
            let mut part = Bytes::from(format!("{name}="));
            match dialect {
                Dialect::Bash if value.is_empty() => {}
                Dialect::Ash => part.push(&ash_quoted(value)),
                _ => part.push(&quoted(value)),
            }
            parts.push(part);
        }
        if dialect == Dialect::Bash {
            for part in parts {
                self.trace_line(&part, span);
            }
            parts = Vec::new();
            if fields.is_empty() {
                return;
            }
        }
        parts.extend(fields.iter().map(quoted));
        if !parts.is_empty() {
            self.trace_line(&super::param::join(&parts, &" ".into()), span);
        }
    }

    /// Traces the assignments of `export` in bash, which stand on lines of their own behind the command.
    pub(super) fn trace_exported(&mut self, fields: &[Bytes], span: &Span) {
        for field in fields.iter().skip(1) {
            if let Some(at) = field.data().iter().position(|byte| *byte == b'=') {
                let mut line = field.slice(0..at + 1);
                let value = field.from_offset(at + 1);
                if !value.is_empty() {
                    line.push(&bash_quoted(&value));
                }
                self.trace_line(&line, span);
            }
        }
    }

    /// Traces `name=(…)` of bash, which shows the words as they were written.
    pub(super) fn trace_array(
        &mut self,
        name: &str,
        elements: &[(Option<Word>, Word)],
        append: bool,
        span: &Span,
    ) {
        let mut line = Bytes::from(format!("{name}{}=(", if append { "+" } else { "" }));
        for (index, (key, word)) in elements.iter().enumerate() {
            if index > 0 {
                line.push_plain(" ");
            }
            if let Some(key) = key {
                line.push_plain("[");
                line.push(&source_of(&key.parts));
                line.push_plain("]=");
            }
            line.push(&source_of(&word.parts));
        }
        line.push_plain(")");
        self.trace_line(&line, span);
    }

    /// Traces `[[ ]]` of bash.
    pub(super) fn trace_condition(
        &mut self,
        condition: &Condition,
        span: &Span,
    ) -> Result<(), Stop> {
        if !self.scope.options.xtrace {
            return Ok(());
        }
        let mut line = Bytes::from("[[ ");
        match condition {
            Condition::Unary(operator, word) => {
                line.push_plain(format!("{operator} "));
                let value = self.single(word)?;
                line.push(&bash_quoted(&value));
            }
            Condition::Binary(operator, left, right) => {
                let value = self.single(left)?;
                line.push(&if value.is_empty() {
                    bash_quoted(&value)
                } else {
                    value
                });
                line.push_plain(format!(" {operator} "));
                let field = self.unsplit(right)?;
                line.push(&escaped(&field.text, &field.active));
            }
            Condition::Word(word) => {
                let value = self.single(word)?;
                line.push_plain("-n ");
                line.push(&bash_quoted(&value));
            }
            // Compound conditions are traced part by part; what is printed is not followed further.
            _ => return Ok(()),
        }
        line.push_plain(" ]]");
        self.trace_line(&line, span);
        Ok(())
    }
}

/// The right side of `==` as bash traces it: quoted bytes behind backslashes.
fn escaped(text: &Bytes, active: &[bool]) -> Bytes {
    let mut out = Bytes::new();
    for (at, active) in active.iter().enumerate() {
        if !active {
            out.push_plain("\\");
        }
        out.push(&text.slice(at..at + 1));
    }
    out
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-./:=,+@%^".contains(&byte) || byte >= 0x80
}

/// As bash prints a word: quoted only if it has to be.
pub(super) fn bash_quoted(value: &Bytes) -> Bytes {
    let blanks = |byte: &u8| (*byte >= 0x20 && *byte != 0x7f) || matches!(byte, b'\t' | b'\n');
    if value.data().iter().any(|byte| *byte < 0x20) && value.data().iter().all(blanks) {
        return quoted_pieces(value);
    }
    if value.is_empty() {
        return "''".into();
    }
    let special = |byte: &u8| !is_plain(*byte) && !b"~#".contains(byte);
    let leads = value
        .data()
        .first()
        .is_some_and(|byte| b"~#".contains(byte));
    if value.data().iter().any(special) || leads {
        single_quoted(value)
    } else {
        value.clone()
    }
}

/// In single quotes, with `'\''` for a quote; control characters give `$'…'`.
pub(crate) fn single_quoted(value: &Bytes) -> Bytes {
    if value
        .data()
        .iter()
        .any(|byte| *byte < 0x20 || *byte == 0x7f)
    {
        let mut out = Bytes::from("$'");
        for (at, byte) in value.data().iter().enumerate() {
            match byte {
                b'\n' => out.push_plain("\\n"),
                b'\t' => out.push_plain("\\t"),
                b'\r' => out.push_plain("\\r"),
                b'\'' => out.push_plain("\\'"),
                b'\\' => out.push_plain("\\\\"),
                byte if *byte < 0x20 || *byte == 0x7f => out.push_plain(format!("\\{byte:03o}")),
                _ => out.push(&value.slice(at..at + 1)),
            }
        }
        out.push_plain("'");
        return out;
    }
    quoted_pieces(value)
}

fn quoted_pieces(value: &Bytes) -> Bytes {
    let mut out = Bytes::new();
    for (index, piece) in value.split(b'\'').into_iter().enumerate() {
        if index > 0 {
            out.push_plain("\\'");
        }
        if !piece.is_empty() || index == 0 && value.is_empty() {
            out.push_plain("'");
            out.push(&piece);
            out.push_plain("'");
        }
    }
    out
}

/// In single quotes, whatever it is.
pub(crate) fn always_quoted(value: &Bytes) -> Bytes {
    let quoted = single_quoted(value);
    if quoted.is_empty() {
        "''".into()
    } else {
        quoted
    }
}

/// As BusyBox prints a word.
fn ash_quoted(value: &Bytes) -> Bytes {
    let safe =
        |byte: &u8| byte.is_ascii_alphanumeric() || b"_-./:,+@%^]".contains(byte) || *byte >= 0x80;
    if value.data().iter().all(safe) {
        return value.clone();
    }
    let mut out = Bytes::new();
    for (index, piece) in value.split(b'\'').into_iter().enumerate() {
        if index > 0 {
            out.push_plain("\"'\"");
        }
        if !piece.is_empty() {
            out.push_plain("'");
            out.push(&piece);
            out.push_plain("'");
        }
    }
    out
}

/// A word that the shell's grammar knows, which BusyBox quotes in a trace.
fn is_keyword(word: &[u8]) -> bool {
    matches!(
        word,
        b"if"
            | b"then"
            | b"else"
            | b"elif"
            | b"fi"
            | b"for"
            | b"while"
            | b"until"
            | b"do"
            | b"done"
            | b"case"
            | b"esac"
            | b"in"
            | b"function"
    )
}

/// The text of a word as it was written, as near as its tree tells.
pub(super) fn source_of(parts: &[Part]) -> Bytes {
    let mut out = Bytes::new();
    for part in parts {
        match part {
            Part::Literal(text) => out.push(text),
            Part::Quoted(text) => out.push(&quoted_pieces(text)),
            Part::Double(inner) => {
                out.push_plain("\"");
                out.push(&source_of(inner));
                out.push_plain("\"");
            }
            Part::Param(param) => out.push_plain(format!("${}", param.name)),
            Part::Command(..) => out.push_plain("$(...)"),
            Part::Arithmetic(word) => {
                out.push_plain("$((");
                out.push(&source_of(&word.parts));
                out.push_plain("))");
            }
            Part::Process { .. } => out.push_plain("<(...)"),
        }
    }
    out
}
