//! What `docker build` was asked for, beyond the Dockerfile itself.

use std::collections::BTreeMap;

use crate::platform::Platform;

/// The flags of one `docker buildx build` that the frontend or the solver reads.
///
/// The default is `docker build .` on a linux/amd64 builder with an empty context.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BuildOptions {
    /// `--target`; empty means the last stage.
    pub target: String,
    /// `--build-arg`, in the order given; of two with one name the last counts.
    pub build_args: Vec<(String, String)>,
    /// `--platform`; empty means the builder's own.
    pub platforms: Vec<Platform>,
    /// The platform of the builder.
    pub build_platform: Platform,
    /// `--label`, in the order given.
    pub labels: Vec<(String, String)>,
    /// `--no-cache` or `--no-cache-filter`.
    pub no_cache: NoCache,
    /// `--build-context`: name and source (`docker-image://…`, a URL, a folder).
    pub contexts: Vec<(String, String)>,
    /// `--secret`, by id.
    pub secrets: Vec<SecretOption>,
    /// `--ssh` ids.
    pub ssh: Vec<String>,
    /// `--provenance`; `None` when the flag was not given.
    pub provenance: Option<String>,
    /// `--sbom`; `None` when the flag was not given.
    pub sbom: Option<String>,
    /// `--cache-to`, each as written.
    pub cache_to: Vec<String>,
    /// `--cache-from`, each as written.
    pub cache_from: Vec<String>,
    /// `--output`, each as written.
    pub output: Vec<String>,
    /// `--annotation`, in the order given.
    pub annotations: Vec<(String, String)>,
    /// `--tag`.
    pub tags: Vec<String>,
    /// Environment of the client, which `--build-arg NAME` and `--secret env=` read.
    pub client_env: BTreeMap<String, String>,
    /// The build context named on the command line: `.`, a folder, or a URL.
    pub context: String,
    /// Text of `.dockerignore` at the context's root, if there is one.
    pub dockerignore: Option<String>,
    /// Text of `<Dockerfile>.dockerignore` beside the Dockerfile; it replaces `.dockerignore`.
    pub dockerfile_dockerignore: Option<String>,
    /// Frontend attributes as BuildKit's API names them (`hostname`, `build-arg:X`, …).
    pub raw: BTreeMap<String, String>,
}

impl Default for BuildOptions {
    fn default() -> Self {
        Self {
            target: String::new(),
            build_args: Vec::new(),
            platforms: Vec::new(),
            build_platform: Platform::linux_amd64(),
            labels: Vec::new(),
            no_cache: NoCache::Off,
            contexts: Vec::new(),
            secrets: Vec::new(),
            ssh: Vec::new(),
            provenance: None,
            sbom: None,
            cache_to: Vec::new(),
            cache_from: Vec::new(),
            output: Vec::new(),
            annotations: Vec::new(),
            tags: Vec::new(),
            client_env: BTreeMap::new(),
            context: ".".to_owned(),
            dockerignore: None,
            dockerfile_dockerignore: None,
            raw: BTreeMap::new(),
        }
    }
}

/// Which stages run without cache.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum NoCache {
    /// The cache is used everywhere.
    #[default]
    Off,
    /// `--no-cache`.
    All,
    /// `--no-cache-filter`: names of stages.
    Stages(Vec<String>),
}

/// One `--secret`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SecretOption {
    /// The id that a mount names.
    pub id: String,
    /// File on the client, if it comes from one.
    pub src: Option<String>,
    /// Variable on the client, if it comes from one.
    pub env: Option<String>,
    /// The value where it is known, as a lab or a test plants it.
    pub value: Option<Vec<u8>>,
}
