use super::{Flags, Process};
use crate::{
    filesystem::{Errno, Follow},
    labelled::Bytes,
    shell::{Exit, regex::Regex},
};

const LONG: [(&str, char); 24] = [
    ("extended-regexp", 'E'),
    ("fixed-strings", 'F'),
    ("basic-regexp", 'G'),
    ("perl-regexp", 'P'),
    ("ignore-case", 'i'),
    ("invert-match", 'v'),
    ("count", 'c'),
    ("quiet", 'q'),
    ("silent", 'q'),
    ("no-messages", 's'),
    ("only-matching", 'o'),
    ("line-number", 'n'),
    ("files-with-matches", 'l'),
    ("files-without-match", 'L'),
    ("recursive", 'r'),
    ("word-regexp", 'w'),
    ("line-regexp", 'x'),
    ("no-filename", 'h'),
    ("with-filename", 'H'),
    ("regexp", 'e'),
    ("file", 'f'),
    ("max-count", 'm'),
    ("color", 'Y'),
    ("text", 'a'),
];

/// `grep`, `egrep`, `fgrep`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    process.argv = spelled_out(&process.argv);
    let letters = "EFGPivcqsonlLrRwxhHe:f:m:A:B:C:aYIzUby";
    let flags = match Flags::read(
        process,
        letters,
        "dDTVuZ",
        "HhnlLoqvsrRiwFExcABCefmzY",
        &LONG,
    ) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    let mut operands = flags.operands.clone();
    let mut patterns: Vec<Bytes> = Vec::new();
    for (letter, value) in flags.all() {
        match letter {
            'e' => patterns.extend(value.split(b'\n')),
            'f' => match process.input(value) {
                Ok(content) => patterns.extend(content.lines().iter().map(Bytes::trim_line_breaks)),
                Err(error) => {
                    process.err(format!("{}: {}", value.text(), error.message()));
                    return Exit::Known(2);
                }
            },
            _ => {}
        }
    }
    if !flags.has('e') && !flags.has('f') {
        if operands.is_empty() {
            process.err_text("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n");
            return Exit::Known(2);
        }
        patterns.extend(operands.remove(0).split(b'\n'));
    }
    if let Some(message) = broken(process, &flags, &patterns) {
        process.err(message);
        return Exit::Known(2);
    }
    let Some(regexes) = compile(process, &flags, &patterns) else {
        process.note("this regular expression is not understood");
        return Exit::Unknown;
    };
    let recursive = flags.has('r') || flags.has('R');
    if recursive && operands.is_empty() {
        operands.push(".".into());
    }
    let mut search = Search {
        flags,
        regexes,
        named: operands.len() > 1,
        found: false,
        failed: false,
        unknown: false,
        offsets: Vec::new(),
    };
    search.named = (search.named || recursive || search.flags.has('H')) && !search.flags.has('h');
    if operands.is_empty() {
        let content = process.stdin();
        search.content(process, &"(standard input)".into(), &content);
    }
    for operand in &operands {
        search.operand(process, operand, recursive);
    }
    match (search.found, search.failed, search.unknown) {
        (true, failed, _) if !failed || search.flags.has('q') => Exit::SUCCESS,
        (_, true, _) => Exit::Known(2),
        (_, _, true) => Exit::Unknown,
        _ => Exit::FAILURE,
    }
}

/// The arguments with `-2` spelled `-C 2`.
fn spelled_out(arguments: &[Bytes]) -> Vec<Bytes> {
    let mut out: Vec<Bytes> = Vec::new();
    for argument in arguments {
        let digits = argument.data().strip_prefix(b"-").unwrap_or_default();
        let value = out.last().is_some_and(|last| {
            last.len() == 2
                && b"efmABC"
                    .iter()
                    .any(|letter| last.data() == [b'-', *letter])
        });
        if !value && !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) {
            out.push("-C".into());
            out.push(argument.from_offset(1));
        } else {
            out.push(argument.clone());
        }
    }
    out
}

