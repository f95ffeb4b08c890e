//! Where a cache lies, and who can read it there.

use std::fmt;

use crate::reference::Reference;

/// A place that holds one cache.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A reference of a registry: `corp/app:cache`. An image with an inline cache is one, too.
    Registry(String),
    /// A folder of the client.
    Local {
        /// Its path.
        folder: String,
        /// `tag=`.
        tag: String,
    },
    /// The cache of a GitHub repository.
    GitHub {
        /// `scope=`: builds with one scope overwrite each other's cache.
        scope: String,
    },
    /// A bucket of S3.
    S3 {
        /// Its name.
        bucket: String,
        /// `name=`: of the manifest in it.
        name: String,
    },
    /// A container of Azure Blob Storage.
    Azure {
        /// Where the account is.
        account: String,
        /// The container in it.
        container: String,
        /// `name=`: of the manifest in it.
        name: String,
    },
}

/// Who can read a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who may pull from the repository.
    Registry,
    /// Everybody who can read the folder, and what it is copied to.
    Folder,
    /// Every workflow of the repository, those of pull requests from its branches too.
    Repository,
    /// Everybody whom the bucket's policy lets read.
    Bucket,
}

impl Audience {
    /// In words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Registry => "anyone who may pull from the repository",
            Self::Folder => "anyone who can read the folder",
            Self::Repository => "every workflow of the GitHub repository",
            Self::Bucket => "anyone whom the bucket's policy lets read",
        }
    }
}

/// Where an image of this name is pushed to.
pub(super) fn of_image(tag: &str) -> Option<Place> {
    let reference = Reference::parse(tag).ok()?;
    Some(Place::Registry(reference.with_default_tag().familiar()))
}

impl Place {
    /// Who can read it.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match self {
            Self::Registry(_) => Audience::Registry,
            Self::Local { .. } => Audience::Folder,
            Self::GitHub { .. } => Audience::Repository,
            Self::S3 { .. } | Self::Azure { .. } => Audience::Bucket,
        }
    }

    /// Whether a blob of one is there for the other.
    pub(super) fn shares_blobs_with(&self, other: &Self) -> bool {
        let repository = |reference: &str| {
            let name = reference.split('@').next().unwrap_or_default();
            match name.rsplit_once(':') {
                Some((name, tag)) if !tag.contains('/') => name.to_owned(),
                _ => name.to_owned(),
            }
        };
        match (self, other) {
            (Self::Registry(a), Self::Registry(b)) => repository(a) == repository(b),
            (Self::Local { folder: a, .. }, Self::Local { folder: b, .. }) => a == b,
            (Self::GitHub { .. }, Self::GitHub { .. }) => true,
            (Self::S3 { bucket: a, .. }, Self::S3 { bucket: b, .. }) => a == b,
            (
                Self::Azure {
                    account: a,
                    container: c,
                    ..
                },
                Self::Azure {
                    account: b,
                    container: d,
                    ..
                },
            ) => (a, c) == (b, d),
            _ => false,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Registry(reference) => write!(f, "registry {reference}"),
            Self::Local { folder, tag } if tag == "latest" => write!(f, "folder {folder}"),
            Self::Local { folder, tag } => write!(f, "folder {folder}, tag {tag}"),
            Self::GitHub { scope } => write!(f, "GitHub Actions, scope {scope}"),
            Self::S3 { bucket, name } => write!(f, "S3 bucket {bucket}, {name}"),
            Self::Azure {
                container, name, ..
            } => write!(f, "Azure container {container}, {name}"),
        }
    }
}
