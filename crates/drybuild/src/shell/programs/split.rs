use super::{Flags, Process, dd::size_of};
use crate::{labelled::Bytes, shell::Exit};

/// Files that one `split` makes.
const MOST: usize = 600;

/// `split`: pieces of a file in files of their own.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let long = [
        ("lines", 'l'),
        ("bytes", 'b'),
        ("numeric-suffixes", 'd'),
        ("suffix-length", 'a'),
    ];
    let flags = match Flags::read(process, "l:b:da:", "C:n:et:ux", "lba", &long) {
        Ok(flags) => flags,
        Err(exit) => return exit,
    };
    let source: Vec<Bytes> = flags.operands.first().cloned().into_iter().collect();
    let (inputs, all) = process.inputs(&source);
    let Some((_, content)) = inputs.into_iter().next().filter(|_| all) else {
        return Exit::FAILURE;
    };
    let prefix = flags.operands.get(1).cloned().unwrap_or_else(|| "x".into());
    let mut pieces = Vec::new();
    if let Some(size) = flags.text('b').and_then(|size| size_of(&size)) {
        let mut at = 0;
        while at < content.len() && size > 0 {
            pieces.push(content.slice(at..at + size));
            at += size;
        }
    } else {
        let count = flags.text('l').and_then(|count| count.parse().ok());
        for chunk in content.lines().chunks(count.unwrap_or(1000).max(1)) {
            let mut piece = Bytes::new();
            chunk.iter().for_each(|line| piece.push(line));
            pieces.push(piece);
        }
    }
    let length = flags
        .text('a')
        .and_then(|length| length.parse().ok())
        .unwrap_or(2);
    for (index, piece) in pieces.into_iter().take(MOST).enumerate() {
        let mut path = prefix.clone();
        path.push_plain(suffix(index, length, flags.has('d')));
        if let Err(error) = process.write(&path, piece) {
            process.err(format!("{}: {}", path.text(), error.message()));
            return Exit::FAILURE;
        }
    }
    Exit::SUCCESS
}

fn suffix(index: usize, length: usize, digits: bool) -> String {
    let (base, first) = if digits { (10, b'0') } else { (26, b'a') };
    let mut rest = index;
    let mut out = Vec::new();
    for _ in 0..length {
        out.push(first + u8::try_from(rest % base).unwrap_or(0));
        rest /= base;
    }
    out.iter().rev().map(|byte| char::from(*byte)).collect()
}
