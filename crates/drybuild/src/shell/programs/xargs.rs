use super::Process;
use crate::filesystem::Device;
use crate::{
    labelled::Bytes,
    shell::{
        Exit,
        interpret::{Lookup, Open},
    },
};

/// `xargs`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let arguments = process.args();
    let (mut at, mut zero, mut skip_empty, mut shows) = (0, false, false, false);
    let (mut most, mut replace, mut lines, mut delimiter) = (None, None, None, None);
    while let Some(argument) = arguments
        .get(at)
        .map(|argument| argument.text().into_owned())
    {
        let Some(flag) = argument.strip_prefix('-').filter(|flag| !flag.is_empty()) else {
            break;
        };
        at += 1;
        let letter = flag.chars().next().unwrap_or(' ');
        let behind = flag.get(letter.len_utf8()..).unwrap_or_default().to_owned();
        let mut value = || {
            if behind.is_empty() {
                at += 1;
                arguments
                    .get(at - 1)
                    .map(|value| value.text().into_owned())
                    .unwrap_or_default()
            } else {
                behind.clone()
            }
        };
        match letter {
            '0' => {
                zero = true;
                skip_empty |= behind.contains('r');
            }
            'r' => {
                skip_empty = true;
                zero |= behind.contains('0');
            }
            'n' => most = value().parse::<usize>().ok(),
            'L' => lines = value().parse::<usize>().ok(),
            'I' => replace = Some(value()),
            'd' => delimiter = Some(value()),
            'P' | 's' | 'a' | 'E' => {
                let _ignored = value();
            }
            't' => shows = true,
            'x' | 'p' => {}
            '-' => match flag {
                "-null" => zero = true,
                "-no-run-if-empty" => skip_empty = true,
                _ if flag.starts_with("-max-args=") => {
                    most = flag
                        .split_once('=')
                        .and_then(|(_, value)| value.parse().ok())
                }
                _ if flag.starts_with("-max-procs") => {}
                "-" => break,
                _ => process.note(format!("the option -{flag} of `xargs` is not understood")),
            },
            _ => process.note(format!("the option -{flag} of `xargs` is not understood")),
        }
    }
    if process.is_busybox()
        && let Some(letter) = lines
            .map(|_| 'L')
            .or_else(|| delimiter.as_ref().map(|_| 'd'))
    {
        process.err(format!("invalid option -- '{letter}'"));
        return Exit::FAILURE;
    }
    let mut command = arguments.get(at..).unwrap_or_default().to_vec();
    if command.is_empty() {
        command.push("echo".into());
    }
    let input = process.stdin();
    let separator = match delimiter.as_deref() {
        Some("\\n") => Some(b'\n'),
        Some("\\t") => Some(b'\t'),
        Some("\\0") => Some(0),
        Some(text) => text.bytes().next(),
        None if zero => Some(0),
        None if replace.is_some() => Some(b'\n'),
        None => None,
    };
    let items = match separator {
        Some(separator) => {
            let mut items = input.split(separator);
            if items.last().is_some_and(Bytes::is_empty) {
                items.pop();
            }
            if replace.is_some() {
                items.retain(|item| !item.is_empty());
            }
            items
        }
        None => words(&input),
    };
    let mut batches: Vec<Vec<Bytes>> = Vec::new();
    if let Some(marker) = &replace {
        for item in &items {
            batches.push(
                command
                    .iter()
                    .map(|word| substitute(word, marker, item))
                    .collect(),
            );
        }
    } else if items.is_empty() {
        if !skip_empty {
            batches.push(command);
        }
    } else if let Some(count) = lines.filter(|_| separator.is_none()) {
        for chunk in input_lines(&input).chunks(count.max(1)) {
            let words = chunk.iter().flat_map(words).collect();
            batches.push([command.clone(), words].concat());
        }
    } else {
        for chunk in items.chunks(most.or(lines).unwrap_or(items.len()).max(1)) {
            batches.push([command.clone(), chunk.to_vec()].concat());
        }
    }
    let mut status = Exit::SUCCESS;
    for batch in batches {
        if shows {
            let words: Vec<String> = batch.iter().map(|word| word.text().into_owned()).collect();
            process.err_text(format!("{}\n", words.join(" ")));
        }
        match one(process, &batch) {
            Exit::Known(0) => {}
            Exit::Known(255) => {
                let name = batch.first().map(|name| name.text().into_owned());
                process.err(format!(
                    "{}: exited with status 255; aborting",
                    name.unwrap_or_default()
                ));
                return Exit::Known(124);
            }
            Exit::Known(code @ (126 | 127)) => return Exit::Known(code),
            Exit::Known(_) => status = Exit::Known(123),
            Exit::Unknown => status = Exit::Unknown,
        }
    }
    status
}

fn one(process: &mut Process<'_>, batch: &[Bytes]) -> Exit {
    let span = process.span.clone();
    let exit = process
        .shell
        .nested(&span, |shell| {
            shell.in_child(|shell| {
                shell
                    .scope
                    .fds
                    .insert(0, Open::Device(Device::Null).shared());
                shell.invoke_child(batch, &span)
            })
        })
        .unwrap_or(Exit::Unknown);
    if let Some(name) = batch.first()
        && exit == Exit::Known(127)
        && matches!(process.shell.lookup(name), Lookup::Missing)
    {
        let name = name.text().into_owned();
        process.err(format!("{name}: No such file or directory"));
    }
    exit
}

/// The lines that hold something; one that ends in a blank goes on in the next.
fn input_lines(input: &Bytes) -> Vec<Bytes> {
    let mut out: Vec<Bytes> = Vec::new();
    let mut joins = false;
    for line in input.lines() {
        let line = line.trim_line_breaks();
        if line.data().iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let next = matches!(line.data().last(), Some(b' ' | b'\t'));
        match out.last_mut() {
            Some(last) if joins => last.push(&line),
            _ => out.push(line),
        }
        joins = next;
    }
    out
}

/// The words of the input, with quotes and backslashes.
fn words(input: &Bytes) -> Vec<Bytes> {
    let data = input.data();
    let mut words = Vec::new();
    let mut word: Option<Bytes> = None;
    let mut quote = 0;
    let mut at = 0;
    while let Some(byte) = data.get(at).copied() {
        match byte {
            _ if quote != 0 && byte == quote => quote = 0,
            _ if quote != 0 => word.get_or_insert_default().push(&input.slice(at..at + 1)),
            b'\'' | b'"' => {
                quote = byte;
                word.get_or_insert_default();
            }
            b'\\' => {
                at += 1;
                word.get_or_insert_default().push(&input.slice(at..at + 1));
            }
            b' ' | b'\t' | b'\n' => words.extend(word.take()),
            _ => word.get_or_insert_default().push(&input.slice(at..at + 1)),
        }
        at += 1;
    }
    words.extend(word);
    words
}

fn substitute(word: &Bytes, marker: &str, item: &Bytes) -> Bytes {
    let mut out = word.clone();
    let mut from = 0;
    while !marker.is_empty() {
        let rest = out.data().get(from..).unwrap_or_default();
        let Some(at) = rest
            .windows(marker.len())
            .position(|window| window == marker.as_bytes())
        else {
            break;
        };
        out = out.replace(from + at..from + at + marker.len(), item);
        from += at + item.len();
    }
    out
}
