//! `\U`, `\L`, `\u` and `\l` in the replacement of GNU's sed.

use crate::{labelled::Bytes, shell::interpret::respelled};

/// The case that what follows gets.
#[derive(Default)]
pub(super) struct Case {
    all: Option<u8>,
    next: Option<u8>,
}

impl Case {
    /// Reads one of the letters.
    pub(super) fn set(&mut self, letter: u8) {
        match letter {
            b'U' | b'L' => self.all = Some(letter),
            b'u' | b'l' => self.next = Some(letter),
            _ => *self = Self::default(),
        }
    }

    /// A piece of text in this case.
    pub(super) fn applied(&mut self, text: &Bytes) -> Bytes {
        let mut data = match self.all {
            Some(b'U') => text.data().to_ascii_uppercase(),
            Some(_) => text.data().to_ascii_lowercase(),
            None => text.data().to_vec(),
        };
        if let Some(first) = data.first_mut()
            && let Some(letter) = self.next.take()
        {
            *first = if letter == b'u' {
                first.to_ascii_uppercase()
            } else {
                first.to_ascii_lowercase()
            };
        }
        respelled(text, data)
    }
}
