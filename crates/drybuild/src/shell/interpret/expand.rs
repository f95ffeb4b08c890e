//! Words to fields: tilde, parameters, commands, arithmetic, splitting, pathnames.

use std::rc::Rc;
use std::slice;

use super::{Open, Pattern, Shell, Stop, brace, evaluate};
use crate::{
    labelled::Bytes,
    shell::{
        Exit,
        syntax::{CommandKind, Dialect, Part, RedirectKind, Script, Span, Word},
    },
};

/// A field before pathname expansion; `active` says which bytes may be pattern characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    pub(crate) text: Bytes,
    pub(crate) active: Vec<bool>,
}

impl Field {
    pub(super) fn push(&mut self, text: &Bytes, active: bool) {
        self.text.push(text);
        self.active.resize(self.text.len(), active);
    }
}

/// The fields of a word as they are built.
#[derive(Default)]
pub(super) struct Fields {
    done: Vec<Field>,
    current: Option<Field>,
    /// The last delimiter was white space that ended a field.
    after_blank: bool,
    /// Splits what expands outside quotes.
    split: bool,
    separators: Vec<u8>,
    /// Inside the word of `${x:-word}`: what is not quoted there is split too.
    in_argument: bool,
}

impl Fields {
    fn current(&mut self) -> &mut Field {
        self.after_blank = false;
        self.current.get_or_insert_default()
    }

    pub(super) fn add(&mut self, text: &Bytes, active: bool) {
        self.current().push(text, active);
    }

    /// Starts a new field.
    pub(super) fn cut(&mut self) {
        self.done.extend(self.current.take());
    }

    /// Appends the value of an unquoted expansion.
    pub(super) fn add_split(&mut self, text: &Bytes) {
        if !self.split {
            if !text.is_empty() {
                self.add(text, true);
            }
            return;
        }
        let mut start = 0;
        for (at, byte) in text.data().iter().copied().enumerate() {
            if !self.separators.contains(&byte) {
                continue;
            }
            if at > start {
                self.add(&text.slice(start..at), true);
            }
            start = at + 1;
            let blank = matches!(byte, b' ' | b'\t' | b'\n');
            if self.current.is_some() {
                self.cut();
                self.after_blank = blank;
            } else if !blank {
                if self.after_blank {
                    self.after_blank = false;
                } else {
                    self.done.push(Field::default());
                }
            }
        }
        if start < text.len() {
            self.add(&text.from_offset(start), true);
        }
    }
}

impl Shell {
    /// The fields of a list of words.
    pub(crate) fn fields(&mut self, words: &[Word]) -> Result<Vec<Bytes>, Stop> {
        let mut result = Vec::new();
        for word in words {
            let expanded = (self.dialect() == Dialect::Bash).then(|| brace::expand(word));
            for word in expanded.as_deref().unwrap_or(slice::from_ref(word)) {
                for field in self.word_fields(word)? {
                    self.pathnames(field, &mut result);
                }
            }
        }
        Ok(result)
    }

    pub(super) fn separators(&self) -> Vec<u8> {
        self.variable("IFS")
            .map_or_else(|| b" \t\n".to_vec(), |value| value.data().to_vec())
    }

    fn word_fields(&mut self, word: &Word) -> Result<Vec<Field>, Stop> {
        let mut fields = Fields {
            split: true,
            separators: self.separators(),
            ..Fields::default()
        };
        self.expand_parts(&word.parts, &mut fields, true)?;
        fields.cut();
        Ok(fields.done)
    }

    /// One value without splitting: an assignment, the subject of `case`, a here-document.
    pub(crate) fn single(&mut self, word: &Word) -> Result<Bytes, Stop> {
        Ok(self.unsplit(word)?.text)
    }

    /// A pattern: what is quoted stands for itself.
    pub(crate) fn pattern(&mut self, word: &Word) -> Result<Pattern, Stop> {
        let field = self.unsplit(word)?;
        Ok(Pattern::new(field.text.data(), &field.active))
    }

    pub(super) fn unsplit(&mut self, word: &Word) -> Result<Field, Stop> {
        let mut fields = Fields::default();
        self.expand_parts(&word.parts, &mut fields, true)?;
        fields.cut();
        let mut joined = Field::default();
        for (index, field) in fields.done.into_iter().enumerate() {
            if index > 0 {
                joined.push(&" ".into(), false);
            }
            let start = joined.text.len();
            joined.text.push(&field.text);
            joined.active.truncate(start);
            joined.active.extend(field.active);
        }
        Ok(joined)
    }

