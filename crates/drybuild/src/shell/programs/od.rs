use super::{Flags, Process};
use crate::{
    labelled::{Bytes, Form},
    shell::Exit,
};

/// `od`, `xxd` and `hexdump` in their common spellings.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let xxd = process.name == "xxd";
    let flags = match process.name.as_str() {
        "xxd" => Flags::parse(
            &process.args(),
            "pric:l:s:g:uabeE",
            &[("ps", 'p'), ("plain", 'p')],
        ),
        "hexdump" => Flags::parse(&process.args(), "Cve:n:s:", &[]),
        _ => Flags::parse(
            &process.args(),
            "A:t:N:j:w:vcbxoda",
            &[("address-radix", 'A'), ("format", 't'), ("read-bytes", 'N')],
        ),
    };
    let (inputs, all) = process.inputs(&flags.operands);
    if !all {
        return Exit::FAILURE;
    }
    let mut content = Bytes::new();
    for (_, input) in inputs {
        content.push(&input);
    }
    if let Some(limit) = flags
        .text(if xxd { 'l' } else { 'N' })
        .and_then(|limit| limit.parse().ok())
    {
        content = content.slice(0..limit);
    }
    if xxd {
        return dump(process, &flags, &content);
    }
    if process.name == "hexdump" {
        return super::hexdump::run(process, &flags, &content);
    }
    let skipped = flags
        .text('j')
        .and_then(|count| super::dd::size_of(&count))
        .unwrap_or(0);
    let content = match flags.text('j') {
        Some(_) => content.from_offset(skipped),
        None => content,
    };
    let format = match flags.text('t') {
        Some(format) => format,
        None if flags.has('c') => "c".to_owned(),
        None if flags.has('b') => "o1".to_owned(),
        None if flags.has('x') => "x2".to_owned(),
        None if flags.has('d') => "u2".to_owned(),
        None if flags.has('a') => "a".to_owned(),
        None => "o2".to_owned(),
    };
    let shows_text = format.ends_with('z') && !process.is_busybox();
    let Some(cells) = Cells::read(format.trim_end_matches('z')) else {
        process.note("this format of output is not understood");
        let length = content.len();
        let out = content.encoded_as(
            vec![b'?'; length],
            Form::Encoded,
            crate::labelled::Certainty::Possible,
        );
        process.out(&out);
        return Exit::SUCCESS;
    };
    let radix = flags.text('A').unwrap_or_else(|| "o".to_owned());
    let address = |at: usize| match radix.as_str() {
        "n" => String::new(),
        "x" => format!("{at:06x}"),
        "d" => format!("{at:07}"),
        _ => format!("{at:07o}"),
    };
    let mut data = Vec::new();
    let mut places = Vec::new();
    let mut before: Option<&[u8]> = None;
    let mut starred = false;
    for (row, chunk) in content.data().chunks(16).enumerate() {
        // Rows that repeat are left out, unless -v asks for them.
        if before == Some(chunk) && chunk.len() == 16 && !flags.has('v') {
            if !starred {
                data.extend_from_slice(b"*\n");
            }
            starred = true;
            places.extend(chunk.iter().map(|_| data.len()));
            continue;
        }
        starred = false;
        before = Some(chunk);
        data.extend_from_slice(address(skipped + row * 16).as_bytes());
        let start = data.len();
        for group in chunk.chunks(cells.size) {
            data.push(b' ');
            places.extend(group.iter().map(|_| data.len()));
            data.extend(cells.text(group).into_bytes());
        }
        if shows_text {
            let wide = (16 / cells.size) * (cells.width + 1);
            data.resize(start + wide, b' ');
            data.extend_from_slice(b"  >");
            data.extend(chunk.iter().map(|byte| printable(*byte)));
            data.push(b'<');
        }
        data.push(b'\n');
    }
    if radix != "n" {
        data.extend_from_slice(format!("{}\n", address(skipped + content.len())).as_bytes());
    }
    let form = if cells.kind == b'x' && cells.size == 1 {
        Form::Hex
    } else {
        Form::Encoded
    };
    process.out(&spelled(&content, data, &places, form));
    Exit::SUCCESS
}

/// How each group of bytes is shown.
struct Cells {
    kind: u8,
    size: usize,
    width: usize,
}

impl Cells {
    fn read(format: &str) -> Option<Self> {
        let mut bytes = format.bytes();
        let kind = bytes.next()?;
        if matches!(kind, b'a' | b'c') {
            return (kind == b'c' && format.len() == 1).then_some(Self {
                kind,
                size: 1,
                width: 3,
            });
        }
        let size = match format.get(1..)? {
            "" | "I" => 4,
            "C" => 1,
            "S" => 2,
            "L" => 8,
            digits => digits.parse().ok()?,
        };
        let widths = match kind {
            b'x' => [2, 4, 8, 16],
            b'o' => [3, 6, 11, 22],
            b'u' => [3, 5, 10, 20],
            b'd' => [4, 6, 11, 20],
            _ => return None,
        };
        let index = [1, 2, 4, 8].iter().position(|known| *known == size)?;
        let width = widths.get(index).copied()?;
        Some(Self { kind, size, width })
    }

