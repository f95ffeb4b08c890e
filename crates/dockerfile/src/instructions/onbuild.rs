use super::fault::Fault;
use super::flags::Flags;
use crate::letter_case::upper;
use crate::{Node, SourceText, Version};

/// `ONBUILD instruction`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Onbuild {
    /// The instruction with its heredocs, as the image config keeps it.
    pub expression: String,
    /// The instruction's own line with the place of each byte.
    pub trigger: SourceText,
}

impl Onbuild {
    pub(super) fn read(version: Version, node: &Node) -> Result<Self, Fault> {
        let Some(child) = &node.child else {
            return Err(Fault::at_least_one_argument("ONBUILD"));
        };
        Flags::read(version, node, &[])?;
        let keyword = upper(child.keyword.text.trim());
        match keyword.as_str() {
            "ONBUILD" => {
                let message = "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
                return Err(Fault::at(message, child.keyword.span));
            }
            "MAINTAINER" | "FROM" => {
                let message = format!("{keyword} isn't allowed as an ONBUILD trigger");
                return Err(Fault::at(message, child.keyword.span));
            }
            _ => {}
        }
        let trigger = trigger(&node.original);
        let mut expression = trigger.text.to_string();
        for heredoc in &node.heredocs {
            expression.push('\n');
            expression.push_str(&heredoc.content);
            expression.push_str(&heredoc.name);
        }
        Ok(Self {
            expression,
            trigger,
        })
    }
}

/// The line without BuildKit's `(?i)^\s*ONBUILD\s*`. Flags stay.
fn trigger(line: &SourceText) -> SourceText {
    let blanks = ['\t', '\n', '\x0c', '\r', ' '];
    let text = line.text.trim_start_matches(blanks);
    let keyword = text.split_at_checked("ONBUILD".len());
    let rest = match keyword {
        Some((keyword, rest)) if keyword.eq_ignore_ascii_case("ONBUILD") => {
            rest.trim_start_matches(blanks)
        }
        _ => line.text.as_str(),
    };
    line.slice(line.text.len() - rest.len()..line.text.len())
}
