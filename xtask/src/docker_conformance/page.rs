//! A page of `tests/docker`: a Dockerfile, files of its context, a command, planted values.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

/// One scenario.
pub(super) struct Page {
    /// Name of the file without its ending.
    pub(super) name: String,
    pub(super) dockerfile: String,
    /// Path, mode, content.
    pub(super) files: Vec<(String, u32, String)>,
    /// As typed, with `ctx` as the context.
    pub(super) command: String,
    /// Name and value of what is looked for afterwards.
    pub(super) secrets: Vec<(String, String)>,
}

impl Page {
    /// All pages of a folder, by name.
    pub(super) fn all(folder: &Path) -> Result<Vec<Self>> {
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            let is_page = path.extension().is_some_and(|extension| extension == "md");
            if is_page && path.file_stem().is_some_and(|stem| stem != "README") {
                paths.push(path);
            }
        }
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)?;
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let mut page = Self {
            name,
            dockerfile: String::new(),
            files: Vec::new(),
            command: "docker build -t app:1 ctx".to_owned(),
            secrets: Vec::new(),
        };
        let mut open: Option<(String, String)> = None;
        for line in text.split_inclusive('\n') {
            match (open.take(), line.strip_prefix("```")) {
                (Some((info, body)), Some(_)) => page.block(&info, body)?,
                (Some((info, body)), None) => open = Some((info, body + line)),
                (None, Some(info)) => open = Some((info.trim().to_owned(), String::new())),
                (None, None) => {}
            }
        }
        Ok(page)
    }

    fn block(&mut self, info: &str, body: String) -> Result<()> {
        let words: Vec<&str> = info.split_whitespace().collect();
        match words.as_slice() {
            ["dockerfile"] => self.dockerfile = body,
            ["command"] => self.command = body.trim_end().to_owned(),
            ["file", path] => self.files.push(((*path).to_owned(), 0o644, body)),
            ["file", path, mode] => {
                let mode = u32::from_str_radix(mode, 8).context("a mode is octal")?;
                self.files.push(((*path).to_owned(), mode, body));
            }
            ["secret", name] => self
                .secrets
                .push(((*name).to_owned(), body.trim_end().to_owned())),
            _ => bail!("{}: a block of an unknown kind: {info}", self.name),
        }
        Ok(())
    }

    /// The page as a record of the measured truth.
    pub(super) fn case(&self) -> Value {
        let text = |pairs: &mut dyn Iterator<Item = (String, String)>| {
            let fields: Map<String, Value> =
                pairs.map(|(key, value)| (key, value.into())).collect();
            fields
        };
        json!({
            "id": self.name,
            "dockerfile": self.dockerfile,
            "command": self.command,
            "context_files": text(&mut self.files.iter().map(|(path, _, body)| (path.clone(), body.clone()))),
            "modes": text(&mut self.files.iter().map(|(path, mode, _)| (path.clone(), format!("{mode:04o}")))),
            "markers": text(&mut self.secrets.iter().cloned()),
            "secrets": self.secrets.iter().map(|(id, value)| json!({"id": id, "value": value})).collect::<Vec<_>>(),
        })
    }
}
