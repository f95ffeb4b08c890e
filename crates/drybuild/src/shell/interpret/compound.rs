//! Lists, pipelines, loops and the like.

use std::rc::Rc;

use super::{Open, Shell, Stop, Value, evaluate};
use crate::{
    filesystem::{ChangeKind, Content, Kind, diff},
    labelled::Bytes,
    shell::{
        Exit, Place, Possible,
        syntax::{
            AndOr, CaseArm, Command, CommandKind, Connector, Dialect, List, Pipeline, Script, Span,
            Unexpected, Word,
        },
    },
};

/// Rounds of one loop that are followed.
const MOST_ROUNDS: u32 = 5_000;

pub(crate) type Ran = Result<Exit, Stop>;

impl Shell {
    /// Runs a script line by line; a syntax error ends it where it stands.
    pub(crate) fn run_script(&mut self, script: &Script) -> Ran {
        self.run_lines(script, None)
    }

    fn run_lines(&mut self, script: &Script, builtin: Option<&str>) -> Ran {
        let mut exit = Exit::SUCCESS;
        for line in &script.lines {
            exit = self.run_list(line)?;
        }
        if let Some(error) = &script.error {
            if self.scope.options.extglob && error.found == Unexpected::Token("(".to_owned()) {
                self.note(
                    &error.span,
                    "extended patterns (`shopt -s extglob`) are not understood",
                );
                return Err(Stop::Exit(Exit::Unknown));
            }
            let command_string = self.scope.invocation.command_string;
            for mut message in error.messages(self.dialect(), command_string) {
                if let Some(builtin) = builtin {
                    message = match self.dialect() {
                        Dialect::Dash => message.replacen(": ", &format!(": {builtin}: "), 1),
                        Dialect::Ash => format!("{builtin}: line 0: {message}"),
                        Dialect::Bash => {
                            format!("{builtin}: {}", message.trim_start_matches("-c: "))
                        }
                    };
                }
                let name = Rc::clone(&self.scope.invocation.name);
                self.write_fd(2, &Bytes::from(format!("{name}: {message}\n")), &error.span);
            }
            self.note(
                &error.span,
                "the shell stops here: this is no valid syntax for it",
            );
            return Err(Stop::Exit(Exit::Known(2)));
        }
        Ok(exit)
    }

    pub(crate) fn run_list(&mut self, list: &List) -> Ran {
        let mut exit = Exit::SUCCESS;
        for item in list {
            if item.background {
                let span = span_of(&item.and_or);
                self.start_job(&item.and_or, &span);
                exit = Exit::SUCCESS;
            } else {
                exit = self.run_and_or(&item.and_or)?;
            }
            self.scope.last = exit;
        }
        Ok(exit)
    }

    pub(super) fn run_and_or(&mut self, list: &AndOr) -> Ran {
        let mut exit = self.tested(!list.rest.is_empty(), |shell| {
            shell.run_pipeline(&list.first)
        })?;
        for (index, (connector, pipeline)) in list.rest.iter().enumerate() {
            let last = index + 1 == list.rest.len();
            let span = pipeline_span(pipeline);
            let wanted = *connector == Connector::And;
            if exit == Exit::Unknown {
                self.note(
                    &span,
                    "whether this runs hangs on a status that is not known: both ways are followed",
                );
                if !wanted {
                    self.explore(&span, |shell| shell.run_pipeline(pipeline));
                    continue;
                }
            } else if (exit == Exit::SUCCESS) != wanted {
                continue;
            }
            exit = self.tested(!last, |shell| shell.run_pipeline(pipeline))?;
        }
        Ok(exit)
    }

    fn tested(&mut self, tested: bool, run: impl FnOnce(&mut Self) -> Ran) -> Ran {
        self.scope.tested += u32::from(tested);
        let result = run(self);
        self.scope.tested = self.scope.tested.saturating_sub(u32::from(tested));
        if let Ok(exit) = &result {
            self.scope.last = *exit;
        }
        result
    }