    /// The value of an assignment: tildes also behind colons.
    pub(crate) fn assigned(&mut self, word: &Word) -> Result<Bytes, Stop> {
        let parts: Vec<Part> = word.parts.iter().map(|part| self.tildes_in(part)).collect();
        self.single(&Word {
            parts,
            span: word.span.clone(),
        })
    }

    fn tildes_in(&self, part: &Part) -> Part {
        match part {
            Part::Literal(text) if text.data().windows(2).any(|pair| pair == b":~") => {
                let home = self.text_of("HOME");
                let mut out = Bytes::new();
                for (index, piece) in text.split(b':').into_iter().enumerate() {
                    if index > 0 {
                        out.push_plain(":");
                    }
                    match piece.data() {
                        [b'~'] | [b'~', b'/', ..] if index > 0 => {
                            out.push_plain(&home);
                            out.push(&piece.from_offset(1));
                        }
                        _ => out.push(&piece),
                    }
                }
                Part::Literal(out)
            }
            other => other.clone(),
        }
    }

    pub(super) fn expand_parts(
        &mut self,
        parts: &[Part],
        out: &mut Fields,
        first: bool,
    ) -> Result<(), Stop> {
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Literal(text) => {
                    let mut text = text.clone();
                    if first && index == 0 && text.data().starts_with(b"~") {
                        let length = text
                            .data()
                            .iter()
                            .position(|byte| *byte == b'/')
                            .unwrap_or(text.len());
                        if (length < text.len() || parts.len() == 1)
                            && let Some(home) = self.home_of(text.slice(1..length).data())
                        {
                            out.add(&home, false);
                            text = text.from_offset(length);
                        }
                    }
                    if out.in_argument {
                        out.add_split(&text);
                    } else if !text.is_empty() {
                        out.add(&text, true);
                    }
                }
                Part::Quoted(text) => out.add(text, false),
                Part::Double(inner) => self.expand_quoted(inner, out)?,
                Part::Param(param) => self.expand_param(param, false, out)?,
                Part::Command(script, span) => {
                    let value = self.substitute(script, span)?;
                    out.add_split(&value);
                }
                Part::Arithmetic(word) => {
                    let value = self.arithmetic_word(word)?;
                    out.add_split(&value);
                }
                Part::Process {
                    output,
                    script,
                    span,
                } => {
                    let path = self.process_substitution(*output, script, span)?;
                    out.add(&path, false);
                }
            }
        }
        Ok(())
    }

    /// The word of an expansion outside quotes.
    pub(super) fn expand_argument(&mut self, parts: &[Part], out: &mut Fields) -> Result<(), Stop> {
        let before = std::mem::replace(&mut out.in_argument, true);
        let result = self.expand_parts(parts, out, true);
        out.in_argument = before;
        result
    }

    pub(super) fn expand_quoted(&mut self, parts: &[Part], out: &mut Fields) -> Result<(), Stop> {
        if parts.is_empty() {
            out.add(&Bytes::new(), false);
        }
        for part in parts {
            match part {
                Part::Literal(text) | Part::Quoted(text) => out.add(text, false),
                Part::Double(inner) => self.expand_quoted(inner, out)?,
                Part::Param(param) => self.expand_param(param, true, out)?,
                Part::Command(script, span) => {
                    let value = self.substitute(script, span)?;
                    out.add(&value, false);
                }
                Part::Arithmetic(word) => {
                    let value = self.arithmetic_word(word)?;
                    out.add(&value, false);
                }
                Part::Process { .. } => {}
            }
        }
        Ok(())
    }

    fn arithmetic_word(&mut self, word: &Word) -> Result<Bytes, Stop> {
        let text = self.single(word)?;
        if !text.is_known() {
            self.note(&word.span, "a number here is not known");
            return Ok(Bytes::unknown("0", "a number that is not known"));
        }
        Ok(evaluate(self, &text, &word.span)?.to_string().into())
    }

    fn home_of(&self, user: &[u8]) -> Option<Bytes> {
        if user.is_empty() {
            return self
                .variable("HOME")
                .cloned()
                .or_else(|| Some("/root".into()));
        }
        let users = self.files.read(b"/etc/passwd").ok()?;
        let line = users.lines().into_iter().find(|line| {
            line.data()
                .strip_prefix(user)
                .is_some_and(|rest| rest.starts_with(b":"))
        })?;
        line.split(b':').get(5).cloned()
    }

    /// The output of `$( )`.
    pub(crate) fn substitute(&mut self, script: &Rc<Script>, span: &Span) -> Result<Bytes, Stop> {
        let bytes = match self.file_substitution(script, span)? {
            Some(bytes) => {
                self.scope.substituted = Some(Exit::SUCCESS);
                bytes
            }
            None => {
                let (bytes, exit) = self.captured(span, |shell| {
                    shell.scope.nesting += 1;
                    if shell.dialect() == Dialect::Bash && !shell.scope.options.inherit_errexit {
                        shell.scope.options.errexit = false;
                    }
                    shell.run_script(script)
                });
                self.scope.substituted = Some(exit);
                // Only bash lets a later `$?` of the same command see it.
                if self.dialect() == Dialect::Bash {
                    self.scope.last = exit;
                }
                bytes
            }
        };
        let bytes = bytes.trim_line_breaks();
        let step = self.step(span, "is the result of a command substitution".to_owned());
        Ok(without_nul(&bytes).stepped(|| step))
    }

    /// `$(<file)` of bash.
    fn file_substitution(&mut self, script: &Script, span: &Span) -> Result<Option<Bytes>, Stop> {
        let [list] = script.lines.as_slice() else {
            return Ok(None);
        };
        let [item] = list.as_slice() else {
            return Ok(None);
        };
        let [command] = item.and_or.first.commands.as_slice() else {
            return Ok(None);
        };
        let CommandKind::Simple { assignments, words } = &command.kind else {
            return Ok(None);
        };
        let [redirect] = command.redirects.as_slice() else {
            return Ok(None);
        };
        let RedirectKind::Read(word) = &redirect.kind else {
            return Ok(None);
        };
        if self.dialect() != Dialect::Bash
            || !assignments.is_empty()
            || !words.is_empty()
            || !item.and_or.rest.is_empty()
        {
            return Ok(None);
        }
        let path = self.single(word)?;
        Ok(self.files.read(path.data()).ok().map(|content| {
            let step = self.step(span, format!("is read from {}", path.text()));
            (*content).clone().stepped(|| step)
        }))
    }

    /// Runs something as a child whose standard output is kept; its exit and output.
    pub(crate) fn captured(
        &mut self,
        span: &Span,
        run: impl FnOnce(&mut Self) -> Result<Exit, Stop>,
    ) -> (Bytes, Exit) {
        let buffer = Open::Buffer(Bytes::new()).shared();
        let target = Rc::clone(&buffer);
        let exit = self.nested(span, |shell| {
            shell.in_child(|shell| {
                shell.scope.fds.insert(1, target);
                shell.child_exit(span, run)
            })
        });
        let bytes = match &buffer.borrow().open {
            Open::Buffer(bytes) => bytes.clone(),
            _ => Bytes::new(),
        };
        (bytes, exit.unwrap_or(Exit::Unknown))
    }

    /// `<( )`: a path under /dev/fd that gives the output; `>( )`: one whose text is given to the commands at once.
    fn process_substitution(
        &mut self,
        output: bool,
        script: &Rc<Script>,
        span: &Span,
    ) -> Result<Bytes, Stop> {
        let fd = (10..64)
            .rev()
            .find(|fd| !self.scope.fds.contains_key(fd))
            .unwrap_or(63);
        let open = if output {
            let buffer = Open::Buffer(Bytes::new()).shared();
            self.shared
                .readers
                .push((Rc::clone(&buffer), Rc::clone(script), span.clone()));
            buffer
        } else {
            let (bytes, _) = self.captured(span, |shell| shell.run_script(script));
            Open::Buffer(bytes).shared()
        };
        self.scope.fds.insert(fd, open);
        Ok(Bytes::from(format!("/dev/fd/{fd}")))
    }

    /// Runs the commands of `>( )` that have been written to.
    pub(super) fn run_readers(&mut self, since: usize) {
        while self.shared.readers.len() > since {
            let Some((buffer, script, span)) = self.shared.readers.pop() else {
                return;
            };
            let input = match &buffer.borrow().open {
                Open::Buffer(bytes) => bytes.clone(),
                _ => Bytes::new(),
            };
            self.nested(&span.clone(), |shell| {
                shell.in_child(|shell| {
                    shell.scope.fds.insert(0, Open::Buffer(input).shared());
                    shell.child_exit(&span, |shell| shell.run_script(&script))
                })
            });
        }
    }
}

fn without_nul(bytes: &Bytes) -> Bytes {
    if !bytes.data().contains(&0) {
        return bytes.clone();
    }
    let mut out = Bytes::new();
    for piece in bytes.split(0) {
        out.push(&piece);
    }
    out
}
