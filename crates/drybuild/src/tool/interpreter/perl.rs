//! What can be told of Perl in one line.

use crate::labelled::Bytes;
use crate::shell::{Exit, Place, Process};
use crate::tool::absolute;
use crate::tool::command::may_be;

/// `perl -pe` and `-ne` print what they read, in a way that the code decides; with `-i` into the files themselves.
/// `None` for any other call.
pub(super) fn filter(process: &mut Process<'_>) -> Option<Exit> {
    let texts = process.texts();
    let is_flag = |word: &&String, letters: &[char]| {
        word.starts_with('-') && !word.starts_with("--") && word.contains(letters)
    };
    if !texts.iter().any(|word| is_flag(&word, &['p', 'n'])) {
        return None;
    }
    let is_in_place = texts.iter().any(|word| is_flag(&word, &['i']));
    let code = texts.iter().position(|word| is_flag(&word, &['e']))?;
    let files: Vec<Bytes> = process
        .args()
        .into_iter()
        .skip(code + 2)
        .filter(|word| !word.data().starts_with(b"-"))
        .collect();
    process.note("the code that `perl` runs is not followed");
    let text = process.args().get(code + 1).cloned().unwrap_or_default();
    // What the code itself holds, and the variables that it names.
    let mut used = vec![text.clone()];
    let named = process.environment();
    let named = named
        .iter()
        .filter(|(name, _)| text.text().contains(name.as_str()));
    used.extend(named.map(|(_, value)| value.clone()));
    let mut read = Vec::new();
    for file in &files {
        let Ok(content) = process.read(file) else {
            continue;
        };
        if is_in_place {
            let path = absolute(process, &file.text());
            for value in used.iter().chain([&content]) {
                may_be(process, value, &Place::File(path.clone()));
            }
        }
        read.push(content);
    }
    if files.is_empty() {
        read.push(process.stdin());
    }
    read.extend(used);
    if !is_in_place {
        let taints: Vec<_> = read
            .iter()
            .flat_map(Bytes::whole_secrets)
            .cloned()
            .collect();
        process.may_print_taints(&taints, &[1]);
    }
    Some(Exit::SUCCESS)
}

/// Whether anything is printed to standard output: a `print` that names no handle of a file.
pub(super) fn prints(code: &str) -> bool {
    ["print", "printf", "say"].iter().any(|word| {
        code.match_indices(word).any(|(at, _)| {
            let rest = code.get(at + word.len()..).unwrap_or_default();
            !rest.starts_with(|letter: char| letter.is_alphanumeric())
                && !names_a_handle(rest.trim_start())
        })
    })
}

/// `print F …`, `print $file …`, `print {$file} …`.
fn names_a_handle(rest: &str) -> bool {
    if rest.starts_with('{') {
        return true;
    }
    let name = rest.strip_prefix('$').unwrap_or(rest);
    let end = name
        .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .unwrap_or(name.len());
    let (word, behind) = name.split_at_checked(end).unwrap_or((name, ""));
    let is_handle = if rest.starts_with('$') {
        behind.starts_with(' ')
    } else {
        behind.starts_with(' ')
            && word.chars().all(|letter| {
                letter.is_ascii_uppercase() || letter == '_' || letter.is_ascii_digit()
            })
    };
    let begins_a_value = behind
        .trim_start()
        .starts_with(['$', '"', '\'', '@', 'q', 'j']);
    is_handle && begins_a_value && !word.is_empty() && word != "STDOUT"
}

/// Code without `length(…)`, of which nothing can be told.
pub(super) fn without_lengths(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some((before, behind)) = rest.split_once("length") {
        kept.push_str(before);
        let inner = behind.trim_start();
        let end = if inner.starts_with('(') {
            inner.find(')').map(|at| at + 1)
        } else {
            inner.find([';', ',', '.', ' '])
        };
        rest = inner.get(end.unwrap_or(inner.len())..).unwrap_or_default();
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_of_files() {
        assert!(prints("print $ENV{T}"));
        assert!(prints("print STDOUT $x"));
        assert!(prints("print \"a\""));
        assert!(!prints("open(F,'>','/p'); print F $ENV{T}; close F"));
        assert!(!prints("open(my $f,'>','/p'); print $f $ENV{T}"));
        assert!(!prints("open(my $f,'>','/p'); print {$f} $ENV{T}"));
    }

    #[test]
    fn lengths_tell_nothing() {
        assert_eq!(without_lengths("print length($ENV{T}), 1"), "print , 1");
        assert_eq!(without_lengths("print length $ENV{T};"), "print ;");
        assert_eq!(without_lengths("print 1"), "print 1");
    }
}
