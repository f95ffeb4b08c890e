//! Values of secrets that a step has seen, so that a message that quotes one is known to hold it.

use std::borrow::Cow;

use crate::labelled::{Bytes, Certainty, Form, Mark, Step, Taint};

/// Shorter values would be found everywhere.
const SHORTEST: usize = 4;

/// The values, each once.
#[derive(Debug, Default)]
pub(crate) struct Seen(Vec<(Taint, Vec<u8>)>);

impl Seen {
    /// Remembers the secrets that stand whole and unchanged in a value.
    pub(crate) fn see(&mut self, bytes: &Bytes) {
        for label in bytes.labels() {
            let Mark::Secret(taint) = &label.mark else {
                continue;
            };
            let is_value = taint.part.is_whole()
                && taint.form == Form::Plain
                && taint.certainty == Certainty::Certain;
            let data = bytes.data().get(label.range.clone()).unwrap_or_default();
            let is_known =
                |(known, value): &(Taint, Vec<u8>)| known.secret == taint.secret && value == data;
            if is_value && data.len() >= SHORTEST && !self.0.iter().any(is_known) {
                self.0.push((taint.clone(), data.to_vec()));
            }
        }
    }

    /// The bytes with a label wherever a value stands that has none: a message is made of plain text.
    pub(crate) fn label<'a>(&self, bytes: &'a Bytes, step: impl Fn() -> Step) -> Cow<'a, Bytes> {
        let mut labelled = Cow::Borrowed(bytes);
        for (taint, value) in &self.0 {
            for at in places(bytes.data(), value) {
                let range = at..at + value.len();
                let is_told = labelled.labels().iter().any(|label| match &label.mark {
                    Mark::Secret(known) => {
                        known.secret == taint.secret
                            && label.range.start <= range.start
                            && label.range.end >= range.end
                    }
                    Mark::Unknown(_) => false,
                });
                if !is_told {
                    let trace = taint.trace.then(step());
                    let taint = Taint {
                        trace,
                        ..taint.clone()
                    };
                    labelled.to_mut().mark(range, Mark::Secret(taint));
                }
            }
        }
        labelled
    }
}

/// Where a value stands, without overlap.
fn places(data: &[u8], value: &[u8]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(found) = data
        .get(from..)
        .and_then(|rest| rest.windows(value.len()).position(|window| window == value))
    {
        places.push(from + found);
        from += found + value.len();
    }
    places
}
