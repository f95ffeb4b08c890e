//! Finding and running programs.

use std::rc::Rc;

use super::{Invocation, Options, Shell, compound::Ran};
use crate::{
    filesystem::{Content, Errno, Family, Follow, Kind, MountKind, Program},
    labelled::Bytes,
    shell::{
        Exit, Place, Possible,
        programs::{self, Process},
        syntax::{Dialect, Span, parse, parse_at},
    },
};

/// What a command name leads to.
pub(crate) enum Lookup {
    /// An executable file.
    Found(Bytes),
    /// A file that may not be executed, or a directory.
    Denied(Bytes, Errno),
    Missing,
}

impl Shell {
    /// Looks a command up: a path, or a name in PATH.
    pub(crate) fn lookup(&self, name: &Bytes) -> Lookup {
        let check = |path: &[u8]| {
            let node = self.files.find(path, Follow::Yes);
            match node.and_then(|node| self.files.inode(node).ok_or(Errno::NoEntry)) {
                Ok(inode) if inode.is_dir() => Err(Some(Errno::IsDirectory)),
                Ok(inode) if self.files.may(inode, 1) => Ok(()),
                Ok(_) | Err(Errno::Permission) => Err(Some(Errno::Permission)),
                Err(_) => Err(None),
            }
        };
        if name.data().contains(&b'/') {
            return match check(name.data()) {
                Ok(()) => Lookup::Found(name.clone()),
                Err(Some(error)) => Lookup::Denied(name.clone(), error),
                Err(None) => Lookup::Missing,
            };
        }
        let mut denied = None;
        let mut path = Vec::new();
        for directory in self.text_of("PATH").split(':') {
            let prefix = if directory.is_empty() { "." } else { directory };
            path.clear();
            path.extend_from_slice(prefix.as_bytes());
            path.push(b'/');
            path.extend_from_slice(name.data());
            let labelled = || {
                let mut labelled = Bytes::from(prefix);
                labelled.push_plain("/");
                labelled.push(name);
                labelled
            };
            match check(&path) {
                Ok(()) => return Lookup::Found(labelled()),
                Err(Some(Errno::Permission)) => denied = Some(labelled()),
                Err(_) => {}
            }
        }
        if self.dialect() == Dialect::Ash
            && let Some(path) = self.applet(name)
        {
            return Lookup::Found(path);
        }
        denied.map_or(Lookup::Missing, |path| {
            Lookup::Denied(path, Errno::Permission)
        })
    }

    /// Whether BusyBox ash runs this name as one of its applets.
    pub(crate) fn is_applet(&self, name: &Bytes) -> bool {
        self.dialect() == Dialect::Ash
            && !name.data().contains(&b'/')
            && self.applet(name).is_some()
    }

    /// BusyBox ash runs its applets wherever PATH points.
    fn applet(&self, name: &Bytes) -> Option<Bytes> {
        ["/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"].into_iter().find_map(|directory| {
            let mut path = Bytes::from(directory);
            path.push(name);
            let inode = self.files.stat(path.data(), Follow::Yes).ok()?;
            let applet =
                matches!(&inode.kind, Kind::File(Content::Program(program)) if program.family == Family::Busybox);
            applet.then_some(path)
        })
    }

    /// Runs a command that is neither a function nor a builtin; says so if there is none.
    pub(crate) fn invoke(&mut self, argv: &[Bytes], span: &Span) -> Exit {
        let Some(name) = argv.first().cloned() else {
            return Exit::SUCCESS;
        };
        match self.lookup(&name) {
            Lookup::Found(path) => self.execute(&path, argv, span),
            Lookup::Denied(path, error) => {
                let shown = if self.dialect() == Dialect::Bash {
                    path.text()
                } else {
                    name.text()
                };
                let text = match (self.dialect(), error) {
                    (Dialect::Bash, Errno::IsDirectory) => error.message(),
                    _ => Errno::Permission.message(),
                };
                let message = format!("{shown}: {text}");
                self.complain(span, &message);
                // dash found nothing that may run in PATH, whatever it says.
                let searched = self.dialect() == Dialect::Dash && !name.data().contains(&b'/');
                Exit::Known(if searched { 127 } else { 126 })
            }
            Lookup::Missing if self.files.incomplete() => {
                self.run_named(&name.text(), Family::Gnu, argv, span)
            }
            Lookup::Missing => {
                self.missing(&name, span);
                Exit::Known(127)
            }
        }
    }

