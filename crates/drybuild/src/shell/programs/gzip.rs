use super::{Flags, Process};
use crate::{
    labelled::{Bytes, Form, Mark},
    shell::Exit,
};

/// `gzip`, `gunzip`, `zcat`. What is written is a valid stream of stored blocks: its bytes are not those that a real
/// gzip would choose, so they are marked as not known; unpacking it gives the input back, labels included.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "cdkfnqrtvN123456789l",
        &[
            ("stdout", 'c'),
            ("decompress", 'd'),
            ("keep", 'k'),
            ("force", 'f'),
            ("no-name", 'n'),
            ("best", '9'),
            ("fast", '1'),
        ],
    );
    let unpacks = flags.has('d') || process.name != "gzip";
    let to_output = flags.has('c') || process.name == "zcat" || flags.operands.is_empty();
    let operands = if flags.operands.is_empty() {
        vec!["-".into()]
    } else {
        flags.operands.clone()
    };
    let mut exit = Exit::SUCCESS;
    for operand in &operands {
        let content = match process.input(operand) {
            Ok(content) => content,
            Err(error) => {
                process.cannot_open(&operand.text(), error);
                exit = Exit::FAILURE;
                continue;
            }
        };
        let result = if unpacks {
            unpack(&content)
        } else {
            Unpacked::Bytes(pack(&content))
        };
        let made = match result {
            Unpacked::Bytes(made) => made,
            Unpacked::Invalid => {
                let shown = if operand.data() == b"-" {
                    "stdin".to_owned()
                } else {
                    operand.text().into_owned()
                };
                if process.is_busybox() {
                    process.err("invalid magic");
                } else {
                    process.err_text(format!("\ngzip: {shown}: not in gzip format\n"));
                }
                exit = Exit::FAILURE;
                continue;
            }
            Unpacked::NotUnderstood => {
                process.note("this compressed file is not understood");
                Bytes::unknown("?", "what a compressed file holds")
            }
        };
        if to_output || flags.has('t') {
            if !flags.has('t') {
                process.out(&made);
            }
            continue;
        }
        let target = if unpacks {
            let text = operand.text().into_owned();
            match text
                .strip_suffix(".gz")
                .map(str::to_owned)
                .or_else(|| text.strip_suffix(".tgz").map(|stem| format!("{stem}.tar")))
            {
                Some(target) => Bytes::from(target),
                None => {
                    process.err(format!("{text}: unknown suffix -- ignored"));
                    exit = Exit::Known(2);
                    continue;
                }
            }
        } else {
            let mut target = operand.clone();
            target.push_plain(".gz");
            target
        };
        exit = if replace(process, operand, &target, made, flags.has('k'), unpacks) {
            exit
        } else {
            Exit::FAILURE
        };
    }
    exit
}

fn replace(
    process: &mut Process<'_>,
    source: &Bytes,
    target: &Bytes,
    content: Bytes,
    keep: bool,
    unpacks: bool,
) -> bool {
    let Ok(inode) = process
        .files()
        .stat(source.data(), crate::filesystem::Follow::Yes)
    else {
        return false;
    };
    if process.write(target, content).is_err() {
        return false;
    }
    if let Ok(located) = process
        .files()
        .locate(target.data(), crate::filesystem::Follow::No)
    {
        let _owned = process.files().set_owner(&located, inode.owner);
        let _moded = process.files().set_mode(&located, inode.mode);
        // BusyBox gives the unpacked file the time of now.
        if let Some(node) = located.node.filter(|_| !(process.is_busybox() && unpacks)) {
            process.files().set_modified(node, inode.modified);
        }
    }
    if !keep {
        let _removed = process.files().unlink(source.data());
    }
    true
}

const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
/// Bytes of one stored block.
const BLOCK: usize = 65_535;

pub(super) enum Unpacked {
    Bytes(Bytes),
    /// It is no gzip stream.
    Invalid,
    /// It is one, with blocks that are really compressed.
    NotUnderstood,
}

