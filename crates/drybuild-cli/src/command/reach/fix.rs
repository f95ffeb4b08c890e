//! `--fix`: what to change, as a diff of files and a command, and in the files with `--write`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use drybuild::fix::{self, ClientSource, Draft, EditedFile, Fix};
use drybuild::labelled::SecretId;
use serde_json::{Value, json};

use super::Site;
use super::diff;
use crate::mask::Mask;

/// What there is to change, and what there is not.
pub(super) struct Proposal {
    /// One fix for all secrets that have one.
    pub(super) fix: Option<Fix>,
    /// Secrets without a fix, and why.
    pub(super) without: Vec<(SecretId, String)>,
    before: Draft,
    after: Draft,
}

/// Looks for a fix; it was built before it is offered.
pub(super) fn propose(site: &Site) -> Proposal {
    let before = Draft {
        input: site.input(),
        command: site.line(),
    };
    let names: Vec<String> = site.names.iter().map(|named| named.name.clone()).collect();
    let drafts = [before];
    let (fix, without) = fix::fix_all(&drafts, &names);
    let [before] = drafts;
    let after = match &fix {
        Some(fix) => before.edited(&fix.edits, &fix.needs),
        None => before.clone(),
    };
    Proposal {
        fix,
        without,
        before,
        after,
    }
}

impl Proposal {
    /// The edited files with their paths, and how they were and are.
    fn files<'a>(&'a self, site: &Site) -> Vec<(PathBuf, &'a str, &'a str)> {
        let plain = |path: &PathBuf| path.strip_prefix(".").unwrap_or(path).to_owned();
        let dockerfile = site.source.path.as_ref().map(plain);
        let ignore = match (&dockerfile, &site.source.dockerfile_dockerignore) {
            (Some(path), Some(_)) => {
                let mut name = path.file_name().unwrap_or_default().to_owned();
                name.push(".dockerignore");
                path.with_file_name(name)
            }
            _ => plain(&Path::new(&site.options.context).join(".dockerignore")),
        };
        let dockerfile = dockerfile.unwrap_or_else(|| PathBuf::from("Dockerfile"));
        let texts = [
            (dockerfile, EditedFile::Dockerfile),
            (ignore, EditedFile::Dockerignore),
        ];
        let mut files = Vec::new();
        for (path, file) in texts {
            let (old, new) = (self.before.text(file), self.after.text(file));
            if old != new {
                files.push((path, old, new));
            }
        }
        files
    }

    /// Writes the files; their paths. A Dockerfile from standard input is not written.
    pub(super) fn write(&self, site: &Site) -> Result<Vec<PathBuf>> {
        let mut written = Vec::new();
        for (path, _, new) in self.files(site) {
            if site.source.path.is_none() && path == Path::new("Dockerfile") {
                continue;
            }
            std::fs::write(&path, new)
                .with_context(|| format!("failed to write {}", path.display()))?;
            written.push(path);
        }
        Ok(written)
    }

    /// For people.
    pub(super) fn text(&self, site: &Site, mask: &Mask, written: &[PathBuf]) -> String {
        let mut out = String::new();
        if let Some(fix) = &self.fix {
            out += "\nHow to keep it out (built again: nothing certain remains)\n";
            for step in &fix.steps {
                _ = writeln!(out, "  - {step}");
            }
            for note in &fix.notes {
                _ = writeln!(out, "  - {note}");
            }
            for need in needs(fix) {
                _ = writeln!(out, "  - the client has to have the value in {need}");
            }
            out += "  - replace the secret: images, caches and records of earlier builds still hold it\n";
            for (path, old, new) in self.files(site) {
                out.push('\n');
                out += &diff::unified(&path.display().to_string(), old, new);
            }
            if self.after.command != self.before.command {
                _ = write!(
                    out,
                    "\n- {}\n+ {}\n",
                    site.shown(&self.before.command, mask),
                    site.shown(&self.after.command, mask)
                );
            }
            for path in written {
                _ = writeln!(out, "\nwritten: {}", path.display());
            }
        }
        for (name, why) in self.reasons(site) {
            _ = write!(out, "\nNo fix for {name}: {why}\n");
        }
        out
    }

    /// For programs.
    pub(super) fn json(&self, site: &Site, mask: &Mask, written: &[PathBuf]) -> Value {
        let files: Vec<Value> = self
            .files(site)
            .into_iter()
            .map(|(path, old, new)| json!({ "path": path, "diff": diff::unified(&path.display().to_string(), old, new) }))
            .collect();
        let without: Vec<Value> = self
            .reasons(site)
            .into_iter()
            .map(|(name, why)| json!({ "secret": name, "why": why }))
            .collect();
        let is_new_command = self.after.command != self.before.command;
        json!({
            "steps": self.fix.as_ref().map(|fix| fix.steps.clone()).unwrap_or_default(),
            "notes": self.fix.as_ref().map(|fix| fix.notes.clone()).unwrap_or_default(),
            "needs": self.fix.as_ref().map(needs).unwrap_or_default(),
            "files": files,
            "command": is_new_command.then(|| site.shown(&self.after.command, mask)),
            "written": written,
            "without": without,
        })
    }

    /// The Dockerfile's part of the fix, as replacements of ranges: start, end, text.
    pub(super) fn replacements(&self) -> Vec<(usize, usize, &str)> {
        let edits = self.fix.iter().flat_map(|fix| &fix.edits);
        let mine = edits.filter(|edit| edit.file == EditedFile::Dockerfile);
        mine.map(|edit| (edit.span.start, edit.span.end, edit.text.as_str()))
            .collect()
    }

    fn reasons<'a>(&'a self, site: &'a Site) -> Vec<(&'a str, &'a str)> {
        let name = |secret: &SecretId| site.names.get(secret.0 as usize);
        let without = self.without.iter();
        without
            .filter_map(|(secret, why)| Some((name(secret)?.name.as_str(), why.as_str())))
            .collect()
    }
}

fn needs(fix: &Fix) -> Vec<String> {
    let words = |need: &fix::Need| match &need.from {
        ClientSource::Variable(name) => format!("the variable {name}"),
        ClientSource::File(path) => format!("the file {path}"),
    };
    fix.needs.iter().map(words).collect()
}
