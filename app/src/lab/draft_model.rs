use lab_protocol::Scenario;

/// What a learner can edit in a lab, and what it was at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    start: Scenario,
    now: Scenario,
    shown: File,
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

    /// Whether anything differs from the start.
    pub(crate) fn is_changed(&self) -> bool {
        self.now != self.start
    }

    /// Back to the author's lab; the editor keeps showing the same file.
    pub(crate) fn reset(&mut self) {
        self.now = self.start.clone();
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
    use lab_protocol::ContextFile;

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
    fn an_emptied_dockerignore_is_no_file() {
        let mut draft = draft();
        draft.show(File::Dockerignore);
        draft.set_text("*\n".to_owned());
        draft.set_text(String::new());
        assert!(!draft.is_changed());
    }
}
