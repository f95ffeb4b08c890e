use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::escape::{escape, escaped};
use super::notes;
use super::page::Page;
use super::tree::{Node, plain_text};

/// What stands for `:::` while a topic is parsed, which would begin a definition: as long, and for
/// private use.
const MARK: char = '\u{e000}';

/// A paragraph that marks the border of a group or of an item.
pub(super) struct Mark<'n, 'a> {
    /// `tabs`, `tab`; empty at the end of a group.
    pub(super) word: &'n str,
    /// What the first text says after the word.
    pub(super) rest: &'n str,
    /// What follows that text in the paragraph.
    pub(super) more: &'n [Node<'a>],
    pub(super) span: Range<usize>,
}

/// Blocks that belong together: the steps of a procedure, tabs of which one shows, cards side by
/// side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Steps,
    Tabs,
    Cards,
}

const KINDS: [Kind; 3] = [Kind::Steps, Kind::Tabs, Kind::Cards];

struct Item<'n, 'a> {
    mark: Mark<'n, 'a>,
    nodes: &'n [Node<'a>],
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Steps => "steps",
            Self::Tabs => "tabs",
            Self::Cards => "cards",
        }
    }

    fn item(self) -> &'static str {
        match self {
            Self::Steps => "step",
            Self::Tabs => "tab",
            Self::Cards => "card",
        }
    }
}