    fn run_pipeline(&mut self, pipeline: &Pipeline) -> Ran {
        if self.scope.options.noexec {
            return Ok(Exit::SUCCESS);
        }
        let exit = self.tested(pipeline.negated, |shell| {
            match pipeline.commands.as_slice() {
                [only] => shell.run_command(only),
                commands => shell.run_stages(commands),
            }
        })?;
        let exit = match exit {
            Exit::Known(status) if pipeline.negated => Exit::Known(u8::from(status == 0)),
            other => other,
        };
        self.scope.last = exit;
        let failed = matches!(exit, Exit::Known(status) if status != 0);
        if failed && !pipeline.negated && self.scope.tested == 0 {
            self.trap_error(&pipeline_span(pipeline))?;
            if self.scope.options.errexit {
                return Err(Stop::Exit(exit));
            }
        }
        Ok(exit)
    }

    /// The ERR trap of bash; functions and subshells have it only with `set -E`.
    fn trap_error(&mut self, span: &Span) -> Result<(), Stop> {
        let inherited = self.scope.options.errtrace || self.scope.locals.is_empty();
        let Some(action) = self.scope.traps.get("ERR").cloned().filter(|_| inherited) else {
            return Ok(());
        };
        let before = self.scope.last;
        self.scope.tested += 1;
        let result = self.evaluate_text(&action, span);
        self.scope.tested = self.scope.tested.saturating_sub(1);
        self.scope.last = before;
        result.map(|_| ())
    }

    fn run_stages(&mut self, commands: &[Command]) -> Ran {
        let mut input: Option<Bytes> = None;
        let mut exits = Vec::new();
        for (index, command) in commands.iter().enumerate() {
            let piped = input.take().map(|bytes| Open::Buffer(bytes).shared());
            let stage = |shell: &mut Self| {
                if let Some(piped) = piped {
                    shell.scope.fds.insert(0, piped);
                }
                shell.run_command(command)
            };
            if index + 1 < commands.len() {
                let (output, exit) = self.captured(&command.span, stage);
                input = Some(output);
                exits.push(exit);
            } else {
                let exit = self.nested(&command.span, |shell| {
                    shell.in_child(|shell| shell.child_exit(&command.span, stage))
                });
                exits.push(exit.unwrap_or(Exit::Unknown));
            }
        }
        if self.dialect() == Dialect::Bash {
            let items = exits.iter().zip(0..).map(|(exit, index)| {
                let text = match exit {
                    Exit::Known(status) => status.to_string().into(),
                    Exit::Unknown => Bytes::unknown("0", "an exit status that is not known"),
                };
                (index, text)
            });
            let items = items.collect();
            self.variable_mut("PIPESTATUS").value = Some(Value::Indexed(items));
        }
        let last = exits.last().copied().unwrap_or_default();
        if self.scope.options.pipefail {
            return Ok(exits
                .into_iter()
                .rev()
                .find(|exit| *exit != Exit::SUCCESS)
                .unwrap_or(Exit::SUCCESS));
        }
        Ok(last)
    }

    /// Runs something as a child process does: whatever stops it is its exit status.
    pub(crate) fn child_exit(&mut self, span: &Span, run: impl FnOnce(&mut Self) -> Ran) -> Exit {
        let kept = self.scope.traps.get("ERR").cloned();
        self.scope.traps = Rc::default();
        if let Some(action) = kept.filter(|_| self.scope.options.errtrace) {
            Rc::make_mut(&mut self.scope.traps).insert("ERR".to_owned(), action);
        }
        self.forget_jobs();
        self.scope.subshell = true;
        self.scope.loops = 0;
        let result = run(self);
        self.finish(result, span)
    }

