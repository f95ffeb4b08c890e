use std::{borrow::Cow, fmt, ops::Range, rc::Rc};

use super::{Certainty, Form, Label, Mark, Part, SecretId, Step, Taint, Trace};

/// A byte string with labelled ranges, ordered by where they start.
///
/// ```
/// use drybuild::labelled::{Bytes, SecretId, Trace};
/// let token = Bytes::secret("hunter2", SecretId(0), Trace::default());
/// let mut line = Bytes::from("password=");
/// line.push(&token);
/// assert_eq!(line.whole_secrets().map(|taint| taint.secret).collect::<Vec<_>>(), [SecretId(0)]);
/// assert_eq!(line.slice(0..12).whole_secrets().count(), 0);
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Bytes {
    data: Vec<u8>,
    labels: Vec<Label>,
}

impl Bytes {
    /// The empty string.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A value that is a secret from its first byte to its last.
    pub fn secret(data: impl Into<Vec<u8>>, secret: SecretId, trace: Trace) -> Self {
        let data = data.into();
        let whole = 0..data.len();
        Self {
            data,
            labels: Vec::new(),
        }
        .with_secret(whole, secret, trace)
    }

    /// Marks `range` as one whole secret. What is outside (a final line break, other settings) is not secret.
    #[must_use]
    pub fn with_secret(mut self, range: Range<usize>, secret: SecretId, trace: Trace) -> Self {
        let range = range.start.min(self.data.len())..range.end.min(self.data.len());
        let part = Part::whole(range.len());
        self.mark(
            range,
            Mark::Secret(Taint {
                secret,
                form: Form::Plain,
                part,
                certainty: Certainty::Certain,
                trace,
            }),
        );
        self
    }

    /// A placeholder for a value that is not known.
    #[must_use]
    pub fn unknown(placeholder: &str, what: &str) -> Self {
        let mut bytes = Self::from(placeholder);
        bytes.mark(0..placeholder.len(), Mark::Unknown(Rc::from(what)));
        bytes
    }

