use serde::{Deserialize, Serialize};

/// All that a dry build depends on, as the learner can edit it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// The Dockerfile's text.
    pub dockerfile: String,
    /// The text of `.dockerignore`; `None` where there is no such file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dockerignore: Option<String>,
    /// The other files of the build context, in path order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<ContextFile>,
    /// The build as typed in a terminal: `docker build --secret id=token,src=token.txt .`
    pub command: String,
    /// The values to follow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<Secret>,
}

/// One text file of the build context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextFile {
    /// Path from the context's root, with `/`, without a leading one.
    pub path: String,
    /// The file's text.
    pub text: String,
}

/// A demo value whose way through the build is followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// What the page calls it: `DB_PASSWORD`.
    pub name: String,
    /// The value to look for, wherever the input holds it: a build argument of the command, a
    /// context file, the Dockerfile itself, or the file or variable behind `--secret`.
    pub value: String,
    /// The client's file (`src=`) outside the context that holds just this value, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The client's environment variable that holds just this value, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env: Option<String>,
}

impl Scenario {
    /// Writes a file: the Dockerfile, the ignore file or one of the context, which stay in path order.
    pub fn put(&mut self, path: &str, text: String) {
        match path {
            "Dockerfile" => self.dockerfile = text,
            ".dockerignore" => self.dockerignore = Some(text),
            _ => match self.files.iter_mut().find(|file| file.path == path) {
                Some(file) => file.text = text,
                None => {
                    let path = path.to_owned();
                    self.files.push(ContextFile { path, text });
                    self.files.sort_by(|one, other| one.path.cmp(&other.path));
                }
            },
        }
    }
}