    fn text(&self, group: &[u8]) -> String {
        if self.kind == b'c' {
            return character(group.first().copied().unwrap_or(0));
        }
        let value = group
            .iter()
            .rev()
            .fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
        let width = self.width;
        match self.kind {
            b'x' => format!("{value:0width$x}"),
            b'o' => format!("{value:0width$o}"),
            b'u' => format!("{value:>width$}"),
            _ => {
                let shift = 64 - 8 * u32::try_from(self.size).unwrap_or(8);
                let signed = (value << shift).cast_signed() >> shift;
                format!("{signed:>width$}")
            }
        }
    }
}

/// A byte as text columns show it.
pub(super) fn printable(byte: u8) -> u8 {
    if (b' '..=b'~').contains(&byte) {
        byte
    } else {
        b'.'
    }
}

fn character(byte: u8) -> String {
    let text = match byte {
        0 => "\\0".to_owned(),
        7 => "\\a".to_owned(),
        8 => "\\b".to_owned(),
        b'\t' => "\\t".to_owned(),
        b'\n' => "\\n".to_owned(),
        11 => "\\v".to_owned(),
        12 => "\\f".to_owned(),
        b'\r' => "\\r".to_owned(),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("{byte:03o}"),
    };
    format!("{text:>3}")
}

/// `data`, in which the byte at an index stands at a place.
pub(super) fn spelled(content: &Bytes, data: Vec<u8>, places: &[usize], form: Form) -> Bytes {
    let length = data.len();
    content.mapped(
        data,
        |range| {
            let start = places.get(range.start).copied().unwrap_or(length);
            let last = places
                .get(range.end.saturating_sub(1))
                .copied()
                .unwrap_or(length);
            start..(last + 2).min(length)
        },
        |taint| {
            taint.form = if taint.form == Form::Plain {
                form
            } else {
                Form::Encoded
            }
        },
    )
}

fn dump(process: &mut Process<'_>, flags: &Flags, content: &Bytes) -> Exit {
    if flags.has('r') {
        let digits: Vec<(usize, u32)> = content
            .data()
            .iter()
            .enumerate()
            .filter_map(|(at, byte)| char::from(*byte).to_digit(16).map(|digit| (at, digit)))
            .collect();
        if !flags.has('p') {
            process.note("`xxd -r` is understood with -p only");
            return Exit::Unknown;
        }
        let data: Vec<u8> = digits
            .chunks_exact(2)
            .filter_map(|pair| match pair {
                [(_, high), (_, low)] => u8::try_from(high * 16 + low).ok(),
                _ => None,
            })
            .collect();
        let out = content.mapped(
            data,
            |range| {
                let at = |place: usize| digits.partition_point(|(at, _)| *at < place) / 2;
                at(range.start)..at(range.end)
            },
            |taint| {
                taint.form = if taint.form == Form::Hex {
                    Form::Plain
                } else {
                    Form::Encoded
                }
            },
        );
        process.out(&out);
        return Exit::SUCCESS;
    }
    let plain = flags.has('p');
    let number = |letter| {
        flags
            .text(letter)
            .and_then(|count| super::dd::size_of(&count))
    };
    let columns = number('c')
        .filter(|count| *count > 0)
        .unwrap_or(if plain { 30 } else { 16 });
    let group = number('g').filter(|count| *count > 0).unwrap_or(2);
    let upper = flags.has('u') && !process.is_busybox();
    let mut data = Vec::new();
    let mut places = Vec::new();
    for (row, chunk) in content.data().chunks(columns).enumerate() {
        if !plain {
            data.extend_from_slice(format!("{:08x}: ", row * columns).as_bytes());
        }
        let start = data.len();
        for (at, byte) in chunk.iter().enumerate() {
            places.push(data.len());
            let digits = if upper {
                format!("{byte:02X}")
            } else {
                format!("{byte:02x}")
            };
            data.extend_from_slice(digits.as_bytes());
            if !plain && (at + 1) % group == 0 {
                data.push(b' ');
            }
        }
        if !plain {
            let wide = columns * 2 + columns.div_ceil(group) + 1;
            data.resize(data.len().max(start + wide), b' ');
            data.extend(chunk.iter().map(|byte| printable(*byte)));
        }
        data.push(b'\n');
    }
    process.out(&spelled(content, data, &places, Form::Hex));
    Exit::SUCCESS
}
