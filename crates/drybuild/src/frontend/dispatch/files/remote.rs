//! Sources of `ADD` that are not in the context: URLs and repositories.

use super::super::super::BuildError;
use super::Transfer;
use crate::git_url::{GitRef, Url};
use crate::graph::{Op, SourceOp, Vertex};
use crate::quote::quote;
use crate::reference::check_digest;

/// Whether a source is a URL that is no repository.
pub(super) fn is_http(source: &str) -> bool {
    (source.starts_with("http://") || source.starts_with("https://"))
        && GitRef::parse(source).is_err()
}

/// The vertex that clones a repository.
pub(super) fn repository(
    transfer: &Transfer<'_>,
    mut git: GitRef,
    checksum: &mut String,
    keep_git_dir: &mut Option<bool>,
) -> Result<Vertex, BuildError> {
    if transfer.keyword == "COPY" {
        return Err(BuildError::new("source can't be a git ref for COPY"));
    }
    if let (Some(flag), Some(query)) = (*keep_git_dir, git.keep_git_dir)
        && flag != query
    {
        return Err(BuildError::new("inconsistent keep-git-dir configuration"));
    }
    *keep_git_dir = git.keep_git_dir.or(*keep_git_dir);
    git.keep_git_dir = *keep_git_dir;
    if !checksum.is_empty() && !git.checksum.is_empty() && *checksum != git.checksum {
        let message = format!(
            "checksum mismatch {} != {}",
            quote(checksum),
            quote(&git.checksum)
        );
        return Err(BuildError::new(message));
    }
    if !git.checksum.is_empty() {
        checksum.clone_from(&git.checksum);
    }
    git.checksum.clone_from(checksum);
    // `ADD` takes the option and does not pass it on; a context does.
    git.mtime.clear();
    Ok(Vertex::new(Op::Source(git.source())))
}

/// The vertex that downloads a URL, and the name of its file.
pub(super) fn download(
    transfer: &Transfer<'_>,
    url: &str,
    checksum: &str,
) -> Result<(Vertex, String), BuildError> {
    if transfer.keyword == "COPY" {
        return Err(BuildError::new("source can't be a URL for COPY"));
    }
    let path = Url::parse(url).map(|u| u.path).unwrap_or_default();
    let file = match crate::path::base(&path) {
        "." | "/" => "__unnamed__",
        base => base,
    };
    let mut op = SourceOp {
        identifier: url.to_owned(),
        ..SourceOp::default()
    };
    op.attrs.insert("http.filename".to_owned(), file.to_owned());
    if !checksum.is_empty() {
        check_digest(checksum)?;
        op.attrs
            .insert("http.checksum".to_owned(), checksum.to_owned());
    }
    Ok((Vertex::new(Op::Source(op)), file.to_owned()))
}