    /// The bytes themselves.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The labels, ordered by start.
    #[must_use]
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Whether there is no byte.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Whether every byte is what a real build would have here.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self
            .labels
            .iter()
            .any(|label| matches!(label.mark, Mark::Unknown(_)))
    }

    /// Whether any byte derives from a secret.
    #[must_use]
    pub fn is_tainted(&self) -> bool {
        self.taints().next().is_some()
    }

    /// Everything that is said of secrets here, fragments included.
    pub fn taints(&self) -> impl Iterator<Item = &Taint> {
        self.labels.iter().filter_map(|label| match &label.mark {
            Mark::Secret(taint) => Some(taint),
            Mark::Unknown(_) => None,
        })
    }

    /// The secrets that are here from the first byte to the last, in any form.
    pub fn whole_secrets(&self) -> impl Iterator<Item = &Taint> {
        self.taints().filter(|taint| taint.part.is_whole())
    }

    /// The text; bytes that are not UTF-8 become U+FFFD.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.data)
    }

    /// Adds a label. An empty range is not marked.
    pub fn mark(&mut self, range: Range<usize>, mark: Mark) {
        if range.start < range.end {
            let at = self
                .labels
                .partition_point(|label| label.range.start <= range.start);
            self.labels.insert(at, Label { range, mark });
        }
    }

    /// Appends unlabelled bytes.
    pub fn push_plain(&mut self, data: impl AsRef<[u8]>) {
        self.data.extend_from_slice(data.as_ref());
    }

    /// Appends a value with its labels. Two parts of one secret that meet again become one.
    pub fn push(&mut self, other: &Self) {
        let offset = self.data.len();
        self.data.extend_from_slice(&other.data);
        for label in &other.labels {
            let range = label.range.start + offset..label.range.end + offset;
            if !self.join(&range, &label.mark) {
                self.labels.push(Label {
                    range,
                    mark: label.mark.clone(),
                });
            }
        }
    }

    /// Extends the label that ends where `range` starts, if that continues the same part of the same secret.
    fn join(&mut self, range: &Range<usize>, mark: &Mark) -> bool {
        let Mark::Secret(next) = mark else {
            return false;
        };
        for label in self.labels.iter_mut().rev().take(4) {
            let Mark::Secret(last) = &mut label.mark else {
                continue;
            };
            // A blank in another spelling, as between digits, may have become another blank.
            let gap = range.start.checked_sub(label.range.end);
            let is_next = gap == next.part.start.checked_sub(last.part.end)
                && match gap {
                    Some(0) => true,
                    Some(1) => {
                        let between = self.data.get(label.range.end);
                        last.form != Form::Plain && between.is_some_and(u8::is_ascii_whitespace)
                    }
                    _ => false,
                };
            if is_next
                && last.secret == next.secret
                && last.form == next.form
                && last.part.of == next.part.of
                && last.certainty == next.certainty
            {
                label.range.end = range.end;
                last.part.end = next.part.end;
                return true;
            }
        }
        false
    }

    /// The bytes in `range` (cut to the length) with what is left of their labels.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let end = range.end.min(self.data.len());
        let start = range.start.min(end);
        let data = self.data.get(start..end).unwrap_or_default().to_vec();
        let labels = self
            .labels
            .iter()
            .filter_map(|label| cut(label, start, end))
            .collect();
        Self { data, labels }
    }

    /// From an offset to the end.
    #[must_use]
    pub fn from_offset(&self, start: usize) -> Self {
        self.slice(start..self.data.len())
    }

    /// This value with `range` replaced.
    #[must_use]
    pub fn replace(&self, range: Range<usize>, by: &Self) -> Self {
        let mut out = self.slice(0..range.start);
        out.push(by);
        out.push(&self.from_offset(range.end));
        out
    }

    /// This value without some of its bytes. A secret in another spelling stays whole where only what separates or pads
    /// its digits goes.
    #[must_use]
    pub fn without(&self, is_gone: impl Fn(usize) -> bool) -> Self {
        let mut out = Self::new();
        let mut places = Vec::with_capacity(self.data.len() + 1);
        for (at, byte) in self.data.iter().enumerate() {
            places.push(out.data.len());
            if !is_gone(at) {
                out.data.push(*byte);
            }
        }
        places.push(out.data.len());
        let place = |at: usize| places.get(at).copied().unwrap_or_default();
        for label in &self.labels {
            let is_spelled =
                matches!(&label.mark, Mark::Secret(taint) if taint.form != Form::Plain);
            let range = label.range.clone();
            let lost = self.data.get(range.clone()).unwrap_or_default().iter();
            let lost = lost.zip(range.clone()).filter(|(_, at)| is_gone(*at));
            let is_blank = |byte: u8| byte.is_ascii_whitespace() || b":-=".contains(&byte);
            if matches!(label.mark, Mark::Unknown(_))
                || is_spelled && lost.clone().all(|(byte, _)| is_blank(*byte))
            {
                out.mark(place(range.start)..place(range.end), label.mark.clone());
                continue;
            }
            let mut start = range.start;
            for end in lost.map(|(_, at)| at).chain([range.end]) {
                if let Some(piece) = cut(label, start, end) {
                    out.mark(place(start)..place(end), piece.mark);
                }
                start = end + 1;
            }
        }
        out
    }

    /// The pieces between the separators; one piece where there is none.
    #[must_use]
    pub fn split(&self, separator: u8) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for piece in self.data.split(|byte| *byte == separator) {
            pieces.push(self.slice(start..start + piece.len()));
            start += piece.len() + 1;
        }
        pieces
    }

    /// The lines, each with its line break (the last one may lack it).
    #[must_use]
    pub fn lines(&self) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.data.split_inclusive(|byte| *byte == b'\n') {
            lines.push(self.slice(start..start + line.len()));
            start += line.len();
        }
        lines
    }

    /// Without trailing line breaks, as a command substitution gives it.
    #[must_use]
    pub fn trim_line_breaks(&self) -> Self {
        let kept = self
            .data
            .iter()
            .rposition(|byte| *byte != b'\n')
            .map_or(0, |last| last + 1);
        self.slice(0..kept)
    }

    /// With one more step in the trace of every secret.
    #[must_use]
    pub fn stepped(mut self, step: impl FnOnce() -> Step) -> Self {
        if self.is_tainted() {
            let step = step();
            for label in &mut self.labels {
                if let Mark::Secret(taint) = &mut label.mark {
                    taint.trace = taint.trace.then(step.clone());
                }
            }
        }
        self
    }

    /// `data`, all of it made from all of this value: every secret in it is there in `form`.
    /// A secret that was spelled in another form before is `Encoded`.
    #[must_use]
    pub fn encoded_as(&self, data: Vec<u8>, form: Form, certainty: Certainty) -> Self {
        let whole = 0..data.len();
        let mut out = Self {
            data,
            labels: Vec::new(),
        };
        for label in &self.labels {
            let mut mark = label.mark.clone();
            if let Mark::Secret(taint) = &mut mark {
                taint.form = if taint.form == Form::Plain {
                    form
                } else {
                    Form::Encoded
                };
                taint.certainty = taint.certainty.max(certainty);
            }
            if !out.labels.iter().any(|present| present.mark == mark) {
                out.mark(whole.clone(), mark);
            }
        }
        out
    }

    /// `data`, where byte range `a..b` of this value became `place(a..b)`; each label moves there and `change` may
    /// alter it.
    #[must_use]
    pub fn mapped(
        &self,
        data: Vec<u8>,
        place: impl Fn(Range<usize>) -> Range<usize>,
        change: impl Fn(&mut Taint),
    ) -> Self {
        let mut out = Self {
            data,
            labels: Vec::new(),
        };
        for label in &self.labels {
            let mut mark = label.mark.clone();
            if let Mark::Secret(taint) = &mut mark {
                change(taint);
            }
            let range = place(label.range.clone());
            out.mark(range.start..range.end.min(out.data.len()), mark);
        }
        out
    }
}

