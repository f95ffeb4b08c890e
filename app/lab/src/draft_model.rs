use lab_protocol::{ContextFile, Fix, Scenario, Secret, Solution};

/// What a learner can edit in a lab, and what it was at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    start: Scenario,
    now: Scenario,
    shown: File,
    /// What was there before each change that is none of typing, oldest first.
    before: Vec<Scenario>,
}

/// A file of the build context.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum File {
    /// The Dockerfile.
    Dockerfile,
    /// The file `.dockerignore`.
    Dockerignore,
    /// Another one, by its path.
    Context(String),
}

impl Draft {
    /// A lab as its author wrote it.
    pub(crate) fn new(start: Scenario) -> Self {
        Self {
            now: start.clone(),
            start,
            shown: File::Dockerfile,
            before: Vec::new(),
        }
    }

    /// The build as it is edited now.
    pub(crate) fn scenario(&self) -> &Scenario {
        &self.now
    }

    /// The files in the order in which they are offered. `.dockerignore` is always among them: a
    /// lab may ask to write one.
    pub(crate) fn files(&self) -> Vec<File> {
        let context = self.now.files.iter().map(|file| &file.path);
        [File::Dockerfile, File::Dockerignore]
            .into_iter()
            .chain(context.cloned().map(File::Context))
            .collect()
    }

    /// The file in the editor.
    pub(crate) fn shown(&self) -> &File {
        &self.shown
    }

    /// Its place among [`Draft::files`].
    pub(crate) fn shown_index(&self) -> usize {
        let found = self.files().iter().position(|file| *file == self.shown);
        found.unwrap_or_default()
    }

    /// Puts a file into the editor.
    pub(crate) fn show(&mut self, file: File) {
        self.shown = file;
    }

    /// The text of the file in the editor.
    pub(crate) fn text(&self) -> &str {
        match &self.shown {
            File::Dockerfile => &self.now.dockerfile,
            File::Dockerignore => self.now.dockerignore.as_deref().unwrap_or_default(),
            File::Context(path) => self
                .now
                .files
                .iter()
                .find(|file| file.path == *path)
                .map_or("", |file| &file.text),
        }
    }

    /// Changes the text of the file in the editor. An empty `.dockerignore` is none.
    pub(crate) fn set_text(&mut self, text: String) {
        match &self.shown {
            File::Dockerfile => self.now.dockerfile = text,
            File::Dockerignore => self.now.dockerignore = (!text.is_empty()).then_some(text),
            File::Context(path) => {
                if let Some(file) = self.now.files.iter_mut().find(|file| file.path == *path) {
                    file.text = text;
                }
            }
        }
    }

    /// Changes the command.
    pub(crate) fn set_command(&mut self, command: String) {
        self.now.command = command;
    }

    /// Keeps what is there now, for [`Draft::undo`].
    fn keep(&mut self) {
        const KEPT: usize = 50;
        self.before.push(self.now.clone());
        let extra = self.before.len().saturating_sub(KEPT);
        self.before.drain(..extra);
    }

    /// Whether there is a change to undo.
    pub(crate) fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Back to what was there before the last solution, fix, rotation, reset, or file that came or went.
    pub(crate) fn undo(&mut self) {
        if let Some(before) = self.before.pop() {
            self.now = before;
            self.show_what_is_there();
        }
    }

    fn show_what_is_there(&mut self) {
        if !self.files().contains(&self.shown) {
            self.shown = File::Dockerfile;
        }
    }

    /// Puts another lab in the place of this one; a reset brings back the author's.
    pub(crate) fn open(&mut self, scenario: Scenario) {
        self.keep();
        self.now = scenario;
        self.show_what_is_there();
    }

    /// Takes in files of the reader's: each replaces the one at its path.
    pub(crate) fn take_in(&mut self, files: Vec<ContextFile>) {
        const MOST: usize = 300;
        if files.is_empty() {
            return;
        }
        self.keep();
        for file in files.into_iter().take(MOST) {
            self.now.put(&file.path, file.text);
        }
        self.shown = File::Dockerfile;
    }

    /// Adds an empty file and shows it; a path that is none, or that is there already, adds nothing.
    pub(crate) fn add_file(&mut self, path: &str) {
        let path = path.trim().trim_start_matches("./").trim_matches('/');
        let is_outside = path.split('/').any(|part| part.is_empty() || part == "..");
        if is_outside {
            return;
        }
        let file = match path {
            "Dockerfile" => File::Dockerfile,
            ".dockerignore" => File::Dockerignore,
            path => File::Context(path.to_owned()),
        };
        if !self.files().contains(&file) {
            self.keep();
            self.now.put(path, String::new());
        }
        self.shown = file;
    }

