//! The bytes of an archive, entry by entry, as GNU tar writes them. Times are left at zero.

use crate::{filesystem::Owner, labelled::Bytes};

/// An archive that is being written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Archive {
    out: Bytes,
}

/// One entry, but for its content.
pub(crate) struct Head<'a> {
    /// A directory's ends with a slash.
    pub(crate) name: &'a Bytes,
    /// Tar's letter: `0` file, `1` hard link, `2` symbolic link, `5` directory.
    pub(crate) kind: u8,
    pub(crate) mode: u32,
    pub(crate) owner: Owner,
    /// Where a link leads.
    pub(crate) target: &'a Bytes,
}

impl Archive {
    pub(crate) fn entry(&mut self, head: &Head<'_>, content: &Bytes) {
        if head.name.len() > 100 {
            // GNU's long name: an entry of its own before the real one.
            let long = Head {
                name: &"././@LongLink".into(),
                kind: b'L',
                mode: 0o644,
                target: &Bytes::new(),
                ..*head
            };
            self.header(&long, head.name.len() + 1);
            let mut name = head.name.clone();
            name.push_plain([0]);
            self.block(&name);
        }
        self.header(head, content.len());
        self.block(content);
    }

    /// The whole archive, in records of 10 KiB.
    pub(crate) fn finish(self) -> Bytes {
        let mut out = self.out;
        out.push_plain([0; 1024]);
        let padding = (10_240 - out.len() % 10_240) % 10_240;
        out.push_plain(vec![0; padding]);
        out
    }

    fn block(&mut self, content: &Bytes) {
        self.out.push(content);
        self.out
            .push_plain(vec![0; (512 - content.len() % 512) % 512]);
    }

    fn header(&mut self, head: &Head<'_>, size: usize) {
        let (name, target) = (head.name.slice(0..100), head.target.slice(0..100));
        let Owner { uid, gid } = head.owner;
        let mut header = name.clone();
        header.push_plain(vec![0; 100 - name.len().min(100)]);
        header.push_plain(format!(
            "{:07o}\0{uid:07o}\0{gid:07o}\0{size:011o}\0{:011o}\0",
            head.mode, 0
        ));
        header.push_plain("        ");
        header.push_plain([head.kind]);
        header.push(&target);
        header.push_plain(vec![0; 100 - target.len().min(100)]);
        header.push_plain("ustar  \0");
        header.push_plain(vec![0; 512 - header.len().min(512)]);
        let sum: u32 = header.data().iter().map(|byte| u32::from(*byte)).sum();
        self.out
            .push(&header.replace(148..156, &format!("{sum:06o}\0 ").into()));
    }
}
