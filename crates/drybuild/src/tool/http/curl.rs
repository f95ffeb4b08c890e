use super::{answer, basic, url};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};
use crate::tool::write;

/// Letters and words of the options that take a value.
const WITH_VALUE: &[&str] = &[
    "-H",
    "--header",
    "-u",
    "--user",
    "-d",
    "--data",
    "--data-raw",
    "--data-binary",
    "--data-urlencode",
    "--json",
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
    "--retry-max-time",
    "--connect-timeout",
    "-m",
    "--max-time",
    "--cacert",
    "--cert",
    "-E",
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
    "--range",
    "-o",
    "--output",
    "--output-dir",
    "--url",
    "--trace",
    "--trace-ascii",
    "--libcurl",
    "--resolve",
    "--proto",
    "--limit-rate",
    "-y",
    "-Y",
    "-C",
    "--pass",
];

#[derive(Default)]
struct Told {
    saved: Option<Bytes>,
    folder: Option<String>,
    by_name: bool,
    makes_folders: bool,
    is_verbose: bool,
    shows_headers: bool,
    uses_netrc: bool,
    trace: Option<String>,
    source: Option<String>,
    format: Option<Bytes>,
    headers: Vec<Bytes>,
    user: Option<Bytes>,
    data: Vec<Bytes>,
    urls: Vec<Bytes>,
}

impl Told {
    fn take(&mut self, name: &str, value: Bytes, process: &mut Process<'_>) {
        match name {
            "-o" | "--output" => self.saved = Some(value),
            "--output-dir" => self.folder = Some(value.text().into_owned()),
            "--url" => self.urls.push(value),
            "-H" | "--header" => match value.text().strip_prefix('@') {
                Some(path) => self.headers.extend(read(process, path)),
                None => self.headers.push(value),
            },
            "--oauth2-bearer" => {
                let mut header = Bytes::from("Authorization: Bearer ");
                header.push(&value);
                self.headers.push(header);
            }
            "-u" | "--user" => self.user = Some(value),
            "-b" | "--cookie" if value.data().contains(&b'=') => {
                let mut header = Bytes::from("Cookie: ");
                header.push(&value);
                self.headers.push(header);
            }
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--data-urlencode" | "--json"
            | "-F" | "--form" => match value.text().strip_prefix('@') {
                Some(path) if name != "--data-raw" => self.data.extend(read(process, path)),
                _ => self.data.push(value),
            },
            "-T" | "--upload-file" => self.data.extend(read(process, &value.text())),
            "-w" | "--write-out" => self.format = Some(value),
            "--trace" | "--trace-ascii" => self.trace = Some(value.text().into_owned()),
            "--libcurl" => self.source = Some(value.text().into_owned()),
            "-K" | "--config" => {
                for line in read(process, &value.text()).iter().flat_map(Bytes::lines) {
                    self.configured(&line, process);
                }
            }
            _ => {}
        }
    }

    /// A line of a configuration file: `header = "…"`.
    fn configured(&mut self, line: &Bytes, process: &mut Process<'_>) {
        let text = line.text();
        let Some(at) = text.find(['=', ':', ' ']) else {
            return;
        };
        let name = text
            .get(..at)
            .unwrap_or_default()
            .trim()
            .trim_start_matches('-');
        let value = line.from_offset(at + 1).trim_line_breaks();
        let data = value.data();
        let is_edge = |byte: &u8| !matches!(byte, b' ' | b'=' | b'"' | b'\t');
        let start = data.iter().position(is_edge).unwrap_or_default();
        let end = data.iter().rposition(is_edge).map_or(0, |last| last + 1);
        if name != "config" {
            self.take(
                &format!("--{name}"),
                value.slice(start..end.max(start)),
                process,
            );
        }
    }

    fn switch(&mut self, name: &str) {
        match name {
            "-O" | "--remote-name" => self.by_name = true,
            "--create-dirs" => self.makes_folders = true,
            "-v" | "--verbose" => self.is_verbose = true,
            "-i" | "--include" | "-I" | "--head" => self.shows_headers = true,
            "-n" | "--netrc" | "--netrc-optional" => self.uses_netrc = true,
            _ => {}
        }
    }
}