impl Page<'_, '_> {
    /// Renders the group that the first node opens, if it is a mark; what follows the group.
    pub(super) fn group<'n, 'a>(
        &mut self,
        nodes: &'n [Node<'a>],
        out: &mut String,
    ) -> Option<&'n [Node<'a>]> {
        let (first, inside) = nodes.split_first()?;
        let mark = mark(first)?;
        let Some(kind) = KINDS.into_iter().find(|kind| kind.name() == mark.word) else {
            self.report_stray(&mark);
            return Some(inside);
        };
        if !mark.rest.is_empty() || !mark.more.is_empty() {
            self.checked
                .error(
                    "group",
                    mark.span.clone(),
                    format!("`:::{}` takes nothing behind it", kind.name()),
                )
                .hint(format!(
                    "a title stands behind each item: `:::{} Title`",
                    kind.item()
                ));
        }
        let (inside, after) = self.split_at_end(kind, &mark, inside);
        let items = self.items(kind, &mark, inside);
        let outside = std::mem::replace(&mut self.in_fragment, true);
        match kind {
            Kind::Steps => self.steps(&items, out),
            Kind::Tabs => self.tabs(&items, out),
            Kind::Cards => self.cards(&items, out),
        }
        self.in_fragment = outside;
        Some(after)
    }

    /// Reports a mark that the parser took for text in the middle of something else.
    pub(super) fn check_mark(&mut self, text: &str, node: &Node<'_>) {
        // Two are left of three where one began a definition.
        if text.starts_with(MARK) || text.starts_with("::") {
            self.checked
                .error("group", node.span.clone(), "a line with `:::` stands alone")
                .hint("put an empty line before it and after it, and do not indent it");
        }
    }

    fn report_stray(&mut self, mark: &Mark<'_, '_>) {
        let span = mark.span.clone();
        if mark.word.is_empty() {
            self.checked
                .error("group", span, "this `:::` closes nothing")
                .hint("remove it, or open a group before it: `:::steps`, `:::tabs` or `:::cards`");
        } else if let Some(kind) = KINDS.into_iter().find(|kind| kind.item() == mark.word) {
            let message = format!("this {} is in no group", kind.item());
            self.checked
                .error("group", span, message)
                .hint(format!("write `:::{}` before the first one", kind.name()));
        } else {
            self.checked
                .error("group", span, format!("there is no group `{}`", mark.word))
                // Not `notes`: who writes `:::note` has something to say to readers.
                .suggest(mark.word, KINDS.map(Kind::name))
                .hint("a note or a warning is a callout: `> [!NOTE]`")
                .hint(
                    "groups are `:::steps`, `:::tabs` and `:::cards`; `:::notes` are the speaker's",
                );
        }
    }

    /// The nodes inside a group and those after it.
    fn split_at_end<'n, 'a>(
        &mut self,
        kind: Kind,
        open: &Mark<'_, '_>,
        nodes: &'n [Node<'a>],
    ) -> (&'n [Node<'a>], &'n [Node<'a>]) {
        let mut depth = 0;
        for (index, node) in nodes.iter().enumerate() {
            match mark(node).map(|mark| mark.word) {
                Some("") if depth == 0 => {
                    let (inside, rest) = nodes.split_at_checked(index).unwrap_or((nodes, &[]));
                    return (inside, rest.get(1..).unwrap_or(&[]));
                }
                Some("") => depth -= 1,
                Some(word) if opens(word) => depth += 1,
                _ => {}
            }
        }
        let message = format!("`:::{}` is not closed", kind.name());
        self.checked
            .error("group", open.span.clone(), message)
            .hint("write `:::` between empty lines after its last item");
        (nodes, &[])
    }

    fn items<'n, 'a>(
        &mut self,
        kind: Kind,
        open: &Mark<'_, '_>,
        nodes: &'n [Node<'a>],
    ) -> Vec<Item<'n, 'a>> {
        let mut starts = Vec::new();
        let mut depth = 0;
        for (index, node) in nodes.iter().enumerate() {
            let Some(mark) = mark(node) else { continue };
            match mark.word {
                "" => depth -= 1,
                word if opens(word) => depth += 1,
                word if depth == 0 && word == kind.item() => starts.push((index, mark)),
                _ => {}
            }
        }
        let first = starts.first().map_or(nodes.len(), |(index, _)| *index);
        if let Some(stray) = nodes.get(..first).and_then(<[_]>::first) {
            let message = format!("this stands before the first {}", kind.item());
            self.checked
                .error("group", stray.span.clone(), message)
                .hint(format!(
                    "begin with `:::{} Title`, or move it out of the group",
                    kind.item()
                ));
        }
        if starts.len() < 2 {
            let message = match starts.len() {
                0 => format!("`:::{}` has no {}", kind.name(), kind.item()),
                _ => format!("a single {} is no group", kind.item()),
            };
            self.checked
                .error("group", open.span.clone(), message)
                .hint(format!("begin each with `:::{} Title`", kind.item()));
        }
        let ends: Vec<_> = starts
            .iter()
            .skip(1)
            .map(|(index, _)| *index)
            .chain([nodes.len()])
            .collect();
        let item = |((start, mark), end): ((usize, Mark<'n, 'a>), usize)| Item {
            mark,
            nodes: nodes.get(start + 1..end).unwrap_or(&[]),
        };
        starts.into_iter().zip(ends).map(item).collect()
    }

    fn steps(&mut self, items: &[Item<'_, '_>], out: &mut String) {
        out.push_str("<ol class=\"steps\">\n");
        for item in items {
            let title = self.title(item, item.mark.rest);
            out.push_str(&format!("<li>\n<p class=\"step-title\">{title}</p>\n"));
            self.nodes(item.nodes, out);
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n");
    }

    /// Radio buttons and panels: a style sheet alone makes tabs of them, on paper all panels show.
    fn tabs(&mut self, items: &[Item<'_, '_>], out: &mut String) {
        self.tab_sets += 1;
        let set = self.tab_sets;
        let names: Vec<_> = items.iter().map(|item| item.mark.title_text()).collect();
        let label = escaped(&names.join(", "));
        out.push_str(&format!(
            "<div class=\"tab-set\" role=\"group\" aria-label=\"Tabs: {label}\">\n"
        ));
        for (item, number) in items.iter().zip(1..) {
            let title = self.title(item, item.mark.rest);
            let checked = if number == 1 { " checked" } else { "" };
            out.push_str(&format!(
                "<div class=\"tab\"><input type=\"radio\" name=\"tabs--{set}\" \
                 id=\"tab--{set}-{number}\"{checked}><label for=\"tab--{set}-{number}\">{title}\
                 </label>\n<div class=\"tab-panel\">\n"
            ));
            self.nodes(item.nodes, out);
            out.push_str("</div></div>\n");
        }
        out.push_str("</div>\n");
    }

    fn cards(&mut self, items: &[Item<'_, '_>], out: &mut String) {
        out.push_str("<ul class=\"cards\" role=\"list\">\n");
        for item in items {
            let (class, label, rest) = match verdict(item.mark.rest) {
                Some((class, label, rest)) => (class, label, rest),
                None => ("card", "", item.mark.rest),
            };
            let title = self.title(item, rest);
            out.push_str(&format!("<li class=\"{class}\">\n<p class=\"card-title\">"));
            if !label.is_empty() {
                out.push_str(&format!("<span class=\"card-verdict\">{label}</span> "));
            }
            out.push_str(&format!("{title}</p>\n"));
            self.nodes(item.nodes, out);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }

    fn title(&mut self, item: &Item<'_, '_>, text: &str) -> String {
        let mut title = String::new();
        escape(text, &mut title);
        self.nodes(item.mark.more, &mut title);
        if title.trim().is_empty() {
            let message = format!("the {} has no title", item.mark.word);
            self.checked
                .error("group", item.mark.span.clone(), message)
                .hint(format!("write `:::{} Title`", item.mark.word));
        }
        title.trim().to_owned()
    }
}

/// The text of a topic with its groups marked for the parser; every place stays where it was.
pub(crate) fn with_group_marks(text: &str) -> Cow<'_, str> {
    if !text.starts_with(":::") && !text.contains("\n:::") {
        return Cow::Borrowed(text);
    }
    let mut marked = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let run = bare
            .find(|c| !bare.starts_with(c) || !matches!(c, '`' | '~'))
            .unwrap_or(bare.len());
        let (opening, rest) = bare.split_at_checked(run).unwrap_or((bare, ""));
        match fence {
            Some(open) if opening.starts_with(open) && rest.is_empty() => fence = None,
            None if run >= 3 && !(rest.contains('`') && opening.starts_with('`')) => {
                fence = Some(opening);
            }
            _ => {}
        }
        match line.strip_prefix(":::") {
            Some(rest) if fence.is_none() => {
                marked.push(MARK);
                marked.push_str(rest);
            }
            _ => marked.push_str(line),
        }
    }
    Cow::Owned(marked)
}