/// What is wrong with an expression that no grep takes: an open bracket or group.
fn broken(process: &Process<'_>, flags: &Flags, patterns: &[Bytes]) -> Option<String> {
    if flags.has('F') || process.name == "fgrep" {
        return None;
    }
    let extended = flags.has('E') || flags.has('P') || process.name == "egrep";
    let bad = patterns.iter().find_map(|pattern| {
        let mut data = pattern.data().iter().copied().peekable();
        let mut open = 0_i32;
        while let Some(byte) = data.next() {
            match byte {
                b'\\' => match data.next() {
                    Some(b'(') if !extended => open += 1,
                    Some(b')') if !extended => open -= 1,
                    _ => {}
                },
                b'(' if extended => open += 1,
                b')' if extended && open > 0 => open -= 1,
                b'[' => {
                    if data.peek() == Some(&b'^') {
                        data.next();
                    }
                    data.next();
                    if !data.any(|byte| byte == b']') {
                        return Some((pattern, "Invalid regular expression"));
                    }
                }
                _ => {}
            }
        }
        (open > 0).then_some((pattern, "Unmatched ( or \\("))
    })?;
    Some(if process.is_busybox() {
        format!("bad regex '{}'", bad.0.text())
    } else {
        bad.1.to_owned()
    })
}

fn compile(process: &Process<'_>, flags: &Flags, patterns: &[Bytes]) -> Option<Vec<Regex>> {
    let fixed = flags.has('F') || process.name == "fgrep";
    let extended = flags.has('E') || flags.has('P') || process.name == "egrep";
    patterns
        .iter()
        .map(|pattern| {
            let data = pattern.data();
            let regex = match (fixed, extended) {
                (true, _) => Regex::fixed(data, flags.has('i')),
                (_, true) => Regex::extended(&perl(data, flags.has('P')), flags.has('i')),
                _ => Regex::basic(data, flags.has('i')),
            }?;
            if flags.has('x') {
                regex.surrounded("^", "$", flags.has('i'))
            } else if flags.has('w') {
                regex.surrounded("\\b", "\\b", flags.has('i'))
            } else {
                Some(regex)
            }
        })
        .collect()
}

/// `\d` of Perl's expressions in POSIX terms.
fn perl(text: &[u8], is_perl: bool) -> Vec<u8> {
    if !is_perl {
        return text.to_vec();
    }
    String::from_utf8_lossy(text)
        .replace("\\d", "[0-9]")
        .into_bytes()
}

struct Search {
    flags: Flags,
    regexes: Vec<Regex>,
    named: bool,
    found: bool,
    failed: bool,
    unknown: bool,
    /// Where each line of the current file starts.
    offsets: Vec<usize>,
}

impl Search {
    fn operand(&mut self, process: &mut Process<'_>, operand: &Bytes, recursive: bool) {
        let directory = process
            .files()
            .stat(operand.data(), Follow::Yes)
            .is_ok_and(|inode| inode.is_dir());
        if directory && recursive {
            for (name, _) in process.files().list(operand.data()).unwrap_or_default() {
                let mut child = operand.clone();
                if !child.data().ends_with(b"/") {
                    child.push_plain("/");
                }
                child.push(&name);
                self.operand(process, &child, true);
            }
            return;
        }
        match process.input(operand) {
            Ok(content) => self.content(process, operand, &content),
            Err(error) => {
                let quiet = process.is_busybox() && error == Errno::IsDirectory;
                self.failed |= !quiet;
                if !self.flags.has('s') && !quiet {
                    process.err(format!("{}: {}", operand.text(), error.message()));
                }
            }
        }
    }