    /// Removes the file in the editor; the Dockerfile stays.
    pub(crate) fn remove_file(&mut self) {
        match self.shown.clone() {
            File::Dockerfile => return,
            File::Dockerignore => {
                self.keep();
                self.now.dockerignore = None;
            }
            File::Context(path) => {
                self.keep();
                self.now.files.retain(|file| file.path != path);
            }
        }
        self.show_what_is_there();
    }

    /// Follows a text as a secret; one that is too short to be told from other text, or followed already, is not.
    pub(crate) fn follow(&mut self, value: &str) {
        let value = value.trim();
        let is_known = self.now.secrets.iter().any(|secret| secret.value == value);
        if value.len() < 4 || value.contains('\n') || is_known {
            return;
        }
        self.keep();
        let number = self.now.secrets.len() + 1;
        self.now.secrets.push(Secret {
            name: format!("SECRET_{number}"),
            value: value.to_owned(),
            file: None,
            env: None,
        });
    }

    /// The author's solution in the place of all edits; the editor keeps showing the same file if there is one.
    pub(crate) fn solve(&mut self, solution: &Solution) {
        self.keep();
        self.now = solution.applied_to(&self.start);
        self.show_what_is_there();
    }

    /// The texts of a fix in the place of what they are about. The client gets what they need: the secret of
    /// this name, in a variable or a file.
    pub(crate) fn apply(&mut self, name: &str, fix: &Fix) {
        self.keep();
        self.now.dockerfile.clone_from(&fix.dockerfile);
        let ignore = &fix.dockerignore;
        self.now.dockerignore = (!ignore.is_empty()).then(|| ignore.clone());
        self.now.command.clone_from(&fix.command);
        let mut secrets = self.now.secrets.iter_mut();
        if let Some(secret) = secrets.find(|secret| secret.name == name) {
            for need in &fix.needs {
                if let Some(variable) = need.strip_prefix("the variable ") {
                    secret.env = Some(variable.to_owned());
                } else if let Some(path) = need.strip_prefix("the file ") {
                    secret.file = Some(path.to_owned());
                }
            }
        }
        self.shown = File::Dockerfile;
    }

    /// Another value for a secret, wherever it is written.
    pub(crate) fn rotate(&mut self, name: &str) {
        if !self.now.secrets.iter().any(|secret| secret.name == name) {
            return;
        }
        self.keep();
        let mut secrets = self.now.secrets.iter_mut();
        let Some(secret) = secrets.find(|secret| secret.name == name) else {
            return;
        };
        let before = secret.value.clone();
        let after = rotated(&before);
        secret.value.clone_from(&after);
        let change = |text: &mut String| *text = text.replace(&before, &after);
        change(&mut self.now.command);
        change(&mut self.now.dockerfile);
        self.now
            .files
            .iter_mut()
            .for_each(|file| change(&mut file.text));
    }

    /// Whether anything differs from the start.
    pub(crate) fn is_changed(&self) -> bool {
        self.now != self.start
    }

    /// Back to the author's lab; the editor keeps showing the same file if there is one.
    pub(crate) fn reset(&mut self) {
        self.keep();
        self.now = self.start.clone();
        self.show_what_is_there();
    }
}

/// The next value of a secret: a number at its end, which goes up.
fn rotated(value: &str) -> String {
    match value.rsplit_once("-v") {
        Some((stem, number)) => match number.parse::<u32>() {
            Ok(number) => format!("{stem}-v{}", number.saturating_add(1)),
            Err(_) => format!("{value}-v2"),
        },
        None => format!("{value}-v2"),
    }
}