impl Mark<'_, '_> {
    fn title_text(&self) -> String {
        format!("{}{}", self.rest, plain_text(self.more))
    }
}

/// Whether a mark with this word has a `:::` of its own that closes it.
fn opens(word: &str) -> bool {
    word == notes::WORD || KINDS.iter().any(|kind| kind.name() == word)
}

/// The mark that this paragraph is, if it is one.
pub(super) fn mark<'n, 'a>(node: &'n Node<'a>) -> Option<Mark<'n, 'a>> {
    if !matches!(node.event, Event::Start(Tag::Paragraph)) {
        return None;
    }
    let (first, more) = node.children.split_first()?;
    let Event::Text(text) = &first.event else {
        return None;
    };
    if more
        .iter()
        .any(|node| matches!(node.event, Event::SoftBreak))
    {
        return None;
    }
    let text = text.strip_prefix(MARK)?.trim_start_matches([':', ' ']);
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    Some(Mark {
        word,
        rest,
        more,
        span: node.span.clone(),
    })
}

/// The class, the visible word and the title of a card that judges what it shows.
fn verdict(title: &str) -> Option<(&'static str, &'static str, &str)> {
    let (class, label, rest) = if let Some(rest) = title.strip_prefix("{do}") {
        ("card do", "Do", rest)
    } else {
        ("card avoid", "Avoid", title.strip_prefix("{avoid}")?)
    };
    Some((class, label, rest.trim_start()))
}
