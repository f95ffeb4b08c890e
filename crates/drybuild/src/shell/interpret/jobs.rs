//! Commands behind `&`: they run when somebody waits for them, and at the latest when their shell ends.

use std::rc::Rc;

use super::{Open, Scope, Shell};
use crate::{
    filesystem::{Device, Follow, Kind, Node},
    labelled::Bytes,
    shell::{
        Exit,
        syntax::{AndOr, CommandKind, Part, Span},
    },
};

/// Jobs of one shell that are kept.
const MOST_JOBS: usize = 64;

/// A command behind `&` that has not run yet.
#[derive(Clone)]
pub(crate) struct Job {
    number: u32,
    scope: Box<Scope>,
    cwd: Vec<u8>,
    umask: u32,
    list: Rc<AndOr>,
    span: Span,
}

/// The background commands of one shell.
#[derive(Clone, Default)]
pub(crate) struct Jobs {
    waiting: Vec<Job>,
    /// Number and status of those that have ended.
    ended: Vec<(u32, Exit)>,
    started: u32,
}

impl Shell {
    /// Puts a command behind `&`: what stands behind it runs first, as it does on a real machine, where a child has to
    /// be made before it can do anything.
    pub(super) fn start_job(&mut self, list: &Rc<AndOr>, span: &Span) {
        let mut jobs = std::mem::take(&mut self.scope.jobs);
        let mut scope = self.scope.clone();
        scope.fds.insert(0, Open::Device(Device::Null).shared());
        jobs.started += 1;
        let job = Job {
            number: jobs.started,
            scope: Box::new(scope),
            cwd: self.files.cwd.clone(),
            umask: self.files.umask,
            list: Rc::clone(list),
            span: span.clone(),
        };
        let crowded = jobs.waiting.len() >= MOST_JOBS;
        jobs.waiting.push(job);
        self.scope.jobs = jobs;
        if crowded {
            self.finish_jobs();
        }
    }

    /// Runs every command that was put behind `&` and has not run yet.
    pub(crate) fn finish_jobs(&mut self) {
        while let Some(job) = self.next_job() {
            self.run_job(job);
        }
    }

    /// Ends the shell's jobs as it ends: the first process of a step takes those that still sleep with it.
    pub(super) fn leave_jobs(&mut self) {
        while let Some(job) = self.next_job() {
            if self.shared.depth == 0 {
                if sleeps(&job.list) {
                    continue;
                }
                self.note(
                    &job.span,
                    "the step may end before this background command does: it is taken to end in time",
                );
            }
            self.run_job(job);
        }
    }

    fn next_job(&mut self) -> Option<Job> {
        if self.scope.jobs.waiting.is_empty() {
            return None;
        }
        Some(self.scope.jobs.waiting.remove(0))
    }

    fn run_job(&mut self, job: Job) {
        let span = job.span.clone();
        let exit = self.nested(&span, |shell| {
            shell.in_child(|shell| {
                shell.scope = *job.scope;
                shell.files.cwd = job.cwd;
                shell.files.umask = job.umask;
                shell.child_exit(&span, |shell| shell.run_and_or(&job.list))
            })
        });
        self.scope
            .jobs
            .ended
            .push((job.number, exit.unwrap_or(Exit::Unknown)));
    }

    /// `$!`: a number that only `wait` and `kill` may know.
    pub(super) fn last_job(&self) -> Option<Bytes> {
        let started = self.scope.jobs.started;
        (started > 0).then(|| Bytes::unknown(&(started + 1).to_string(), "a process id"))
    }

    /// The status of the job with the process id that `$!` gave.
    pub(crate) fn job_status(&self, process: &str) -> Option<Exit> {
        let number = process.parse::<u32>().ok()?.checked_sub(1)?;
        let ended = self.scope.jobs.ended.iter();
        ended
            .rev()
            .find(|(known, _)| *known == number)
            .map(|(_, exit)| *exit)
    }

    /// Forgets the jobs of the parent: a child cannot wait for them.
    pub(super) fn forget_jobs(&mut self) {
        self.scope.jobs = Jobs::default();
    }

    /// Everything that is written to a named pipe, once its writers in the background have run.
    pub(super) fn read_pipe(&mut self, path: &Bytes) -> Option<Bytes> {
        let node = self.files.locate(path.data(), Follow::Yes).ok()?.node?;
        if !matches!(self.files.inode(node)?.kind, Kind::Fifo) {
            return None;
        }
        self.finish_jobs();
        let open = self.pipe(node);
        let content = match &mut open.borrow_mut().open {
            Open::Buffer(bytes) => std::mem::take(bytes),
            _ => Bytes::new(),
        };
        Some(content)
    }

    /// What a named pipe holds, one buffer for every process that opens it.
    pub(super) fn pipe(&mut self, node: Node) -> super::SharedOpen {
        let known = self
            .shared
            .pipes
            .iter()
            .find(|(pipe, _)| *pipe == node)
            .map(|(_, open)| Rc::clone(open));
        known.unwrap_or_else(|| {
            let open = Open::Buffer(Bytes::new()).shared();
            self.shared.pipes.push((node, Rc::clone(&open)));
            open
        })
    }
}

/// Whether a job starts by sleeping.
fn sleeps(list: &AndOr) -> bool {
    let first = list.first.commands.first();
    first.is_some_and(|command| {
        match &command.kind {
        CommandKind::Simple { words, .. } => words.first().is_some_and(|word| {
            matches!(word.parts.as_slice(), [Part::Literal(text)] if text.data() == b"sleep")
        }),
        CommandKind::Subshell(list) | CommandKind::Group(list) => {
            list.first().is_some_and(|item| sleeps(&item.and_or))
        }
        _ => false,
    }
    })
}