    /// The exit status of a shell that ends so, after its EXIT trap.
    pub(crate) fn finish(&mut self, result: Ran, span: &Span) -> Exit {
        let exit = match result {
            Ok(exit) | Err(Stop::Exit(exit) | Stop::Return(exit)) => exit,
            Err(Stop::Break(_) | Stop::Continue(_)) => self.scope.last,
        };
        let exit = match self.scope.traps.get("EXIT").cloned() {
            None => exit,
            Some(action) => {
                Rc::make_mut(&mut self.scope.traps).remove("EXIT");
                self.scope.last = exit;
                self.scope.tested = 0;
                match self.evaluate_text(&action, span) {
                    Err(Stop::Exit(other)) => other,
                    _ => exit,
                }
            }
        };
        self.leave_jobs();
        exit
    }

    /// Runs text of a builtin, which names itself in a message on its syntax.
    pub(crate) fn evaluate_named(&mut self, text: &Bytes, builtin: &str, span: &Span) -> Ran {
        let place = self.place(span);
        let script = crate::shell::syntax::parse_at(text, self.dialect(), place);
        self.nested(span, |shell| shell.run_lines(&script, Some(builtin)))
            .unwrap_or(Ok(Exit::Unknown))
    }

    /// Runs the text of `eval` or a trap.
    pub(crate) fn evaluate_text(&mut self, text: &Bytes, span: &Span) -> Ran {
        let place = self.place(span);
        let script = crate::shell::syntax::parse_at(text, self.dialect(), place);
        self.nested(span, |shell| shell.run_script(&script))
            .unwrap_or(Ok(Exit::Unknown))
    }

    pub(crate) fn run_command(&mut self, command: &Command) -> Ran {
        self.count(&command.span)?;
        if let CommandKind::Simple { assignments, words } = &command.kind {
            return self.run_simple(command, assignments, words);
        }
        if let CommandKind::Function { name, body } = &command.kind {
            Rc::make_mut(&mut self.scope.functions).insert(name.clone(), Rc::clone(body));
            return Ok(Exit::SUCCESS);
        }
        let saved = self.scope.fds.clone();
        let readers = self.shared.readers.len();
        if !self.redirect(&command.redirects)? {
            self.scope.fds = saved;
            return Ok(Exit::Known(if self.dialect() == Dialect::Dash {
                2
            } else {
                1
            }));
        }
        let result = self
            .nested(&command.span, |shell| shell.run_compound(command))
            .unwrap_or(Ok(Exit::Unknown));
        self.scope.fds = saved;
        self.run_readers(readers);
        result
    }

    fn run_compound(&mut self, command: &Command) -> Ran {
        match &command.kind {
            CommandKind::Group(list) => self.run_list(list),
            CommandKind::Subshell(list) => Ok(self
                .in_child(|shell| shell.child_exit(&command.span, |shell| shell.run_list(list)))),
            CommandKind::If { arms, otherwise } => {
                self.run_if(arms, otherwise.as_ref(), &command.span)
            }
            CommandKind::While {
                until,
                condition,
                body,
            } => self.run_while(*until, condition, body, &command.span),
            CommandKind::For { name, words, body } => {
                let items = match words {
                    Some(words) => self.fields(words)?,
                    None => (*self.scope.positional).clone(),
                };
                self.run_for(name, &items, body, &command.span)
            }
            CommandKind::ForArithmetic { parts, body } => {
                self.run_for_arithmetic(parts, body, &command.span)
            }
            CommandKind::Case { subject, arms } => self.run_case(subject, arms, &command.span),
            CommandKind::Arithmetic(word) => {
                let text = self.single(word)?;
                let mut line = Bytes::from("(( ");
                line.push(&text);
                line.push_plain(" ))");
                self.trace_line(&line, &command.span);
                let value = evaluate(self, &text, &word.span)?;
                Ok(Exit::Known(u8::from(value == 0)))
            }
            CommandKind::Test(condition) => {
                self.trace_condition(condition, &command.span)?;
                self.run_condition(condition, &command.span)
            }
            CommandKind::Simple { .. } | CommandKind::Function { .. } => Ok(Exit::SUCCESS),
        }
    }

