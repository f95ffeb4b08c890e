use super::run::{Action, Address, Command, Piece, Substitution};
use crate::{labelled::Bytes, shell::regex::Regex};

/// Why a script cannot be run.
pub(super) enum Fault {
    /// Sed would refuse it, with this message.
    Invalid(String),
    /// It may be right, but has no model.
    NotUnderstood,
}

/// Parses a script.
pub(super) fn parse(script: &Bytes, extended: bool, busybox: bool) -> Result<Vec<Command>, Fault> {
    let mut parser = Parser {
        script,
        data: script.data(),
        at: 0,
        extended,
        busybox,
        last: None,
        open: Vec::new(),
    };
    let mut commands = Vec::new();
    parser.commands(&mut commands)?;
    if !parser.open.is_empty() {
        return Err(Fault::Invalid("unmatched `{'".to_owned()));
    }
    Ok(commands)
}

struct Parser<'a> {
    script: &'a Bytes,
    data: &'a [u8],
    at: usize,
    extended: bool,
    busybox: bool,
    /// The expression that an empty one stands for.
    last: Option<Regex>,
    /// Commands whose `{` is open.
    open: Vec<usize>,
}

impl Parser<'_> {
    fn peek(&self) -> u8 {
        self.data.get(self.at).copied().unwrap_or(0)
    }

    fn skip(&mut self, bytes: &[u8]) {
        while self.at < self.data.len() && bytes.contains(&self.peek()) {
            self.at += 1;
        }
    }

    fn commands(&mut self, commands: &mut Vec<Command>) -> Result<(), Fault> {
        loop {
            self.skip(b" \t\n;");
            if self.at >= self.data.len() {
                return Ok(());
            }
            if self.peek() == b'#' {
                while self.at < self.data.len() && self.peek() != b'\n' {
                    self.at += 1;
                }
                continue;
            }
            let from = self.address()?;
            self.skip(b" \t");
            let mut to = None;
            if from.is_some() && self.peek() == b',' {
                self.at += 1;
                self.skip(b" \t");
                to = self.address()?;
            }
            self.skip(b" \t");
            let mut negated = false;
            while self.peek() == b'!' {
                negated = true;
                self.at += 1;
                self.skip(b" \t");
            }
            if self.at >= self.data.len() {
                return Err(Fault::Invalid("missing command".to_owned()));
            }
            let letter = self.peek();
            self.at += 1;
            let action = self.action(letter, commands)?;
            commands.push(Command {
                from,
                to,
                negated,
                action,
            });
        }
    }

    fn address(&mut self) -> Result<Option<Address>, Fault> {
        let address = match self.peek() {
            byte if byte.is_ascii_digit() => {
                let first = self.number();
                if self.peek() == b'~' && self.busybox {
                    return Err(Fault::Invalid("unsupported command ~".to_owned()));
                }
                if self.peek() == b'~' {
                    self.at += 1;
                    Address::Step(first, self.number())
                } else {
                    Address::Line(first)
                }
            }
            b'+' => {
                self.at += 1;
                Address::Plus(self.number())
            }
            b'$' => {
                self.at += 1;
                Address::Last
            }
            b'/' => {
                self.at += 1;
                let text = self.delimited(b'/')?;
                Address::Match(self.regex(&text)?)
            }
            b'\\' => {
                let delimiter = self.data.get(self.at + 1).copied().unwrap_or(0);
                self.at += 2;
                let text = self.delimited(delimiter)?;
                Address::Match(self.regex(&text)?)
            }
            _ => return Ok(None),
        };
        Ok(Some(address))
    }

    fn number(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        String::from_utf8_lossy(self.data.get(start..self.at).unwrap_or_default())
            .parse()
            .unwrap_or(0)
    }

    /// The text up to an unescaped delimiter; an escaped delimiter loses its backslash.
    fn delimited(&mut self, delimiter: u8) -> Result<Bytes, Fault> {
        let mut text = Bytes::new();
        let mut in_bracket = false;
        while self.at < self.data.len() {
            let byte = self.peek();
            if byte == delimiter && !in_bracket {
                self.at += 1;
                return Ok(text);
            }
            if byte == b'\\' && !in_bracket {
                let next = self.data.get(self.at + 1).copied().unwrap_or(0);
                if next == delimiter {
                    self.at += 1;
                } else {
                    text.push(&self.script.slice(self.at..self.at + 2));
                    self.at += 2;
                    continue;
                }
            }
            // Only the expression has brackets; a replacement is read with `replacement`.
            text.push(&self.script.slice(self.at..self.at + 1));
            if byte == b'[' {
                in_bracket = !in_bracket && self.closes_bracket();
            } else if byte == b']'
                && in_bracket
                && !matches!(text.data(), [.., b'[', b']'] | [.., b'[', b'^', b']'])
            {
                in_bracket = false;
            }
            self.at += 1;
        }
        Err(Fault::Invalid("unterminated address regex".to_owned()))
    }

    fn closes_bracket(&self) -> bool {
        self.data
            .get(self.at + 1..)
            .is_some_and(|rest| rest.contains(&b']'))
    }

    fn regex(&mut self, text: &Bytes) -> Result<Regex, Fault> {
        let ignore_case = self.peek() == b'I';
        self.at += usize::from(ignore_case);
        self.compile(text, ignore_case)
    }

    fn compile(&mut self, text: &Bytes, ignore_case: bool) -> Result<Regex, Fault> {
        if text.is_empty() {
            return self.last.clone().ok_or(Fault::NotUnderstood);
        }
        let regex = match self.extended {
            true => Regex::extended(text.data(), ignore_case),
            false => Regex::basic(text.data(), ignore_case),
        };
        let regex = regex.ok_or(Fault::NotUnderstood)?;
        self.last = Some(regex.clone());
        Ok(regex)
    }

    fn action(&mut self, letter: u8, commands: &mut [Command]) -> Result<Action, Fault> {
        Ok(match letter {
            b'{' => {
                self.open.push(commands.len());
                Action::Open(usize::MAX)
            }
            b'}' => {
                let open = self
                    .open
                    .pop()
                    .ok_or_else(|| Fault::Invalid("unexpected `}'".to_owned()))?;
                let here = commands.len();
                if let Some(Command {
                    action: Action::Open(end),
                    ..
                }) = commands.get_mut(open)
                {
                    *end = here;
                }
                Action::Nothing
            }
            b's' => self.substitution()?,
            b'y' => {
                let delimiter = self.peek();
                self.at += 1;
                let (from, to) = (self.delimited(delimiter)?, self.delimited(delimiter)?);
                if from.len() != to.len() {
                    return Err(Fault::Invalid(
                        "strings for `y' command are different lengths".to_owned(),
                    ));
                }
                Action::Translate(from.data().to_vec(), to.data().to_vec())
            }
            b'd' => Action::Delete,
            b'D' => Action::DeleteFirst,
            b'p' => Action::Print,
            b'P' => Action::PrintFirst,
            b'n' => Action::Next,
            b'N' => Action::Append,
            b'g' => Action::Get,
            b'G' => Action::GetAppend,
            b'h' => Action::Hold,
            b'H' => Action::HoldAppend,
            b'x' => Action::Exchange,
            b'=' => Action::Number,
            b'q' | b'Q' => {
                self.skip(b" \t");
                let status = u8::try_from(self.number()).unwrap_or(0);
                Action::Quit {
                    status,
                    prints: letter == b'q',
                }
            }
            b'a' => Action::After(self.text()),
            b'i' => Action::Before(self.text()),
            b'c' => Action::Change(self.text()),
            b'b' => Action::Branch(self.word()),
            b't' => Action::BranchIfChanged(self.word()),
            b':' => Action::Label(self.word()),
            b'r' => Action::Read(self.rest_of_line()),
            b'w' => Action::Write(self.rest_of_line()),
            b'l' | b'T' | b'e' | b'F' | b'R' | b'W' | b'z' | b'v' => {
                return Err(Fault::NotUnderstood);
            }
            other => {
                return Err(Fault::Invalid(format!(
                    "unknown command: `{}'",
                    char::from(other)
                )));
            }
        })
    }

    fn word(&mut self) -> Vec<u8> {
        self.skip(b" \t");
        let start = self.at;
        while self.at < self.data.len() && !matches!(self.peek(), b'\n' | b';' | b' ' | b'}') {
            self.at += 1;
        }
        self.data.get(start..self.at).unwrap_or_default().to_vec()
    }

    fn rest_of_line(&mut self) -> Bytes {
        self.skip(b" \t");
        let start = self.at;
        while self.at < self.data.len() && self.peek() != b'\n' {
            self.at += 1;
        }
        self.script.slice(start..self.at)
    }

    /// The text of `a`, `i` and `c`: up to a line break without a backslash before it.
    fn text(&mut self) -> Bytes {
        self.skip(b" \t");
        if self.peek() == b'\\' {
            self.at += 1;
            let before = self.at;
            self.skip(b" \t");
            if self.peek() == b'\n' {
                self.at += 1;
            } else if before == self.at && !matches!(self.peek(), b' ' | b'\t') {
                // `a\text` keeps what follows the backslash.
            }
        }
        let mut text = Bytes::new();
        while self.at < self.data.len() && self.peek() != b'\n' {
            if self.peek() == b'\\' && self.at + 1 < self.data.len() {
                self.at += 1;
                if self.peek() == b't' {
                    text.push_plain("\t");
                    self.at += 1;
                    continue;
                }
            }
            text.push(&self.script.slice(self.at..self.at + 1));
            self.at += 1;
        }
        text.push_plain("\n");
        text
    }

    fn substitution(&mut self) -> Result<Action, Fault> {
        let delimiter = self.peek();
        self.at += 1;
        let pattern = self.delimited(delimiter).map_err(unterminated)?;
        let pieces = self.replacement(delimiter)?;
        let mut substitution = Substitution {
            regex: None,
            pieces,
            all: false,
            nth: 1,
            prints: false,
            writes: None,
        };
        let mut ignore_case = false;
        loop {
            match self.peek() {
                b'g' => substitution.all = true,
                b'p' => substitution.prints = true,
                b'i' | b'I' => ignore_case = true,
                b'm' | b'M' | b'e' => return Err(Fault::NotUnderstood),
                b'w' => {
                    self.at += 1;
                    substitution.writes = Some(self.rest_of_line());
                    break;
                }
                byte if byte.is_ascii_digit() => {
                    substitution.nth = self.number().max(1);
                    continue;
                }
                0 | b' ' | b'\t' | b'\n' | b';' | b'}' | b'#' => break,
                _ => return Err(Fault::Invalid("unknown option to `s'".to_owned())),
            }
            self.at += 1;
        }
        substitution.regex = Some(self.compile(&pattern, ignore_case)?);
        Ok(Action::Substitute(substitution))
    }

    fn replacement(&mut self, delimiter: u8) -> Result<Vec<Piece>, Fault> {
        let mut pieces = Vec::new();
        let mut text = Bytes::new();
        while self.at < self.data.len() {
            let byte = self.peek();
            if byte == delimiter {
                self.at += 1;
                pieces.push(Piece::Text(text));
                return Ok(pieces);
            }
            let mut group = None;
            if byte == b'\\' {
                let next = self.data.get(self.at + 1).copied().unwrap_or(0);
                match next {
                    b'0'..=b'9' if next != delimiter => group = Some(usize::from(next - b'0')),
                    b'n' => text.push_plain("\n"),
                    b't' => text.push_plain("\t"),
                    b'r' => text.push_plain("\r"),
                    b'u' | b'U' | b'l' | b'L' | b'E' if !self.busybox => {
                        pieces.push(Piece::Text(std::mem::take(&mut text)));
                        pieces.push(Piece::Case(next));
                    }
                    _ => text.push(&self.script.slice(self.at + 1..self.at + 2)),
                }
                self.at += 2;
            } else {
                if byte == b'&' {
                    group = Some(0);
                } else {
                    text.push(&self.script.slice(self.at..self.at + 1));
                }
                self.at += 1;
            }
            if let Some(group) = group {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                pieces.push(Piece::Group(group));
            }
        }
        Err(Fault::Invalid("unterminated `s' command".to_owned()))
    }
}

fn unterminated(_: Fault) -> Fault {
    Fault::Invalid("unterminated `s' command".to_owned())
}
