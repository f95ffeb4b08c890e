use serde::{Deserialize, Serialize};

/// A knowledge check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Permanent id in kebab-case, unique in the course.
    pub id: String,
    /// Ids that the question had before: answers kept under them are its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// How it is answered, and what is right.
    pub kind: QuestionKind,
    /// The question itself, HTML.
    pub stem_html: String,
    /// Hints from the gentlest to the plainest, HTML; the learner opens one after the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints_html: Vec<String>,
    /// Shown once the question is answered, HTML; empty if there is none.
    pub explanation_html: String,
    /// Fingerprint of what decides the key, as 16 hex digits: a stored answer holds as long as it
    /// is unchanged. `docs/format.md` says what it is made of.
    pub key: String,
    /// Attempts, what is shown after them, and whether the learner is asked how sure they are.
    #[serde(default, skip_serializing_if = "Policy::is_default")]
    pub policy: Policy,
}

/// How a question is answered, and what is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// One option is right.
    SingleChoice(Vec<Answer>),
    /// At least one option is right, and at least one is not; each that is marked or left as it
    /// should be counts.
    MultipleChoice(Vec<Answer>),
    /// A word or a line.
    ShortAnswer(Typed),
    /// A number; accepted ones are `54` or `54 ± 2`, and `unit` stands behind the field.
    Number(Typed),
    /// Things to be put into the order in which they stand here.
    Ordering(Vec<Answer>),
    /// Each prompt has a partner.
    Matching(Matching),
    /// A piece of code with blanks.
    FillIn(FillIn),
    /// What a lab's build will do, marked before it runs.
    Predict(Predict),
    /// A lab's goal is to be met.
    FixIt(LabRef),
}

/// An option, or something that a learner may type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Stable within the question: a fingerprint of the text, as 8 hex digits.
    pub id: String,
    /// As it is shown, HTML.
    pub html: String,
    /// What is compared with what the learner types; empty where nothing is typed. A typed wrong
    /// answer without a text stands for everything else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Whether it is right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub correct: bool,
    /// What it tells the learner, HTML; may be empty where the explanation says it all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback_html: String,
    /// Stays at its place when the others are shuffled (“none of these”).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
}

/// A field to type into.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// Accepted answers and known wrong ones, in the author's order.
    pub answers: Vec<Answer>,
    /// Whether upper and lower case differ.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    /// Stands behind the field, plain text; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

/// Prompts and partners. A partner may fit several prompts, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// In the author's order.
    pub prompts: Vec<Prompt>,
    /// Partners and those without a prompt, in the author's order; the page shuffles them.
    pub answers: Vec<Answer>,
}

/// The left side of a pair.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// HTML.
    pub html: String,
    /// The [`Answer::id`] of its partner.
    pub partner: String,
    /// Why the two belong together, HTML; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feedback_html: String,
}

/// Code with blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillIn {
    /// The code between the blanks, highlighted HTML, each piece complete by itself; one more than
    /// there are blanks.
    pub code: Vec<String>,
    /// From the first to the last.
    pub blanks: Vec<Typed>,
}

/// A prediction of what a lab's build does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predict {
    /// The lab.
    pub lab: LabRef,
    /// What is to be marked, in the judge's words: `layers`.
    pub ask: String,
    /// What may happen, in the order in which it would; marked right by the lab's judge.
    pub answers: Vec<Answer>,
}

/// A lab that a question is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabRef {
    /// The lab's id.
    pub id: String,
    /// The id of the topic that it stands in.
    pub topic: String,
}

/// How a question behaves, whatever its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// How many attempts there are before the right answer is shown; 0: as many as wanted.
    pub attempts: u32,
    /// When the right answer is shown.
    pub reveal: Reveal,
    /// Whether the learner is asked how sure they are.
    pub confidence: bool,
}

/// When the right answer is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reveal {
    /// After every attempt.
    #[default]
    AtOnce,
    /// Once it was given, or there are no attempts left; until then only the learner's own answer
    /// is spoken about.
    WhenDone,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            attempts: 0,
            reveal: Reveal::AtOnce,
            confidence: true,
        }
    }
}

impl Policy {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