    fn run_if(&mut self, arms: &[(List, List)], otherwise: Option<&List>, span: &Span) -> Ran {
        for (index, (condition, body)) in arms.iter().enumerate() {
            let exit = self.tested(true, |shell| shell.run_list(condition))?;
            if exit == Exit::Unknown {
                self.note(
                    span,
                    "which branch is taken hangs on a status that is not known: both are followed",
                );
                let rest = arms.get(index + 1..).unwrap_or_default();
                self.explore(span, |shell| shell.run_if(rest, otherwise, span));
            }
            if matches!(exit, Exit::SUCCESS | Exit::Unknown) {
                return self.run_list(body);
            }
        }
        otherwise.map_or(Ok(Exit::SUCCESS), |list| self.run_list(list))
    }

    /// One round of a loop; true if the loop ends.
    fn round(&mut self, body: &List, exit: &mut Exit) -> Result<bool, Stop> {
        self.scope.loops += 1;
        let result = self.run_list(body);
        self.scope.loops = self.scope.loops.saturating_sub(1);
        match result {
            Ok(status) => *exit = status,
            Err(Stop::Break(levels)) => {
                *exit = Exit::SUCCESS;
                if levels > 1 && self.scope.loops > 0 {
                    return Err(Stop::Break(levels - 1));
                }
                return Ok(true);
            }
            Err(Stop::Continue(levels)) => {
                *exit = Exit::SUCCESS;
                if levels > 1 && self.scope.loops > 0 {
                    return Err(Stop::Continue(levels - 1));
                }
            }
            Err(stop) => return Err(stop),
        }
        Ok(false)
    }

    fn run_while(&mut self, until: bool, condition: &List, body: &List, span: &Span) -> Ran {
        let mut exit = Exit::SUCCESS;
        for _ in 0..MOST_ROUNDS {
            self.count(span)?;
            let status = self.tested(true, |shell| shell.run_list(condition))?;
            if status == Exit::Unknown {
                self.note(
                    span,
                    "how often this loop runs is not known: it is followed once",
                );
                let _ended = self.round(body, &mut exit)?;
                return Ok(exit);
            }
            if (status == Exit::SUCCESS) == until || self.round(body, &mut exit)? {
                return Ok(exit);
            }
        }
        self.note(
            span,
            format!("this loop is followed for {MOST_ROUNDS} rounds only"),
        );
        Ok(Exit::Unknown)
    }

    fn run_for(&mut self, name: &str, items: &[Bytes], body: &List, span: &Span) -> Ran {
        let mut exit = Exit::SUCCESS;
        for item in items.iter().take(MOST_ROUNDS as usize) {
            self.count(span)?;
            self.assign(name, item.clone(), span)?;
            if self.dialect() == Dialect::Bash && self.scope.options.xtrace {
                let words: Vec<Bytes> = items.iter().map(super::xtrace::bash_quoted).collect();
                let mut line = Bytes::from(format!("for {name} in "));
                line.push(&super::param::join(&words, &" ".into()));
                self.trace_line(&line, span);
            }
            if self.round(body, &mut exit)? {
                break;
            }
        }
        Ok(exit)
    }

    fn run_for_arithmetic(&mut self, parts: &[Word; 3], body: &List, span: &Span) -> Ran {
        let [start, condition, step] = parts;
        let mut exit = Exit::SUCCESS;
        let text = self.single(start)?;
        evaluate(self, &text, span)?;
        for _ in 0..MOST_ROUNDS {
            self.count(span)?;
            let text = self.single(condition)?;
            if (!text.is_empty() && evaluate(self, &text, span)? == 0)
                || self.round(body, &mut exit)?
            {
                return Ok(exit);
            }
            let text = self.single(step)?;
            evaluate(self, &text, span)?;
        }
        self.note(
            span,
            format!("this loop is followed for {MOST_ROUNDS} rounds only"),
        );
        Ok(Exit::Unknown)
    }

