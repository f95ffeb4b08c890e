//! A proposal for one step of a fix.

use super::dockerfile_text::Written;
use super::edit::{Edit, EditedFile};
use super::{ClientSource, Need};
use crate::Span;
use crate::build::Build;
use crate::labelled::SecretId;
use crate::reach::Reach;

/// What a rule is asked about: one build, and the places of a secret that are to be emptied.
pub(super) struct Case<'a> {
    pub(super) draft: &'a super::Draft,
    pub(super) build: &'a Build,
    pub(super) secret: SecretId,
    /// What the secret is called, as a name that a shell takes: `API_TOKEN`.
    pub(super) variable: String,
    /// The certain places.
    pub(super) places: &'a [Reach],
}

impl Case<'_> {
    /// Whether a text holds the value.
    pub(super) fn holds(&self, text: &str) -> bool {
        self.build
            .planted
            .found_in(text.as_bytes())
            .contains(&self.secret)
    }

    /// Whether something at a place comes of an instruction. What a trigger does stands at the `FROM` that pulls it.
    pub(super) fn comes_of(&self, written: &Written, at: Option<Span>) -> bool {
        let Some(at) = at else {
            return false;
        };
        let mut bases = self.build.tree.stages.iter().map(|stage| stage.origin.span);
        written.span.contains(&at.start)
            || written.is_trigger() && bases.any(|from| from.range().contains(&at.start))
    }

    /// The value as text.
    pub(super) fn value(&self) -> Option<&str> {
        std::str::from_utf8(self.build.planted.value(self.secret)?).ok()
    }
}

/// Edits that may help.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidate {
    pub(super) edits: Vec<Edit>,
    /// What is done, in one sentence.
    pub(super) what: String,
    pub(super) notes: Vec<String>,
    pub(super) needs: Vec<Need>,
    /// Paths that are read elsewhere now: a program may print the one it was given.
    pub(super) renamed: Vec<(String, String)>,
}

impl Candidate {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            ..Self::default()
        }
    }

    pub(super) fn edit(
        &mut self,
        file: EditedFile,
        span: std::ops::Range<usize>,
        text: impl Into<String>,
    ) {
        self.edits.push(Edit {
            build: 0,
            file,
            span,
            text: text.into(),
        });
    }

    pub(super) fn dockerfile(&mut self, span: std::ops::Range<usize>, text: impl Into<String>) {
        self.edit(EditedFile::Dockerfile, span, text);
    }

    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Gives a secret to the build by a variable of the client, unless the command gives it already: that of the build
    /// argument that held just this value, else one with the name of the id.
    pub(super) fn give_variable(&mut self, case: &Case<'_>, id: &str, value: &[u8]) {
        let arguments = case.draft.input.options.build_args.iter();
        let mut same = arguments.filter(|(_, given)| given.as_bytes() == value);
        let name = same.next().map_or(id, |(name, _)| name.as_str());
        self.give(case, id, ClientSource::Variable(name.to_owned()), value);
    }

    /// Gives a secret to the build by a file of the client, unless the command gives it already.
    pub(super) fn give_file(&mut self, case: &Case<'_>, id: &str, path: &str, value: &[u8]) {
        self.give(case, id, ClientSource::File(path.to_owned()), value);
    }

    fn give(&mut self, case: &Case<'_>, id: &str, from: ClientSource, value: &[u8]) {
        let is_given = case
            .draft
            .input
            .options
            .secrets
            .iter()
            .any(|given| given.id == id);
        let is_new = self.needs.iter().all(|need| need.from != from);
        let named = format!("--secret id={id},");
        if is_given || self.edits.iter().any(|edit| edit.text.starts_with(&named)) {
            return;
        }
        let flag = match &from {
            ClientSource::Variable(name) => format!("--secret id={id},env={name} "),
            ClientSource::File(path) => format!("--secret id={id},src={path} "),
        };
        let at = case.draft.line().context.start;
        self.edit(EditedFile::Command, at..at, flag);
        if is_new {
            self.needs.push(Need {
                from,
                value: value.to_vec(),
            });
        }
    }

    /// How much text changes.
    pub(super) fn size(&self) -> usize {
        let size = |edit: &Edit| edit.span.len() + edit.text.len();
        self.edits.iter().map(size).sum()
    }
}