fn read(process: &mut Process<'_>, path: &str) -> Vec<Bytes> {
    if path == "-" {
        return vec![process.stdin()];
    }
    process.read(&path.into()).into_iter().collect()
}

fn told(process: &mut Process<'_>) -> Option<Told> {
    let mut told = Told::default();
    let arguments = process.args();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let text = word.text().into_owned();
        if matches!(text.as_str(), "--version" | "-V" | "--help" | "-h") {
            return None;
        }
        if WITH_VALUE.contains(&text.as_str()) {
            told.take(&text, words.next().cloned().unwrap_or_default(), process);
        } else if text.starts_with("--") {
            told.switch(&text);
        } else if text.starts_with('-') && text.len() > 1 {
            // Letters together; one that takes a value has it behind it, or in the next word.
            for (at, letter) in text.char_indices().skip(1) {
                let name = format!("-{letter}");
                if WITH_VALUE.contains(&name.as_str()) {
                    let rest = word.from_offset(at + letter.len_utf8());
                    let value = if rest.is_empty() {
                        words.next().cloned().unwrap_or_default()
                    } else {
                        rest
                    };
                    told.take(&name, value, process);
                    break;
                }
                told.switch(&name);
            }
        } else {
            told.urls.push(word.clone());
        }
    }
    Some(told)
}

pub(in crate::tool) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let told = told(process)?;
    for url in told.urls.clone() {
        fetch(process, &told, &url);
    }
    if told.urls.is_empty() {
        process.err_text("curl: (2) no URL specified\n");
        return Some(Exit::Known(2));
    }
    Some(Exit::SUCCESS)
}

fn fetch(process: &mut Process<'_>, told: &Told, url: &Bytes) {
    let request = request(told, url);
    if told.is_verbose {
        process.err_bytes(&request);
    }
    if told.uses_netrc && told.is_verbose {
        let path = format!("{}/.netrc", crate::tool::home(process));
        let netrc = read(process, &path);
        process.may_print(&netrc);
    }
    if let Some(path) = &told.trace {
        let mut trace = request.clone();
        for data in &told.data {
            trace.push(data);
            trace.push_plain("\n");
        }
        match path.as_str() {
            "-" => process.out(&trace),
            path => {
                write(process, path, trace);
            }
        }
    }
    if let Some(path) = &told.source {
        let mut source = request;
        for data in &told.data {
            source.push(data);
        }
        write(process, path, source);
    }
    let named = told.by_name.then(|| url::file_name(url, false));
    let saved = told.saved.clone().or(named).map(|path| match &told.folder {
        Some(folder) => format!("{folder}/{}", path.text()),
        None => path.text().into_owned(),
    });
    let sent: Vec<Bytes> = told.headers.iter().chain(&told.data).cloned().collect();
    answer(process, url, saved.as_deref(), &sent);
    if let Some(format) = &told.format {
        let text = format.text();
        let mut shown = Bytes::new();
        let mut rest = text.as_ref();
        while let Some((before, behind)) = rest.split_once("%{url_effective}") {
            shown.push_plain(before);
            shown.push(&url::plain(url));
            rest = behind;
        }
        shown.push_plain(rest.replace("\\n", "\n").replace("%{http_code}", "200"));
        process.out(&shown);
    }
}

/// The lines of the request, as `-v` shows them; bodies are not shown.
fn request(told: &Told, url: &Bytes) -> Bytes {
    let method = if told.data.is_empty() { "GET" } else { "POST" };
    let mut lines = Bytes::from(format!("> {method} "));
    lines.push(&url::target(url));
    lines.push_plain(" HTTP/1.1\r\n");
    let own = told
        .headers
        .iter()
        .any(|header| header.text().to_lowercase().starts_with("authorization:"));
    if let Some(credentials) = told
        .user
        .clone()
        .or_else(|| url::credentials(url))
        .filter(|_| !own)
    {
        lines.push_plain("> Authorization: ");
        lines.push(&basic(&credentials));
        lines.push_plain("\r\n");
    }
    for header in &told.headers {
        lines.push_plain("> ");
        lines.push(header);
        lines.push_plain("\r\n");
    }
    lines.push_plain("> \r\n");
    lines
}
