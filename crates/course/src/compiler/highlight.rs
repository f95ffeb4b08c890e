use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::compiler::markdown::escape;

/// The languages that a code block may name.
pub(crate) const LANGUAGES: [&str; 13] = [
    "console",
    "diff",
    "dockerfile",
    "go",
    "javascript",
    "json",
    "markdown",
    "python",
    "rust",
    "shell",
    "text",
    "toml",
    "yaml",
];

/// A line of a code block.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Without the newline.
    pub(crate) html: String,
    /// What a program printed, in a console.
    pub(crate) output: bool,
}

/// The lines of a piece of code; an unknown language is text.
pub(crate) fn highlight(language: &str, code: &str) -> Vec<Line> {
    let Some(syntax) = GRAMMARS.find_syntax_by_name(grammar(language)) else {
        return code.lines().map(plain).collect();
    };
    highlight_with(syntax, code).unwrap_or_else(|| code.lines().map(plain).collect())
}

/// From a scope of our grammars to a class; the first that fits the innermost scope decides.
const CLASSES: [(&str, &str); 14] = [
    ("comment", "hl-comment"),
    ("keyword", "hl-keyword"),
    ("string", "hl-string"),
    ("constant.character.escape", "hl-escape"),
    ("constant", "hl-number"),
    ("variable", "hl-variable"),
    ("entity.name.function", "hl-function"),
    ("entity.name.type", "hl-type"),
    ("entity.other", "hl-flag"),
    ("punctuation.prompt", "hl-prompt"),
    ("punctuation", "hl-punctuation"),
    ("markup.inserted", "hl-inserted"),
    ("markup.deleted", "hl-deleted"),
    ("markup.heading", "hl-heading"),
];

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(|| {
    let dump = include_bytes!(concat!(env!("OUT_DIR"), "/syntaxes.packdump"));
    syntect::dumps::from_uncompressed_data(dump).unwrap_or_default()
});

static SCOPES: LazyLock<Vec<(Scope, &str)>> = LazyLock::new(|| {
    let scope = |(name, class)| Some((Scope::new(name).ok()?, class));
    CLASSES.into_iter().filter_map(scope).collect()
});

static OUTPUT: LazyLock<Option<Scope>> = LazyLock::new(|| Scope::new("markup.output").ok());

/// The name that the language's grammar gives itself.
fn grammar(language: &str) -> &str {
    match language {
        "console" => "Console",
        "diff" => "Diff",
        "dockerfile" => "Dockerfile",
        "go" => "Go",
        "javascript" => "JavaScript",
        "json" => "JSON",
        "markdown" => "Markdown",
        "python" => "Python",
        "rust" => "Rust",
        "shell" => "Shell",
        "toml" => "TOML",
        "yaml" => "YAML",
        _ => "",
    }
}

fn plain(line: &str) -> Line {
    let mut html = String::new();
    escape(line, &mut html);
    Line {
        html,
        output: false,
    }
}

/// `None` if a grammar is broken, which its test would say.
fn highlight_with(syntax: &SyntaxReference, code: &str) -> Option<Vec<Line>> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut lines = Vec::new();
    for line in code.lines() {
        let line = format!("{line}\n");
        let mut html = Html::default();
        let mut output = false;
        let mut from = 0;
        for (at, change) in state.parse_line(&line, &GRAMMARS).ok()? {
            html.push(class(&stack), line.get(from..at)?);
            stack.apply(&change).ok()?;
            output |= OUTPUT.is_some_and(|scope| stack.scopes.contains(&scope));
            from = at;
        }
        html.push(class(&stack), line.get(from..)?);
        lines.push(Line {
            html: html.close(),
            output,
        });
    }
    Some(lines)
}

fn class(stack: &ScopeStack) -> Option<&'static str> {
    let of_scope = |scope: &Scope| {
        let found = SCOPES
            .iter()
            .find(|(prefix, _)| prefix.is_prefix_of(*scope));
        found.map(|(_, class)| *class)
    };
    stack.scopes.iter().rev().find_map(of_scope)
}

/// A line's HTML; neighbours of one class share an element.
#[derive(Default)]
struct Html {
    text: String,
    open: Option<&'static str>,
}

impl Html {
    fn push(&mut self, class: Option<&'static str>, text: &str) {
        let text = text.trim_end_matches('\n');
        if text.is_empty() {
            return;
        }
        if class != self.open {
            self.end();
            if let Some(class) = class {
                self.text.push_str(&format!("<span class=\"{class}\">"));
            }
            self.open = class;
        }
        escape(text, &mut self.text);
    }

    fn end(&mut self) {
        if self.open.take().is_some() {
            self.text.push_str("</span>");
        }
    }

    fn close(mut self) -> String {
        self.end();
        self.text
    }
}

#[cfg(test)]
mod tests;
