//! A Markdown file as text between fenced blocks.

/// Parts in order.
pub(crate) struct Page {
    parts: Vec<Part>,
}

enum Part {
    Text(String),
    Block(Block),
}

/// A fenced block.
pub(crate) struct Block {
    /// What stands behind the opening fence: `file src/main.rs`.
    pub(crate) info: String,
    /// The lines between the fences, each with its line break.
    pub(crate) body: String,
}

impl Page {
    pub(crate) fn read(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut open: Option<Block> = None;
        for line in text.split_inclusive('\n') {
            match (&mut open, line.strip_prefix("```")) {
                (Some(_), Some(_)) => parts.extend(open.take().map(Part::Block)),
                (Some(block), None) => block.body.push_str(line),
                (None, Some(info)) => {
                    open = Some(Block {
                        info: info.trim().to_owned(),
                        body: String::new(),
                    });
                }
                (None, None) => parts.push(Part::Text(line.to_owned())),
            }
        }
        Self { parts }
    }

    pub(crate) fn blocks_mut(&mut self) -> impl Iterator<Item = &mut Block> {
        self.parts.iter_mut().filter_map(|part| match part {
            Part::Block(block) => Some(block),
            Part::Text(_) => None,
        })
    }

    pub(crate) fn write(&self) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Block(block) => format!("```{}\n{}```\n", block.info, block.body),
        };
        self.parts.iter().map(part).collect()
    }
}
