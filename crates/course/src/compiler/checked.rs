use std::ops::Range;

use crate::compiler::diagnostic::{Diagnostic, Severity};

/// Of each severity in one file: who has so many problems has another one first.
const MOST: usize = 200;

/// A file while it is compiled: its text, and what is wrong with it.
#[derive(Debug)]
pub(crate) struct Checked<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Checked<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            diagnostics: Vec::new(),
        }
    }

    /// Reports an error; the result takes hints.
    pub(crate) fn error(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Hints<'_> {
        self.report(Severity::Error, rule, span, message)
    }

    /// Reports a warning; the result takes hints.
    pub(crate) fn warning(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Hints<'_> {
        self.report(Severity::Warning, rule, span, message)
    }

    fn report(
        &mut self,
        severity: Severity,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Hints<'_> {
        let alike = |earlier: &&Diagnostic| earlier.severity == severity;
        if self.diagnostics.iter().filter(alike).count() >= MOST {
            return Hints(None);
        }
        let diagnostic = Diagnostic::new(severity, rule, self.file, self.text, span, message);
        self.diagnostics.push(diagnostic);
        Hints(self.diagnostics.last_mut())
    }
}

/// The hints of the problem just reported.
pub(crate) struct Hints<'a>(Option<&'a mut Diagnostic>);

impl Hints<'_> {
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        if let Some(diagnostic) = self.0 {
            diagnostic.hints.push(hint.into());
            return Self(Some(diagnostic));
        }
        self
    }

    /// “did you mean”, if one of the known names is close to the one given.
    pub(crate) fn suggest<'n>(self, given: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        match closest(given, known) {
            Some(name) => self.hint(format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

fn closest<'n>(given: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (given.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(given, name), name))
        .filter(|(distance, name)| *distance <= limit || name.starts_with(given) && given.len() > 2)
        .min()
        .map(|(_, name)| name)
}
