use std::{collections::BTreeMap, rc::Rc};

use super::{SharedOpen, Variable};
use crate::{
    filesystem::{Family, Namespace, Node},
    labelled::{Bytes, Step},
    shell::{
        Catalogue, Exit, Note, Outcome, Possible,
        syntax::{Command, Dialect, Span},
    },
};

/// Commands run before the script counts as endless.
const MOST_COMMANDS: u32 = 50_000;
/// Processes and functions nested deeper than this are not run.
const DEEPEST: u32 = 40;

/// Why commands stop running in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Break(u32),
    Continue(u32),
    Return(Exit),
    Exit(Exit),
}

/// Options of `set`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    pub(crate) errexit: bool,
    pub(crate) nounset: bool,
    pub(crate) xtrace: bool,
    pub(crate) noglob: bool,
    pub(crate) noclobber: bool,
    pub(crate) pipefail: bool,
    pub(crate) noexec: bool,
    pub(crate) allexport: bool,
    pub(crate) errtrace: bool,
    pub(crate) failglob: bool,
    pub(crate) extglob: bool,
    pub(crate) nocasematch: bool,
    pub(crate) verbose: bool,
    pub(crate) nullglob: bool,
    pub(crate) dotglob: bool,
    pub(crate) globstar: bool,
    pub(crate) inherit_errexit: bool,
}

/// How the shell was started: what its messages say.
#[derive(Clone, Debug)]
pub(crate) struct Invocation {
    /// `$0`.
    pub(crate) name: Rc<str>,
    /// Started with `-c`.
    pub(crate) command_string: bool,
    pub(crate) dialect: Dialect,
}

/// What a subshell has of its own.
#[derive(Clone)]
pub(crate) struct Scope {
    pub(crate) variables: Rc<BTreeMap<String, Variable>>,
    pub(crate) functions: Rc<BTreeMap<String, Rc<Command>>>,
    pub(crate) positional: Rc<Vec<Bytes>>,
    pub(crate) options: Options,
    pub(crate) fds: BTreeMap<u32, SharedOpen>,
    pub(crate) traps: Rc<BTreeMap<String, Bytes>>,
    pub(crate) invocation: Invocation,
    /// Values that `local` hides, one list a function call.
    pub(crate) locals: Vec<Vec<(String, Option<Variable>)>>,
    pub(crate) last: Exit,
    /// The status of the last command substitution of a command without a name.
    pub(crate) substituted: Option<Exit>,
    pub(crate) loops: u32,
    /// Inside a condition, `!`, or the left of `&&` and `||`: errexit does not count.
    pub(crate) tested: u32,
    pub(crate) line: usize,
    /// Where nested text (a sourced file, `eval`) counts as standing.
    pub(crate) outer: Option<Span>,
    /// What was put behind `&`.
    pub(crate) jobs: super::Jobs,
    pub(crate) getopts_at: usize,
    pub(crate) subshell: bool,
    /// How many command substitutions this runs in.
    pub(crate) nesting: u32,
}

/// What all processes of a step share.
pub(crate) struct Shared {
    pub(crate) outcome: Outcome,
    pub(crate) catalogue: Option<Rc<dyn Catalogue>>,
    pub(crate) script: u32,
    pub(crate) commands: u32,
    pub(crate) depth: u32,
    pub(crate) temporary: u32,
    /// Values of secrets that came along.
    pub(crate) seen: super::Seen,
    /// What the named pipes hold that were opened.
    pub(crate) pipes: Vec<(Node, SharedOpen)>,
    /// Commands of `>( )` that run when the command that writes to them has ended.
    pub(crate) readers: Vec<(super::SharedOpen, Rc<crate::shell::syntax::Script>, Span)>,
}

/// A shell process, and the machine that it runs on.
pub(crate) struct Shell {
    pub(crate) scope: Scope,
    pub(crate) files: Namespace,
    pub(crate) shared: Shared,
    /// The tools of the base image.
    pub(crate) family: Family,
}

