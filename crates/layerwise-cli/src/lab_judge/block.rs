//! A lab's block as written.

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

use super::goal_block::GoalBlock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Block {
    /// Folder with the Dockerfile and all else that the build sees.
    pub(super) context: Spanned<String>,
    /// The build as typed in a terminal.
    pub(super) command: Spanned<String>,
    /// Values to follow.
    #[serde(default)]
    pub(super) secrets: Vec<SecretEntry>,
    /// What is to be reached.
    pub(super) goal: Option<Spanned<GoalBlock>>,
    /// Folder with the files that the solution changes.
    pub(super) solution: Option<Spanned<String>>,
    /// The solution's command, where it is another one.
    pub(super) solution_command: Option<Spanned<String>>,
    // Read by the course's compiler.
    #[serde(rename = "id")]
    _id: IgnoredAny,
    #[serde(rename = "title")]
    _title: IgnoredAny,
    #[serde(rename = "task", default)]
    _task: Option<IgnoredAny>,
    #[serde(rename = "hints", default)]
    _hints: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SecretEntry {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) file: Option<String>,
    pub(super) env: Option<String>,
}
