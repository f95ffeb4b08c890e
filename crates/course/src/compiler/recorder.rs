use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::compiler::source::{ReadError, Source};

/// A source that remembers which of its files were read.
pub(crate) struct Recorder<'s> {
    source: &'s dyn Source,
    read: RefCell<BTreeSet<String>>,
}

impl<'s> Recorder<'s> {
    pub(crate) fn new(source: &'s dyn Source) -> Self {
        Self {
            source,
            read: RefCell::default(),
        }
    }

    /// Whether a file, or any file below a folder, was read.
    pub(crate) fn has_read(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let read = self.read.borrow();
        let first = read.range(path.to_owned()..).next();
        first.is_some_and(|first| first == path || first.starts_with(&folder))
            || read
                .range(folder.clone()..)
                .next()
                .is_some_and(|first| first.starts_with(&folder))
    }
}

impl Source for Recorder<'_> {
    fn read_bytes(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.read.borrow_mut().insert(path.to_owned());
        self.source.read_bytes(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, ReadError> {
        self.source.list(folder)
    }
}