    fn missing(&mut self, name: &Bytes, span: &Span) {
        let text = name.text();
        let message = match self.dialect() {
            Dialect::Bash if text.contains('/') => format!("{text}: No such file or directory"),
            Dialect::Bash => format!("{text}: command not found"),
            _ => format!("{text}: not found"),
        };
        self.complain(span, &message);
    }

    /// Runs an executable file in a child.
    pub(crate) fn execute(&mut self, path: &Bytes, argv: &[Bytes], span: &Span) -> Exit {
        let Ok(inode) = self.files.stat(path.data(), Follow::Yes) else {
            return Exit::Known(127);
        };
        match &inode.kind {
            Kind::File(Content::Program(Program { name, family })) => {
                let name = Rc::clone(name);
                self.run_named(&name, *family, argv, span)
            }
            Kind::File(Content::Bytes(text)) => {
                if let Some((name, family)) = crate::shell::start::busybox(text, &path.text()) {
                    return self.run_named(&name, family, argv, span);
                }
                let text = Rc::clone(text);
                self.run_script_file(path, &text, argv, span)
            }
            _ => {
                let name = path
                    .text()
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                self.run_named(&name, self.family, argv, span)
            }
        }
    }

    /// Runs a text file: by its `#!` line, or as the shell's own script.
    fn run_script_file(&mut self, path: &Bytes, text: &Bytes, argv: &[Bytes], span: &Span) -> Exit {
        let rest = argv.get(1..).unwrap_or_default();
        let first = text
            .data()
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        let Some(line) = first.strip_prefix(b"#!") else {
            if text.data().starts_with(b"\x7fELF") || text.data().contains(&0) {
                self.note(span, "this program is not known: it is taken to succeed");
                return Exit::SUCCESS;
            }
            let dialect = self.dialect();
            return self.run_shell_file(dialect, path, path, rest, Options::default(), span);
        };
        let line = String::from_utf8_lossy(line)
            .trim_start_matches([' ', '\t'])
            .to_owned();
        let (interpreter, argument) = match line.split_once([' ', '\t']) {
            Some((interpreter, argument)) => {
                (interpreter.to_owned(), Some(argument.trim().to_owned()))
            }
            None => (line.clone(), None),
        };
        let interpreter = Bytes::from(interpreter);
        let name = argv.first().cloned().unwrap_or_default();
        match self.lookup(&interpreter) {
            Lookup::Found(program) => {
                let mut arguments = vec![interpreter];
                arguments.extend(
                    argument
                        .filter(|argument| !argument.is_empty())
                        .map(Bytes::from),
                );
                arguments.push(path.clone());
                arguments.extend_from_slice(rest);
                self.nested(span, |shell| shell.execute(&program, &arguments, span))
                    .unwrap_or(Exit::Unknown)
            }
            _ if self.files.incomplete() => {
                self.note(
                    span,
                    format!(
                        "{} is not known: the script is not followed",
                        interpreter.text()
                    ),
                );
                Exit::SUCCESS
            }
            _ => {
                if self.dialect() == Dialect::Bash {
                    let message = format!(
                        "{}: {}: bad interpreter: No such file or directory",
                        name.text(),
                        interpreter.text()
                    );
                    self.complain(span, &message);
                    return Exit::Known(126);
                }
                self.complain(span, &format!("{}: not found", name.text()));
                Exit::Known(127)
            }
        }
    }

    /// Runs a program by its name: a shell, one with a model, one of the catalogue, or an unknown one.
    pub(crate) fn run_named(
        &mut self,
        name: &str,
        family: Family,
        argv: &[Bytes],
        span: &Span,
    ) -> Exit {
        let dialect = match name {
            "sh" if family == Family::Busybox => Some(Dialect::Ash),
            "ash" => Some(Dialect::Ash),
            "sh" | "dash" => Some(Dialect::Dash),
            "bash" | "rbash" => Some(Dialect::Bash),
            _ => None,
        };
        if let Some(dialect) = dialect {
            return self
                .nested(span, |shell| {
                    shell.in_child(|shell| shell.run_shell(dialect, argv, None, span))
                })
                .unwrap_or(Exit::Unknown);
        }
        if name == "busybox" {
            let rest = argv.get(1..).unwrap_or_default();
            let Some(applet) = rest.first().map(|applet| applet.text().into_owned()) else {
                return Exit::SUCCESS;
            };
            return self.run_named(&applet, Family::Busybox, rest, span);
        }
        let mut process = Process::new(self, name, family, argv, span);
        if let Some(program) = programs::find(name) {
            return program(&mut process);
        }
        if let Some(catalogue) = process.shell.shared.catalogue.clone()
            && let Some(exit) = catalogue.run(name, &mut process)
        {
            return exit;
        }
        self.run_unknown(name, argv, span)
    }

