use serde::{Deserialize, Serialize};

use crate::LineRange;

/// The steps of a build in time: what they need, when they ran, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The builder's own before the graph, the graph in its order, what follows it.
    pub vertices: Vec<Vertex>,
    /// When the last one ended.
    pub end_ms: u64,
    /// How long the same would take one after another.
    pub serial_ms: u64,
    /// The vertices, by index, that nothing could have shortened but themselves, from the start to the end.
    pub critical: Vec<u32>,
    /// The same Dockerfile on the classic builder.
    pub legacy: Vec<LegacyStep>,
    /// When that ended.
    pub legacy_end_ms: u64,
}

/// A vertex as BuildKit's log names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vertex {
    /// `[builder 2/5] RUN make`.
    pub name: String,
    /// The stage; empty for what no stage owns.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stage: String,
    /// The instruction's place; `None` for what the builder does on its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<LineRange>,
    /// Other vertices, by index, whose results it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<u32>,
    /// When it ran: starts and ends in ms, in order; none when it was never reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<(u64, u64)>,
    /// How it ended.
    pub state: VertexState,
    /// Why it was run and not found in the cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_run: Option<String>,
    /// What it brought over the network.
    #[serde(default)]
    pub download_bytes: u64,
    /// Whether QEMU translates its program.
    #[serde(default)]
    pub emulated: bool,
    /// The [`crate::Layer::number`] of the layer that it makes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<u32>,
}

/// How a vertex ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VertexState {
    /// It ran.
    Done,
    /// `CACHED`.
    Cached,
    /// The build stops here.
    Failed,
    /// It ran when another failed.
    Canceled,
    /// It was never started, or nobody asked for it.
    NotReached,
}

/// A step of the classic builder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegacyStep {
    /// `Step 3/7 : RUN make`.
    pub text: String,
    /// The instruction's place; `None` for sending the context.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<LineRange>,
    /// When it began.
    pub start_ms: u64,
    /// When it ended.
    pub end_ms: u64,
    /// Whether BuildKit runs it too.
    pub needed: bool,
    /// Why it stops here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}