impl File {
    /// The name as shown.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Dockerfile => "Dockerfile",
            Self::Dockerignore => ".dockerignore",
            Self::Context(path) => path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft::new(Scenario {
            dockerfile: "FROM scratch\n".to_owned(),
            files: vec![ContextFile {
                path: "app/main.py".to_owned(),
                text: "print()\n".to_owned(),
            }],
            command: "docker build .".to_owned(),
            ..Scenario::default()
        })
    }

    #[test]
    fn each_file_is_edited_by_itself() {
        let mut draft = draft();
        let names: Vec<_> = draft
            .files()
            .iter()
            .map(|file| file.name().to_owned())
            .collect();
        assert_eq!(names, ["Dockerfile", ".dockerignore", "app/main.py"]);
        for (file, text) in draft.files().into_iter().zip(["FROM a", "*.txt", "exit()"]) {
            draft.show(file);
            draft.set_text(text.to_owned());
        }
        assert_eq!(draft.shown_index(), 2);
        let scenario = draft.scenario();
        assert_eq!(scenario.dockerfile, "FROM a");
        assert_eq!(scenario.dockerignore.as_deref(), Some("*.txt"));
        assert_eq!(scenario.files[0].text, "exit()");
    }

    #[test]
    fn a_reset_brings_back_everything() {
        let mut draft = draft();
        assert!(!draft.is_changed());
        draft.show(File::Dockerignore);
        draft.set_text("*\n".to_owned());
        draft.set_command("docker build --no-cache .".to_owned());
        assert!(draft.is_changed());
        draft.reset();
        assert!(!draft.is_changed());
        assert_eq!(draft.scenario(), super::tests::draft().scenario());
    }

    #[test]
    fn a_solution_replaces_what_was_edited() {
        let mut draft = draft();
        draft.set_text("FROM b\n".to_owned());
        let file = |path: &str, text: &str| ContextFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        draft.solve(&Solution {
            files: vec![file(".dockerignore", "*\n"), file("b.py", "")],
            command: Some("docker build -t a .".to_owned()),
        });
        let scenario = draft.scenario();
        assert_eq!(scenario.dockerfile, "FROM scratch\n");
        assert_eq!(scenario.dockerignore.as_deref(), Some("*\n"));
        assert_eq!(scenario.files.len(), 2);
        assert_eq!(scenario.command, "docker build -t a .");
    }

    #[test]
    fn a_secret_rotates_wherever_it_is_written() {
        let mut start = draft().start;
        start.command = "docker build --build-arg T=demo-1 .".to_owned();
        start.secrets.push(Secret {
            name: "T".to_owned(),
            value: "demo-1".to_owned(),
            file: None,
            env: None,
        });
        let mut draft = Draft::new(start);
        draft.rotate("T");
        assert!(draft.scenario().command.contains("T=demo-1-v2 "));
        draft.rotate("T");
        draft.rotate("none");
        assert!(draft.scenario().command.contains("T=demo-1-v3 "));
        assert_eq!(draft.scenario().secrets[0].value, "demo-1-v3");
    }

    #[test]
    fn files_come_and_go_and_come_back() {
        let mut draft = draft();
        draft.add_file("./src/new.py");
        assert_eq!(*draft.shown(), File::Context("src/new.py".to_owned()));
        draft.set_text("new\n".to_owned());
        draft.remove_file();
        assert_eq!(*draft.shown(), File::Dockerfile);
        assert_eq!(draft.files().len(), 3);
        draft.undo();
        assert_eq!(draft.scenario().files[1].text, "new\n");
        draft.undo();
        assert!(!draft.is_changed() && !draft.can_undo());
        for path in ["", "../up", "a//b", " "] {
            draft.add_file(path);
        }
        draft.remove_file();
        assert!(!draft.is_changed());
    }

    #[test]
    fn a_folder_can_be_taken_in() {
        let mut draft = draft();
        draft.take_in(Vec::new());
        assert!(!draft.can_undo());
        let file = |path: &str| ContextFile {
            path: path.to_owned(),
            text: format!("{path}\n"),
        };
        draft.take_in(vec![
            file("Dockerfile"),
            file("src/a.py"),
            file("app/main.py"),
        ]);
        assert_eq!(draft.scenario().dockerfile, "Dockerfile\n");
        assert_eq!(draft.files().len(), 4);
        draft.undo();
        assert!(!draft.is_changed());
    }

    #[test]
    fn a_text_can_be_followed_as_a_secret() {
        let mut draft = draft();
        draft.follow(" hunter2 ");
        draft.follow("hunter2");
        draft.follow("abc");
        let secrets = &draft.scenario().secrets;
        assert_eq!(secrets.len(), 1);
        assert_eq!(
            (secrets[0].name.as_str(), secrets[0].value.as_str()),
            ("SECRET_1", "hunter2")
        );
        draft.undo();
        assert!(!draft.is_changed());
    }

    #[test]
    fn an_emptied_dockerignore_is_no_file() {
        let mut draft = draft();
        draft.show(File::Dockerignore);
        draft.set_text("*\n".to_owned());
        draft.set_text(String::new());
        assert!(!draft.is_changed());
    }
}
