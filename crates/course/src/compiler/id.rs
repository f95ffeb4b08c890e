use std::collections::BTreeMap;

use crate::compiler::checked::Checked;
use crate::compiler::fields::At;

/// Reports an id that is not in kebab-case: `a-z`, `0-9`, single hyphens between, a letter first.
pub(crate) fn check_id(id: &At<String>, checked: &mut Checked<'_>) {
    if id.value.is_empty() || is_kebab_case(&id.value) {
        return;
    }
    checked
        .error(
            "invalid-id",
            id.span.clone(),
            format!("`{}` is not an id in kebab-case", id.value),
        )
        .hint("an id begins with a letter a-z and has only a-z, 0-9 and single hyphens")
        .hint("ids are permanent: links and stored answers are kept under them");
}

fn is_kebab_case(id: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split('-').all(word)
}

/// Ids of one kind that must be unique in the course, and where each was first seen.
#[derive(Debug)]
pub(crate) struct Ids {
    kind: &'static str,
    seen: BTreeMap<String, String>,
}

impl Ids {
    pub(crate) fn new(kind: &'static str) -> Self {
        Self {
            kind,
            seen: BTreeMap::new(),
        }
    }

    /// Takes an id that stands in another file.
    pub(crate) fn take(&mut self, id: &str, file: &str) {
        self.seen.insert(id.to_owned(), file.to_owned());
    }

    /// Reports an id that is taken; says whether it was free.
    pub(crate) fn claim(&mut self, id: &At<String>, checked: &mut Checked<'_>) -> bool {
        if id.value.is_empty() {
            return true;
        }
        if let Some(first) = self.seen.get(&id.value) {
            checked
                .error(
                    "duplicate-id",
                    id.span.clone(),
                    format!("there is already a {} `{}`", self.kind, id.value),
                )
                .hint(format!("the first is at {first}"));
            return false;
        }
        let line = checked
            .text
            .get(..id.span.start)
            .unwrap_or("")
            .matches('\n')
            .count()
            + 1;
        self.seen
            .insert(id.value.clone(), format!("{}:{line}", checked.file));
        true
    }
}