    /// A program that is not known: it is taken to succeed, and whatever secret it was given may be anywhere.
    pub(crate) fn run_unknown(&mut self, name: &str, argv: &[Bytes], span: &Span) -> Exit {
        self.note(span, format!("`{name}` is not known: it is taken to succeed, what it prints and writes is not known"));
        self.files.set_incomplete();
        let mut given: Vec<Bytes> = argv.to_vec();
        given.extend(self.environment().into_iter().map(|(_, value)| value));
        given.push(self.read_fd(0));
        for argument in argv.iter().skip(1) {
            if let Ok(content) = self.files.read(argument.data()) {
                given.push((*content).clone());
            }
        }
        for volume in self.files.volumes() {
            if volume.kind == MountKind::Secret && !volume.target.starts_with("/run/secrets/") {
                given.extend(
                    self.files
                        .read(volume.target.as_bytes())
                        .ok()
                        .map(|content| (*content).clone()),
                );
            }
        }
        let step = self.step(span, format!("is given to `{name}`, which is not known"));
        let place = self.place(span);
        let given: Vec<Bytes> = given
            .into_iter()
            .map(|value| value.stepped(|| step.clone()))
            .collect();
        Process::new(self, name, self.family, argv, span).may_print(&given);
        for taint in given.iter().flat_map(Bytes::whole_secrets) {
            self.possible(Possible {
                taint: taint.clone(),
                place: Place::Files,
                span: place.clone(),
            });
        }
        Exit::SUCCESS
    }

    /// Runs a shell by its argument list, in the current scope. `top` is the script's place in the outcome, for the
    /// step's own shell; the spans of any other shell are those of the command that started it.
    pub(crate) fn run_shell(
        &mut self,
        dialect: Dialect,
        argv: &[Bytes],
        top: Option<()>,
        span: &Span,
    ) -> Exit {
        let mut options = Options::default();
        let mut command_string = false;
        let mut from_stdin = false;
        let mut at = 1;
        while let Some(argument) = argv.get(at).map(|argument| argument.text().into_owned()) {
            if argument == "--" || argument == "-" {
                at += 1;
                break;
            }
            if argument.starts_with("--") {
                at += if argument == "--rcfile" || argument == "--init-file" {
                    2
                } else {
                    1
                };
                continue;
            }
            let set = argument.starts_with('-');
            if !(set || argument.starts_with('+')) || argument.len() < 2 {
                break;
            }
            at += 1;
            for flag in argument.chars().skip(1) {
                match flag {
                    'c' => command_string = true,
                    's' => from_stdin = true,
                    'i' | 'l' => {}
                    'o' | 'O' => {
                        let name = argv
                            .get(at)
                            .map(|name| name.text().into_owned())
                            .unwrap_or_default();
                        at += 1;
                        if !options.set(&name, set, dialect) {
                            let shell = argv
                                .first()
                                .map(|name| name.text().into_owned())
                                .unwrap_or_default();
                            let text = match dialect {
                                Dialect::Dash => format!("{shell}: 0: Illegal option -o {name}\n"),
                                Dialect::Ash => format!("{shell}: illegal option -o {name}\n"),
                                Dialect::Bash => format!(
                                    "{shell}: line 0: {shell}: {name}: invalid option name\n"
                                ),
                            };
                            self.write_fd(2, &text.as_str().into(), span);
                            return Exit::Known(2);
                        }
                    }
                    flag => {
                        options.set_flag(flag, set);
                    }
                }
            }
        }
        let rest = argv.get(at..).unwrap_or_default();
        let shell_name = argv.first().cloned().unwrap_or_default();
        if command_string {
            let Some(text) = rest.first() else {
                let message = match dialect {
                    Dialect::Dash => format!("{}: 0: -c requires an argument\n", shell_name.text()),
                    Dialect::Ash => format!("{}: -c requires an argument\n", shell_name.text()),
                    Dialect::Bash => {
                        format!("{}: -c: option requires an argument\n", shell_name.text())
                    }
                };
                self.write_fd(2, &message.as_str().into(), span);
                return Exit::Known(2);
            };
            let name = rest.get(1).cloned().unwrap_or(shell_name);
            self.enter_shell(
                dialect,
                &name,
                true,
                rest.get(2..).unwrap_or_default(),
                options,
            );
            if top.is_none() {
                self.scope.outer = Some(self.place(span));
            }
            self.source_bash_env(span);
            let script = if top.is_some() {
                parse(text, dialect)
            } else {
                parse_at(text, dialect, self.place(span))
            };
            let result = self.run_script(&script);
            return self.finish(result, span);
        }
        if let Some(file) = rest.first().filter(|_| !from_stdin) {
            let arguments = rest.get(1..).unwrap_or_default();
            return self.run_shell_file(dialect, file, file, arguments, options, span);
        }
        let text = self.read_fd(0);
        self.enter_shell(dialect, &shell_name, false, rest, options);
        self.scope.outer = Some(self.place(span));
        let script = parse_at(&text, dialect, self.place(span));
        let result = self.run_script(&script);
        self.finish(result, span)
    }

