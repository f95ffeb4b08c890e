//! Git references of `ADD` and of build contexts (`frontend/dockerfile/dfgitutil`, `util/gitutil`).

mod query;
mod url;

use std::collections::BTreeMap;

pub(crate) use url::Url;

use crate::graph::SourceOp;
use crate::path::join;

/// A repository, and what of it is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct GitRef {
    remote: String,
    host: String,
    path: String,
    ssh: bool,
    /// Branch, tag or commit.
    pub(crate) reference: String,
    subdir: String,
    /// The commit that must be found.
    pub(crate) checksum: String,
    /// Whether `.git` is kept, if the URL says.
    pub(crate) keep_git_dir: Option<bool>,
    submodules: Option<bool>,
    /// Times that the files get: of the checkout or of the commit.
    pub(crate) mtime: String,
    fetch_by_commit: bool,
}

/// Why a text is no repository.
pub(crate) enum GitRefError {
    /// It is something else: a file or a URL.
    NotGit,
    /// It is one, and says something wrong.
    Invalid(String),
}

impl GitRef {
    /// Reads a source of `ADD` or a context (`ParseGitRef`).
    pub(crate) fn parse(text: &str) -> Result<Self, GitRefError> {
        if text.starts_with("./") || text.starts_with("../") || text.starts_with("github.com/") {
            // The last looks like a local path: BuildKit takes it for a repository in a context only.
            return Err(GitRefError::NotGit);
        }
        let url = Url::parse_git(text).ok_or(GitRefError::NotGit)?;
        if matches!(url.scheme.as_str(), "http" | "https") && !url.path.ends_with(".git") {
            return Err(GitRefError::NotGit);
        }
        let (reference, subdir) = url.fragment.split_once(':').unwrap_or((&url.fragment, ""));
        let mut git = Self {
            remote: url.without_options(),
            host: url.host.clone(),
            path: url.path.clone(),
            ssh: url.scheme == "ssh",
            reference: reference.to_owned(),
            subdir: join("/", subdir).trim_start_matches('/').to_owned(),
            ..Self::default()
        };
        query::apply(&mut git, &url.query).map_err(GitRefError::Invalid)?;
        Ok(git)
    }

    /// The source vertex that fetches it (`llb.Git`).
    pub(crate) fn source(&self) -> SourceOp {
        let mut identifier = format!("git://{}{}", self.host, join("/", &self.path));
        if !self.reference.is_empty() || !self.subdir.is_empty() {
            identifier = format!("{identifier}#{}", self.reference);
            if !self.subdir.is_empty() {
                identifier = format!("{identifier}:{}", self.subdir);
            }
        }
        let mut attrs = BTreeMap::new();
        let mut set = |key: &str, value: &str| _ = attrs.insert(key.to_owned(), value.to_owned());
        set("git.fullurl", &self.remote);
        set("git.authtokensecret", "GIT_AUTH_TOKEN");
        set("git.authheadersecret", "GIT_AUTH_HEADER");
        if self.keep_git_dir == Some(true) {
            set("git.keepgitdir", "true");
        }
        if self.ssh {
            set("git.mountsshsock", "default");
        }
        if !self.checksum.is_empty() {
            set("git.checksum", &self.checksum);
        }
        if self.submodules == Some(false) {
            set("git.skipsubmodules", "true");
        }
        if !self.mtime.is_empty() {
            set("git.mtime", &self.mtime);
        }
        if self.fetch_by_commit {
            set("git.fetchbycommit", "true");
        }
        SourceOp { identifier, attrs }
    }
}