/// What is left of a label between two offsets, relative to the first.
fn cut(label: &Label, start: usize, end: usize) -> Option<Label> {
    let from = label.range.start.max(start);
    let to = label.range.end.min(end);
    if from >= to {
        return None;
    }
    let mut mark = label.mark.clone();
    if let Mark::Secret(taint) = &mut mark {
        let (before, behind) = (from - label.range.start, label.range.end - to);
        if taint.form == Form::Plain {
            taint.part.start += before.min(taint.part.end);
            taint.part.end = taint.part.end.saturating_sub(behind).max(taint.part.start);
        } else if before + behind > 0 {
            let length = label.range.len();
            if taint.part.is_whole() {
                // From here on the bytes of the spelling are counted, so that pieces of it can meet again.
                taint.part = Part::whole(length);
            }
            if taint.part.end - taint.part.start == length {
                taint.part.start += before;
                taint.part.end -= behind;
            } else {
                taint.part.end = taint.part.end.min(taint.part.of.saturating_sub(1));
            }
        }
    }
    Some(Label {
        range: from - start..to - start,
        mark,
    })
}

impl From<&str> for Bytes {
    fn from(text: &str) -> Self {
        Self {
            data: text.as_bytes().to_vec(),
            labels: Vec::new(),
        }
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Self {
            data: text.into_bytes(),
            labels: Vec::new(),
        }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(data: Vec<u8>) -> Self {
        Self {
            data,
            labels: Vec::new(),
        }
    }
}

impl From<&[u8]> for Bytes {
    fn from(data: &[u8]) -> Self {
        Self {
            data: data.to_vec(),
            labels: Vec::new(),
        }
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.text())?;
        if !self.labels.is_empty() {
            write!(
                out,
                " {:?}",
                self.labels
                    .iter()
                    .map(|label| &label.range)
                    .collect::<Vec<_>>()
            )?;
        }
        Ok(())
    }
}
