//! `curl` and `wget`: what they save. What a server answers is not known; it may repeat what it was sent.

use super::{absolute, write_unknown};
use crate::labelled::{Bytes, Certainty};
use crate::shell::{Exit, Place, Possible, Process};

const CURL_WITH_VALUE: &[&str] = &[
    "-H",
    "--header",
    "-u",
    "--user",
    "-d",
    "--data",
    "--data-raw",
    "--data-binary",
    "--data-urlencode",
    "-X",
    "--request",
    "-A",
    "--user-agent",
    "-e",
    "--referer",
    "-b",
    "--cookie",
    "-c",
    "--cookie-jar",
    "-F",
    "--form",
    "--retry",
    "--retry-delay",
    "--connect-timeout",
    "-m",
    "--max-time",
    "--cacert",
    "--cert",
    "--key",
    "-K",
    "--config",
    "-x",
    "--proxy",
    "-T",
    "--upload-file",
    "-w",
    "--write-out",
    "--oauth2-bearer",
    "--netrc-file",
    "-r",
];

pub(super) fn curl(process: &mut Process<'_>) -> Option<Exit> {
    let mut saved = None;
    let mut by_name = false;
    let mut is_verbose = false;
    let mut sent = Vec::new();
    let mut urls = Vec::new();
    let arguments = process.args();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let text = word.text().into_owned();
        match text.as_str() {
            "-o" | "--output" => saved = words.next().map(|path| path.text().into_owned()),
            "-O" | "--remote-name" => by_name = true,
            "--url" => urls.extend(words.next().cloned()),
            "-H" | "--header" | "-d" | "--data" | "--data-raw" | "--data-binary" => {
                sent.extend(words.next().cloned())
            }
            "--version" | "-V" | "--help" => return None,
            "-v" | "--verbose" => is_verbose = true,
            flag if CURL_WITH_VALUE.contains(&flag) => {
                words.next();
            }
            flag if flag.starts_with("--") => {}
            flag if flag.starts_with('-') && flag.len() > 1 => {
                // Letters together; the last may take a value.
                let last = flag.chars().next_back().unwrap_or_default();
                by_name |= flag.contains('O');
                is_verbose |= flag.contains('v');
                if last == 'o' {
                    saved = words.next().map(|path| path.text().into_owned());
                } else if CURL_WITH_VALUE.contains(&format!("-{last}").as_str()) {
                    let value = words.next().cloned();
                    if matches!(last, 'H' | 'd') {
                        sent.extend(value);
                    }
                }
            }
            _ => urls.push(word.clone()),
        }
    }
    if by_name && saved.is_none() {
        saved = urls.first().map(|url| file_name(&url.text()));
    }
    if is_verbose {
        // Headers that are sent are shown with `> ` before them.
        may_be(process, &sent, &Place::Output);
    }
    answer(process, saved, &sent);
    Some(Exit::SUCCESS)
}

pub(super) fn wget(process: &mut Process<'_>) -> Option<Exit> {
    let mut saved = None;
    let mut folder = String::new();
    let mut urls = Vec::new();
    let mut sent = Vec::new();
    let arguments = process.args();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let text = word.text().into_owned();
        match text.as_str() {
            "-O" | "--output-document" => saved = words.next().map(|path| path.text().into_owned()),
            "-P" | "--directory-prefix" => folder = format!("{}/", words.next()?.text()),
            "--header" | "--post-data" => sent.extend(words.next().cloned()),
            "-U" | "--user-agent" | "-T" | "--timeout" | "-t" | "--tries" | "--user"
            | "--password" => {
                words.next();
            }
            flag if flag.starts_with("--header=") || flag.starts_with("--post-data=") => {
                sent.push(word.clone())
            }
            flag if flag.starts_with("--output-document=") => {
                saved = flag.split_once('=').map(|(_, path)| path.to_owned());
            }
            flag if flag.starts_with("-O") || (flag.starts_with("-q") && flag.len() > 2) => {
                let rest = flag
                    .trim_start_matches("-q")
                    .trim_start_matches("-O")
                    .trim_start_matches('O');
                saved = if rest.is_empty() {
                    words.next().map(|path| path.text().into_owned())
                } else {
                    Some(rest.to_owned())
                };
            }
            flag if flag.starts_with('-') => {}
            _ => urls.push(word.clone()),
        }
    }
    let saved = saved.or_else(|| {
        urls.first()
            .map(|url| format!("{folder}{}", file_name(&url.text())))
    });
    if saved.as_deref() == Some("-") {
        answer(process, None, &sent);
    } else {
        answer(process, saved, &sent);
    }
    Some(Exit::SUCCESS)
}

fn file_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.is_empty() || !path.contains("://") {
        "index.html"
    } else {
        name
    }
    .to_owned()
}

/// Saves or prints an answer of unknown content.
fn answer(process: &mut Process<'_>, saved: Option<String>, sent: &[Bytes]) {
    let place = match saved {
        Some(path) if path == "/dev/null" => return,
        Some(path) if path != "-" => {
            write_unknown(process, &path, 100_000, 0o644);
            Place::File(absolute(process, &path))
        }
        _ => {
            process.out(&Bytes::unknown("…\n", "what the server answers"));
            // Where it goes, a pipe or the log, the shell knows; what the server repeats, nobody.
            return;
        }
    };
    may_be(process, sent, &place);
}

/// What was sent may stand at a place.
fn may_be(process: &mut Process<'_>, sent: &[Bytes], place: &Place) {
    let taints: Vec<_> = sent
        .iter()
        .flat_map(Bytes::whole_secrets)
        .cloned()
        .collect();
    for mut taint in taints {
        taint.certainty = Certainty::Possible;
        let span = process.place();
        process.possible(Possible {
            taint,
            place: place.clone(),
            span,
        });
    }
}
