use super::{
    super::gzip,
    Process, Settings,
    format::{Archive, Head},
};
use crate::{
    filesystem::{Follow, Inode, Kind, Node},
    labelled::Bytes,
    shell::{Exit, interpret::Pattern},
};

/// `tar c`
pub(super) fn create(process: &mut Process<'_>, settings: &Settings, operands: &[Bytes]) -> Exit {
    let cwd = process.files().cwd.clone();
    for directory in &settings.directory {
        if !enter(process, directory) {
            process.files().cwd = cwd;
            process.err(format!(
                "{}: Cannot open: No such file or directory",
                directory.text()
            ));
            process.err("Error is not recoverable: exiting now");
            return Exit::Known(2);
        }
    }
    let mut writer = Writer {
        out: Archive::default(),
        linked: Vec::new(),
        failed: false,
        names: Vec::new(),
    };
    for operand in operands {
        writer.add(process, settings, operand);
    }
    process.files().cwd = cwd;
    let mut out = writer.out.finish();
    // The times in the headers are those of the build.
    let header = 0..out.len().min(512);
    out.mark(
        header,
        crate::labelled::Mark::Unknown("the times in an archive".into()),
    );
    if settings.gzip {
        out = gzip::pack(&out);
    }
    for name in &writer.names {
        if settings.verbose {
            let line = format!("{}\n", name.text());
            if settings
                .archive
                .as_ref()
                .is_none_or(|path| path.data() == b"-")
            {
                process.err_text(line)
            } else {
                process.print(line)
            }
        }
    }
    match settings.archive.as_ref().filter(|path| path.data() != b"-") {
        None => process.out(&out),
        Some(path) => {
            if let Err(error) = process.write(path, out) {
                process.err(format!("{}: Cannot open: {}", path.text(), error.message()));
                return Exit::Known(2);
            }
        }
    }
    match (writer.failed, process.is_busybox()) {
        (false, _) => Exit::SUCCESS,
        (true, true) => Exit::FAILURE,
        (true, false) => {
            process.err("Exiting with failure status due to previous errors");
            Exit::Known(2)
        }
    }
}

/// Changes the directory of the process, for -C.
pub(super) fn enter(process: &mut Process<'_>, directory: &Bytes) -> bool {
    match process.files().locate(directory.data(), Follow::Yes) {
        Ok(located)
            if located
                .node
                .and_then(|node| process.files().inode(node).cloned())
                .is_some_and(|inode| inode.is_dir()) =>
        {
            process.files().cwd = located.path;
            true
        }
        _ => false,
    }
}

struct Writer {
    out: Archive,
    linked: Vec<(Node, Bytes)>,
    failed: bool,
    names: Vec<Bytes>,
}

impl Writer {
    fn add(&mut self, process: &mut Process<'_>, settings: &Settings, path: &Bytes) {
        if excluded(path, &settings.excludes) {
            return;
        }
        let found = process
            .files()
            .locate(path.data(), Follow::No)
            .and_then(|located| {
                let node = located.existing()?;
                Ok((node, process.files().stat(path.data(), Follow::No)?))
            });
        let Ok((node, inode)) = found else {
            self.failed = true;
            return process.err(match process.is_busybox() {
                true => format!("{}: No such file or directory", path.text()),
                false => format!("{}: Cannot stat: No such file or directory", path.text()),
            });
        };
        let mut name = path.clone();
        while name.data().starts_with(b"/") {
            name = name.from_offset(1);
        }
        if inode.is_dir() && !name.data().ends_with(b"/") {
            name.push_plain("/");
        }
        let linked = self
            .linked
            .iter()
            .find(|(known, _)| *known == node)
            .map(|(_, first)| first.clone());
        if !name.is_empty() && name.data() != b"/" {
            self.entry(process, path, &name, &inode, linked.as_ref());
        }
        if inode.is_file() && inode.links > 1 && linked.is_none() {
            self.linked.push((node, name));
        }
        if inode.is_dir() {
            for (child, _) in process.files().list(path.data()).unwrap_or_default() {
                let mut below = path.clone();
                if !below.data().ends_with(b"/") {
                    below.push_plain("/");
                }
                below.push(&child);
                self.add(process, settings, &below);
            }
        }
    }

    fn entry(
        &mut self,
        process: &mut Process<'_>,
        path: &Bytes,
        name: &Bytes,
        inode: &Inode,
        linked: Option<&Bytes>,
    ) {
        let content = match &inode.kind {
            Kind::File(_) if linked.is_none() => match process.read(path) {
                Ok(content) => content,
                Err(error) => {
                    self.failed = true;
                    return process.err(format!(
                        "{}: Cannot open: {}",
                        path.text(),
                        error.message()
                    ));
                }
            },
            _ => Bytes::new(),
        };
        let (kind, target) = match &inode.kind {
            Kind::File(_) if linked.is_some() => (b'1', linked.cloned().unwrap_or_default()),
            Kind::File(_) => (b'0', Bytes::new()),
            Kind::Directory(_) => (b'5', Bytes::new()),
            Kind::Symlink(target) => (b'2', target.clone()),
            Kind::Fifo => (b'6', Bytes::new()),
            Kind::Device(_) => (b'3', Bytes::new()),
        };
        self.names.push(name.clone());
        let head = Head {
            name,
            kind,
            mode: inode.mode,
            owner: inode.owner,
            target: &target,
        };
        self.out.entry(&head, &content);
    }
}

/// Whether an exclude pattern matches the path or one of its ends.
pub(super) fn excluded(path: &Bytes, patterns: &[Bytes]) -> bool {
    let text = path.data();
    let trimmed = text.strip_suffix(b"/").unwrap_or(text);
    patterns.iter().any(|pattern| {
        let pattern =
            Pattern::from_text(pattern.data().strip_suffix(b"/").unwrap_or(pattern.data()));
        pattern.matches(trimmed)
            || trimmed.iter().enumerate().any(|(at, byte)| {
                *byte == b'/' && pattern.matches(trimmed.get(at + 1..).unwrap_or_default())
            })
    })
}
