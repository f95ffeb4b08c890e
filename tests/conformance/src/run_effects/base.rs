use std::rc::Rc;

use drybuild::base_image::{BaseImage, BaseLayer, Images};
use drybuild::filesystem::{Content, Device, Family, FileSystem, Kind, Owner, Program};
use drybuild::image::{HistoryEntry, ImageConfig};
use serde_json::Value;

use crate::flows::{list, text, texts};

/// The images of `bases.json`, under the names that they stand in for.
pub(super) fn images(bases: &Value) -> Images {
    let mut images = Images::default();
    for (name, family) in [("debian", Family::Gnu), ("busybox", Family::Busybox)] {
        let base = bases.get(name).unwrap_or(&Value::Null);
        let reference = text(base, "ref").to_owned();
        images = images.with(&reference, image(base, family));
    }
    images
}

fn image(base: &Value, family: Family) -> BaseImage {
    let mut config = ImageConfig::default();
    let recorded = base.get("config").unwrap_or(&Value::Null);
    config.config.env = texts(recorded.get("Env"));
    config.config.cmd = texts(recorded.get("Cmd"));
    let mut layers = Vec::new();
    for entry in list(base, "history") {
        let created_by = text(entry, "created_by").to_owned();
        config.diff_ids.push(String::new());
        config.history.push(HistoryEntry {
            created_by: created_by.clone(),
            comment: text(entry, "comment").to_owned(),
            ..HistoryEntry::default()
        });
        layers.push(BaseLayer {
            created_by,
            size_bytes: 0,
        });
    }
    BaseImage {
        config,
        layers,
        files: files(base, family),
        assumption: None,
        platforms: &[],
        sources: &[],
    }
}

fn files(base: &Value, family: Family) -> FileSystem {
    let mut files = FileSystem::new();
    for entry in list(base, "entries") {
        let path = text(entry, "path");
        let mode = u32::from_str_radix(text(entry, "mode"), 8).unwrap_or(0o755);
        let number = |key: &str| {
            let number = entry.get(key).and_then(Value::as_u64).unwrap_or(0);
            u32::try_from(number).unwrap_or(0)
        };
        let owner = Owner {
            uid: number("uid"),
            gid: number("gid"),
        };
        let _made = match text(entry, "type") {
            "dir" => files.make_dir(path, mode, owner).inspect(|id| {
                files.update(*id, |inode| inode.mode = mode);
            }),
            "symlink" => files.symlink(path, text(entry, "linkname"), owner),
            "file" => {
                let content = entry.get("content").and_then(Value::as_str);
                let content = content.map_or(
                    Content::Unknown {
                        size_bytes: entry.get("size").and_then(Value::as_u64),
                    },
                    Content::from,
                );
                files.write(path, content, mode, owner)
            }
            _ => files.put(path, Kind::Device(Device::Null), mode, owner),
        };
    }
    let folders = base.get("executables").and_then(Value::as_object);
    for (folder, names) in folders.into_iter().flatten() {
        for name in texts(Some(names)) {
            let program = match (name.as_str(), family) {
                ("sh", Family::Gnu) => "dash",
                (name, _) => name,
            };
            let program = Program {
                name: Rc::from(program),
                family,
            };
            let path = format!("{folder}/{name}");
            let _made = files.write(&path, Content::Program(program), 0o755, Owner::default());
        }
    }
    files
}
