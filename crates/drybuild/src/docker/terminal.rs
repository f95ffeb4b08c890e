//! Lines of a terminal: the shell on paper runs them, with `docker` among its programs.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Docker, Reply, command};
use crate::filesystem::Namespace;
use crate::labelled::Bytes;
use crate::shell::{self, Catalogue, Exit, Machine, Process};
use crate::tool::Tools;

/// The programs of the client. A program may start others, and `docker` does not start itself: the cell is never
/// borrowed twice.
struct Programs(RefCell<Docker>);

impl Catalogue for Programs {
    fn run(&self, name: &str, process: &mut Process<'_>) -> Option<Exit> {
        if name != "docker" {
            return Tools.run(name, process);
        }
        // `login` and `logout` only write the client's configuration.
        if let Some(exit) = Tools.run(name, process) {
            return Some(exit);
        }
        match self.0.try_borrow_mut() {
            Ok(mut docker) => Some(command::run(&mut docker, process)),
            Err(_) => None,
        }
    }
}

pub(super) fn run(docker: &mut Docker, line: &str) -> Reply {
    let state = std::mem::take(docker);
    let mut machine = Machine::new(Namespace::new(state.files.clone()));
    machine.files.cwd.clone_from(&state.cwd);
    machine.env = state
        .env
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().into()))
        .collect();
    let programs = Rc::new(Programs(RefCell::new(state)));
    machine.catalogue = Some(Rc::clone(&programs) as Rc<dyn Catalogue>);
    let argv: [Bytes; 3] = ["/bin/bash".into(), "-c".into(), line.into()];
    let outcome = shell::exec(&argv, &mut machine);
    machine.catalogue = None;
    *docker = match Rc::try_unwrap(programs) {
        Ok(programs) => programs.0.into_inner(),
        // The outcome may still hold the programs; their state is what counts.
        Err(shared) => shared.0.borrow().clone(),
    };
    docker.cwd.clone_from(&machine.files.cwd);
    docker.env = machine
        .env
        .into_iter()
        .map(|(name, value)| (name, value.text().into_owned()))
        .collect();
    docker.files = machine.files.finish().0;
    Reply {
        stdout: outcome.stdout.text().into_owned(),
        stderr: outcome.stderr.text().into_owned(),
        exit: match outcome.exit {
            Exit::Known(status) => Some(status),
            Exit::Unknown => None,
        },
        notes: outcome.notes.into_iter().map(|note| note.text).collect(),
    }
}
