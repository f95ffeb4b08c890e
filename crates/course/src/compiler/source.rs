use std::collections::BTreeMap;
use std::fmt;

/// Where a course's files come from: a folder, a map in memory, a zip.
///
/// Paths are relative to the folder of `course.toml` and use `/`.
pub trait Source {
    /// The bytes of a file.
    fn read_bytes(&self, path: &str) -> Result<Vec<u8>, ReadError>;

    /// All files below a folder, at any depth, as paths that [`Source::read_bytes`] takes, in any
    /// order. A folder that does not exist has none.
    fn list(&self, folder: &str) -> Result<Vec<String>, ReadError>;

    /// The text of a file; one that is not UTF-8 is an error.
    fn read(&self, path: &str) -> Result<String, ReadError> {
        String::from_utf8(self.read_bytes(path)?).map_err(|_| ReadError(Reason::NotUtf8))
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError(Reason);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    NotFound,
    NotUtf8,
    Elsewhere,
    Other(String),
}

impl ReadError {
    /// There is no such file.
    pub fn not_found() -> Self {
        Self(Reason::NotFound)
    }

    /// Anything else, in the system's words.
    pub fn other(reason: impl Into<String>) -> Self {
        Self(Reason::Other(reason.into()))
    }

    /// Nobody knows: the course's files are not at hand. It is no problem of the topic that names the file.
    pub fn elsewhere() -> Self {
        Self(Reason::Elsewhere)
    }

    /// Whether the files are not at hand, so that nothing can be said of this one.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.0 == Reason::Elsewhere
    }

    /// Whether the file is simply not there.
    pub fn is_not_found(&self) -> bool {
        self.0 == Reason::NotFound
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::NotFound => f.write_str("the file does not exist"),
            Reason::Elsewhere => f.write_str("the file is not at hand"),
            Reason::NotUtf8 => f.write_str("the file is not UTF-8 text"),
            Reason::Other(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for ReadError {}

/// A course in memory: path to content.
impl Source for BTreeMap<String, Vec<u8>> {
    fn read_bytes(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.get(path).cloned().ok_or_else(ReadError::not_found)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, ReadError> {
        let below = |path: &&String| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        Ok(self.keys().filter(below).cloned().collect())
    }
}

/// A text as the compiler sees it: no byte order mark, lines ended by `\n`.
pub(crate) fn read_text(source: &dyn Source, path: &str) -> Result<String, ReadError> {
    Ok(as_read(&source.read(path)?))
}

/// The same of a text that no source has.
pub(crate) fn as_read(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n")
}
