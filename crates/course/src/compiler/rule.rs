/// A kind of problem that the compiler reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// In kebab-case; what [`Diagnostic::rule`](crate::Diagnostic::rule) holds.
    pub name: &'static str,
    /// What is wrong when it is reported: one sentence without a full stop.
    pub about: &'static str,
}

macro_rules! rules {
    ($($name:literal: $about:literal,)*) => {
        /// All rules of this crate, by name. A judge of labs or code may have others.
        pub const RULES: &[Rule] = &[$(Rule { name: $name, about: $about }),*];
    };
}

rules! {
    "block-place": "A question or lab stands where none can be, or is indented or empty",
    "callout": "A callout is of a kind that does not exist",
    "code-attribute": "A code block is given something that it does not take",
    "code-language": "A code block does not say its language, or one that is not known",
    "course": "The course cannot be read at all",
    "date": "A topic says a day that no calendar has",
    "dead-anchor": "A link leads to a heading that does not exist",
    "diagram": "A diagram cannot be drawn, has no caption, or is too wide",
    "duplicate-id": "An id is taken",
    "empty-block": "A code block is empty",
    "empty-topic": "A topic has no text",
    "figure": "An image cannot be shown",
    "footnote": "A footnote has no reference, or a reference has no footnote",
    "foreign-syntax": "What another tool understands means nothing here",
    "front-matter": "A topic has no readable front matter",
    "glossary": "A file of the glossary cannot be read",
    "group": "Steps, tabs, cards or notes for the speaker are not written as a group",
    "heading": "A heading is empty, or stands where none can be",
    "heading-jump": "A heading leaves out a level",
    "heading-level": "A heading is of a level that a topic does not have",
    "id-mismatch": "A topic's id is not the name of its file",
    "include": "A file that a code block shows cannot be shown",
    "invalid-id": "An id is not in kebab-case, or is one that the site uses itself",
    "lab": "A lab cannot be used as it is",
    "language": "The course's language is not named by a tag",
    "link-target": "A link leads to something that is no target",
    "link-text": "A link does not say where it leads",
    "missing-alt": "An image or diagram has no text for those who do not see it",
    "missing-key": "A required key is missing or empty",
    "prerequisite-order": "A topic comes before one that it builds on",
    "proof": "What a code block says of itself is not so",
    "question-feedback": "An option has no feedback",
    "question-giveaway": "The right option is told by its length",
    "question-key": "The right answer of a question is missing or ambiguous",
    "question-lab": "What a question asks of a lab cannot be told",
    "question-lab": "A question about a lab cannot be answered there",
    "question-options": "The options of a question are no choice",
    "question-shape": "A question is not written as one",
    "question-shuffle": "An option speaks of others, whose order is shuffled",
    "question-type": "A question's type or policy does not exist",
    "question-type": "A question is of a type, or has a policy, that does not exist",
    "raw-html": "HTML stands in a topic",
    "site-url": "The site's address is not written in full",
    "table": "A table has a row that does not fit, or is none",
    "theme": "The look of the course cannot be used as it is written, or is hard to read",
    "toml-syntax": "TOML cannot be read",
    "too-deep": "Markdown is nested too deep",
    "topic-file": "A topic's file cannot be read",
    "unclosed-block": "A fenced block is not closed",
    "unfinished": "Something is still to be written",
    "unknown-key": "A key is not known here",
    "unknown-lab": "A question names a lab that does not exist",
    "unknown-lab": "A question names a lab that does not exist",
    "unknown-term": "A link leads to a term that the glossary does not have",
    "unknown-topic": "A link or prerequisite names a topic that does not exist",
    "unused-file": "A figure or a lab's folder is used by nothing",
    "unused-term": "No topic links to a term of the glossary",
    "unused-topic": "A topic's file is in no chapter",
    "wrong-type": "A value is of another type than its key takes",
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn rules_are_sorted_and_documented() {
        let format = include_str!("../../../../docs/format.md");
        assert!(RULES.is_sorted_by_key(|rule| rule.name));
        for rule in RULES {
            let name = format!("`{}`", rule.name);
            assert!(format.contains(&name), "{name}");
        }
    }
}
