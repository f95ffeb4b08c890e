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
            "pricl:s:g:u",
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
    let format = flags.text('t').unwrap_or_default();
    let addresses = flags.text('A').unwrap_or_else(|| "o".to_owned()) != "n";
    let cell: fn(u8) -> String = if flags.has('c') || format == "c" {
        character
    } else if format.starts_with("x1") {
        |byte| format!(" {byte:02x}")
    } else if format.starts_with("u1") {
        |byte| format!(" {byte:3}")
    } else if format.starts_with("o1") || flags.has('b') {
        |byte| format!(" {byte:03o}")
    } else {
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
    let hexadecimal = format.starts_with("x1");
    let mut data = Vec::new();
    let mut places = Vec::new();
    for (row, chunk) in content.data().chunks(16).enumerate() {
        if addresses {
            data.extend_from_slice(format!("{:07o}", row * 16).as_bytes());
        }
        for byte in chunk {
            data.push(b' ');
            places.push(data.len());
            data.extend(cell(*byte).into_bytes().into_iter().skip(1));
        }
        data.push(b'\n');
    }
    if addresses {
        data.extend_from_slice(format!("{:07o}\n", content.len()).as_bytes());
    }
    process.out(&spelled(
        &content,
        data,
        &places,
        if hexadecimal {
            Form::Hex
        } else {
            Form::Encoded
        },
    ));
    Exit::SUCCESS
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
    format!(" {text:>3}")
}

/// `data`, in which the byte at an index stands at a place.
fn spelled(content: &Bytes, data: Vec<u8>, places: &[usize], form: Form) -> Bytes {
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
    let mut data = Vec::new();
    let mut places = Vec::new();
    for (row, chunk) in content
        .data()
        .chunks(if plain { 30 } else { 16 })
        .enumerate()
    {
        if !plain {
            data.extend_from_slice(format!("{:08x}: ", row * 16).as_bytes());
        }
        let start = data.len();
        for (at, byte) in chunk.iter().enumerate() {
            places.push(data.len());
            data.extend_from_slice(format!("{byte:02x}").as_bytes());
            if !plain && at % 2 == 1 {
                data.push(b' ');
            }
        }
        if !plain {
            while data.len() < start + 41 {
                data.push(b' ');
            }
            data.extend(chunk.iter().map(|byte| {
                if (b' '..=b'~').contains(byte) {
                    *byte
                } else {
                    b'.'
                }
            }));
        }
        data.push(b'\n');
    }
    process.out(&spelled(content, data, &places, Form::Hex));
    Exit::SUCCESS
}
