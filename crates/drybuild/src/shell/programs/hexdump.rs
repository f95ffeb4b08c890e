use super::{Flags, Process, od};
use crate::{
    labelled::{Bytes, Form},
    shell::Exit,
};

/// `hexdump`, also with -C.
pub(super) fn run(process: &mut Process<'_>, flags: &Flags, content: &Bytes) -> Exit {
    if flags.has('e') {
        process.note("the format of `hexdump` is not understood");
        let unknown = content.encoded_as(
            vec![b'?'; content.len()],
            Form::Encoded,
            crate::labelled::Certainty::Possible,
        );
        process.out(&unknown);
        return Exit::SUCCESS;
    }
    let canonical = flags.has('C');
    let mut data = Vec::new();
    let mut places = Vec::new();
    let mut before: Option<&[u8]> = None;
    let mut starred = false;
    for (row, chunk) in content.data().chunks(16).enumerate() {
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
        let at = row * 16;
        let start = data.len();
        if canonical {
            data.extend_from_slice(format!("{at:08x} ").as_bytes());
            for (index, byte) in chunk.iter().enumerate() {
                data.push(b' ');
                if index == 8 {
                    data.push(b' ');
                }
                places.push(data.len());
                data.extend_from_slice(format!("{byte:02x}").as_bytes());
            }
            data.resize(start + 60, b' ');
            data.push(b'|');
            data.extend(chunk.iter().map(|byte| od::printable(*byte)));
            data.push(b'|');
        } else {
            data.extend_from_slice(format!("{at:07x}").as_bytes());
            for pair in chunk.chunks(2) {
                data.push(b' ');
                places.extend(pair.iter().map(|_| data.len()));
                let value = pair
                    .iter()
                    .rev()
                    .fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
                data.extend_from_slice(format!("{value:04x}").as_bytes());
            }
            data.resize(start + 47, b' ');
        }
        data.push(b'\n');
    }
    let end = content.len();
    if canonical {
        data.extend_from_slice(format!("{end:08x}\n").as_bytes());
    } else {
        data.extend_from_slice(format!("{end:07x}\n").as_bytes());
    }
    let form = if canonical { Form::Hex } else { Form::Encoded };
    process.out(&od::spelled(content, data, &places, form));
    Exit::SUCCESS
}
