//! The archives of the records: regular files with one owner, mode and time, in GNU's format.

use serde_json::Value;

const BLOCK: usize = 512;
const RECORD: usize = 10_240;

/// An archive of these files, in their order.
pub(super) fn tar(files: &Value, is_gzip: bool) -> Vec<u8> {
    let mut out = Vec::new();
    for (path, content) in files.as_object().into_iter().flatten() {
        let content = content.as_str().unwrap_or_default().as_bytes();
        out.extend(header(path, content.len()));
        out.extend(content);
        out.resize(out.len().next_multiple_of(BLOCK), 0);
    }
    out.resize((out.len() + 2 * BLOCK).next_multiple_of(RECORD), 0);
    if is_gzip { gzip(&out) } else { out }
}

fn header(path: &str, size: usize) -> Vec<u8> {
    let mut out = vec![0; BLOCK];
    let mut put = |at: usize, text: &str| {
        if let Some(place) = out.get_mut(at..at + text.len()) {
            place.copy_from_slice(text.as_bytes());
        }
    };
    put(0, path);
    put(100, "0000640\0");
    put(108, "0000007\0");
    put(116, "0000010\0");
    put(124, &format!("{size:011o}\0"));
    put(136, &format!("{:011o}\0", 1_577_934_245));
    put(148, "        ");
    put(156, "0");
    put(257, "ustar  \0");
    let sum: u32 = out.iter().map(|byte| u32::from(*byte)).sum();
    let sum = format!("{sum:06o}\0 ");
    if let Some(place) = out.get_mut(148..148 + sum.len()) {
        place.copy_from_slice(sum.as_bytes());
    }
    out
}

/// Stored and not compressed: what it unpacks to counts, not its size.
fn gzip(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut chunks = data.chunks(0xffff).peekable();
    while let Some(chunk) = chunks.next() {
        let length = u16::try_from(chunk.len()).unwrap_or(u16::MAX);
        out.push(u8::from(chunks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(chunk);
    }
    let mut crc = u32::MAX;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    out.extend((!crc).to_le_bytes());
    out.extend(u32::try_from(data.len()).unwrap_or_default().to_le_bytes());
    out
}
