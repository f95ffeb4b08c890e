use crate::compiler::fields::Fields;
use crate::compiler::id::{Ids, check_id};
use crate::compiler::markdown::{Origin, Page};
use crate::model::{Policy, Reveal};

/// The types, by the names that authors write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    SingleChoice,
    MultipleChoice,
    ShortAnswer,
    Number,
    Ordering,
    Matching,
    FillIn,
    Predict,
    FixIt,
}

const TYPES: [(&str, Type); 9] = [
    ("single-choice", Type::SingleChoice),
    ("multiple-choice", Type::MultipleChoice),
    ("short-answer", Type::ShortAnswer),
    ("number", Type::Number),
    ("ordering", Type::Ordering),
    ("matching", Type::Matching),
    ("fill-in", Type::FillIn),
    ("predict", Type::Predict),
    ("fix-it", Type::FixIt),
];

const REVEALS: [(&str, Reveal); 2] = [("at-once", Reveal::AtOnce), ("when-done", Reveal::WhenDone)];

/// The keys that every type has.
pub(super) struct Head {
    pub(super) id: String,
    pub(super) aliases: Vec<String>,
    pub(super) kind: Type,
    pub(super) hints_html: Vec<String>,
    pub(super) policy: Policy,
}

impl Head {
    pub(super) fn read(fields: &mut Fields<'_>, page: &mut Page<'_, '_>, ids: &mut Ids) -> Self {
        let id = fields.text("id", page.checked);
        check_id(&id, page.checked);
        ids.claim(&id, page.checked);
        let kind = named(fields, "type", &TYPES, page).unwrap_or(Type::SingleChoice);
        let aliases = fields.texts("aliases", page.checked);
        for alias in &aliases {
            check_id(alias, page.checked);
            ids.claim(alias, page.checked);
        }
        let hints = fields.texts("hints", page.checked);
        let file = page.checked.text;
        let hints_html = hints
            .iter()
            .map(|hint| page.fragment(&hint.value, Origin::of_value(hint, file)))
            .collect();
        let usual = Policy::default();
        let attempts = fields.optional_count("attempts", page.checked);
        // To count attempts makes sense only while the answer is not shown.
        let reveal = match attempts {
            Some(_) => Reveal::WhenDone,
            None => usual.reveal,
        };
        let policy = Policy {
            attempts: attempts.unwrap_or(usual.attempts),
            reveal: named(fields, "reveal", &REVEALS, page).unwrap_or(reveal),
            confidence: fields
                .optional_flag("confidence", page.checked)
                .unwrap_or(usual.confidence),
        };
        Self {
            id: id.value,
            aliases: aliases.into_iter().map(|alias| alias.value).collect(),
            kind,
            hints_html,
            policy,
        }
    }
}

/// One of a few names; another one is reported.
fn named<T: Copy>(
    fields: &mut Fields<'_>,
    key: &'static str,
    known: &[(&'static str, T)],
    page: &mut Page<'_, '_>,
) -> Option<T> {
    let given = fields.optional_text(key, page.checked)?;
    let found = known.iter().find(|(name, _)| *name == given.value);
    if found.is_none() {
        let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
        page.checked
            .error(
                "question-type",
                given.span.clone(),
                format!("there is no {key} `{}`", given.value),
            )
            .suggest(&given.value, names.iter().copied())
            .hint(format!("known: {}", names.join(", ")));
    }
    found.map(|(_, value)| *value)
}