    fn content(&mut self, process: &mut Process<'_>, name: &Bytes, content: &Bytes) {
        let flags = &self.flags;
        if !content.is_known() {
            self.unknown = true;
        }
        let most = flags
            .text('m')
            .and_then(|count| count.parse().ok())
            .unwrap_or(usize::MAX);
        let context = |letter| {
            flags
                .text(letter)
                .or_else(|| flags.text('C'))
                .and_then(|count| count.parse::<usize>().ok())
                .unwrap_or(0)
        };
        let (before, after) = (context('B'), context('A'));
        let lines: Vec<Bytes> = if flags.has('z') {
            let mut lines = content.split(0);
            if lines.last().is_some_and(Bytes::is_empty) {
                lines.pop();
            }
            lines
        } else {
            content
                .lines()
                .iter()
                .map(Bytes::trim_line_breaks)
                .collect()
        };
        if flags.has('b') {
            let mut at = 0;
            self.offsets = lines
                .iter()
                .map(|line| {
                    let start = at;
                    at += line.len() + 1;
                    start
                })
                .collect();
        }
        let flags = &self.flags;
        let binary = content.data().contains(&0)
            && !(process.is_busybox() || flags.has('a') || flags.has('z'));
        let mut count = 0;
        let mut shown_until = 0;
        let prints =
            !(binary || flags.has('q') || flags.has('c') || flags.has('l') || flags.has('L'));
        for (index, line) in lines.iter().enumerate() {
            let matches =
                self.regexes.iter().any(|regex| regex.is_match(line.data())) != flags.has('v');
            if !matches {
                continue;
            }
            if count >= most {
                break;
            }
            count += 1;
            if !prints {
                continue;
            }
            if flags.has('o') {
                self.only(process, name, line, index);
                continue;
            }
            let first = index.saturating_sub(before).max(shown_until);
            if shown_until > 0 && first > shown_until && before + after > 0 {
                process.print("--\n");
            }
            let last = (index + after).min(lines.len().saturating_sub(1));
            let next = (index + 1..=last)
                .find(|at| {
                    lines.get(*at).is_some_and(|line| {
                        self.regexes.iter().any(|regex| regex.is_match(line.data()))
                            != flags.has('v')
                    })
                })
                .unwrap_or(last + 1);
            for at in first..next {
                let mark = if at == index { ':' } else { '-' };
                if let Some(line) = lines.get(at) {
                    self.line(process, name, line, at, mark);
                }
            }
            shown_until = next;
        }
        self.found |= if flags.has('L') {
            count == 0
        } else {
            count > 0
        };
        if flags.has('q') {
            return;
        }
        if binary && count > 0 && !(flags.has('c') || flags.has('l') || flags.has('L')) {
            process.err(format!("{}: binary file matches", name.text()));
            return;
        }
        if flags.has('c') && !flags.has('l') {
            let mut line = Bytes::new();
            if self.named {
                line.push(name);
                line.push_plain(":");
            }
            let text = count.to_string();
            line.push(&if content.is_known() {
                text.into()
            } else {
                Bytes::unknown(&text, "a count of what is not known")
            });
            process.line(&line);
        } else if (flags.has('l') && count > 0) || (flags.has('L') && count == 0) {
            process.line(name);
        }
    }

    fn line(
        &self,
        process: &mut Process<'_>,
        name: &Bytes,
        line: &Bytes,
        index: usize,
        mark: char,
    ) {
        let mut out = Bytes::new();
        if self.named {
            out.push(name);
            out.push_plain(mark.to_string());
        }
        if self.flags.has('n') {
            out.push_plain(format!("{}{mark}", index + 1));
        }
        if self.flags.has('b') {
            out.push_plain(format!(
                "{}{mark}",
                self.offsets.get(index).copied().unwrap_or(0)
            ));
        }
        out.push(line);
        if self.flags.has('z') {
            out.push_plain("\0");
            process.out(&out);
        } else {
            process.line(&out);
        }
    }

    fn only(&self, process: &mut Process<'_>, name: &Bytes, line: &Bytes, index: usize) {
        let mut at = 0;
        while at <= line.len() {
            let found = self
                .regexes
                .iter()
                .filter_map(|regex| regex.find(line.data(), at)?.first()?.clone())
                .min_by_key(|range| (range.start, usize::MAX - range.end));
            let Some(range) = found else { return };
            if range.is_empty() {
                at = range.end + 1;
                continue;
            }
            at = range.end;
            self.line(process, name, &line.slice(range), index, ':');
        }
    }
}
