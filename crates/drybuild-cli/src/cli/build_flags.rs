//! Flags of `docker buildx build`.

use clap::Args;

/// Flags of `docker buildx build` that change the answer.
#[derive(Debug, Default, Args)]
pub(crate) struct BuildFlags {
    /// Name of the Dockerfile; `-` reads standard input
    #[arg(short, long, value_name = "PATH")]
    pub(crate) file: Option<String>,
    /// Stage to build
    #[arg(long, default_value = "")]
    pub(crate) target: String,
    /// Build argument; without a value it is taken from the environment
    #[arg(long, value_name = "NAME[=VALUE]")]
    pub(crate) build_arg: Vec<String>,
    /// Platforms to build for
    #[arg(long, value_delimiter = ',', value_name = "PLATFORM")]
    pub(crate) platform: Vec<String>,
    /// Label of the image
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) label: Vec<String>,
    /// Use no cache
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Use no cache for these stages
    #[arg(long, value_delimiter = ',', value_name = "STAGE")]
    pub(crate) no_cache_filter: Vec<String>,
    /// Additional context
    #[arg(long, value_name = "NAME=SOURCE")]
    pub(crate) build_context: Vec<String>,
    /// Secret to expose
    #[arg(long, value_name = "id=ID[,src=FILE|,env=NAME]")]
    pub(crate) secret: Vec<String>,
    /// SSH agent to expose
    #[arg(long, value_name = "ID")]
    pub(crate) ssh: Vec<String>,
    /// Provenance attestation
    #[arg(long, value_name = "MODE")]
    pub(crate) provenance: Option<String>,
    /// SBOM attestation
    #[arg(long, value_name = "MODE")]
    pub(crate) sbom: Option<String>,
    /// Where to export cache to
    #[arg(long, value_name = "SPEC")]
    pub(crate) cache_to: Vec<String>,
    /// Where to import cache from
    #[arg(long, value_name = "SPEC")]
    pub(crate) cache_from: Vec<String>,
    /// Where the result goes
    #[arg(short, long, value_name = "SPEC")]
    pub(crate) output: Vec<String>,
    /// Name of the image
    #[arg(short, long, value_name = "NAME")]
    pub(crate) tag: Vec<String>,
    /// Network of `RUN`: sandbox, none or host
    #[arg(long, value_name = "MODE")]
    pub(crate) network: Option<String>,
    /// Annotation of the image
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) annotation: Vec<String>,
    /// Attestation: type=provenance or type=sbom
    #[arg(long, value_name = "SPEC")]
    pub(crate) attest: Vec<String>,
    /// Push the image: short for --output type=registry
    #[arg(long)]
    pub(crate) push: bool,
    /// Load the image: short for --output type=docker
    #[arg(long)]
    pub(crate) load: bool,
    /// How `build` shows progress: auto, plain, tty, quiet or rawjson
    #[arg(long, value_name = "MODE")]
    pub(crate) progress: Option<String>,
    #[command(flatten)]
    pub(crate) without_effect: WithoutEffect,
}

/// Flags that a build command may carry along and that change nothing here.
#[derive(Debug, Default, Args)]
pub(crate) struct WithoutEffect {
    #[arg(long, hide = true)]
    pub(crate) add_host: Vec<String>,
    #[arg(long, hide = true)]
    pub(crate) allow: Vec<String>,
    #[arg(long, hide = true)]
    pub(crate) builder: Option<String>,
    #[arg(long, hide = true)]
    pub(crate) cgroup_parent: Option<String>,
    #[arg(short = 'D', long, hide = true)]
    pub(crate) debug: bool,
    #[arg(long, hide = true)]
    pub(crate) iidfile: Option<String>,
    #[arg(long, hide = true)]
    pub(crate) metadata_file: Option<String>,
    #[arg(long, hide = true)]
    pub(crate) pull: bool,
    #[arg(short, long, hide = true)]
    pub(crate) quiet: bool,
    #[arg(long, hide = true)]
    pub(crate) shm_size: Option<String>,
    #[arg(long, hide = true)]
    pub(crate) ulimit: Vec<String>,
}
