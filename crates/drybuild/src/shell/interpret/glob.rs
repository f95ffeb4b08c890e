//! Pathname expansion.

use super::{Pattern, Shell, expand::Field};
use crate::{filesystem::Follow, labelled::Bytes, shell::syntax::Dialect};

/// Matches beyond this many are dropped.
const MOST: usize = 20_000;

impl Shell {
    /// Appends the paths that a field matches, or its text if it is no pattern or matches nothing.
    pub(super) fn pathnames(&mut self, field: Field, out: &mut Vec<Bytes>) {
        let special = !self.scope.options.noglob
            && field
                .text
                .data()
                .iter()
                .zip(&field.active)
                .any(|(byte, active)| *active && b"*?[".contains(byte));
        if special {
            let found = self.matching_paths(&field);
            if !found.is_empty() {
                out.extend(found);
                return;
            }
            if self.scope.options.nullglob {
                return;
            }
        }
        out.push(field.text);
    }

    fn matching_paths(&self, field: &Field) -> Vec<Bytes> {
        let data = field.text.data();
        let mut prefix = Bytes::new();
        let mut at = 0;
        while data.get(at) == Some(&b'/') {
            prefix.push_plain("/");
            at += 1;
        }
        let mut found = vec![prefix];
        while at < data.len() {
            let rest = data.get(at..).unwrap_or_default();
            let length = rest
                .iter()
                .position(|byte| *byte == b'/')
                .unwrap_or(rest.len());
            let active = field.active.get(at..at + length).unwrap_or_default();
            let pattern = Pattern::new(rest.get(..length).unwrap_or_default(), active);
            let slashes = rest
                .get(length..)
                .unwrap_or_default()
                .iter()
                .take_while(|byte| **byte == b'/')
                .count();
            let last = at + length + slashes >= data.len();
            let globstar = self.scope.options.globstar && rest.get(..length) == Some(b"**");
            let mut next = Vec::new();
            for prefix in &found {
                if globstar {
                    self.descend(prefix, last && slashes == 0, &mut next);
                } else {
                    self.step_into(prefix, &pattern, slashes > 0, &mut next);
                }
            }
            for path in &mut next {
                if !globstar || (last && slashes > 0) {
                    for _ in 0..slashes {
                        path.push_plain("/");
                    }
                }
            }
            next.truncate(MOST);
            found = next;
            at += length + slashes;
        }
        found.retain(|path| !path.is_empty());
        found
    }

    fn step_into(&self, prefix: &Bytes, pattern: &Pattern, directory: bool, out: &mut Vec<Bytes>) {
        if !pattern.is_special() {
            let mut path = prefix.clone();
            path.push_plain(pattern.literal());
            let follow = if directory { Follow::Yes } else { Follow::No };
            if self
                .files
                .stat(path.data(), follow)
                .is_ok_and(|inode| !directory || inode.is_dir())
            {
                out.push(path);
            }
            return;
        }
        let here: &[u8] = if prefix.is_empty() {
            b"."
        } else {
            prefix.data()
        };
        let mut names: Vec<Bytes> = Vec::new();
        if self.dialect() != Dialect::Bash && pattern.starts_with_dot() {
            names.extend([".".into(), "..".into()]);
        }
        names.extend(
            self.files
                .list(here)
                .unwrap_or_default()
                .into_iter()
                .map(|(name, _)| name),
        );
        for name in names {
            let hidden = name.data().starts_with(b".");
            if (hidden && !pattern.starts_with_dot() && !self.scope.options.dotglob)
                || !pattern.matches(name.data())
            {
                continue;
            }
            let mut path = prefix.clone();
            path.push(&name);
            if !directory
                || self
                    .files
                    .stat(path.data(), Follow::Yes)
                    .is_ok_and(|inode| inode.is_dir())
            {
                out.push(path);
            }
        }
    }

    /// `**`: the directory itself and everything below it (directories only, unless it is the last component).
    fn descend(&self, prefix: &Bytes, files: bool, out: &mut Vec<Bytes>) {
        if out.len() > MOST {
            return;
        }
        if !files {
            out.push(prefix.clone());
        }
        let here: &[u8] = if prefix.is_empty() {
            b"."
        } else {
            prefix.data()
        };
        for (name, node) in self.files.list(here).unwrap_or_default() {
            if name.data().starts_with(b".") {
                continue;
            }
            let directory = self.files.inode(node).is_some_and(|inode| inode.is_dir());
            let mut path = prefix.clone();
            path.push(&name);
            if files {
                out.push(path.clone());
            }
            if directory {
                path.push_plain("/");
                self.descend(&path, files, out);
            }
        }
    }
}
