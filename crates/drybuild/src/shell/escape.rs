//! Backslash escapes of `$'…'`, `printf` and `echo`.

/// One escape of `$'…'` at the start of `text` (a backslash): its bytes and how much of the text it takes.
pub(crate) fn ansi(text: &[u8]) -> (Vec<u8>, usize) {
    let at = |index: usize| text.get(index).copied().unwrap_or(0);
    match at(1) {
        b'\'' => (vec![b'\''], 2),
        b'"' => (vec![b'"'], 2),
        b'?' => (vec![b'?'], 2),
        b'e' | b'E' => (vec![0x1b], 2),
        b'u' | b'U' => {
            let most = if at(1) == b'u' { 4 } else { 8 };
            let (value, digits) = number(text.get(2..).unwrap_or_default(), 16, most);
            if digits == 0 {
                return (text.get(..2).unwrap_or_default().to_vec(), 2);
            }
            (code_point(value), 2 + digits)
        }
        b'0'..=b'7' => {
            let (value, digits) = number(text.get(1..).unwrap_or_default(), 8, 3);
            (vec![low_byte(value)], 1 + digits)
        }
        _ => simple(text),
    }
}

/// A character by its number, as bash spells it in the POSIX locale of a build.
pub(crate) fn code_point(value: u32) -> Vec<u8> {
    match u8::try_from(value) {
        Ok(byte) if byte < 0x80 => vec![byte],
        _ if value <= 0xffff => format!("\\u{value:04X}").into_bytes(),
        _ => format!("\\U{value:08X}").into_bytes(),
    }
}

/// Whose escapes a command has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavor {
    /// The ones of POSIX.
    Dash,
    /// `\e` and `\x` too.
    Busybox,
    /// `\u` as well: bash and GNU.
    Full,
}

/// An escape of `echo` or `printf` as this command knows it.
pub(crate) fn output(text: &[u8], leading_zero: bool, flavor: Flavor) -> (Vec<u8>, usize) {
    match (text.get(1), flavor) {
        (Some(b'x' | b'e' | b'E' | b'u' | b'U'), Flavor::Dash)
        | (Some(b'u' | b'U'), Flavor::Busybox) => (text.get(..2).unwrap_or_default().to_vec(), 2),
        (Some(b'e' | b'E'), _) => (vec![0x1b], 2),
        (Some(b'u' | b'U'), Flavor::Full) => ansi(text),
        _ => printf(text, leading_zero),
    }
}

/// An escape of a printf format or `%b`; `leading_zero`: octal digits follow a 0, as in `echo`.
pub(crate) fn printf(text: &[u8], leading_zero: bool) -> (Vec<u8>, usize) {
    let at = |index: usize| text.get(index).copied().unwrap_or(0);
    match at(1) {
        b'0' if leading_zero => {
            let (value, digits) = number(text.get(2..).unwrap_or_default(), 8, 3);
            (vec![low_byte(value)], 2 + digits)
        }
        b'0'..=b'7' => {
            let (value, digits) = number(text.get(1..).unwrap_or_default(), 8, 3);
            (vec![low_byte(value)], 1 + digits)
        }
        b'"' => (vec![b'"'], 2),
        _ => simple(text),
    }
}

/// The escapes that all have in common; any other backslash stands for itself.
pub(crate) fn simple(text: &[u8]) -> (Vec<u8>, usize) {
    let byte = match text.get(1) {
        Some(b'a') => 7,
        Some(b'b') => 8,
        Some(b'f') => 12,
        Some(b'n') => b'\n',
        Some(b'r') => b'\r',
        Some(b't') => b'\t',
        Some(b'v') => 11,
        Some(b'\\') => b'\\',
        Some(b'x') => {
            let (value, digits) = number(text.get(2..).unwrap_or_default(), 16, 2);
            if digits > 0 {
                return (vec![low_byte(value)], 2 + digits);
            }
            return (b"\\x".to_vec(), 2);
        }
        Some(other) => return (vec![b'\\', *other], 2),
        None => return (vec![b'\\'], 1),
    };
    (vec![byte], 2)
}

fn low_byte(value: u32) -> u8 {
    u8::try_from(value & 0xff).unwrap_or(0)
}

fn number(text: &[u8], radix: u32, most: usize) -> (u32, usize) {
    let mut value = 0_u32;
    let mut digits = 0;
    while digits < most
        && let Some(digit) = text
            .get(digits)
            .and_then(|byte| char::from(*byte).to_digit(radix))
    {
        value = value.wrapping_mul(radix).wrapping_add(digit);
        digits += 1;
    }
    (value, digits)
}
