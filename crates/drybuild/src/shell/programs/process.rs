use crate::{
    filesystem::{Errno, Family, Namespace},
    labelled::{Bytes, Certainty, Mark, Step, Taint},
    shell::{
        Exit, Place, Possible,
        interpret::{Open, Shell},
        syntax::{Dialect, Span},
    },
};

/// A running program: its arguments, its streams and the machine. What [`Catalogue`](crate::shell::Catalogue) entries
/// are given.
pub struct Process<'a> {
    pub(crate) shell: &'a mut Shell,
    /// The arguments, the name that it was called by first.
    pub argv: Vec<Bytes>,
    /// The name of the program, without directories.
    pub name: String,
    /// Whose tool it is.
    pub family: Family,
    pub(crate) span: Span,
    /// It is run by the shell itself: messages carry the shell's name.
    pub(crate) builtin: bool,
}

impl<'a> Process<'a> {
    pub(crate) fn new(
        shell: &'a mut Shell,
        name: &str,
        family: Family,
        argv: &[Bytes],
        span: &Span,
    ) -> Self {
        Self {
            shell,
            argv: argv.to_vec(),
            name: name.to_owned(),
            family,
            span: span.clone(),
            builtin: false,
        }
    }

    /// The arguments without the name.
    #[must_use]
    pub fn args(&self) -> Vec<Bytes> {
        self.argv.get(1..).unwrap_or_default().to_vec()
    }

