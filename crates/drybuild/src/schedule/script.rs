//! The commands of a shell script in the order of its text, without running it.

use std::ops::Range;

/// A simple command: its place and its words, quotes removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ScriptCommand {
    pub(super) range: Range<usize>,
    pub(super) words: Vec<String>,
}

/// Words after which a command begins.
const BEFORE_COMMAND: [&str; 16] = [
    "if", "then", "elif", "else", "do", "while", "until", "!", "{", "(", "time", "exec", "sudo",
    "command", "env", "nice",
];

/// The commands of a script. Loops count once, branches all: what a timeline can say before the script has run.
pub(super) fn commands(script: &str) -> Vec<ScriptCommand> {
    let mut found = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut start = None;
    let mut quote = None;
    let mut chars = script.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"'), '\\') | (None, '\\') => {
                if let Some((_, next)) = chars.next()
                    && next != '\n'
                {
                    start = start.or(Some(at));
                    word.get_or_insert_default().push(next);
                }
            }
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                start = start.or(Some(at));
                word.get_or_insert_default();
            }
            (None, ';' | '&' | '|' | '\n' | '(' | ')') => {
                words.extend(word.take());
                push(&mut found, &mut words, start.take(), at);
            }
            (None, '#') if word.is_none() => while chars.next_if(|(_, c)| *c != '\n').is_some() {},
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => {
                start = start.or(Some(at));
                word.get_or_insert_default().push(c);
            }
        }
    }
    words.extend(word);
    push(&mut found, &mut words, start, script.len());
    found
}

fn push(found: &mut Vec<ScriptCommand>, words: &mut Vec<String>, start: Option<usize>, end: usize) {
    let is_lead = |word: &String| {
        BEFORE_COMMAND.contains(&word.as_str())
            || word.split_once('=').is_some_and(|(name, _)| {
                !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
            })
    };
    let taken = std::mem::take(words);
    let mut own: Vec<String> = taken.into_iter().skip_while(is_lead).collect();
    if let Some(redirection) = own.iter().position(|word| word.contains(['<', '>'])) {
        own.truncate(redirection);
    }
    let is_end =
        |word: &String| matches!(word.as_str(), "fi" | "done" | "}" | "for" | "case" | "esac");
    if let Some(start) = start
        && own.first().is_some_and(|first| !is_end(first))
    {
        found.push(ScriptCommand {
            range: start..end,
            words: own,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(script: &str) -> Vec<String> {
        let commands = commands(script);
        commands
            .iter()
            .map(|command| command.words.join(" "))
            .collect()
    }

    #[test]
    fn operators_separate_and_quotes_do_not() {
        assert_eq!(words("a 'b; c' && d | e; f > g"), ["a b; c", "d", "e", "f"]);
        assert_eq!(
            words("apt-get update \\\n && apt-get install -y x"),
            ["apt-get update", "apt-get install -y x"]
        );
    }

    #[test]
    fn what_stands_before_a_command_is_left_out() {
        assert_eq!(
            words("if A=1 test x; then sudo make; fi # no"),
            ["test x", "make"]
        );
        assert_eq!(words("for f in a b; do cp $f /; done"), ["cp $f /"]);
    }

    #[test]
    fn places_are_offsets() {
        let found = commands("cd /; ls");
        assert_eq!(
            found
                .iter()
                .map(|command| command.range.clone())
                .collect::<Vec<_>>(),
            [0..4, 6..8]
        );
    }
}
