use std::{cell::RefCell, rc::Rc};

use super::Shell;
use crate::{
    filesystem::{Device, Follow, Kind, Node},
    labelled::Bytes,
    shell::{Stream, Written, syntax::Span},
};

/// Output beyond this is cut off, and said to be.
const MOST_OUTPUT: usize = 1 << 20;

/// An open file description, shared by every descriptor that was duplicated from it.
#[derive(Debug)]
pub(crate) struct Descriptor {
    pub(crate) open: Open,
    pub(crate) offset: usize,
}

pub(crate) type SharedOpen = Rc<RefCell<Descriptor>>;

#[derive(Clone, Debug)]
pub(crate) enum Open {
    /// The step's own output.
    Output(Stream),
    /// A file of the machine, and the name that it was opened by.
    File {
        node: Node,
        path: Rc<str>,
        append: bool,
        readable: bool,
        writable: bool,
    },
    /// A pipe, a here-document or captured output.
    Buffer(Bytes),
    Device(Device),
    Directory,
}

impl Open {
    pub(crate) fn shared(self) -> SharedOpen {
        Rc::new(RefCell::new(Descriptor {
            open: self,
            offset: 0,
        }))
    }
}

impl Shell {
    /// Writes to a descriptor; a closed one loses the bytes. False if that failed.
    pub(crate) fn write_fd(&mut self, fd: u32, bytes: &Bytes, span: &Span) -> bool {
        match self.scope.fds.get(&fd).cloned() {
            Some(open) => self.write_open(&open, bytes, span),
            None => false,
        }
    }

    pub(crate) fn write_open(&mut self, shared: &SharedOpen, bytes: &Bytes, span: &Span) -> bool {
        if bytes.is_empty() {
            return true;
        }
        let step = || self.step(span, "is quoted in a message".to_owned());
        let bytes = &*self.shared.seen.label(bytes, step);
        let (open, offset) = {
            let mut descriptor = shared.borrow_mut();
            if let Open::Buffer(buffer) = &mut descriptor.open {
                if buffer.len() < MOST_OUTPUT {
                    buffer.push(bytes);
                }
                return true;
            }
            (descriptor.open.clone(), descriptor.offset)
        };
        match open {
            Open::Output(stream) => self.print(stream, bytes, span),
            Open::File {
                node,
                path,
                append,
                writable: true,
                ..
            } => {
                let Some(inode) = self.files.inode(node).cloned() else {
                    return true;
                };
                let Kind::File(content) = &inode.kind else {
                    return true;
                };
                let old = content.bytes();
                let at = if append { old.len() } else { offset };
                if at + bytes.len() > MOST_OUTPUT {
                    return true;
                }
                let step = self.step(span, format!("is written to {path}"));
                let written = bytes.clone().stepped(|| step);
                let mut new = (*old).clone();
                if at > new.len() {
                    new.push_plain(vec![0; at - new.len()]);
                }
                let new = if at == new.len() {
                    new.push(&written);
                    new
                } else {
                    new.replace(at..at + written.len(), &written)
                };
                self.files.set_content(node, new.into());
                shared.borrow_mut().offset = at + written.len();
            }
            Open::Device(Device::Full) => return false,
            Open::Device(Device::Descriptor(_)) | Open::Buffer(_) | Open::Directory => {
                return false;
            }
            Open::File { .. } => return false,
            Open::Device(_) => {}
        }
        true
    }

    /// Reads a device that never ends from a descriptor.
    pub(crate) fn endless(&mut self, fd: u32, most: usize) -> Option<Bytes> {
        let open = self.scope.fds.get(&fd)?.borrow().open.clone();
        match open {
            Open::Device(Device::Zero | Device::Full) => {
                Some(vec![0; most.min(MOST_OUTPUT)].into())
            }
            Open::Device(Device::Random) => Some(Bytes::unknown(
                &"?".repeat(most.min(MOST_OUTPUT)),
                "random bytes",
            )),
            _ => None,
        }
    }

    /// Whether a descriptor leads to a regular file.
    pub(crate) fn reads_file(&self, fd: u32) -> bool {
        self.scope
            .fds
            .get(&fd)
            .is_some_and(|open| matches!(open.borrow().open, Open::File { .. }))
    }

    /// Reads at most so many bytes of a path, which may be a device that never ends.
    pub(crate) fn read_at_most(&mut self, path: &[u8], most: usize) -> Option<Bytes> {
        let node = self.files.locate(path, Follow::Yes).ok()?.node?;
        let kind = self.files.inode(node).map(|inode| inode.kind.clone())?;
        let most = most.min(MOST_OUTPUT);
        match kind {
            Kind::Device(Device::Zero | Device::Full) => Some(vec![0; most].into()),
            Kind::Device(Device::Random) => Some(Bytes::unknown(&"?".repeat(most), "random bytes")),
            _ => None,
        }
    }

    /// Whether a descriptor leads to a device that is always full.
    pub(crate) fn is_full(&self, fd: u32) -> bool {
        self.scope
            .fds
            .get(&fd)
            .is_some_and(|open| matches!(open.borrow().open, Open::Device(Device::Full)))
    }

    fn print(&mut self, stream: Stream, bytes: &Bytes, span: &Span) {
        let what = match stream {
            Stream::Stdout => "is printed",
            Stream::Stderr => "is printed to standard error",
        };
        let step = self.step(span, what.to_owned());
        let span = self.place(span);
        let outcome = &mut self.shared.outcome;
        let target = match stream {
            Stream::Stdout => &mut outcome.stdout,
            Stream::Stderr => &mut outcome.stderr,
        };
        if target.len() > MOST_OUTPUT {
            return;
        }
        let start = target.len();
        target.push(&bytes.clone().stepped(|| step));
        let range = start..target.len();
        match outcome.written.last_mut() {
            Some(last) if last.stream == stream && last.span == span && last.range.end == start => {
                last.range.end = range.end;
            }
            _ => outcome.written.push(Written {
                stream,
                range,
                span,
            }),
        }
    }

    /// Everything that is left to read from a descriptor.
    pub(crate) fn read_fd(&mut self, fd: u32) -> Bytes {
        self.read_some(fd, |rest| rest.len())
    }

    /// Reads as many bytes as `wanted` says, given what is left.
    pub(crate) fn read_some(&mut self, fd: u32, wanted: impl FnOnce(&[u8]) -> usize) -> Bytes {
        let Some(shared) = self.scope.fds.get(&fd).cloned() else {
            return Bytes::new();
        };
        let mut descriptor = shared.borrow_mut();
        let offset = descriptor.offset;
        let all = match &descriptor.open {
            Open::Buffer(buffer) => Rc::new(buffer.clone()),
            Open::File {
                node,
                readable: true,
                ..
            } => match self.files.inode(*node).map(|inode| &inode.kind) {
                Some(Kind::File(content)) => content.bytes(),
                _ => Rc::default(),
            },
            Open::Device(Device::Zero) => {
                descriptor.offset = 0;
                return Bytes::from(vec![0; 1 << 16]);
            }
            Open::Device(Device::Random) => {
                let filler = "?".repeat(1 << 12);
                return Bytes::unknown(&filler, "random bytes");
            }
            _ => Rc::default(),
        };
        self.shared.seen.see(&all);
        let rest = all.data().get(offset..).unwrap_or_default();
        let length = wanted(rest).min(rest.len());
        descriptor.offset = offset + length;
        if offset == 0 && length == all.len() {
            (*all).clone()
        } else {
            all.slice(offset..offset + length)
        }
    }
}