    /// The arguments without the name, as text.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.argv
            .iter()
            .skip(1)
            .map(|argument| argument.text().into_owned())
            .collect()
    }

    /// The environment of the process.
    #[must_use]
    pub fn environment(&self) -> Vec<(String, Bytes)> {
        self.shell.environment()
    }

    /// The files, as the user of the process.
    pub fn files(&mut self) -> &mut Namespace {
        &mut self.shell.files
    }

    /// Where the command stands, as offsets into the script of the step.
    #[must_use]
    pub fn place(&self) -> Span {
        self.shell.place(&self.span)
    }

    /// One thing that this process does to a secret, for its trace.
    #[must_use]
    pub fn step(&self, text: String) -> Step {
        self.shell.step(&self.span, text)
    }

    /// Says what is not understood, or assumed, about this command.
    pub fn note(&mut self, text: impl Into<String>) {
        let span = self.span.clone();
        self.shell.note(&span, text);
    }

    /// Records where a secret may have gone.
    pub fn possible(&mut self, possible: crate::shell::Possible) {
        self.shell.possible(possible);
    }

    /// Takes down what this command costs.
    pub fn worked(&mut self, work: crate::tool::Work) {
        let all = &mut self.shell.shared.outcome.work;
        if all.len() < 1000 {
            all.push(work);
        }
    }

    /// Says that the secrets of some values may be printed, to standard output or to standard error. Where output is
    /// redirected to they may be in; nothing is said of what goes to `/dev/null`.
    pub fn may_print(&mut self, values: &[Bytes]) {
        let taints: Vec<Taint> = values
            .iter()
            .flat_map(Bytes::whole_secrets)
            .cloned()
            .collect();
        self.may_print_taints(&taints, &[1, 2]);
    }

    /// The same of secrets that are known by name, to some of the descriptors 1 and 2.
    pub fn may_print_taints(&mut self, taints: &[Taint], descriptors: &[u32]) {
        let mut maybe = Bytes::unknown("?", &format!("the output of `{}`", self.name));
        for taint in taints {
            let certainty = Certainty::Possible;
            maybe.mark(
                0..1,
                Mark::Secret(Taint {
                    certainty,
                    ..taint.clone()
                }),
            );
        }
        for fd in descriptors.iter().copied() {
            let open = self
                .shell
                .scope
                .fds
                .get(&fd)
                .map(|open| open.borrow().open.clone());
            match open {
                Some(Open::Output(_)) => {
                    let taints: Vec<Taint> = maybe.taints().cloned().collect();
                    let span = self.place();
                    for taint in taints {
                        let place = Place::Output;
                        self.possible(Possible {
                            taint,
                            place,
                            span: span.clone(),
                        });
                    }
                }
                Some(Open::Buffer(_) | Open::File { .. }) if fd == 1 || maybe.is_tainted() => {
                    let span = self.span.clone();
                    self.shell.write_fd(fd, &maybe, &span);
                }
                _ => {}
            }
        }
    }

    /// Whether this is BusyBox's version.
    #[must_use]
    pub fn is_busybox(&self) -> bool {
        self.family == Family::Busybox
    }

    /// Writes to standard output.
    pub fn out(&mut self, bytes: &Bytes) {
        let span = self.span.clone();
        self.shell.write_fd(1, bytes, &span);
    }

    /// Writes to standard output; false if the device is full, which has been said.
    pub(crate) fn prints(&mut self, bytes: &Bytes) -> bool {
        let span = self.span.clone();
        if self.shell.write_fd(1, bytes, &span) || !self.shell.is_full(1) {
            return true;
        }
        match (self.builtin, self.shell.dialect()) {
            (true, Dialect::Dash) => {
                let name = self.name.clone();
                self.err(format!("{name}: I/O error"));
            }
            _ => self.err("write error: No space left on device"),
        }
        false
    }

    /// Writes text to standard output.
    pub fn print(&mut self, text: impl AsRef<str>) {
        self.out(&text.as_ref().into());
    }

    /// Writes bytes and a line break to standard output.
    pub fn line(&mut self, bytes: &Bytes) {
        let mut line = bytes.clone();
        line.push_plain("\n");
        self.out(&line);
    }

    /// Writes `name: message` to standard error.
    pub fn err(&mut self, message: impl AsRef<str>) {
        let span = self.span.clone();
        if self.builtin {
            let name = self.name.clone();
            match self.shell.dialect() {
                Dialect::Ash => {
                    let line = format!("sh: {}\n", message.as_ref());
                    self.shell.write_fd(2, &line.as_str().into(), &span);
                }
                _ => self
                    .shell
                    .complain(&span, &format!("{name}: {}", message.as_ref())),
            }
            return;
        }
        let line = format!("{}: {}\n", self.shown_name(), message.as_ref());
        self.shell.write_fd(2, &line.as_str().into(), &span);
    }

    /// The name in messages: GNU programs say how they were called.
    pub(crate) fn shown_name(&self) -> String {
        match self.argv.first() {
            Some(called) if !self.is_busybox() && called.data().contains(&b'/') => {
                called.text().into_owned()
            }
            _ => self.name.clone(),
        }
    }

    /// Writes text to standard error as it is.
    pub fn err_text(&mut self, text: impl AsRef<str>) {
        let span = self.span.clone();
        self.shell.write_fd(2, &text.as_ref().into(), &span);
    }

    /// Writes bytes to standard error as they are.
    pub fn err_bytes(&mut self, bytes: &Bytes) {
        let span = self.span.clone();
        self.shell.write_fd(2, bytes, &span);
    }

    /// Complains of an option that the program does not have.
    pub(crate) fn invalid_option(&mut self, letter: char, status: u8) -> Exit {
        self.err(format!("invalid option -- '{letter}'"));
        if !self.is_busybox() {
            let name = self.shown_name();
            self.err_text(format!("Try '{name} --help' for more information.\n"));
        }
        Exit::Known(status)
    }

    /// Complains that there are no operands.
    pub(crate) fn missing_operand(&mut self, what: &str, status: u8) -> Exit {
        let name = self.shown_name();
        self.err(what);
        if !self.is_busybox() {
            self.err_text(format!("Try '{name} --help' for more information.\n"));
        }
        Exit::Known(status)
    }

    /// Everything on standard input.
    pub fn stdin(&mut self) -> Bytes {
        self.shell.read_fd(0)
    }

    /// The content of a file, also of /dev/stdin and the like.
    pub fn read(&mut self, path: &Bytes) -> Result<Bytes, Errno> {
        let content = self.shell.read_path(path)?;
        let step = self.step(format!("`{}` reads {}", self.name, path.text()));
        Ok(content.stepped(|| step))
    }

    /// The content of an operand: a file, or standard input for `-`.
    pub(crate) fn input(&mut self, operand: &Bytes) -> Result<Bytes, Errno> {
        if operand.data() == b"-" {
            Ok(self.stdin())
        } else {
            self.read(operand)
        }
    }

    /// The inputs of a filter: its operands, or standard input; what cannot be read is complained of. False if any.
    pub(crate) fn inputs(&mut self, operands: &[Bytes]) -> (Vec<(Bytes, Bytes)>, bool) {
        if operands.is_empty() {
            return (vec![("-".into(), self.stdin())], true);
        }
        let mut all = true;
        let mut inputs = Vec::new();
        for operand in operands {
            match self.input(operand) {
                Ok(content) => inputs.push((operand.clone(), content)),
                Err(error) => {
                    all = false;
                    self.cannot_open(&operand.text(), error);
                }
            }
        }
        (inputs, all)
    }

    /// The message of a filter whose input cannot be opened.
    pub(crate) fn cannot_open(&mut self, path: &str, error: Errno) {
        let text = error.message();
        let message = match (self.is_busybox(), self.name.as_str()) {
            (true, "cat" | "md5sum" | "sha256sum" | "sha1sum" | "sha512sum")
                if error == Errno::IsDirectory =>
            {
                format!("read error: {text}")
            }
            (true, "grep" | "sed" | "egrep" | "fgrep") => format!("{path}: {text}"),
            (
                true,
                "sort" | "head" | "wc" | "cut" | "tr" | "od" | "nl" | "tac" | "rev" | "paste"
                | "base64" | "md5sum" | "sha1sum" | "sha256sum" | "sha512sum",
            ) => format!("{path}: {text}"),
            (true, _) => format!("can't open '{path}': {text}"),
            (false, "head" | "tail") if error == Errno::IsDirectory => {
                format!("error reading '{path}': {text}")
            }
            (false, "head" | "tail") => format!("cannot open '{path}' for reading: {text}"),
            (false, "sort") => format!("cannot read: {path}: {text}"),
            (false, "sed") if error == Errno::IsDirectory => {
                format!("couldn't edit {path}: not a regular file")
            }
            (false, "sed") => format!("can't read {path}: {text}"),
            (false, "tac") => format!("failed to open '{path}' for reading: {text}"),
            (false, _) => format!("{path}: {text}"),
        };
        self.err(message);
    }

    /// Writes a whole file; a new one gets mode 0666 less the umask.
    pub fn write(&mut self, path: &Bytes, content: Bytes) -> Result<(), Errno> {
        if let Some(fd) = self.shell.descriptor_of(path.data()) {
            let span = self.span.clone();
            self.shell.write_fd(fd, &content, &span);
            return Ok(());
        }
        let step = self.step(format!("`{}` writes {}", self.name, path.text()));
        let content = content.stepped(|| step);
        self.shell
            .files
            .write(path, content.into(), 0o666)
            .map(|_| ())
    }

    /// Runs a line of shell with this input; its status.
    pub(crate) fn feed(&mut self, line: &Bytes, input: Bytes) -> Exit {
        let span = self.span.clone();
        let argv = [Bytes::from("sh"), "-c".into(), line.clone()];
        self.shell
            .nested(&span, |shell| {
                shell.in_child(|shell| {
                    shell.scope.fds.insert(0, Open::Buffer(input).shared());
                    shell.invoke_child(&argv, &span)
                })
            })
            .unwrap_or(Exit::Unknown)
    }

    /// The output of a line of shell.
    pub(crate) fn capture(&mut self, line: &Bytes) -> Bytes {
        let span = self.span.clone();
        let argv = [Bytes::from("sh"), "-c".into(), line.clone()];
        let (output, _exit) = self
            .shell
            .captured(&span, |shell| Ok(shell.invoke_child(&argv, &span)));
        output
    }

    /// Runs a command as a child of this process.
    pub fn run(&mut self, argv: &[Bytes]) -> Exit {
        let span = self.span.clone();
        self.shell
            .nested(&span, |shell| {
                shell.in_child(|shell| match argv.first() {
                    // A child is looked up as a program: functions and builtins are the shell's own.
                    Some(_) => shell.invoke_child(argv, &span),
                    None => Exit::SUCCESS,
                })
            })
            .unwrap_or(Exit::Unknown)
    }
}