/// A gzip stream of stored blocks.
pub(crate) fn pack(content: &Bytes) -> Bytes {
    let mut out = Bytes::from(HEADER.as_slice());
    let payload = content.mapped(
        content.data().to_vec(),
        |range| range,
        |taint| taint.form = Form::Encoded,
    );
    let mut at = 0;
    loop {
        let length = (content.len() - at).min(BLOCK);
        let last = at + length >= content.len();
        let size = u16::try_from(length).unwrap_or(u16::MAX);
        out.push_plain([u8::from(last)]);
        out.push_plain(size.to_le_bytes());
        out.push_plain((!size).to_le_bytes());
        out.push(&payload.slice(at..at + length));
        at += length;
        if last {
            break;
        }
    }
    // The check sum is left out: nothing here reads it.
    out.push_plain([0; 4]);
    out.push_plain(
        u32::try_from(content.len() as u64 & 0xffff_ffff)
            .unwrap_or(0)
            .to_le_bytes(),
    );
    let whole = 0..out.len();
    out.mark(whole, Mark::Unknown("compressed data".into()));
    out
}

/// More than this is not unpacked: an archive can be made that never ends.
const MOST_BYTES: usize = 64 << 20;

/// The content of a stream that [`pack`] or a real gzip made.
pub(super) fn unpack(content: &Bytes) -> Unpacked {
    let data = content.data();
    if !data.starts_with(&[0x1f, 0x8b]) {
        return if content.is_known() || data.len() > 64 {
            Unpacked::Invalid
        } else {
            Unpacked::NotUnderstood
        };
    }
    if let Some(stored) = stored(content) {
        return Unpacked::Bytes(stored);
    }
    let inflated = content.is_known().then(|| inflated(data)).flatten();
    inflated.map_or(Unpacked::NotUnderstood, |inflated| {
        Unpacked::Bytes(inflated.as_slice().into())
    })
}

/// What [`pack`] has wrapped, labels included.
fn stored(content: &Bytes) -> Option<Bytes> {
    let data = content.data();
    if !data.starts_with(&HEADER) {
        return None;
    }
    let mut out = Bytes::new();
    let mut at = HEADER.len();
    loop {
        let &[kind, low, high, ..] = data.get(at..at + 5)? else {
            return None;
        };
        let length = usize::from(u16::from_le_bytes([low, high]));
        if kind > 1 || at + 5 + length > data.len() {
            return None;
        }
        let block = content.slice(at + 5..at + 5 + length);
        out.push(&plain(&block));
        at += 5 + length;
        if kind == 1 {
            return Some(out);
        }
    }
}

/// The first member of a stream (RFC 1952).
fn inflated(data: &[u8]) -> Option<Vec<u8>> {
    const HAS_EXTRA: u8 = 4;
    const HAS_NAME: u8 = 8;
    const HAS_COMMENT: u8 = 16;
    const HAS_CHECK: u8 = 2;
    let flags = *data.get(3)?;
    let mut at = HEADER.len();
    if flags & HAS_EXTRA != 0 {
        let &[low, high] = data.get(at..at + 2)? else {
            return None;
        };
        at += 2 + usize::from(u16::from_le_bytes([low, high]));
    }
    for text in [HAS_NAME, HAS_COMMENT] {
        if flags & text != 0 {
            at += data.get(at..)?.iter().position(|byte| *byte == 0)? + 1;
        }
    }
    if flags & HAS_CHECK != 0 {
        at += 2;
    }
    miniz_oxide::inflate::decompress_to_vec_with_limit(data.get(at..)?, MOST_BYTES).ok()
}

/// A payload in its own spelling, without the mark of the compressed stream.
fn plain(block: &Bytes) -> Bytes {
    let mut out = Bytes::from(block.data());
    for label in block.labels() {
        match &label.mark {
            Mark::Secret(taint) => {
                let mut taint = taint.clone();
                taint.form = Form::Plain;
                out.mark(label.range.clone(), Mark::Secret(taint));
            }
            Mark::Unknown(what) if what.as_ref() == "compressed data" => {}
            Mark::Unknown(_) => out.mark(label.range.clone(), label.mark.clone()),
        }
    }
    out
}