    fn run_shell_file(
        &mut self,
        dialect: Dialect,
        path: &Bytes,
        name: &Bytes,
        arguments: &[Bytes],
        options: Options,
        span: &Span,
    ) -> Exit {
        let shell_name = match dialect {
            Dialect::Bash => "bash",
            _ => "sh",
        };
        let content = match self.read_path(path) {
            Ok(content) => content,
            Err(error) => {
                let path = path.text();
                let message = match dialect {
                    Dialect::Dash => format!(
                        "{shell_name}: 0: cannot open {path}: {}\n",
                        if error == Errno::NoEntry {
                            "No such file"
                        } else {
                            error.message()
                        }
                    ),
                    Dialect::Ash => {
                        format!("{shell_name}: can't open '{path}': {}\n", error.message())
                    }
                    Dialect::Bash => format!("{shell_name}: {path}: {}\n", error.message()),
                };
                self.write_fd(2, &message.as_str().into(), span);
                return Exit::Known(if dialect == Dialect::Bash { 127 } else { 2 });
            }
        };
        if !content.is_known() {
            self.note(
                span,
                format!(
                    "the content of {} is not known: it is taken to succeed",
                    path.text()
                ),
            );
            return Exit::SUCCESS;
        }
        let place = self.place(span);
        self.nested(span, |shell| {
            shell.in_child(|shell| {
                shell.enter_shell(dialect, name, false, arguments, options);
                shell.scope.outer = Some(place.clone());
                shell.source_bash_env(span);
                let script = parse_at(&content, dialect, place.clone());
                let result = shell.run_script(&script);
                shell.finish(result, span)
            })
        })
        .unwrap_or(Exit::Unknown)
    }

    /// Makes the current scope that of a new shell.
    fn enter_shell(
        &mut self,
        dialect: Dialect,
        name: &Bytes,
        command_string: bool,
        arguments: &[Bytes],
        options: Options,
    ) {
        let environment = self.environment();
        let scope = &mut self.scope;
        scope.invocation = Invocation {
            name: Rc::from(name.text().into_owned()),
            command_string,
            dialect,
        };
        scope.functions = Rc::default();
        scope.traps = Rc::default();
        scope.positional = Rc::new(arguments.to_vec());
        scope.options = options;
        scope.locals = Vec::new();
        scope.loops = 0;
        scope.tested = 0;
        scope.last = Exit::SUCCESS;
        scope.line = 1;
        scope.subshell = false;
        scope.nesting = 0;
        self.import(&environment);
    }

    fn source_bash_env(&mut self, span: &Span) {
        if self.dialect() != Dialect::Bash {
            return;
        }
        let path = self.text_of("BASH_ENV");
        if !path.is_empty()
            && let Ok(content) = self.files.read(path.as_bytes())
        {
            let outer = self.scope.outer.clone();
            let script = parse_at(&content, Dialect::Bash, self.place(span));
            let _result: Ran = self.run_script(&script);
            self.scope.outer = outer;
        }
    }

    /// The content of a file, also where the path stands for a descriptor.
    /// What `/proc/self/environ` and the same of the first process and of this shell hold.
    pub(crate) fn environ_at(&self, path: &[u8]) -> Option<Bytes> {
        let process = path.strip_prefix(b"/proc/")?.strip_suffix(b"/environ")?;
        let is_own = matches!(process, b"self" | b"thread-self")
            || !process.is_empty() && process.iter().all(u8::is_ascii_digit);
        if !is_own {
            return None;
        }
        let mut content = Bytes::new();
        for (name, value) in self.environment() {
            content.push_plain(format!("{name}="));
            content.push(&value);
            content.push_plain([0]);
        }
        Some(content)
    }

