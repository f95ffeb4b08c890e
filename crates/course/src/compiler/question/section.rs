/// A piece of a block and its place in the file.
#[derive(Clone, Debug)]
pub(super) struct Section<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

/// A block cut at its lines `---`.
pub(super) struct Sections<'t> {
    pub(super) head: &'t str,
    pub(super) body: Option<Section<'t>>,
    pub(super) explanation: Option<Section<'t>>,
}

impl<'t> Sections<'t> {
    /// Cuts before Markdown is parsed, which would take `---` under a line of text as a heading.
    /// In code that line means something else: YAML begins with it.
    pub(super) fn of(text: &'t str, base: usize) -> Self {
        let mut cuts = [None, None];
        let mut fence = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let begins = line.trim_start();
            let mark = ["```", "~~~"]
                .into_iter()
                .find(|mark| begins.starts_with(mark));
            fence = match (fence, mark) {
                (None, Some(mark)) => Some(mark),
                (Some(open), Some(mark)) if open == mark => None,
                (open, _) => open,
            };
            if fence.is_none() && line.trim_end() == "---" {
                let cut = Some((at, at + line.len()));
                match &mut cuts {
                    [first @ None, _] => *first = cut,
                    [_, second @ None] => *second = cut,
                    _ => {}
                }
            }
            at += line.len();
        }
        let section = |from: usize, to: usize| Section {
            text: text.get(from..to).unwrap_or(""),
            at: base + from,
        };
        let end = text.len();
        let [first, second] = cuts;
        Self {
            head: text
                .get(..first.map_or(0, |(start, _)| start))
                .unwrap_or(""),
            body: first.map(|(_, from)| section(from, second.map_or(end, |(start, _)| start))),
            explanation: second.map(|(_, from)| section(from, end)),
        }
    }
}
