use super::{Flags, Process, id::name_of};
use crate::{
    filesystem::{Follow, Inode, Kind},
    labelled::Bytes,
    shell::Exit,
};

const LONG: [(&str, char); 12] = [
    ("all", 'a'),
    ("almost-all", 'A'),
    ("recursive", 'R'),
    ("directory", 'd'),
    ("reverse", 'r'),
    ("human-readable", 'h'),
    ("inode", 'i'),
    ("numeric-uid-gid", 'n'),
    ("size", 's'),
    ("classify", 'F'),
    ("color", 'z'),
    ("full-time", 'l'),
];

/// `ls` to a pipe: one name a line.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(&process.args(), "aAlR1drhinsFptSLogHkqUXvcumNQZGzxC", &LONG);
    let operands = if flags.operands.is_empty() {
        vec![".".into()]
    } else {
        flags.operands.clone()
    };
    let mut listing = Listing {
        flags,
        failed: false,
        printed: false,
    };
    let (mut files, mut directories) = (Vec::new(), Vec::new());
    for operand in operands {
        let long = listing.long();
        let follow = if long || listing.flags.has('d') {
            Follow::No
        } else {
            Follow::Yes
        };
        let found = process
            .files()
            .stat(operand.data(), follow)
            .or_else(|_| process.files().stat(operand.data(), Follow::No));
        match found {
            Ok(inode) if inode.is_dir() && !listing.flags.has('d') => directories.push(operand),
            Ok(_) => files.push(operand),
            Err(error) => {
                listing.failed = true;
                process.err(match process.is_busybox() {
                    true => format!("{}: {}", operand.text(), error.message()),
                    false => format!("cannot access '{}': {}", operand.text(), error.message()),
                });
            }
        }
    }
    files.sort_by(|left, right| left.data().cmp(right.data()));
    directories.sort_by(|left, right| left.data().cmp(right.data()));
    if listing.flags.has('r') {
        files.reverse();
        directories.reverse();
    }
    for file in &files {
        listing.printed = true;
        listing.name(process, file, file);
    }
    let titled = files.len() + directories.len() > 1 || listing.failed || listing.flags.has('R');
    for directory in &directories {
        listing.directory(process, directory, titled);
    }
    match (listing.failed, process.is_busybox()) {
        (false, _) => Exit::SUCCESS,
        (true, true) => Exit::FAILURE,
        (true, false) => Exit::Known(2),
    }
}

struct Listing {
    flags: Flags,
    failed: bool,
    printed: bool,
}

impl Listing {
    fn long(&self) -> bool {
        self.flags.has('l') || self.flags.has('n') || self.flags.has('o') || self.flags.has('g')
    }

    fn directory(&mut self, process: &mut Process<'_>, path: &Bytes, titled: bool) {
        let entries = match process.files().list(path.data()) {
            Ok(entries) => entries,
            Err(error) => {
                self.failed = true;
                return process.err(match process.is_busybox() {
                    true => format!("can't open '{}': {}", path.text(), error.message()),
                    false => format!(
                        "cannot open directory '{}': {}",
                        path.text(),
                        error.message()
                    ),
                });
            }
        };
        if titled {
            let gap = if self.printed { "\n" } else { "" };
            process.print(format!("{gap}{}:\n", path.text()));
        }
        self.printed = true;
        let mut names: Vec<Bytes> = entries.into_iter().map(|(name, _)| name).collect();
        let (all, almost) = (self.flags.has('a'), self.flags.has('A'));
        names.retain(|name| all || almost || !name.data().starts_with(b"."));
        if all {
            names.splice(0..0, [".".into(), "..".into()]);
        }
        let join = |name: &Bytes| {
            let mut child = path.clone();
            if !child.data().ends_with(b"/") {
                child.push_plain("/");
            }
            child.push(name);
            child
        };
        if self.flags.has('t') {
            names.sort_by_key(|name| {
                std::cmp::Reverse(
                    process
                        .files()
                        .stat(join(name).data(), Follow::No)
                        .map_or(0, |inode| inode.modified),
                )
            });
        } else if self.flags.has('S') {
            names.sort_by_key(|name| {
                std::cmp::Reverse(
                    process
                        .files()
                        .stat(join(name).data(), Follow::No)
                        .map_or(0, |inode| size(&inode).unwrap_or(0)),
                )
            });
        }
        if self.flags.has('r') {
            names.reverse();
        }
        if self.long() {
            process.line(&Bytes::unknown("total 0", "the blocks of a directory"));
        }
        for name in &names {
            self.name(process, name, &join(name));
        }
        if self.flags.has('R') {
            for name in names
                .iter()
                .filter(|name| !matches!(name.data(), b"." | b".."))
            {
                let child = join(name);
                if process
                    .files()
                    .stat(child.data(), Follow::No)
                    .is_ok_and(|inode| inode.is_dir())
                {
                    self.directory(process, &child, true);
                }
            }
        }
    }

    fn name(&self, process: &mut Process<'_>, name: &Bytes, path: &Bytes) {
        let Ok(inode) = process.files().stat(path.data(), Follow::No) else {
            return;
        };
        let mut line = Bytes::new();
        if self.flags.has('i') {
            line.push(&Bytes::unknown("1 ", "an inode number"));
        }
        if self.long() {
            let numeric = self.flags.has('n');
            let user = if numeric {
                inode.owner.uid.to_string()
            } else {
                name_of(process, "/etc/passwd", inode.owner.uid)
            };
            let group = if numeric {
                inode.owner.gid.to_string()
            } else {
                name_of(process, "/etc/group", inode.owner.gid)
            };
            let links = super::stat::links(process, &inode);
            let pad = if process.is_busybox() { 8 } else { 0 };
            line.push_plain(format!(
                "{} {links} {user:<pad$} {group:<pad$} ",
                permissions(&inode)
            ));
            match size(&inode) {
                Some(size) => line.push_plain(size.to_string()),
                None => line.push(&Bytes::unknown("4096", "a size that is not known")),
            }
            line.push_plain(" ");
            line.push(&Bytes::unknown("Jan  1 00:00", "the date"));
            line.push_plain(" ");
        }
        line.push(name);
        if let Kind::Symlink(target) = &inode.kind
            && self.long()
        {
            line.push_plain(" -> ");
            line.push(target);
        }
        if inode.is_dir() && (self.flags.has('F') || self.flags.has('p')) {
            line.push_plain("/");
        } else if self.flags.has('F') && inode.is_file() && inode.mode & 0o111 != 0 {
            line.push_plain("*");
        } else if self.flags.has('F') && matches!(inode.kind, Kind::Symlink(_)) && !self.long() {
            line.push_plain("@");
        }
        process.line(&line);
    }
}

fn size(inode: &Inode) -> Option<u64> {
    match &inode.kind {
        Kind::File(content) => content.size_bytes(),
        Kind::Symlink(target) => Some(target.len() as u64),
        Kind::Directory(_) => None,
        _ => Some(0),
    }
}

/// The first column of `ls -l`.
pub(super) fn permissions(inode: &Inode) -> String {
    let mut text = String::new();
    text.push(match inode.kind {
        Kind::File(_) => '-',
        Kind::Directory(_) => 'd',
        Kind::Symlink(_) => 'l',
        Kind::Fifo => 'p',
        Kind::Device(_) => 'c',
    });
    for (shift, special, letter) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        let bits = inode.mode >> shift;
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (bits & 1 != 0, inode.mode & special != 0) {
            (true, true) => letter,
            (false, true) => letter.to_ascii_uppercase(),
            (true, false) => 'x',
            (false, false) => '-',
        });
    }
    text
}
