//! Redirections.

use std::rc::Rc;

use super::{Open, SharedOpen, Shell, Stop};
use crate::{
    filesystem::{Errno, Follow, Kind},
    labelled::Bytes,
    shell::syntax::{Dialect, Redirect, RedirectKind, Span, Word},
};

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Read,
    Write { clobber: bool },
    Append,
    ReadWrite,
}

impl Shell {
    /// Applies redirections in order; false if one failed, which has been said.
    pub(super) fn redirect(&mut self, redirects: &[Redirect]) -> Result<bool, Stop> {
        for redirect in redirects {
            let span = &redirect.span;
            let done = match &redirect.kind {
                RedirectKind::Read(word) => {
                    self.redirect_file(redirect.fd.unwrap_or(0), word, Access::Read, span)?
                }
                RedirectKind::Write { target, clobber } => self.redirect_file(
                    redirect.fd.unwrap_or(1),
                    target,
                    Access::Write { clobber: *clobber },
                    span,
                )?,
                RedirectKind::Append(word) => {
                    self.redirect_file(redirect.fd.unwrap_or(1), word, Access::Append, span)?
                }
                RedirectKind::ReadWrite(word) => {
                    self.redirect_file(redirect.fd.unwrap_or(0), word, Access::ReadWrite, span)?
                }
                RedirectKind::Both { target, append } => {
                    let access = if *append {
                        Access::Append
                    } else {
                        Access::Write { clobber: false }
                    };
                    let done = self.redirect_file(1, target, access, span)?;
                    if let Some(open) = self.scope.fds.get(&1).cloned().filter(|_| done) {
                        self.scope.fds.insert(2, open);
                    }
                    done
                }
                RedirectKind::HereDoc(body) => {
                    let text = match body.get() {
                        Some(word) => self.single(word)?,
                        None => Bytes::new(),
                    };
                    self.scope
                        .fds
                        .insert(redirect.fd.unwrap_or(0), Open::Buffer(text).shared());
                    true
                }
                RedirectKind::HereString(word) => {
                    let mut text = self.single(word)?;
                    text.push_plain("\n");
                    self.scope
                        .fds
                        .insert(redirect.fd.unwrap_or(0), Open::Buffer(text).shared());
                    true
                }
                RedirectKind::Duplicate { target, output } => {
                    self.duplicate(redirect.fd, target, *output, span)?
                }
            };
            if !done {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn duplicate(
        &mut self,
        fd: Option<u32>,
        target: &Word,
        output: bool,
        span: &Span,
    ) -> Result<bool, Stop> {
        let text = self.single(target)?;
        let to = fd.unwrap_or(u32::from(output));
        let name = text.text().into_owned();
        if name == "-" {
            self.scope.fds.remove(&to);
            return Ok(true);
        }
        let (number, moves) = match name.strip_suffix('-') {
            Some(number) => (number, true),
            None => (name.as_str(), false),
        };
        let Ok(from) = number.parse::<u32>() else {
            if output && fd.is_none() && self.dialect() != Dialect::Dash {
                let done = self.redirect_file(1, target, Access::Write { clobber: false }, span)?;
                if let Some(open) = self.scope.fds.get(&1).cloned().filter(|_| done) {
                    self.scope.fds.insert(2, open);
                }
                return Ok(done);
            }
            self.complain(span, "Bad fd number");
            return Ok(false);
        };
        match self.scope.fds.get(&from).cloned() {
            Some(open) => {
                self.scope.fds.insert(to, open);
                if moves {
                    self.scope.fds.remove(&from);
                }
                Ok(true)
            }
            None => {
                let message = match self.dialect() {
                    Dialect::Dash | Dialect::Ash | Dialect::Bash => {
                        format!("{from}: Bad file descriptor")
                    }
                };
                self.complain(span, &message);
                Ok(false)
            }
        }
    }

    fn redirect_file(
        &mut self,
        fd: u32,
        word: &Word,
        access: Access,
        span: &Span,
    ) -> Result<bool, Stop> {
        let path = self.single(word)?;
        match self.open(&path, access) {
            Ok(open) => {
                self.scope.fds.insert(fd, open);
                Ok(true)
            }
            Err(error) => {
                let message = self.open_message(&path.text(), access, error);
                self.complain(span, &message);
                Ok(false)
            }
        }
    }

    fn open_message(&self, path: &str, access: Access, error: Errno) -> String {
        let reading = access == Access::Read;
        match self.dialect() {
            Dialect::Bash => {
                let text = if error == Errno::Exists {
                    "cannot overwrite existing file"
                } else {
                    error.message()
                };
                format!("{path}: {text}")
            }
            Dialect::Dash => {
                let text = match (reading, error) {
                    (true, Errno::NoEntry) => "No such file",
                    (false, Errno::NoEntry) => "Directory nonexistent",
                    _ => error.message(),
                };
                format!(
                    "cannot {} {path}: {text}",
                    if reading { "open" } else { "create" }
                )
            }
            Dialect::Ash => {
                let text = match (reading, error) {
                    (true, Errno::NoEntry) => "no such file",
                    (false, Errno::NoEntry) => "nonexistent directory",
                    _ => error.message(),
                };
                format!(
                    "can't {} {path}: {text}",
                    if reading { "open" } else { "create" }
                )
            }
        }
    }

    /// The descriptor that a path like /dev/stdout or /proc/self/fd/3 stands for.
    pub(crate) fn descriptor_of(&self, path: &[u8]) -> Option<u32> {
        let number = |text: &[u8]| std::str::from_utf8(text).ok()?.parse::<u32>().ok();
        match path {
            b"/dev/stdin" => return Some(0),
            b"/dev/stdout" => return Some(1),
            b"/dev/stderr" => return Some(2),
            _ => {}
        }
        for prefix in [&b"/dev/fd/"[..], b"/proc/self/fd/", b"/proc/1/fd/"] {
            if let Some(rest) = path.strip_prefix(prefix) {
                return number(rest);
            }
        }
        let located = self.files.locate(path, Follow::Yes).ok()?;
        number(located.path.strip_prefix(b"/proc/self/fd/")?)
    }

    fn open(&mut self, path: &Bytes, access: Access) -> Result<SharedOpen, Errno> {
        if let Some(fd) = self.descriptor_of(path.data()) {
            return self.scope.fds.get(&fd).cloned().ok_or(Errno::NoEntry);
        }
        if access == Access::Read {
            if let Some(content) = self.environ_at(path.data()) {
                return Ok(Open::Buffer(content).shared());
            }
            return self.open_to_read(path);
        }
        if let Access::Write { clobber: false } = access
            && self.scope.options.noclobber
            && self
                .files
                .stat(path.data(), Follow::Yes)
                .is_ok_and(|inode| inode.is_file())
        {
            return Err(Errno::Exists);
        }
        let existed = self.files.stat(path.data(), Follow::Yes).is_ok();
        let node = self.files.open_to_write(path, 0o666)?;
        let kind = self.files.inode(node).map(|inode| inode.kind.clone());
        if let Some(Kind::Fifo) = kind {
            return Ok(self.pipe(node));
        }
        if let Some(Kind::Device(device)) = kind {
            return Ok(Open::Device(device).shared());
        }
        if existed && matches!(access, Access::Write { .. }) {
            self.files.set_content(node, Bytes::new().into());
        }
        let name: Rc<str> = Rc::from(path.text().into_owned());
        let append = access == Access::Append;
        let readable = access == Access::ReadWrite;
        Ok(Open::File {
            node,
            path: name,
            append,
            readable,
            writable: true,
        }
        .shared())
    }

    pub(crate) fn open_to_read(&mut self, path: &Bytes) -> Result<SharedOpen, Errno> {
        let node = self.files.locate(path.data(), Follow::Yes)?.existing()?;
        let inode = self.files.inode(node).cloned().ok_or(Errno::NoEntry)?;
        if !self.files.may(&inode, 4) {
            return Err(Errno::Permission);
        }
        Ok(match &inode.kind {
            Kind::Directory(_) => Open::Directory.shared(),
            Kind::Device(device) => Open::Device(*device).shared(),
            Kind::Fifo => {
                self.finish_jobs();
                self.pipe(node)
            }
            _ => {
                let name: Rc<str> = Rc::from(path.text().into_owned());
                Open::File {
                    node,
                    path: name,
                    append: false,
                    readable: true,
                    writable: false,
                }
                .shared()
            }
        })
    }
}