    fn run_case(&mut self, subject: &Word, arms: &[CaseArm], span: &Span) -> Ran {
        let value = self.single(subject)?;
        if self.dialect() == Dialect::Bash {
            let mut line = Bytes::from("case ");
            line.push(&super::xtrace::source_of(&subject.parts));
            line.push_plain(" in");
            self.trace_line(&line, span);
        }
        if !value.is_known() {
            self.note(
                span,
                "the value here is not known: every branch is followed as possible",
            );
            for arm in arms {
                self.explore(span, |shell| shell.run_list(&arm.body));
            }
            return Ok(Exit::SUCCESS);
        }
        let mut falls = false;
        let mut exit = Exit::SUCCESS;
        for arm in arms {
            let mut matches = falls;
            for pattern in &arm.patterns {
                matches = matches || self.pattern(pattern)?.matches(value.data());
            }
            if matches {
                exit = self.run_list(&arm.body)?;
                falls = arm.falls_through;
                if !falls {
                    break;
                }
            }
        }
        Ok(exit)
    }

    /// Follows a way that may not be taken: what it would leave of secrets is noted as possible, everything else is
    /// undone.
    pub(crate) fn explore(&mut self, span: &Span, run: impl FnOnce(&mut Self) -> Ran) {
        let (scope, files) = (self.scope.clone(), self.files.clone());
        let outcome = self.shared.outcome.clone();
        let fds: Vec<_> = scope
            .fds
            .values()
            .map(|open| {
                let descriptor = open.borrow();
                (Rc::clone(open), descriptor.open.clone(), descriptor.offset)
            })
            .collect();
        let _result = self.nested(span, run);
        let mut found = Vec::new();
        if let (Some(before), Some(after)) = (files.volumes().first(), self.files.volumes().first())
        {
            for change in diff(&before.files, &after.files) {
                if let ChangeKind::Put(inode) = &change.kind
                    && let Kind::File(Content::Bytes(bytes)) = &inode.kind
                {
                    let place = Place::File(format!("/{}", change.path.text()));
                    found.extend(
                        bytes
                            .whole_secrets()
                            .map(|taint| (taint.clone(), place.clone())),
                    );
                }
            }
        }
        for (before, after) in [
            (&outcome.stdout, &self.shared.outcome.stdout),
            (&outcome.stderr, &self.shared.outcome.stderr),
        ] {
            let new = after.from_offset(before.len());
            found.extend(
                new.whole_secrets()
                    .map(|taint| (taint.clone(), Place::Output)),
            );
        }
        let possible = std::mem::take(&mut self.shared.outcome.possible);
        let notes = std::mem::take(&mut self.shared.outcome.notes);
        self.scope = scope;
        self.files = files;
        self.shared.outcome = outcome;
        self.shared.outcome.possible = possible;
        self.shared.outcome.notes = notes;
        for (open, state, offset) in fds {
            let mut descriptor = open.borrow_mut();
            descriptor.open = state;
            descriptor.offset = offset;
        }
        let place = self.place(span);
        for (taint, at) in found {
            self.possible(Possible {
                taint,
                place: at,
                span: place.clone(),
            });
        }
    }
}

fn span_of(list: &AndOr) -> Span {
    let first = pipeline_span(&list.first);
    let last = list
        .rest
        .last()
        .map_or_else(|| first.clone(), |(_, pipeline)| pipeline_span(pipeline));
    first.start..last.end
}

fn pipeline_span(pipeline: &Pipeline) -> Span {
    let start = pipeline
        .commands
        .first()
        .map_or(0, |command| command.span.start);
    let end = pipeline
        .commands
        .last()
        .map_or(0, |command| command.span.end);
    start..end
}
