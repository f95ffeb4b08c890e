//! `python`, `node`, `perl`, `ruby` and `php`.
//!
//! Code of Python and JavaScript that is a row of known calls is followed. All other code is looked at, not run: what it
//! names of a secret (a variable, a file) it may print, or write to the other files that it names. What it does not name
//! it is not said to reach.

mod calls;
mod evaluate;
mod parse;
mod perl;

use evaluate::Run;

use super::absolute;
use crate::labelled::{Bytes, Certainty, Taint};
use crate::shell::{Exit, Place, Possible, Process};

/// Words by which code prints.
const PRINTS: &[&str] = &[
    "print", "console.", "stdout", "stderr", "puts", "echo", "log",
];

/// Words by which code writes to standard error.
const COMPLAINS: &[&str] = &[
    "stderr",
    "console.error",
    "console.warn",
    "raise",
    "throw",
    "exit(",
    "die",
    "warn",
    "assert",
];

/// Words by which code writes files.
const WRITES: &[&str] = &["write", "'w", "\"w", "'a", "\"a", ">", "copy", "dump"];

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    if process.name == "perl"
        && let Some(exit) = perl::filter(process)
    {
        return Some(exit);
    }
    let code = code(process)?;
    if matches!(
        process.name.as_str(),
        "python" | "python3" | "node" | "nodejs"
    ) && let Some(statements) = parse::parse(&code)
    {
        let arguments = arguments(process);
        let flags = ["-p", "--print", "-pe"];
        let shows_last = process
            .texts()
            .iter()
            .any(|word| flags.contains(&word.as_str()));
        let mut run = Run::new(process, arguments);
        if run.run(&statements).is_ok() && (!shows_last || run.show_last().is_ok()) {
            return Some(run.exit.unwrap_or(Exit::SUCCESS));
        }
    }
    let mut text = code.text().into_owned();
    if process.name == "perl" {
        text = perl::without_lengths(&text);
    }
    let mut taints: Vec<Taint> = code.whole_secrets().cloned().collect();
    for (name, value) in process.environment() {
        let is_named = text.contains(&name)
            || ["environ", "process.env", "%ENV"]
                .iter()
                .any(|all| text.contains(all));
        if value.is_tainted() && is_named {
            taints.extend(value.whole_secrets().cloned());
        }
    }
    for argument in process.args() {
        taints.extend(argument.whole_secrets().cloned());
        if argument.data().starts_with(b"/")
            && let Ok(content) = process.read(&argument)
        {
            taints.extend(content.whole_secrets().cloned());
        }
    }
    let mut written = Vec::new();
    for path in quoted_paths(&text) {
        match process.read(&path.as_str().into()) {
            Ok(content) if content.is_tainted() => taints.extend(content.whole_secrets().cloned()),
            _ => written.push(path),
        }
    }
    process.note(format!(
        "the code that `{}` runs is not followed",
        process.name
    ));
    let span = process.place();
    let mut places = Vec::new();
    let is_perl = process.name == "perl";
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let mut descriptors = Vec::new();
    let prints = if is_perl {
        perl::prints(&text)
    } else {
        says(PRINTS)
    };
    if prints {
        descriptors.push(1);
    }
    if says(COMPLAINS) {
        descriptors.push(2);
    }
    if WRITES.iter().any(|word| text.contains(word)) {
        places.extend(written.into_iter().map(Place::File));
    }
    process.may_print_taints(&taints, &descriptors);
    for mut taint in taints {
        taint.certainty = Certainty::Possible;
        for place in &places {
            process.possible(Possible {
                taint: taint.clone(),
                place: place.clone(),
                span: span.clone(),
            });
        }
    }
    Some(Exit::SUCCESS)
}

/// The code: given with `-c`, `-e` or `-r`, or in a file that is known; `None` where it is neither.
fn code(process: &mut Process<'_>) -> Option<Bytes> {
    let arguments = process.args();
    let texts = process.texts();
    if let Some(at) = texts.iter().position(|word| {
        matches!(
            word.as_str(),
            "-c" | "-e" | "-r" | "--eval" | "-p" | "--print" | "-pe"
        )
    }) {
        return arguments.get(at + 1).cloned();
    }
    if texts.iter().all(|word| word == "-") {
        return Some(process.stdin());
    }
    let file = arguments
        .iter()
        .find(|word| !word.data().starts_with(b"-"))?
        .clone();
    let path = absolute(process, &file.text());
    let content = process.read(&path.as_str().into()).ok()?;
    content.is_known().then_some(content)
}

/// What stands behind the code or its file.
fn arguments(process: &Process<'_>) -> Vec<Bytes> {
    let all = process.args();
    let flag = all.iter().position(|word| {
        matches!(
            word.data(),
            b"-c" | b"-e" | b"--eval" | b"-p" | b"--print" | b"-pe"
        )
    });
    let first = match flag {
        Some(at) => at + 2,
        None => all
            .iter()
            .position(|word| !word.data().starts_with(b"-"))
            .map_or(all.len(), |at| at + 1),
    };
    let mut rest = all.get(first..).unwrap_or_default();
    if let Some((_, behind)) = rest.split_first().filter(|(word, _)| word.data() == b"--") {
        rest = behind;
    }
    rest.to_vec()
}

/// Absolute paths in quotes.
fn quoted_paths(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for quote in ['\'', '"', '`'] {
        for piece in code.split(quote).skip(1).step_by(2) {
            let is_path =
                piece.starts_with('/') && piece.len() > 1 && !piece.contains(['\n', ' ', '(']);
            if is_path && !paths.iter().any(|known| known == piece) {
                paths.push(piece.to_owned());
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_quotes() {
        assert_eq!(
            quoted_paths("open('/x','w').write(open(\"/run/s\").read())"),
            ["/x", "/run/s"]
        );
        assert!(quoted_paths("print('no path')").is_empty());
    }
}
