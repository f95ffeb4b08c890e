//! The order in which `for (key in array)` gives the keys: that of each awk's hash table.

/// Sorts keys, which come in any order, as the table of this awk holds them.
pub(super) fn sort(keys: &mut [Vec<u8>], busybox: bool) {
    if busybox {
        keys.sort_by_key(|key| busybox_hash(key) % 61);
    } else {
        keys.sort_by_key(|key| fnv(key) % 64);
    }
}

/// FNV-1a, which mawk uses.
fn fnv(key: &[u8]) -> u32 {
    key.iter().fold(2_166_136_261, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(16_777_619)
    })
}

fn busybox_hash(key: &[u8]) -> u32 {
    key.iter().fold(0_u32, |hash, byte| {
        u32::from(*byte)
            .wrapping_add(hash << 6)
            .wrapping_add(hash >> 26)
    })
}