impl Shell {
    pub(crate) fn dialect(&self) -> Dialect {
        self.scope.invocation.dialect
    }

    /// The span that the outcome gives for a place in the running text.
    pub(crate) fn place(&self, span: &Span) -> Span {
        self.scope.outer.clone().unwrap_or_else(|| span.clone())
    }

    pub(crate) fn step(&self, span: &Span, text: String) -> Step {
        Step {
            script: self.shared.script,
            span: self.place(span),
            text: Rc::from(text),
        }
    }

    /// Says what was not understood; the same note at the same place once.
    pub(crate) fn note(&mut self, span: &Span, text: impl Into<String>) {
        let note = Note {
            span: self.place(span),
            text: text.into(),
        };
        let notes = &mut self.shared.outcome.notes;
        if notes.len() < 200 && !notes.contains(&note) {
            notes.push(note);
        }
    }

    pub(crate) fn possible(&mut self, possible: Possible) {
        let known = &mut self.shared.outcome.possible;
        let same = |other: &Possible| {
            other.taint.secret == possible.taint.secret
                && other.place == possible.place
                && other.span == possible.span
        };
        if known.len() < 1000 && !known.iter().any(same) {
            known.push(possible);
        }
    }

    /// Counts a command; too many end the script.
    pub(crate) fn count(&mut self, span: &Span) -> Result<(), Stop> {
        self.shared.commands += 1;
        if self.shared.commands > MOST_COMMANDS {
            self.note(span, "the script runs too long to be followed to its end");
            return Err(Stop::Exit(Exit::Unknown));
        }
        Ok(())
    }

    /// Runs something one level deeper, unless it is nested too deeply.
    pub(crate) fn nested<T>(&mut self, span: &Span, run: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.shared.depth >= DEEPEST {
            self.note(span, "nested too deeply to be followed");
            return None;
        }
        self.shared.depth += 1;
        let result = run(self);
        self.shared.depth -= 1;
        Some(result)
    }

    /// Runs something in a copy of the scope, as a child process does.
    pub(crate) fn in_child<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let scope = self.scope.clone();
        let (cwd, umask) = (self.files.cwd.clone(), self.files.umask);
        let result = run(self);
        self.scope = scope;
        self.files.cwd = cwd;
        self.files.umask = umask;
        result
    }

    /// Prints a message of the shell itself, with its name (and line) in front.
    pub(crate) fn complain(&mut self, span: &Span, message: &str) {
        let name = Rc::clone(&self.scope.invocation.name);
        let line = self.scope.line;
        let text = match self.dialect() {
            Dialect::Dash => format!("{name}: {line}: {message}\n"),
            Dialect::Ash if self.scope.invocation.command_string => format!("{name}: {message}\n"),
            Dialect::Ash | Dialect::Bash => format!("{name}: line {line}: {message}\n"),
        };
        self.write_fd(2, &text.as_str().into(), span);
    }

    /// A message of a builtin.
    pub(crate) fn complain_builtin(&mut self, span: &Span, builtin: &str, message: &str) {
        if self.dialect() == Dialect::Ash {
            let name = Rc::clone(&self.scope.invocation.name);
            let line = if self.scope.invocation.command_string {
                self.scope.line - 1
            } else {
                self.scope.line
            };
            let text = format!("{name}: {builtin}: line {line}: {message}\n");
            self.write_fd(2, &text.as_str().into(), span);
        } else {
            self.complain(span, &format!("{builtin}: {message}"));
        }
    }

    /// What an error of a special builtin or an expansion does: the shell ends with status 2 (1 in bash).
    pub(crate) fn fatal(&self) -> Stop {
        let status = if self.dialect() == Dialect::Bash {
            1
        } else {
            2
        };
        Stop::Exit(Exit::Known(status))
    }
}
