use super::{answer, url};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};
use crate::tool::make_parents;

const WITH_VALUE: &[&str] = &[
    "-O",
    "--output-document",
    "-P",
    "--directory-prefix",
    "--header",
    "--post-data",
    "--post-file",
    "--body-data",
    "-U",
    "--user-agent",
    "-T",
    "--timeout",
    "-t",
    "--tries",
    "--user",
    "--password",
    "--http-user",
    "--http-password",
    "-o",
    "--output-file",
    "-a",
    "--append-output",
    "--ca-certificate",
    "-e",
    "--execute",
    "-i",
    "--input-file",
    "--waitretry",
    "-w",
    "--wait",
    "--method",
    "--referer",
    "--limit-rate",
    "-Q",
    "-l",
    "--level",
    "-A",
    "-R",
];

#[derive(Default)]
struct Told {
    saved: Option<Bytes>,
    folder: String,
    is_quiet: bool,
    is_terse: bool,
    is_debug: bool,
    log: Option<String>,
    sent: Vec<Bytes>,
    urls: Vec<Bytes>,
}

impl Told {
    fn take(&mut self, name: &str, value: Bytes) {
        match name {
            "-O" | "--output-document" => self.saved = Some(value),
            "-P" | "--directory-prefix" => {
                self.folder = format!("{}/", value.text().trim_end_matches('/'))
            }
            "--header" | "--post-data" | "--body-data" => self.sent.push(value),
            "-o" | "--output-file" | "-a" | "--append-output" => {
                self.log = Some(value.text().into_owned())
            }
            _ => {}
        }
    }

    fn switch(&mut self, name: &str) {
        match name {
            "-q" | "--quiet" => self.is_quiet = true,
            "-nv" | "--no-verbose" => self.is_terse = true,
            "-d" | "--debug" => self.is_debug = true,
            _ => {}
        }
    }
}

fn told(process: &Process<'_>) -> Told {
    let mut told = Told::default();
    let arguments = process.args();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let text = word.text().into_owned();
        if let Some((name, _)) = text.split_once('=').filter(|_| text.starts_with("--")) {
            told.take(name, word.from_offset(name.len() + 1));
        } else if WITH_VALUE.contains(&text.as_str()) {
            told.take(&text, words.next().cloned().unwrap_or_default());
        } else if text.starts_with("--") || text == "-nv" {
            told.switch(&text);
        } else if text.starts_with('-') && text.len() > 1 {
            for (at, letter) in text.char_indices().skip(1) {
                let name = format!("-{letter}");
                if WITH_VALUE.contains(&name.as_str()) {
                    let rest = word.from_offset(at + letter.len_utf8());
                    let value = if rest.is_empty() {
                        words.next().cloned().unwrap_or_default()
                    } else {
                        rest
                    };
                    told.take(&name, value);
                    break;
                }
                told.switch(&name);
            }
        } else {
            told.urls.push(word.clone());
        }
    }
    told
}

pub(in crate::tool) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let told = told(process);
    for url in told.urls.clone() {
        fetch(process, &told, &url);
    }
    Some(if told.urls.is_empty() {
        Exit::FAILURE
    } else {
        Exit::SUCCESS
    })
}

fn fetch(process: &mut Process<'_>, told: &Told, url: &Bytes) {
    let name = match &told.saved {
        Some(path) => path.clone(),
        None => {
            let mut path = Bytes::from(told.folder.as_str());
            path.push(&url::file_name(url, true));
            path
        }
    };
    let shown = messages(process, told, url, &name);
    match &told.log {
        Some(path) => {
            crate::tool::write(process, path, shown);
        }
        None => process.err_bytes(&shown),
    }
    if told.saved.is_none() {
        // The name itself may hold what the address holds.
        make_parents(process, &name.text());
        let content = crate::filesystem::Content::Unknown {
            size_bytes: Some(100_000),
        };
        let _written = process.files().write(&name, content, 0o644);
        return;
    }
    let path = name.text().into_owned();
    answer(process, url, Some(&path), &told.sent);
}

/// What is said of a download on standard error.
fn messages(process: &Process<'_>, told: &Told, url: &Bytes, name: &Bytes) -> Bytes {
    let mut shown = Bytes::new();
    if told.is_quiet {
        return shown;
    }
    if process.is_busybox() {
        shown.push_plain("Connecting to host\nsaving to '");
        shown.push(name);
        shown.push_plain("'\n");
        return shown;
    }
    if told.is_debug {
        for header in &told.sent {
            shown.push_plain("Setting --header (header) to ");
            shown.push(header);
            shown.push_plain("\n");
        }
    }
    if told.is_terse {
        // Without `-q` and with `-nv` the whole address is shown, the password too.
        shown.push_plain("URL:");
        shown.push(url);
        shown.push_plain(" [100000/100000] -> \"");
        shown.push(name);
        shown.push_plain("\" [1]\n");
        return shown;
    }
    shown.push_plain("--2026-01-01 00:00:00--  ");
    shown.push(&url::plain(url));
    shown.push_plain("\nHTTP request sent, awaiting response... 200 OK\nSaving to: '");
    shown.push(name);
    shown.push_plain("'\n");
    shown
}
