use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use course::{Compilation, ReadError, Source};

use crate::bundle::add_folder;
use crate::lab_judge::DryBuildJudge;

/// A course in a folder.
#[derive(Clone, Debug)]
pub(crate) struct CourseFolder {
    root: PathBuf,
}

/// Compiles the course in a folder. What is wrong with it is among its diagnostics.
pub(crate) fn compile(content: &Path) -> Compilation {
    course::compile(&CourseFolder::new(content), &DryBuildJudge)
}

impl CourseFolder {
    /// The course in this folder.
    pub(crate) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }
}

impl Source for CourseFolder {
    fn read_bytes(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        fs::read(self.root.join(path)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => ReadError::not_found(),
            _ => ReadError::other(error.to_string()),
        })
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, ReadError> {
        let mut files = BTreeMap::new();
        add_folder(&self.root.join(folder), &mut files)
            .map_err(|error| ReadError::other(format!("{error:#}")))?;
        Ok(files
            .into_keys()
            .map(|name| match folder {
                "" => name,
                _ => format!("{folder}/{name}"),
            })
            .collect())
    }
}
