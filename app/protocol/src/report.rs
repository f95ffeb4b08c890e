use serde::{Deserialize, Serialize};

use crate::{Attestation, Caches, Progress};

/// The answer of one dry build, in the order in which the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Which builder's answers these are: `BuildKit, Dockerfile frontend 1.26`.
    pub builder: String,
    /// Whether the build ends with an image.
    pub outcome: Outcome,
    /// Errors, warnings and what was not understood, in source order.
    pub diagnostics: Vec<Diagnostic>,
    /// The image's layers, bottom first; empty when the build failed.
    pub layers: Vec<Layer>,
    /// `docker history`, newest first, as the command prints it.
    pub history: Vec<HistoryRow>,
    /// The image config; `None` when the build failed.
    pub config: Option<ConfigView>,
    /// One entry a secret, in the scenario's order, also for a secret that reaches nothing.
    pub reach: Vec<SecretReach>,
    /// What the simulator took for granted (`alpine:3.20 is known by name only`), for the reader.
    pub assumptions: Vec<String>,
    /// The Dockerfile's highlighted ranges, in order, not overlapping.
    pub tokens: Vec<Token>,
    /// The steps in time.
    #[serde(default)]
    pub progress: Progress,
    /// The caches used and left.
    #[serde(default)]
    pub caches: Caches,
    /// What is said of the build beside the image.
    #[serde(default)]
    pub attestations: Vec<Attestation>,
    /// Why none is stored; empty where one is.
    #[serde(default)]
    pub no_attestation: String,
}

impl Report {
    /// A report that says nothing yet.
    #[must_use]
    pub fn empty(builder: &str) -> Self {
        Self {
            builder: builder.to_owned(),
            outcome: Outcome::Built,
            diagnostics: Vec::new(),
            layers: Vec::new(),
            history: Vec::new(),
            config: None,
            reach: Vec::new(),
            assumptions: Vec::new(),
            tokens: Vec::new(),
            progress: Progress::default(),
            caches: Caches::default(),
            attestations: Vec::new(),
            no_attestation: String::new(),
        }
    }
}

/// How the build ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// An image came out.
    Built,
    /// BuildKit would stop with this text, which is also among the diagnostics when it has a place.
    Failed(String),
}

/// A message at a place of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// BuildKit's rule name or ours; empty for an error that has none.
    pub rule: String,
    /// BuildKit's exact text where BuildKit has one.
    pub message: String,
    /// Where in the Dockerfile; `None` when it is about the command or the context.
    pub lines: Option<LineRange>,
    /// The same place in UTF-16 units of the Dockerfile, for a text area's selection.
    pub utf16: Option<(u32, u32)>,
    /// What to do about it, most useful first.
    pub hints: Vec<String>,
    /// A page that explains the rule.
    pub url: Option<String>,
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The build stops.
    Error,
    /// A build check of BuildKit.
    Warning,
    /// The simulator does not know what this step does; its effects are *possible* only.
    NotUnderstood,
    /// Good to know.
    Note,
}

/// 1-based lines of the Dockerfile, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineRange {
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

/// One layer of the image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// 1-based, bottom first.
    pub number: u32,
    /// The history text of the instruction that made it.
    pub created_by: String,
    /// The instruction's place; `None` for a layer of the base image.
    pub lines: Option<LineRange>,
    /// Sum of the sizes of its files as far as they are known.
    pub size_bytes: u64,
    /// Whether a step of this layer was not understood, so that it may hold more.
    pub may_hold_more: bool,
    /// What the layer adds, changes or hides, in path order.
    pub entries: Vec<Entry>,
}

/// One path in a layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Absolute path.
    pub path: String,
    /// What is there.
    pub kind: EntryKind,
    /// The file's size; 0 for all else.
    pub size_bytes: u64,
    /// A later layer hides or replaces it: gone from the final file system, still in the image.
    pub hidden: bool,
    /// Names of the secrets whose value is in it.
    pub secrets: Vec<String>,
}

/// What a layer holds at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Symlink,
    /// The mark that hides a path of a lower layer.
    Whiteout,
}

