use course::{Lab, Source};
use drybuild::context::ContextTree;
use drybuild::docker::Docker;
use lab_protocol::{Exercise, Scenario};

/// A terminal on paper in the folder of a place.
#[derive(Debug)]
pub(super) struct Terminal {
    pub(super) docker: Docker,
    /// Names of the secrets, in the order in which they are followed.
    pub(super) names: Vec<String>,
    values: Vec<Vec<u8>>,
    /// The build of a Dockerfile that names none.
    pub(super) command: String,
}

impl Terminal {
    /// Opens one in a lab's folder, in a folder of the course, or in an empty one.
    ///
    /// # Errors
    /// There is no such place.
    pub(super) fn open(place: &str, labs: &[&Lab], source: &dyn Source) -> Result<Self, String> {
        if place.is_empty() {
            return Ok(Self::in_folder(&ContextTree::default()));
        }
        if let Some(folder) = place.strip_suffix('/') {
            return Ok(Self::in_folder(&read_folder(folder, source)?));
        }
        let lab = labs.iter().find(|lab| lab.id == place).ok_or_else(|| {
            let known: Vec<&str> = labs.iter().map(|lab| lab.id.as_str()).collect();
            format!(
                "no lab is called {place:?}, and a folder ends in `/`; labs: {}",
                known.join(", ")
            )
        })?;
        let exercise: Exercise = serde_json::from_str(&lab.data)
            .map_err(|_| format!("the lab {place:?} has problems of its own"))?;
        Ok(Self::in_lab(&exercise.start))
    }

    fn in_folder(folder: &ContextTree) -> Self {
        Self {
            docker: Docker::default().with_folder(folder),
            names: Vec::new(),
            values: Vec::new(),
            command: "docker build .".to_owned(),
        }
    }

    fn in_lab(scenario: &Scenario) -> Self {
        let mut folder =
            ContextTree::default().with_file("Dockerfile", scenario.dockerfile.as_str());
        if let Some(text) = &scenario.dockerignore {
            folder = folder.with_file(".dockerignore", text.as_str());
        }
        for file in &scenario.files {
            folder = folder.with_file(&file.path, file.text.as_str());
        }
        let mut terminal = Self::in_folder(&folder);
        terminal.command.clone_from(&scenario.command);
        for secret in &scenario.secrets {
            terminal.add(&secret.name, &secret.value);
            if let Some(name) = &secret.env {
                terminal.docker.set_variable(name, &secret.value);
            }
            if let Some(path) = &secret.file {
                let value = quoted(&secret.value);
                let is_expanded = path.starts_with(['~', '$']);
                let path = if is_expanded {
                    path.clone()
                } else {
                    quoted(path)
                };
                // As somebody would have done before.
                terminal.docker.run(&format!(
                    "mkdir -p \"$(dirname {path})\"; printf %s {value} > {path}"
                ));
            }
        }
        terminal
    }

    /// Follows more values. Each is a variable of the terminal too, so that `env=` and `--build-arg` can take it.
    pub(super) fn follow(&mut self, secrets: &[(String, String)]) {
        for (name, value) in secrets {
            self.docker.set_variable(name, value);
            self.add(name, value);
        }
    }

    fn add(&mut self, name: &str, value: &str) {
        if self.names.iter().any(|known| known == name) {
            return;
        }
        self.names.push(name.to_owned());
        self.values.push(value.as_bytes().to_vec());
        self.docker.follow(self.values.clone());
    }
}

fn read_folder(folder: &str, source: &dyn Source) -> Result<ContextTree, String> {
    let paths = source
        .list(folder)
        .map_err(|error| format!("{folder}: {error}"))?;
    if paths.is_empty() {
        return Err(format!("the folder {folder}/ is not there, or empty"));
    }
    let mut tree = ContextTree::default();
    for full in paths {
        let bytes = source
            .read_bytes(&full)
            .map_err(|error| format!("{full}: {error}"))?;
        let path = full.strip_prefix(folder).unwrap_or(&full);
        tree = tree.with_file(path.trim_start_matches('/'), bytes);
    }
    Ok(tree)
}

/// A word of the shell that means just this text.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
