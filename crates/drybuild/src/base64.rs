//! Standard base64 with padding.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as text.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let index = (bits >> (18 - 6 * place)) & 63;
            let sign = ALPHABET.get(index as usize).copied().unwrap_or(b'=');
            text.push(if place > group.len() {
                '='
            } else {
                sign.into()
            });
        }
    }
    text
}

/// The bytes of a text that [`encode`] made; `None` for anything else.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let signs = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(signs.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for sign in signs.bytes() {
        let value = ALPHABET.iter().position(|known| *known == sign)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    text.len().is_multiple_of(4).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_padded_and_read_again() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo\xff", "Zm9v/w=="),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).as_deref(), Some(bytes));
        }
        assert_eq!(decode("Zg"), None);
        assert_eq!(decode("Z*=="), None);
    }
}
