/// FNV-1a, 64 bits: short, public, and the same in every release. Not against forgery; a learner
/// who wants to cheat reads the page.
pub(crate) fn fnv1a_64(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in bytes {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// The id of an option: FNV-1a 64 of its text, the two halves joined by exclusive or, in 8 hex
/// digits.
pub(crate) fn answer_id(text: &str) -> String {
    let hash = fnv1a_64(text.as_bytes());
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

/// The key of a question whose answers have no order: FNV-1a 64 of its type's line and the sorted
/// others, each ended by a newline; in 16 hex digits. Single choice has no line for its type.
pub(crate) fn key(kind: &str, lines: &[String]) -> String {
    let mut sorted = lines.to_vec();
    sorted.sort();
    ordered_key(kind, &sorted)
}

/// The key of a question whose answers have an order.
pub(crate) fn ordered_key(kind: &str, lines: &[String]) -> String {
    let mut text = String::new();
    if !kind.is_empty() {
        text.push_str(kind);
        text.push('\n');
    }
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    format!("{:016x}", fnv1a_64(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fnv_has_its_published_values() {
        assert_eq!(fnv1a_64(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a_64(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a_64(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
