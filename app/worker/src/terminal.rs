//! The lab's terminal: one Docker whose state stays from line to line, in a folder that holds what is in the editor.

use std::cell::RefCell;

use drybuild::context::{ContextEntry, ContextTree};
use drybuild::docker::Docker;
use lab_protocol::{Printed, Scenario, TypedLine};

thread_local! {
    /// One worker serves one lab.
    static TERMINAL: RefCell<Terminal> = RefCell::new(Terminal::default());
}

/// Where the client's secrets lie: outside of the build context, which holds links to them alone.
const SECRETS: &str = "/home/you/secrets";

#[derive(Default)]
struct Terminal {
    docker: Docker,
    /// What the folder holds of the editor.
    seen: Scenario,
}

/// Types a line.
pub(crate) fn run(typed: &TypedLine) -> Printed {
    TERMINAL.with_borrow_mut(|terminal| terminal.run(typed))
}

impl Terminal {
    fn run(&mut self, typed: &TypedLine) -> Printed {
        self.catch_up(&typed.scenario);
        let reply = self.docker.run(&typed.line);
        Printed {
            id: typed.id,
            stdout: reply.stdout,
            stderr: reply.stderr,
            exit: reply.exit,
            notes: reply.notes,
        }
    }

    /// Brings what was edited since the last line into the folder.
    fn catch_up(&mut self, now: &Scenario) {
        if now.secrets != self.seen.secrets {
            self.learn_secrets(now);
        }
        if now.dockerfile != self.seen.dockerfile {
            self.write("Dockerfile", &now.dockerfile);
        }
        if let Some(text) = &now.dockerignore
            && now.dockerignore != self.seen.dockerignore
        {
            self.write(".dockerignore", text);
        }
        if now.dockerignore.is_none() && self.seen.dockerignore.is_some() {
            self.remove(".dockerignore");
        }
        for file in &now.files {
            if !self.seen.files.contains(file) {
                self.write(&file.path, &file.text);
            }
        }
        let gone: Vec<String> = self
            .seen
            .files
            .iter()
            .filter(|before| !now.files.iter().any(|file| file.path == before.path))
            .map(|file| file.path.clone())
            .collect();
        for path in gone {
            self.remove(&path);
        }
        self.seen = now.clone();
    }

    fn learn_secrets(&mut self, now: &Scenario) {
        let mut docker = std::mem::take(&mut self.docker);
        let values = now.secrets.iter();
        docker = docker.with_secrets(values.map(|secret| secret.value.clone().into()).collect());
        for secret in &now.secrets {
            if let Some(name) = &secret.env {
                docker = docker.with_variable(name, &secret.value);
            }
        }
        self.docker = docker;
        for secret in &now.secrets {
            let Some(path) = &secret.file else { continue };
            let kept = format!("{SECRETS}/{}", secret.name);
            let (folder, value) = (quoted(SECRETS), quoted(&secret.value));
            let write = format!("mkdir -p {folder} && printf %s {value} > {}", quoted(&kept));
            self.docker.run(&write);
            let link = ContextEntry::Symlink { target: kept };
            self.docker.put(path.trim_start_matches("./"), &link);
        }
    }

    fn write(&mut self, path: &str, text: &str) {
        let file = ContextTree::default().with_file(path, text);
        if let Some(entry) = file.entry(path) {
            self.docker.put(path, entry);
        }
    }

    fn remove(&mut self, path: &str) {
        self.docker.run(&format!("rm -f -- {}", quoted(path)));
    }
}

/// A word of the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use lab_protocol::{ContextFile, Secret};

    use super::*;

    fn scenario() -> Scenario {
        Scenario {
            dockerfile: "FROM alpine\nCOPY app.py /srv/\nRUN --mount=type=secret,id=t test -s /run/secrets/t\n"
                .to_owned(),
            files: vec![ContextFile {
                path: "app.py".to_owned(),
                text: "print()\n".to_owned(),
            }],
            secrets: vec![Secret {
                name: "TOKEN".to_owned(),
                value: "demo-4711".to_owned(),
                file: Some("token.txt".to_owned()),
                env: None,
            }],
            ..Scenario::default()
        }
    }

    fn run(terminal: &mut Terminal, line: &str, scenario: &Scenario) -> Printed {
        terminal.run(&TypedLine {
            id: 1,
            line: line.to_owned(),
            scenario: scenario.clone(),
        })
    }

    const BUILD: &str = "docker build -t tried --secret id=t,src=token.txt .";

    #[test]
    fn images_and_caches_stay_from_line_to_line() {
        let mut terminal = Terminal::default();
        let scenario = scenario();
        let first = run(&mut terminal, BUILD, &scenario);
        assert_eq!(first.exit, Some(0), "{first:?}");
        assert!(!first.stderr.contains("CACHED"), "{first:?}");
        let second = run(&mut terminal, BUILD, &scenario);
        assert!(second.stderr.contains("CACHED"), "{second:?}");
        let shown = run(
            &mut terminal,
            "docker run --rm tried cat /srv/app.py | tr a-z A-Z",
            &scenario,
        );
        assert_eq!(shown.stdout, "PRINT()\n", "{shown:?}");
        let unknown = run(&mut terminal, "docker biuld .", &scenario);
        assert_ne!(unknown.exit, Some(0));
        assert!(unknown.stderr.contains("biuld"), "{unknown:?}");
    }

    #[test]
    fn what_is_edited_is_in_the_folder() {
        let mut terminal = Terminal::default();
        let mut scenario = scenario();
        run(&mut terminal, BUILD, &scenario);
        scenario.put("app.py", "exit()\n".to_owned());
        scenario.put("new/file.txt", "new\n".to_owned());
        let shown = run(&mut terminal, "cat app.py new/file.txt", &scenario);
        assert_eq!(shown.stdout, "exit()\nnew\n");
        scenario.files.retain(|file| file.path == "app.py");
        let gone = run(&mut terminal, "cat new/file.txt", &scenario);
        assert_eq!(gone.exit, Some(1), "{gone:?}");
    }

    #[test]
    fn a_secret_of_the_client_is_no_part_of_the_context() {
        let mut terminal = Terminal::default();
        let mut scenario = scenario();
        scenario.dockerfile = "FROM alpine\nCOPY . /srv/\nRUN cat /srv/token.txt\n".to_owned();
        let read = run(&mut terminal, "cat token.txt", &scenario);
        assert_eq!(read.stdout, "demo-4711");
        let built = run(&mut terminal, "docker build .", &scenario);
        assert_ne!(built.exit, Some(0), "{built:?}");
        assert!(!built.stderr.contains("demo-4711"), "{built:?}");
    }
}
