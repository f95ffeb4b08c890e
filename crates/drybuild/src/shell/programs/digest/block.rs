//! What MD5 and SHA-1 share: padding and words.

/// The message with its padding and length in bits.
pub(super) fn padded(data: &[u8], big_endian: bool) -> Vec<u8> {
    let mut message = data.to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    let bits = (data.len() as u64).wrapping_mul(8);
    message.extend_from_slice(&if big_endian {
        bits.to_be_bytes()
    } else {
        bits.to_le_bytes()
    });
    message
}

/// The words of a block.
pub(super) fn words(block: &[u8], convert: fn([u8; 4]) -> u32) -> Vec<u32> {
    block
        .chunks_exact(4)
        .filter_map(|bytes| bytes.try_into().ok().map(convert))
        .collect()
}
