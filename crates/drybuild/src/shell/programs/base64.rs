use super::{Flags, Process};
use crate::{
    labelled::{Bytes, Form},
    shell::Exit,
};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// `base64`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let names = [("decode", 'd'), ("wrap", 'w'), ("ignore-garbage", 'i')];
    // BusyBox has no long options here.
    let long: &[(&str, char)] = if process.is_busybox() { &[] } else { &names };
    let flags = match Flags::read(process, "dDiw:", "", "dw", long) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    let (inputs, all) = process.inputs(&flags.operands);
    if !all {
        return Exit::FAILURE;
    }
    let content = inputs
        .into_iter()
        .next()
        .map(|(_, content)| content)
        .unwrap_or_default();
    if flags.has('d') || flags.has('D') {
        let (mut decoded, valid) = decode(&content, flags.has('i'));
        if !valid && process.is_busybox() {
            // It writes whole groups of three bytes only.
            decoded = decoded.slice(0..decoded.len() / 3 * 3);
        }
        process.out(&decoded);
        if !valid {
            process.err(if process.is_busybox() {
                "truncated input"
            } else {
                "invalid input"
            });
            return Exit::FAILURE;
        }
        return Exit::SUCCESS;
    }
    let width = flags
        .text('w')
        .and_then(|width| width.parse().ok())
        .unwrap_or(76);
    process.out(&encode(&content, width));
    Exit::SUCCESS
}

/// The text with a line break every `width` characters (0: none at all).
pub(super) fn encode(content: &Bytes, width: usize) -> Bytes {
    let mut data = Vec::new();
    let mut column = 0;
    // The offset in the output of each group of three bytes.
    let mut groups = Vec::new();
    for chunk in content.data().chunks(3) {
        groups.push(data.len());
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let index = usize::try_from(bits >> (18 - 6 * digit) & 63).unwrap_or(0);
            let character = if digit > chunk.len() {
                b'='
            } else {
                ALPHABET.get(index).copied().unwrap_or(b'=')
            };
            data.push(character);
            column += 1;
            if column == width {
                data.push(b'\n');
                column = 0;
            }
        }
    }
    if column > 0 && width > 0 {
        data.push(b'\n');
    }
    let length = data.len();
    content.mapped(
        data,
        |range| {
            let start = groups.get(range.start / 3).copied().unwrap_or(0);
            let end = groups.get(range.end.div_ceil(3)).copied().unwrap_or(length);
            start..end
        },
        |taint| {
            taint.form = if taint.form == Form::Plain {
                Form::Base64
            } else {
                Form::Encoded
            }
        },
    )
}

fn decode(content: &Bytes, ignore_garbage: bool) -> (Bytes, bool) {
    let mut out = Vec::new();
    let mut bits = 0_u32;
    let mut count = 0;
    let mut valid = true;
    // For each input byte, the output length before it.
    let mut places = Vec::with_capacity(content.len() + 1);
    let mut padded = false;
    for byte in content.data() {
        places.push(out.len());
        match ALPHABET.iter().position(|character| character == byte) {
            Some(value) if !padded => {
                bits = bits << 6 | u32::try_from(value).unwrap_or(0);
                count += 1;
                if count == 4 {
                    out.extend(bits.to_be_bytes().into_iter().skip(1));
                    bits = 0;
                    count = 0;
                }
            }
            _ if *byte == b'=' => padded = true,
            _ if *byte == b'\n' || ignore_garbage => {}
            _ => {
                valid = false;
                break;
            }
        }
    }
    if count == 1 {
        valid = false;
    } else if count > 1 {
        if !padded {
            valid = false;
        }
        let shifted = bits << (6 * (4 - count));
        out.extend(shifted.to_be_bytes().into_iter().skip(1).take(count - 1));
    }
    let length = out.len();
    places.resize(content.len() + 1, length);
    let decoded = content.mapped(
        out,
        |range| {
            let at = |index: usize| places.get(index).copied().unwrap_or(length);
            at(range.start)..if range.end >= content.len() {
                length
            } else {
                at(range.end).max(at(range.start))
            }
        },
        |taint| {
            let plain = taint.form == Form::Base64 && taint.part.is_whole();
            taint.form = if plain { Form::Plain } else { Form::Encoded };
        },
    );
    (decoded, valid)
}