    pub(crate) fn read_path(&mut self, path: &Bytes) -> Result<Bytes, Errno> {
        if let Some(fd) = self.descriptor_of(path.data()) {
            return Ok(self.read_fd(fd));
        }
        if let Some(content) = self.environ_at(path.data()) {
            return Ok(content);
        }
        if let Some(content) = self.read_pipe(path) {
            return Ok(content);
        }
        let content = self.files.read(path.data())?;
        self.shared.seen.see(&content);
        Ok((*content).clone())
    }
}

impl Options {
    /// Sets a flag of `set -x` style; false if there is none of that letter.
    pub(crate) fn set_flag(&mut self, flag: char, value: bool) -> bool {
        match flag {
            'e' => self.errexit = value,
            'u' => self.nounset = value,
            'x' => self.xtrace = value,
            'f' => self.noglob = value,
            'C' => self.noclobber = value,
            'n' => self.noexec = value,
            'a' => self.allexport = value,
            'E' => self.errtrace = value,
            'v' => self.verbose = value,
            'b' | 'm' | 'h' | 'B' | 'H' | 'P' | 'T' | 'p' | 'k' | 'I' | 'V' => {}
            _ => return false,
        }
        true
    }

    /// Sets an option by name; false if this shell has none of that name.
    pub(crate) fn set(&mut self, name: &str, value: bool, dialect: Dialect) -> bool {
        match name {
            "errexit" => self.errexit = value,
            "nounset" => self.nounset = value,
            "xtrace" => self.xtrace = value,
            "noglob" => self.noglob = value,
            "noclobber" => self.noclobber = value,
            "noexec" => self.noexec = value,
            "allexport" => self.allexport = value,
            "verbose" => self.verbose = value,
            "pipefail" if dialect != Dialect::Dash => self.pipefail = value,
            "nullglob" if dialect == Dialect::Bash => self.nullglob = value,
            "dotglob" if dialect == Dialect::Bash => self.dotglob = value,
            "globstar" if dialect == Dialect::Bash => self.globstar = value,
            "errtrace" if dialect != Dialect::Dash => self.errtrace = value,
            "failglob" if dialect == Dialect::Bash => self.failglob = value,
            "extglob" if dialect == Dialect::Bash => self.extglob = value,
            "nocasematch" if dialect == Dialect::Bash => self.nocasematch = value,
            "inherit_errexit" if dialect == Dialect::Bash => self.inherit_errexit = value,
            "vi" | "emacs" | "monitor" | "notify" | "ignoreeof" | "nolog" => {}
            "functrace" | "posix" | "hashall" | "physical" | "braceexpand" | "history"
            | "histexpand" | "lastpipe" | "nocaseglob" | "expand_aliases"
                if dialect == Dialect::Bash => {}
            _ => return false,
        }
        true
    }
}

impl Shell {
    /// Whether an option is set; `None` if there is none of that name.
    pub(crate) fn option(&self, name: &str) -> Option<bool> {
        let options = &self.scope.options;
        Some(match name {
            "errexit" => options.errexit,
            "nounset" => options.nounset,
            "xtrace" => options.xtrace,
            "noglob" => options.noglob,
            "noclobber" => options.noclobber,
            "pipefail" => options.pipefail,
            "allexport" => options.allexport,
            "errtrace" => options.errtrace,
            "verbose" => options.verbose,
            _ => return None,
        })
    }
}

impl Shell {
    /// Runs a command for another program (`env`, `xargs`, `find -exec`), which complains in its own name: the status
    /// is 127 or 126 and nothing is printed if it cannot run.
    pub(crate) fn invoke_child(&mut self, argv: &[Bytes], span: &Span) -> Exit {
        let Some(name) = argv.first() else {
            return Exit::SUCCESS;
        };
        match self.lookup(name) {
            Lookup::Found(path) => self.execute(&path, argv, span),
            Lookup::Denied(..) => Exit::Known(126),
            Lookup::Missing if self.files.incomplete() => {
                self.run_named(&name.text(), Family::Gnu, argv, span)
            }
            Lookup::Missing => Exit::Known(127),
        }
    }
}