/// One row of `docker history`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// BuildKit's exact `created_by`.
    pub created_by: String,
    /// Size of the layer; 0 for an empty one.
    pub size_bytes: u64,
    /// Whether the entry made no layer.
    pub empty_layer: bool,
    /// `buildkit.dockerfile.v0`, or the base image's own comment.
    pub comment: String,
    /// The instruction's place; `None` for a row of the base image.
    pub lines: Option<LineRange>,
    /// Names of the secrets whose value is in the text.
    pub secrets: Vec<String>,
}

/// The image config, as `docker image inspect` would show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigView {
    /// Indented JSON of the OCI image config without history.
    pub json: String,
    /// Names of the secrets whose value is in it.
    pub secrets: Vec<String>,
}

/// Where one secret goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretReach {
    /// The secret's name in the scenario.
    pub secret: String,
    /// Where the input held it: `build argument DB_PASSWORD`; empty when nothing holds it.
    pub sources: Vec<String>,
    /// Every place it reaches, this build's first; empty means *reaches nothing*.
    pub reached: Vec<Reach>,
}

/// One place that a secret reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// The kind of place.
    pub sink: Sink,
    /// Whether this command's own outputs hold it, or others would.
    pub outputs: Outputs,
    /// Whether it follows, or only may be.
    pub certainty: Certainty,
    /// The place in words: `layer 3, /app/.npmrc`.
    pub place: String,
    /// The line that let it out.
    pub lines: Option<LineRange>,
    /// Who can read it there.
    pub reader: Reader,
    /// How it came there, source first.
    pub chain: Vec<ChainStep>,
    /// A command that shows it on a real Docker, when there is one.
    pub check_with: Option<String>,
}

/// One step on a secret's way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainStep {
    /// What happened, in words.
    pub text: String,
    /// Where in the Dockerfile; `None` for the command line or the context.
    pub lines: Option<LineRange>,
}

/// The closed list of places that are searched, by the names of the measured data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sink {
    /// A layer of the image, visible in the final file system.
    ImageLayer,
    /// A layer of the image, hidden by a later one.
    ImageLayerHidden,
    /// `created_by` of the image's history.
    ImageHistory,
    /// The rest of the image config.
    ImageConfig,
    /// Annotations and names in manifest or index.
    ImageManifest,
    /// The inline cache entry of the image config.
    InlineCache,
    /// Files written by `--output type=local`.
    LocalOutput,
    /// Provenance attestation, `mode=min`.
    ProvenanceMin,
    /// Provenance attestation, `mode=max`.
    ProvenanceMax,
    /// Progress output, which CI systems keep.
    BuildLog,
    /// The build record that the builder stores.
    BuilderHistory,
    /// Snapshots of steps on the builder, of the image or not.
    BuilderCache,
    /// Descriptions in `docker buildx du --verbose`.
    CacheRecord,
    /// A cache exported with `mode=min`.
    CacheExportMin,
    /// A cache exported with `mode=max`.
    CacheExportMax,
    /// The content of a cache mount.
    CacheMount,
    /// The builder's copy of context files.
    ContextSnapshot,
}

/// Whose outputs are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outputs {
    /// What this very command leaves behind.
    ThisBuild,
    /// What other outputs (provenance max, a cache export) of the same build would hold.
    WhatIf,
}

/// How sure the simulator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Certainty {
    /// It follows from BuildKit, the shell and the standard utilities.
    Certain,
    /// It depends on a program that the simulator does not know.
    Possible,
}

/// Who can read a sink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reader {
    /// Anyone who can pull the image.
    Image,
    /// Anyone who can read the exported cache.
    Cache,
    /// Anyone with access to the builder.
    Builder,
    /// Anyone who can read the build's output, in CI for example.
    Log,
    /// Anyone who can read the output folder.
    LocalOutput,
}

/// A range of the Dockerfile to be coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Start in UTF-16 units.
    pub start: u32,
    /// End in UTF-16 units, exclusive.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
}

/// What a highlighted range is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// A comment.
    Comment,
    /// A parser directive.
    Directive,
    /// An instruction's keyword, and `AS`.
    Keyword,
    /// A flag with its value.
    Flag,
    /// A variable.
    Variable,
    /// A quoted string.
    String,
    /// A heredoc's marker or delimiter.
    Heredoc,
    /// A line continuation or other punctuation.
    Punctuation,
}
