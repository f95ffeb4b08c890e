use super::block::{padded, words};

const SHIFTS: [[u32; 4]; 4] = [
    [7, 12, 17, 22],
    [5, 9, 14, 20],
    [4, 11, 16, 23],
    [6, 10, 15, 21],
];

/// MD5.
pub(super) fn digest(data: &[u8]) -> [u8; 16] {
    let mut state: [u32; 4] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
    for block in padded(data, false).chunks_exact(64) {
        let words = words(block, u32::from_le_bytes);
        let [mut a, mut b, mut c, mut d] = state;
        for at in 0..64_usize {
            let (function, index) = match at / 16 {
                0 => ((b & c) | (!b & d), at),
                1 => ((d & b) | (!d & c), (5 * at + 1) % 16),
                2 => (b ^ c ^ d, (3 * at + 5) % 16),
                _ => (c ^ (b | !d), (7 * at) % 16),
            };
            let word = words.get(index).copied().unwrap_or(0);
            let shift = SHIFTS
                .get(at / 16)
                .and_then(|row| row.get(at % 4))
                .copied()
                .unwrap_or(0);
            let sum = a
                .wrapping_add(function)
                .wrapping_add(constant(at))
                .wrapping_add(word);
            (a, d, c, b) = (d, c, b, b.wrapping_add(sum.rotate_left(shift)));
        }
        for (value, new) in state.iter_mut().zip([a, b, c, d]) {
            *value = value.wrapping_add(new);
        }
    }
    let mut out = [0; 16];
    for (target, byte) in out
        .iter_mut()
        .zip(state.iter().flat_map(|word| word.to_le_bytes()))
    {
        *target = byte;
    }
    out
}

/// The integer part of 2^32 times the sine (RFC 1321).
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "below 2^32 and not negative; 64 is exact"
)]
fn constant(at: usize) -> u32 {
    (((at + 1) as f64).sin().abs() * 4_294_967_296.0) as u32
}
