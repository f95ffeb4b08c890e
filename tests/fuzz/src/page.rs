//! Inputs of several parts are pages as in `tests/suite`: fenced blocks, each with a line that says what it is.

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// What stands behind the opening fence: `file src/main.rs`.
    pub(crate) info: String,
    /// The lines between the fences, each with its line break.
    pub(crate) body: String,
}

/// The blocks of a page; the whole text is one `dockerfile` where there is no fence.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in text.split_inclusive('\n') {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.body.push_str(line),
            (None, Some(info)) => {
                open = Some(Block {
                    info: info.trim().to_owned(),
                    body: String::new(),
                });
            }
            (None, None) => {}
        }
    }
    blocks.extend(open);
    if blocks.is_empty() {
        blocks.push(Block {
            info: "dockerfile".to_owned(),
            body: text.to_owned(),
        });
    }
    blocks
}
