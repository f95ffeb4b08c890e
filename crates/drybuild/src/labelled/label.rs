use std::{ops::Range, rc::Rc};

use super::Trace;

/// The index of a secret in the list that the caller keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretId(pub u32);

/// How the secret is spelled at a place. All of them can be undone without a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Byte for byte.
    Plain,
    /// Base64, also where it starts in the middle of a group of three bytes.
    Base64,
    /// Two hexadecimal digits a byte.
    Hex,
    /// Another reversible spelling: gzip, reversed text.
    Encoded,
}

/// Whether a derivation follows from the semantics of the tools, or only may have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It follows.
    Certain,
    /// A program that is not understood, or one that loses part of its input, lies between.
    Possible,
}

/// Which bytes of the secret a label stands for: `start..end` of a secret of `of` bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Offset of the first byte in the secret.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
    /// Length of the secret.
    pub of: usize,
}

impl Part {
    /// All of a secret of this length.
    #[must_use]
    pub fn whole(length: usize) -> Self {
        Self {
            start: 0,
            end: length,
            of: length,
        }
    }

    /// Whether nothing of the secret is missing.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.start == 0 && self.end == self.of
    }
}

/// That some bytes derive from a secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Taint {
    /// The secret.
    pub secret: SecretId,
    /// Its spelling.
    pub form: Form,
    /// How much of it is there.
    pub part: Part,
    /// Whether it certainly is.
    pub certainty: Certainty,
    /// How it came here.
    pub trace: Trace,
}

/// What is said of a range of bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// They derive from a secret.
    Secret(Taint),
    /// The bytes stand for a value that is not known (a date, the output of a program that is not understood);
    /// the text says of what.
    Unknown(Rc<str>),
}

/// A marked range. Two labels may cover the same bytes: a compressed archive holds every secret of its files.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The bytes, as offsets into the value.
    pub range: Range<usize>,
    /// What they are.
    pub mark: Mark,
}
