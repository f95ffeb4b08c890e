//! Digests of blobs. Real ones hang on the times of files, which a dry build does not have: these stand in for them.

use std::fmt::Write;

use super::cache::checksum;
use super::cache::map::KeyHasher;
use crate::filesystem::{Change, ChangeKind};

/// A digest that is the same for the same text.
pub(super) fn digest(text: &str) -> String {
    let mut out = "sha256:".to_owned();
    for part in 0..4_u8 {
        let mut hasher = KeyHasher::default();
        hasher.add((part, text));
        // Writing into a string cannot fail.
        _ = write!(out, "{:016x}", hasher.finish());
    }
    out
}

/// The digest of a layer.
pub(super) fn of_layer(changes: &[Change], made_by: &str) -> String {
    let mut hasher = KeyHasher::default();
    hasher.add(made_by);
    for change in changes {
        hasher.add(change.path.data());
        match &change.kind {
            ChangeKind::Put(inode) => checksum::of_inode(inode, &mut hasher),
            ChangeKind::Hardlink { target } => hasher.add(target.data()),
            ChangeKind::Whiteout => hasher.add("whiteout"),
        }
    }
    digest(&format!("layer {:x}", hasher.finish()))
}
