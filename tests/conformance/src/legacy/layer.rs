//! Layers in the form of the records.

use drybuild::filesystem::{Change, ChangeKind, Kind};
use serde_json::{Value, json};

/// Longer texts are left out.
const LONGEST: usize = 2048;

pub(super) fn layer(changes: &[Change]) -> Value {
    changes.iter().map(entry).collect()
}

fn entry(change: &Change) -> Value {
    let path = format!("/{}", change.path.text());
    let inode = match &change.kind {
        ChangeKind::Put(inode) => inode,
        ChangeKind::Hardlink { target } => {
            return json!({"path": path, "type": "hardlink", "link": format!("/{}", target.text())});
        }
        ChangeKind::Whiteout => {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
            // The records lost the point of a name that stands right below the root.
            let point = if folder.is_empty() { "" } else { "." };
            let path = format!("{folder}/{point}wh.{name}");
            return json!({
                "path": path, "type": "file", "mode": "0600", "uid": 0, "gid": 0, "size": 0, "content": "",
            });
        }
    };
    let mut out = json!({
        "path": path,
        "mode": format!("{:04o}", inode.mode),
        "uid": inode.owner.uid,
        "gid": inode.owner.gid,
    });
    let Some(fields) = out.as_object_mut() else {
        return out;
    };
    let kind = match &inode.kind {
        Kind::Directory(_) => "dir",
        Kind::Symlink(target) => {
            fields.insert("link".to_owned(), target.text().into());
            "symlink"
        }
        Kind::File(content) => {
            let size = content.size_bytes();
            fields.insert("size".to_owned(), size.into());
            let bytes = content.bytes();
            if size.is_some()
                && bytes.len() <= LONGEST
                && let Ok(text) = std::str::from_utf8(bytes.data())
            {
                fields.insert("content".to_owned(), text.into());
            }
            "file"
        }
        Kind::Fifo => "fifo",
        Kind::Device(_) => "char",
    };
    fields.insert("type".to_owned(), kind.into());
    out
}
